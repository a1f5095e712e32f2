"""Leadership: a new leader over 63 sessions is told once, and a race that is level not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.readings import Readings
from bot.sources.recorded import Recorded
from jobs.leadership import Seen, ask, judge, picture, word
from tests.whole import facts

FIRST = date(2025, 12, 1)
NOW = datetime(2026, 6, 1, 20, 45, tzinfo=UTC)


def closes(name: str, *prices: float) -> Readings:
    points = tuple((FIRST + timedelta(days=place), price) for place, price in enumerate(prices))
    return Readings(as_of=NOW, source="test", name=name, points=points, unit="USD")


def race(*last: float) -> Seen:
    """63 sessions at 100, then the small fund's closes; the large one stands still."""
    return Seen(closes("IWM", *[100.0] * 63, *last), closes("SPY", *[100.0] * (63 + len(last))))


class Watch:
    def __init__(self) -> None:
        self.episodes, self.stored = {}, 0

    def days(self, *last: float):
        told = []
        for count in range(1, len(last) + 1):
            judged = judge(race(*last[:count]), self.episodes, NOW)
            self.stored += len(judged.moved)
            self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
            told += judged.occurrences
        return told


def test_a_new_leader_is_told_once_with_both_returns():
    (told,) = Watch().days(99, 101, 102)
    card = word(told.what)

    assert card.title == "Small caps now lead large ones over 63 sessions"
    assert card.lead == "IWM +1.0 %, SPY +0.0 %: 1.0 points ahead, from 2 December 2025 to 3 February 2026."
    assert (facts(card)["IWM"], facts(card)["SPY"]) == ("+1.0 %", "+0.0 %")
    assert facts(card)["Last told or first seen"] == "IWM 1.0 points behind"
    assert facts(card)["This year"] == "IWM +1.0 %, SPY +0.0 %: 1.0 points ahead"
    assert (card.tone, told.about) == (Tone.CATALYST, "")


def test_the_other_way_is_a_risk():
    first, second = Watch().days(99, 101, 99)

    assert word(first.what).tone is Tone.CATALYST
    assert (word(second.what).title, word(second.what).tone) == (
        "Large caps now lead small ones over 63 sessions", Tone.RISK,
    )  # fmt: skip
    assert first.name != second.name


def test_a_race_that_is_level_tells_and_writes_nothing():
    watch = Watch()

    assert watch.days(99, 100.4, 99.6, 100.5, 99.5) == []
    assert watch.stored == 1


def test_a_lead_just_past_the_band_is_told():
    assert len(Watch().days(99, 100.51)) == 1


def test_with_fewer_sessions_nothing_is_said():
    seen = Seen(closes("IWM", *[100.0] * 63), closes("SPY", *[100.0] * 63))

    assert judge(seen, {}, NOW).moved == ()


async def test_the_picture_has_the_lead_of_each_day():
    (told,) = Watch().days(99, 101)
    chart = await picture(told.what)

    assert [round(lead, 6) for _, lead in chart.series[0].points] == [-1.0, 1.0]
    assert chart.alt == "IWM was 1.0 points behind on 2 February 2026 and 1.0 points ahead on 3 February 2026."


async def test_both_funds_are_needed():
    source = Recorded()
    source.tell(race(99).small)
    with pytest.raises(Missing, match="SPY"):
        await ask(leadership=source)


async def test_a_club_hears_of_a_new_leader(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.market.tell(race(99).small, race(99).large)
    assert await club.round("leadership") == []

    club.market.tell(race(99, 101).small, race(99, 101).large)
    assert await club.round("leadership") == ["Small caps now lead large ones over 63 sessions"]
    assert await club.round("leadership") == []


async def test_the_other_small_index_stands_beside_and_decides_nothing():
    source = Recorded()
    two = race(99, 101)
    source.tell(two.small, two.large, closes("IJR", *[100.0] * 63, 100.0, 98.0))
    seen = await ask(leadership=source)
    first = judge(race(99), {}, NOW).moved[0]
    (told,) = judge(seen, {first.name: first}, NOW).occurrences

    assert word(told.what).title == "Small caps now lead large ones over 63 sessions"
    assert facts(word(told.what))["IJR beside it"] == "-2.0 %: 2.0 points behind; this year 2.0 points behind"
    chart = await picture(told.what)
    assert [one.name for one in chart.series] == ["IWM", "IJR"]
