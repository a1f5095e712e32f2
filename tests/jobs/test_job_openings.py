"""Job openings: a month is told once, beside its trend; what is missing is named, and lateness told as what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.calendar import Calendar, Event
from bot.market.consensus import Awaited, Consensus
from bot.market.feeds import Missing
from bot.market.labor import LaborMarket
from bot.market.readings import Readings, months_from
from bot.sources.recorded import Recorded
from jobs.job_openings import WATCHER, Seen, ask, judge, picture, word
from tests.whole import facts

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
DUE = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
STATED = Calendar().with_stated(Event.OPENINGS, [date(2026, 11, 3), date(2026, 12, 1)], "FRED")


def openings(last: date, newest: float = 7_300, *, as_of: datetime = DUE, without: tuple[date, ...] = ()) -> Readings:
    """Openings of fourteen months at 7,000 thousand, and the newest."""
    told = [(months_from(last, -back), 7_000.0) for back in range(14, 0, -1)]
    points = tuple(one for one in [*told, (last, newest)] if one[0] not in without)
    return Readings(as_of=as_of, source="BLS", name="openings", points=points)


class Watch:
    def __init__(self) -> None:
        self.episodes = {}

    def look(self, seen: Readings, at: datetime = DUE, calendar: Calendar = STATED, expected=()):
        judged = judge(Seen(seen, calendar, expected=expected), self.episodes, at)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences


def released(seen: Readings, *expected: Consensus):
    watch = Watch()
    watch.look(openings(months_from(seen.newest, -1)))
    (told,) = watch.look(seen, expected=expected)
    return word(told.what)


def test_a_new_month_is_told_once_and_the_first_look_not_at_all():
    watch = Watch()
    assert watch.look(openings(SEPTEMBER)) == ()

    (told,) = watch.look(openings(OCTOBER))
    assert (told.name, told.about, told.severity) == ("2026-10", "", Severity.NORMAL)
    assert watch.look(openings(OCTOBER)) == ()


def test_the_card_has_the_change_and_says_that_there_is_no_consensus():
    card = released(openings(OCTOBER))

    assert card.title == "Job openings rise to 7,300 thousand in October 2026"
    assert (
        card.lead == "That is 300 thousand above the mean of 7,000 thousand (no consensus; against its 12-month trend)."
    )
    assert facts(card) == {"On the month": "+300 thousand, +4.3 %", "On the year": "+4.3 %"}
    assert card.tone is Tone.CATALYST


def test_a_consensus_goes_before_the_trend_and_no_other_months():
    one = Consensus(
        as_of=DUE - timedelta(hours=1), source="Yahoo Finance", awaited=Awaited.OPENINGS, about=OCTOBER, due=DUE,
        expected=7_450.0,
    )  # fmt: skip
    card = released(openings(OCTOBER), one)

    assert card.lead == (
        "That is 150 thousand below the consensus of 7,450 thousand (Yahoo Finance, as of 1 December 2026)."
    )
    assert facts(card)["Surprise"].startswith("-150 thousand against the consensus of 7,450 thousand")
    assert "no consensus" in released(openings(OCTOBER), replace(one, about=SEPTEMBER)).lead


def test_a_fall_no_change_and_a_missing_month_are_each_said():
    assert released(openings(OCTOBER, 6_900)).tone is Tone.RISK
    same = released(openings(OCTOBER, 7_000))
    assert (same.title, same.tone) == ("Job openings stay at 7,000 thousand in October 2026", Tone.NOTE)
    assert same.lead.startswith("That is exactly the mean of 7,000 thousand")

    card = released(openings(OCTOBER, without=(SEPTEMBER, date(2025, 10, 1))))
    assert facts(card) == {
        "On the month": "not computable: there is no figure for September 2026",
        "On the year": "not computable: there is no figure for October 2025",
    }
    assert card.lead == "No consensus is known, and its 12-month trend is not computable: a month is missing."


def test_lateness_is_told_once_and_followed():
    watch = Watch()
    watch.look(openings(SEPTEMBER, as_of=DUE), DUE)

    (late,) = watch.look(openings(SEPTEMBER, as_of=DUE + timedelta(minutes=18)), DUE + timedelta(minutes=18))
    assert word(late.what).title == "Late: job openings (JOLTS) of October 2026"
    (told,) = watch.look(openings(OCTOBER), DUE + timedelta(minutes=40))
    assert told.follows == late.fingerprint(WATCHER.name)


def test_without_a_day_that_somebody_states_nothing_is_late():
    watch = Watch()
    watch.look(openings(SEPTEMBER), calendar=Calendar())

    assert watch.look(openings(SEPTEMBER), DUE + timedelta(days=60), Calendar()) == ()


async def test_the_picture_is_of_two_years_and_there_is_none_of_a_single_month():
    watch = Watch()
    watch.look(openings(SEPTEMBER))
    (told,) = watch.look(openings(OCTOBER))
    chart = await picture(told.what)

    assert chart.series[0].points[-1] == (OCTOBER, 7_300)
    assert await picture(replace(told.what, openings=replace(openings(OCTOBER), points=((OCTOBER, 7_300.0),)))) is None


async def test_without_openings_it_is_missing():
    source = Recorded()
    source.tell_labor(LaborMarket(payrolls=openings(OCTOBER)))
    with pytest.raises(Missing, match="no job openings"):
        await ask(labor=source, calendar=source, consensus=source, health=source)


async def test_a_club_hears_of_a_month_once(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.labor(openings=openings(SEPTEMBER).points)
    assert await club.round("job_openings") == []

    club.labor(openings=openings(OCTOBER).points)
    assert await club.round("job_openings") == ["Job openings rise to 7,300 thousand in October 2026"]
    assert await club.round("job_openings") == []
