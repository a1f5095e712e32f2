"""Calls of others: dated, named, and data only."""

from datetime import UTC, date, datetime

import pytest

from bot.calls.published import published
from bot.rating.grade import Grade


def test_the_five_calls_of_january_are_shipped_with_their_day_and_source():
    found = {call.ticker.symbol: call for call in published()}

    assert {symbol: call.grade for symbol, call in found.items()} == {
        "OPEN": Grade.BUY, "APLD": Grade.BUY, "RKLB": Grade.HOLD, "SMR": Grade.HOLD, "ACHR": Grade.SELL,
    }  # fmt: skip
    assert {call.at for call in found.values()} == {datetime(2026, 1, 15, 14, 13, tzinfo=UTC)}
    assert all("AInvest" in call.source and call.score is None and not call.ruleset for call in found.values())
    assert found["APLD"].session == date(2026, 1, 14)


def test_a_grade_that_is_none_is_refused(tmp_path):
    file = tmp_path / "calls.toml"
    file.write_text('[[publication]]\nsource = "x"\nat = 2026-01-15T09:00:00Z\ncalls = { A = "Strong Buy" }\n')

    with pytest.raises(ValueError, match="Strong Buy"):
        published(file)
