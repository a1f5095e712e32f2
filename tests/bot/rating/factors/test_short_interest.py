"""Short interest: its level in the float, its change, the days to cover."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("level", {"short_shares": 6.75e6}, -1),
        ("level", {"short_shares": 0.9e6}, 0.75),
        ("level", {"short_shares": 13.5e6}, -2),
        ("change", {"short_shares": 3e6, "short_shares_before": 2.4e6}, -1.25),
        ("change", {"short_shares": 1.8e6, "short_shares_before": 2.4e6}, 1),
        ("change", {"short_shares": 0.0, "short_shares_before": 0.0}, 0),
        ("change", {"short_shares": 1e6, "short_shares_before": 0.0}, -2),
        ("days_to_cover", {"days_to_cover": 5.0}, -0.5),
    ],
)
def test_short_interest_scores(signal, figures, score):
    assert judged("short_interest", signal, **figures).score == pytest.approx(score, abs=1e-4)
