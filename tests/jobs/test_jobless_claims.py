"""Jobless claims: the four-week mean is told when it is far above a year ago for two weeks, and when no longer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.consensus import Awaited, Consensus
from bot.market.feeds import Missing
from bot.market.readings import Readings
from bot.sources.recorded import Recorded
from jobs.jobless_claims import WATCHER, Seen, ask, judge, picture, word
from tests.whole import facts

WEEK, FIRST = timedelta(weeks=1), date(2024, 11, 2)
A_YEAR = 60  # weeks at 200,000


def weekly(*newest: float, missing: tuple[int, ...] = ()) -> Readings:
    """Sixty weeks at 200,000, then these; ``missing`` counts back from the newest."""
    told = [*[200_000.0] * A_YEAR, *newest]
    points = [(FIRST + place * WEEK, figure) for place, figure in enumerate(told)]
    kept = tuple(one for back, one in enumerate(reversed(points)) if back not in missing)
    return Readings(as_of=datetime(2026, 2, 1, tzinfo=UTC), source="FRED", name="ICSA", points=kept[::-1])


class Watch:
    def __init__(self) -> None:
        self.episodes, self.stored, self.weeks = {}, 0, []

    def look(self, seen: Readings, *expected: Consensus):
        now = datetime.combine(seen.newest, datetime.min.time(), UTC) + timedelta(days=5)
        judged = judge(Seen(seen, expected), self.episodes, now)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences

    def week(self, figure: float):
        self.weeks.append(figure)
        return self.look(weekly(*self.weeks))


def test_two_weeks_above_the_line_are_told_once_and_one_week_is_not():
    watch = Watch()
    watch.look(weekly())
    told = [len(watch.week(240_000)) for _ in range(8)]  # the mean is +5, +10, +15, +20, +20 … percent

    assert told == [0, 0, 0, 1, 0, 0, 0, 0]
    assert watch.stored == 2


def test_the_card_has_the_mean_the_year_before_and_the_week():
    watch = Watch()
    watch.look(weekly())
    (happened,) = [one for _ in range(4) for one in watch.week(240_000)]
    card = word(happened.what)

    assert card.title == "Jobless claims are far above a year ago"
    assert card.lead == (
        "First claims, the mean of four weeks to 17 January 2026: 240,000 a week, +20.0 % in the year "
        "(+15.0 % the week before)."
    )
    assert facts(card)["A year before"] == "200,000 a week"
    assert (card.tone, happened.severity) == (Tone.RISK, Severity.NORMAL)


def test_the_way_back_below_the_lower_line_is_the_quiet_follow_up():
    watch = Watch()
    watch.look(weekly())
    (opening,) = [one for _ in range(4) for one in watch.week(240_000)]
    told = [watch.week(200_000) for _ in range(5)]  # +15, +10, +5, 0, 0

    assert [len(one) for one in told] == [0, 0, 0, 1, 0]
    ((closing,),) = [one for one in told if one]
    assert (closing.follows, closing.severity) == (opening.fingerprint(WATCHER.name), Severity.QUIET)
    assert word(closing.what).title == "Jobless claims are no longer far above a year ago"


def test_the_newest_week_is_told_beside_what_was_expected_of_it():
    watch = Watch()
    watch.look(weekly())
    high = [weekly(*[240_000.0] * count) for count in range(1, 5)]
    week = high[-1].newest
    due = datetime.combine(week, datetime.min.time(), UTC) + timedelta(days=5)
    one = Consensus(
        as_of=due - timedelta(days=1), source="Yahoo Finance", awaited=Awaited.CLAIMS, about=week, due=due,
        expected=230_000.0,
    )  # fmt: skip
    (told,) = [found for seen in high for found in watch.look(seen, one)]

    assert facts(word(told.what))["Surprise"].startswith("+10 thousand against the consensus of 230 thousand")


def test_between_the_lines_nothing_is_told():
    watch = Watch()
    watch.look(weekly())
    for _ in range(4):
        watch.week(240_000)

    assert [len(watch.week(225_000)) for _ in range(9)] == [0] * 9


@pytest.mark.parametrize("missing", [(1,), (2,), (3,), (4,), (52,)])
def test_with_a_week_missing_the_mean_is_not_computable_and_nothing_is_judged(missing):
    watch = Watch()
    watch.look(weekly())

    assert watch.look(weekly(*[300_000] * 6, missing=missing)) == ()
    assert watch.stored == 1


def test_who_starts_above_the_line_is_not_told_of_it():
    watch = Watch()

    assert watch.look(weekly(*[300_000] * 6)) == ()
    assert watch.episodes["four weeks"].side == "high"


async def test_it_asks_for_claims_and_draws_them():
    source = Recorded()
    with pytest.raises(Missing):
        await ask(labor=source, consensus=source)
    source.tell(weekly())
    assert await ask(labor=source, consensus=source) == Seen(weekly(), [])

    watch = Watch()
    watch.look(weekly())
    (happened,) = [one for _ in range(4) for one in watch.week(240_000)]
    chart = await picture(happened.what)
    assert chart.series[0].points[-1][1] == 240_000


async def test_a_club_hears_of_it_once(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.market.tell(weekly())
    assert await club.round("jobless_claims") == []

    club.market.tell(weekly(*[240_000] * 4))
    assert await club.round("jobless_claims") == ["Jobless claims are far above a year ago"]
    assert await club.round("jobless_claims") == []
