"""Funding runway: told when the cash lasts for less than four quarters, over when it lasts for five."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, dump_episode, load_card, load_episode
from bot.cards import Form, Tone
from bot.market.feeds import Missing, Unavailable
from bot.market.runway import runway
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.funding_runway import WATCHER, Seen, ask, judge, word
from tests.bot.market.reports import CASH, FLOW, reported
from tests.whole import SetClock, facts

APLD = Ticker("APLD")
MILLION = 1_000_000
START = date(2024, 3, 31)
QUARTER = timedelta(days=91)


def figures(end: date, cash: float, flow: float = -40):
    """Cash at ``end`` and twelve months' flow to it, in millions."""
    return (
        reported(CASH, cash * MILLION, end),
        reported(FLOW, flow * MILLION, end, end - timedelta(days=364), form="10-K"),
    )


class Watch:
    """Rounds of the real judge over episodes written and read as the store does; 40 million are used a year."""

    def __init__(self) -> None:
        self.episodes, self.end, self.stored = {}, START, 0

    def look(self, cash: float, flow: float = -40, *, end: date | None = None):
        """A report of the next quarter and a round fifty days after it."""
        self.end = end or self.end + QUARTER
        now = datetime(self.end.year, self.end.month, self.end.day, 12, tzinfo=UTC) + timedelta(days=50)
        judged = judge(Seen(APLD, runway(figures(self.end, cash, flow), now.date())), self.episodes, now)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences

    def reports(self, *cash: float):
        return [occurrence for held in cash for occurrence in self.look(held)]


def opened(occurrences) -> list[bool]:
    return [one.what.opening for one in occurrences]


def card(occurrence):
    return word(occurrence.what)


# When it is told


@pytest.mark.parametrize("cash", [5, 39, 40, 400])
def test_the_first_look_is_the_baseline(cash):
    watch = Watch()

    assert watch.look(cash) == ()
    assert watch.stored == 1


@pytest.mark.parametrize(("cash", "told"), [(39.9, 1), (40, 0)])
def test_less_than_four_quarters_are_told(cash, told):
    assert len(Watch().reports(60, cash)) == told


def test_it_is_told_once_and_over_at_five_quarters():
    told = Watch().reports(60, 35, 30, 45, 38, 49.9, 50, 45, 39)

    assert opened(told) == [True, False, True]
    assert [one.severity for one in told] == [Severity.NORMAL, Severity.QUIET, Severity.NORMAL]
    assert told[1].follows == told[0].fingerprint(WATCHER.name)
    assert len({one.fingerprint(WATCHER.name) for one in told}) == 3


def test_the_same_report_again_says_and_writes_nothing():
    watch = Watch()
    watch.reports(60, 35)
    stored = watch.stored

    assert watch.look(35, end=watch.end) == ()
    assert watch.stored == stored


def test_an_older_report_than_the_last_moves_nothing():
    watch = Watch()
    watch.reports(60, 55)

    assert watch.look(10, end=START) == ()
    assert watch.episodes["runway"].value == 5.5


def test_what_was_short_from_the_first_look_on_ends_unsaid_and_may_begin_again():
    watch = Watch()

    assert watch.reports(20, 80) == []
    assert opened(watch.reports(20)) == [True]


def test_operations_that_bring_cash_in_end_a_short_runway():
    watch = Watch()
    watch.reports(60, 35)

    (over,) = watch.look(30, 12)

    assert (over.what.opening, over.severity) == (False, Severity.QUIET)
    assert card(over).title == "APLD no longer uses cash in its operations"
    assert card(over).lead == (
        "Operations brought in $12.0 million in twelve months, so the runway is not computable: it does not end. "
        "Before, with the cash of 29 September 2024, it was 3.5 quarters."
    )
    assert opened(watch.reports(30)) == [True]


def test_what_is_not_computable_moves_nothing():
    watch = Watch()
    watch.reports(60)

    judged = judge(Seen(APLD, None, "Not computable."), watch.episodes, datetime(2026, 1, 1, tzinfo=UTC))

    assert (judged.occurrences, judged.moved) == ((), ())


