"""Valuation gap: a move of our own ratio is told once, its rank waits for our own history, no level is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.codec import dump_episode, load_episode
from bot.gap_facts import Gap, ask_gap
from bot.market.feeds import Missing
from bot.market.fund_day import GapDay
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.valuation_gap import ask, judge, picture, word
from tests.fund import fund, kept, member
from tests.whole import facts

FIRST = date(2026, 1, 5)
NOW = datetime(2026, 6, 1, 21, 15, tzinfo=UTC)


def gap(*ratios: float) -> Gap:
    """One session a day with the large fund at 20 times; the last one is today's."""
    days = tuple(GapDay(FIRST + timedelta(days=n), 20.0 * one, 20.0) for n, one in enumerate(ratios))
    at = datetime.combine(days[-1].day, datetime.min.time(), UTC) + timedelta(hours=21)
    small = fund(member("A", this_year=0.6, next_year=10 / days[-1].small, mean_200=9.0), at=at)
    return Gap(small, fund(member("L", this_year=0.4, next_year=0.5), name="IVV", at=at), days)


class Watch:
    def __init__(self) -> None:
        self.episodes, self.stored = {}, 0

    def look(self, *ratios: float):
        judged = judge(gap(*ratios), self.episodes, NOW)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences

    def every_day(self, *ratios: float):
        return [told for count in range(1, len(ratios) + 1) for told in self.look(*ratios[:count])]


def test_a_move_of_five_percent_from_what_was_told_last_is_told_with_both():
    watch = Watch()
    (told,) = watch.every_day(0.700, 0.720, 0.734, 0.736)
    card = word(told.what)

    assert card.title == "Small caps are dearer beside large ones"
    assert card.lead == (
        "Forward P/E of IJR over IVV: 0.700 on 5 January 2026 → 0.736 on 8 January 2026 (+5.1 %). For a dollar of "
        "expected earnings small caps cost 26 % less than large ones."
    )
    assert facts(card)["Now"] == "IJR 14.7, IVV 20.0 times"
    assert facts(card)["Rank of the ratio"] == (
        "not known: our own store has 4 sessions since 5 January 2026, and 60 are needed"
    )
    assert facts(card)["The article of 15 January 2026"] == "16.5 and 23.8, a ratio of 0.693: another provider's"
    assert card.note.startswith("Our estimate")


def test_after_a_move_the_next_is_counted_from_there():
    told = Watch().every_day(0.70, 0.74, 0.71, 0.70, 0.74)

    assert [one.name for one in told] == ["dearer on 2026-01-06", "cheaper on 2026-01-08", "dearer on 2026-01-09"]


def test_a_level_alone_tells_nothing_and_is_not_written_again():
    """0.693 is what the article's provider gave; our own ratio on the same number is no news."""
    watch = Watch()

    assert watch.every_day(0.693, 0.70, 0.69) == []
    assert watch.stored == 1


CALM = [0.700 + 0.0001 * (7 * n % 10) for n in range(60)]  # ends in its own middle


def test_a_rank_is_told_on_entering_an_end_and_not_while_it_stays_near():
    told = Watch().every_day(*CALM, 0.7100, 0.70085, 0.7100)

    (only,) = told
    assert only.name == f"high since {FIRST + timedelta(days=60)}"
    assert word(only.what).title == "The valuation gap is in the highest tenth of our own history"
    assert facts(word(only.what))["Rank of the ratio"] == "98 of 100 among 61 sessions of our own since 5 January 2026"


def test_back_in_the_middle_it_may_be_told_again():
    told = Watch().every_day(*CALM, 0.7100, 0.7004, 0.7100)

    assert len(told) == 2


def test_a_move_to_an_end_is_one_alert():
    watch = Watch()
    (told,) = watch.every_day(*CALM, 0.60)

    assert word(told.what).title == "Small caps are cheaper beside large ones"
    assert {one.alert for one in watch.episodes.values()} == {told.fingerprint("valuation_gap")}


async def test_the_picture_is_the_ratio_over_our_own_sessions():
    (told,) = Watch().every_day(0.70, 0.74)
    chart = await picture(told.what)

    assert [round(value, 2) for _, value in chart.series[0].points] == [0.70, 0.74]


async def test_a_ratio_that_is_not_known_is_missing():
    source = Recorded()
    source.tell(fund(member("A", next_year=1.0), member("B")), fund(member("L", next_year=0.5), name="IVV"))
    with pytest.raises(Missing, match="not known today"):
        await ask(members=source)


async def test_figures_of_different_days_are_no_gap():
    source = Recorded()
    later = datetime(2026, 1, 16, 21, tzinfo=UTC)
    source.tell(fund(member("A", next_year=1.0)), fund(member("L", next_year=0.5), name="IVV", at=later))

    assert (await ask_gap(source)).today is None


async def test_a_club_hears_of_a_move_once(club):
    def session(day: date, small: float) -> None:
        at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=21)
        club.market.tell(
            fund(member("A", next_year=10 / small), at=at), fund(member("L", next_year=0.5), name="IVV", at=at)
        )

    club.price("APLD", 30)
    await club.type("watch APLD")
    session(date(2026, 1, 14), 14.0)
    assert await club.round("valuation_gap") == []

    session(date(2026, 1, 15), 15.0)
    club.market.tell_fund_days(Ticker("IJR"), kept(date(2026, 1, 14), 14.0))
    assert await club.round("valuation_gap") == ["Small caps are dearer beside large ones"]
    assert await club.round("valuation_gap") == []
