"""The balance counts every pillar once, and says not known where that is so."""

from __future__ import annotations

from datetime import date, timedelta

from bot.thesis.balance import balance, stands, states
from bot.thesis.metric import Reading
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis, advance

DAY = date(2026, 1, 14)


def test_the_balance_has_a_number_for_each_state_that_some_pillar_has():
    told = dict(zip("abcdef", [State.SUPPORTS] * 3 + [State.CHALLENGES] + [State.UNKNOWN] * 2, strict=True))

    assert balance(told) == "3 support, 1 challenges, 2 not known"
    assert balance(dict.fromkeys("abcdef", State.UNKNOWN)) == "6 not known"
    assert balance({"a": State.SUPPORTS, "b": State.NEUTRAL, "c": State.CHALLENGES, "d": State.CHALLENGES}) == (
        "1 supports, 1 neutral, 2 challenge"
    )


def test_unknown_is_said_as_not_known_of_a_pillar_and_of_the_headline():
    assert (stands(State.UNKNOWN), stands(Headline.UNKNOWN), stands(State.NEUTRAL)) == (
        "not known",
        "not known",
        "neutral",
    )


def test_a_pillar_whose_figures_grew_old_since_the_last_look_is_not_known():
    figures = {"lead_63": {"lead_63": 4.0}, "lead_ytd": {"lead_ytd": 5.0}}
    thesis, _ = advance(Thesis(), {name: Reading(DAY, DAY, one) for name, one in figures.items()}, DAY)

    assert states(thesis, DAY)["leadership"] is State.SUPPORTS
    assert states(thesis, DAY + timedelta(days=8))["leadership"] is State.UNKNOWN
    assert set(states(Thesis(), DAY)) == {one.name for one in PILLARS}
