"""Changes against our own record: what both days told, on one footing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.market.quote import Split
from bot.rating.profile import Figure
from bot.sources.profile.since import read_since
from bot.sources.profile.snapshots import Snapshot
from tests.bot.sources.profile.payloads import AT

HELD = {"institutions_share": 0.5, "institutions_count": 200.0, "shares": 40_000_000.0}


def told(mean: float, analysts: float = 4):
    values = {"target_mean": mean, "target_analysts": analysts}
    return {name: Figure(as_of=AT, source="Yahoo Finance", value=value) for name, value in values.items()}


def read(now, figures, *splits, counted=HELD, before=None):
    then = Snapshot(AT - timedelta(days=91), before or told(20.0), counted)
    return {name: figure.value for name, figure in read_since(then, figures, now, AT, splits).items()}


def test_holdings_holders_and_targets_are_compared_with_the_record():
    now = {"institutions_share": 0.6, "institutions_count": 210.0, "shares": 50_000_000.0}

    assert read(now, told(26.0)) == {
        "institutional_change": pytest.approx(0.5),
        "holder_change": pytest.approx(0.05),
        "target_change": pytest.approx(0.3),
    }


def test_a_split_in_between_changes_neither_holdings_nor_targets():
    now = {**HELD, "shares": 4_000_000.0}

    assert read(now, told(200.0), Split(date(2025, 12, 1), 0.1)) == {
        "institutional_change": pytest.approx(0.0),
        "holder_change": 0.0,
        "target_change": pytest.approx(0.0),
    }
    assert read(HELD, told(20.0), Split(date(2025, 6, 1), 0.1))["target_change"] == 0.0


def test_what_one_of_the_days_did_not_tell_is_left_out():
    assert read({}, {}) == {}
    assert read(HELD, told(20.0), counted={}) == {"target_change": 0.0}


def test_the_mean_of_two_analysts_is_not_compared():
    assert "target_change" not in read(HELD, told(26.0, analysts=2))
    assert "target_change" not in read(HELD, told(26.0), before=told(20.0, analysts=2))


def test_the_record_that_is_compared_with_is_named():
    then = Snapshot(AT - timedelta(days=91), told(20.0), HELD)

    assert read_since(then, told(20.0), HELD, AT, ())["holder_change"].source.endswith("our record of 2025-10-16")
