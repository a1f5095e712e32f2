"""Six lanes from the kept days; what nobody looked at for weeks is not known."""

from __future__ import annotations

from datetime import date, timedelta

from bot.monitor.picture import pillars_over_time
from bot.thesis.pillars import PILLARS
from bot.thesis.snapshot import Snapshot
from bot.thesis.state import Headline, State

DAY = date(2026, 1, 14)


def on(place: int, policy: State) -> Snapshot:
    states = dict.fromkeys((one.name for one in PILLARS), State.UNKNOWN)
    return Snapshot(DAY + timedelta(days=place), Headline.UNKNOWN, None, states | {"policy": policy}, {})


def test_one_day_is_no_picture():
    assert pillars_over_time([]) is None
    assert pillars_over_time([on(0, State.SUPPORTS)]) is None


def test_a_state_holds_until_the_next_look_and_over_a_weekend():
    chart = pillars_over_time([on(0, State.SUPPORTS), on(2, State.SUPPORTS), on(5, State.NEUTRAL)])

    assert chart.lanes[0].name == "Fed policy"
    assert chart.lanes[0].spells == (
        (DAY, DAY + timedelta(days=4), "supports"),
        (DAY + timedelta(days=5), DAY + timedelta(days=5), "neutral"),
    )
    assert chart.states == ("supports", "neutral", "challenges")
    assert chart.alt.startswith(
        "From 14 January 2026 to 19 January 2026. Fed policy: supports since 14 January 2026 then neutral since "
        "19 January 2026. Valuation gap: not known since 14 January 2026."
    )


def test_weeks_without_a_look_are_not_known():
    chart = pillars_over_time([on(0, State.SUPPORTS), on(30, State.SUPPORTS)])

    assert [(until - since).days + 1 for since, until, _ in chart.lanes[0].spells] == [8, 22, 1]
    assert [state for *_, state in chart.lanes[0].spells] == ["supports", "not known", "supports"]


def test_the_words_name_the_newest_turns_and_stay_short():
    turns = [on(place, (State.SUPPORTS, State.NEUTRAL)[place % 2]) for place in range(60)]

    alt = pillars_over_time(turns).alt

    assert alt.count("supports since") + alt.count("neutral since") == 6
    assert "neutral since 14 March 2026" in alt