@given(st.lists(st.tuples(st.floats(0, 200), st.sampled_from([-40.0, -4.0, 0.0, 30.0])), max_size=20))
def test_an_opening_and_a_closing_alternate(path):
    watch, open_now = Watch(), ""
    for cash, flow in path:
        for one in watch.look(cash, flow):
            assert one.what.opening is (open_now == "")
            assert one.follows == open_now
            open_now = one.fingerprint(WATCHER.name) if one.what.opening else ""
            assert load_card(dump_card(card(one))) == card(one)


# What it says


def test_a_card_shows_both_figures_with_both_days():
    (alert,) = Watch().reports(60, 39.9)
    shown = card(alert)

    assert shown.title == "APLD has cash for 3.9 quarters"
    assert shown.lead == (
        "$39.9 million of cash; operations used $40.0 million in twelve months, $10.0 million a quarter. "
        "Before, with the cash of 30 June 2024, it was 6.0 quarters."
    )
    assert facts(shown)["Cash"] == "$39.9 million on 29 September 2024 (10-Q filed 8 November 2024)"
    assert facts(shown)["Operating cash flow"] == (
        "-$40.0 million from 1 October 2023 to 29 September 2024 (10-K filed 8 November 2024)"
    )
    assert facts(shown)["Not counted"].startswith("capital spending")
    (origin,) = shown.origins
    assert (origin.source, origin.as_of, origin.form) == ("SEC", datetime(2024, 9, 29, tzinfo=UTC), Form.DAY)
    assert (shown.tone, alert.size) == (Tone.RISK, 0.01)
    assert "not advice" in shown.note


def test_investments_are_named_and_other_money_keeps_its_name():
    end = date(2025, 9, 30)
    told = [
        reported(CASH, 20 * MILLION, end, unit="CAD"),
        reported("ShortTermInvestments", 10 * MILLION, end, unit="CAD"),
        reported(FLOW, -40 * MILLION, end, date(2024, 10, 1), unit="CAD"),
    ]
    watch = Watch()
    watch.reports(60)
    judged = judge(Seen(APLD, runway(told, date(2025, 12, 1))), watch.episodes, datetime(2025, 12, 1, tzinfo=UTC))
    shown = word(judged.occurrences[0].what)

    assert shown.lead.startswith("CAD 30.0 million of cash; operations used CAD 40.0 million")
    assert facts(shown)["Short-term investments"] == "CAD 10.0 million on 30 September 2025, counted as cash"


def test_a_runway_that_is_long_again_says_so():
    over = Watch().reports(60, 35, 60)[-1]

    assert card(over).title == "APLD has cash for 6.0 quarters again"
    assert card(over).tone is Tone.CATALYST


# What it asks


async def test_it_asks_for_the_figures_and_passes_on_why_there_are_none():
    told, clock = Recorded(), SetClock(datetime(2025, 12, 1, tzinfo=UTC))
    with pytest.raises(Missing):
        await ask(APLD, facts=told, clock=clock)
    told.tell_facts(APLD, *figures(date(2025, 9, 30), 35))
    assert (await ask(APLD, facts=told, clock=clock)).runway.quarters == 3.5
    told.out = clock.at
    with pytest.raises(Unavailable):
        await ask(APLD, facts=told, clock=clock)


async def test_a_look_shows_why_it_is_silent():
    told = Recorded()
    told.tell_facts(APLD, *figures(date(2025, 9, 30), 35))

    seen = await ask(APLD, facts=told, clock=SetClock(datetime(2026, 9, 1, tzinfo=UTC)))

    assert seen.runway is None
    assert "more than 200 days ago" in seen.why_silent


async def test_in_the_program_it_arrives_once_over_a_restart(club):
    club.price("APLD", 10)
    await club.type("/watch APLD")
    club.market.tell_facts(APLD, *figures(date(2025, 6, 30), 60))
    assert await club.round(WATCHER.name) == []

    club.market.tell_facts(APLD, *figures(date(2025, 6, 30), 60), *figures(date(2025, 9, 30), 35))

    assert await club.round(WATCHER.name) == ["APLD has cash for 3.5 quarters"]
    assert await club.round(WATCHER.name) == []


def test_the_watcher_asks_in_the_morning_when_a_new_day_s_figures_are_asked_for():
    assert (WATCHER.name, WATCHER.schedule.words) == ("funding_runway", "daily 07:15")
