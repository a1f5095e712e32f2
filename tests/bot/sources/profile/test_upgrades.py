"""Changes of ratings: ninety days of them, and a list that fell silent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.rating.profile import Absent
from bot.sources.profile.upgrades import read_upgrades
from tests.bot.sources.profile.payloads import AT, opinion, summary

LATELY = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def listed(*rows):
    return summary(upgradeDowngradeHistory={"history": list(rows)})


def test_ninety_days_of_changes_count_and_older_ones_do_not():
    assert read_upgrades(summary(), AT, None)["net_ratings"].value == 1


def test_a_firms_drift_runs_from_before_its_first_change_to_its_newest_target():
    assert read_upgrades(summary(), AT, None)["target_change"].value == pytest.approx(((28 / 20 - 1) + 0) / 2)


def test_an_outage_of_the_list_is_not_taken_for_no_change():
    told = read_upgrades(listed(opinion(date(2025, 12, 1), "A Firm", "up", 2.0, 1.0)), AT, LONG_AGO)

    assert "silent since 2026-01-02" in told["net_ratings"].reason
    assert isinstance(told["target_change"], Absent)


def test_a_quiet_ticker_beside_lively_ones_has_no_change():
    told = read_upgrades(listed(opinion(date(2025, 3, 1), "A Firm", "up", 2.0, 1.0)), AT, LATELY)

    assert told["net_ratings"].value == 0
    assert told["target_change"] == Absent("no firm's change of target in 90 days is listed")


def test_rows_without_targets_still_count_as_changes():
    row = {"epochGradeDate": opinion(date(2026, 1, 13), "", "", 1, 1)["epochGradeDate"], "action": "down"}
    told = read_upgrades(listed(row, "no row", {}), AT, None)

    assert told["net_ratings"].value == -1
    assert isinstance(told["target_change"], Absent)


def test_rows_from_the_future_are_left_out():
    told = read_upgrades(listed(opinion(date(2027, 1, 1), "A Firm", "up", 2.0, 1.0)), AT, LATELY)

    assert told["net_ratings"].value == 0


def test_a_company_without_the_module_has_no_ratings():
    assert "lists no ratings" in read_upgrades(summary(upgradeDowngradeHistory=None), AT, LATELY)["net_ratings"].reason
