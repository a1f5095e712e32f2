"""Extension: a fast month, a price far over its mean, large days; never much merit."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("month", {"price": 26.0, "price_21d_ago": 20.0, "market_return_21d": 0.0}, -1.5),
        ("month", {"price": 26.0, "price_21d_ago": 20.0, "market_return_21d": 0.15}, -0.5),
        ("short_mean", {"price": 25.0, "mean_50": 20.0}, -1),
        ("largest_days", {"largest_days": 0.12}, -2),
    ],
)
def test_extension_scores(signal, figures, score):
    assert judged("extension", signal, **figures).score == pytest.approx(score, abs=1e-4)


def test_a_price_that_fell_earns_half_a_point_at_most():
    assert judged("extension", "month", price=10.0, price_21d_ago=20.0).score == 0.5
