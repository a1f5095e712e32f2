"""A day of the thesis is kept short, comes back as it was, and says what was known then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.thesis.metric import Reading
from bot.thesis.snapshot import Measured, Snapshot, dump_snapshot, load_snapshot, snapshot
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis, advance
from tests.bot.thesis.test_thesis import BAD, GOOD, readings

DAY = date(2026, 1, 14)


def seen(told: dict = GOOD) -> Thesis:
    return advance(Thesis(), readings(DAY, told), DAY)[0]


@pytest.mark.parametrize("thesis", [Thesis(), seen(), seen(GOOD | BAD), seen({"vix": {"vix": None}})])
def test_a_snapshot_comes_back_as_it_was(thesis):
    told = snapshot(thesis, DAY)

    assert load_snapshot(dump_snapshot(told)) == told


def test_it_holds_every_pillar_the_score_and_each_metric_with_the_day_of_its_figures():
    told = snapshot(seen(), DAY)

    assert (told.day, told.headline, told.score) == (DAY, Headline.INTACT, 1.0)
    assert set(told.pillars.values()) == {State.SUPPORTS}
    assert told.metrics["lead_63"] == Measured(State.SUPPORTS, DAY, {"lead_63": 4.0})
    assert len(told.metrics) == 20


def test_what_was_old_that_day_is_not_known_in_it():
    told = snapshot(seen(), DAY + timedelta(days=8))

    assert told.pillars["leadership"] is State.UNKNOWN
    assert told.metrics["lead_63"].state is State.UNKNOWN
    assert told.metrics["lead_63"].as_of == DAY


def test_a_full_day_fits_in_two_kilobytes():
    assert len(dump_snapshot(snapshot(seen(GOOD | BAD), DAY))) < 2_000


def test_a_figure_that_is_missing_is_left_out():
    day = {"vix": Reading(DAY, DAY, {"vix": None}), "oil": Reading(DAY, DAY, {"oil_in_30_days": 3.0})}
    told = snapshot(advance(Thesis(), day, DAY)[0], DAY)

    assert set(told.metrics) == {"oil"}


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"v":9}', dump_snapshot(snapshot(seen(), DAY))[:-9]])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        load_snapshot(text)


def test_a_snapshot_with_another_state_is_refused():
    text = dump_snapshot(Snapshot(DAY, Headline.INTACT, 1.0, {"policy": State.SUPPORTS}, {}))

    with pytest.raises(ValueError, match="cannot be read"):
        load_snapshot(text.replace('"policy":"s"', '"policy":"z"'))
