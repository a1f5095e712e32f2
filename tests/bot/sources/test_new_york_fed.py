"""The effective rate as the New York Fed tells it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Missing, Unreadable
from bot.market.fomc import TargetRange
from bot.sources.new_york_fed import read_effective

RATE = {
    "effectiveDate": "2026-09-17",
    "type": "EFFR",
    "percentRate": 3.88,
    "targetRateFrom": 3.75,
    "targetRateTo": 4.0,
}


def body(*rates: object) -> bytes:
    return json.dumps({"refRates": list(rates)}).encode()


def test_the_newest_rate_comes_with_its_day_and_target():
    read = read_effective(body(RATE | {"effectiveDate": "2026-09-16", "percentRate": 3.63}, RATE))

    assert (read.day, read.percent, read.target) == (date(2026, 9, 17), 3.88, TargetRange(3.75, 4.0))
    assert read.as_of == datetime(2026, 9, 17, tzinfo=UTC)


def test_a_rate_without_a_target_is_a_rate():
    bare = {name: RATE[name] for name in ("effectiveDate", "type", "percentRate")}

    assert read_effective(body(bare)).target is None


def test_no_rate_is_missing():
    with pytest.raises(Missing):
        read_effective(body())


@pytest.mark.parametrize(
    "told",
    [b"", b"[]", b"{}", body(1), body(RATE | {"type": "SOFR"}), body(RATE | {"percentRate": "NaN"}),
     body(RATE | {"effectiveDate": "soon"})],
)  # fmt: skip
def test_anything_else_is_unreadable(told):
    with pytest.raises(Unreadable):
        read_effective(told)
