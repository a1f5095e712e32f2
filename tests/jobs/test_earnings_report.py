"""Earnings: a reminder once, a moved date, the report once by its quarter, and how the price took it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Link, Moment, Tone
from bot.market.earnings import Earnings, ExpectedReport, ReportedQuarter
from bot.market.feeds import Missing
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK, closes, sessions_after
from bot.market.quote import Candle, PriceHistory, Quote, Split
from bot.market.ticker import Ticker
from bot.reports.seen import Seen
from bot.sources.recorded import Recorded
from jobs.earnings_report import NOT_DUE, WATCHER, ask, judge, word
from tests.whole import SetClock, facts

APLD = Ticker("APLD")
THIRD, SECOND = date(2025, 9, 30), date(2025, 6, 30)
BEFORE = ReportedQuarter(SECOND, 0.10, 0.12, "USD")
OFF = "SEC filings are off."


def at(text: str) -> datetime:
    """A moment in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


def announced(text: str) -> ExpectedReport:
    return ExpectedReport(at(text), at(text), is_estimate=False)


def estimated(first: str, last: str) -> ExpectedReport:
    return ExpectedReport(at(f"{first} 09:00"), at(f"{last} 09:00"), is_estimate=True)


def history(ticker: Ticker, last: date, *prices: float, splits: tuple[Split, ...] = ()) -> PriceHistory:
    days = [sessions_after(last, -n) for n in reversed(range(len(prices)))]
    return PriceHistory(
        as_of=closes(last), source="Yahoo Finance", ticker=ticker, currency="USD", splits=splits,
        candles=tuple(Candle(day, one, one, one, one, 1_000) for day, one in zip(days, prices, strict=True)),
    )  # fmt: skip


def results(text: str, form: str = "8-K") -> Filing:
    return Filing(
        ticker=APLD, accession="0001144879-25-000009", form=form, items=("2.02", "9.01"), accepted=at(text),
        filed=at(text).date(), link="https://www.sec.gov/9.htm",
    )  # fmt: skip


class Desk:
    """Looks one after another, with the episodes kept between them."""

    def __init__(self):
        self.episodes = {}
        self.told = []
        self.expected, self.quarters = "no day of a report is told", (BEFORE,)
        self.filed, self.stock, self.index = OFF, "no prices", "no prices"

    def look(self, when: str, **changed):
        """What a look at this moment tells; ``changed`` is known from now on."""
        for name, value in changed.items():
            assert hasattr(self, name)
            setattr(self, name, value)
        now = at(when)
        seen = Seen(
            Earnings(as_of=now, source="Yahoo Finance", ticker=APLD, expected=self.expected, quarters=self.quarters),
            self.filed, self.stock, self.index,
        )  # fmt: skip
        judged = judge(seen, self.episodes, now)
        self.episodes |= {one.name: one for one in judged.moved}
        self.told += judged.occurrences
        return judged

    def titles(self, when: str, **changed):
        return [word(one.what).title for one in self.look(when, **changed).occurrences]


@pytest.fixture
def desk():
    return Desk()


# The day before


@pytest.mark.parametrize(
    ("report", "silent", "reminds", "title"),
    [
        ("2026-02-25 16:05", "2026-02-23 15:00", "2026-02-24 10:00", "APLD reports on Wednesday, 25 February 2026"),
        ("2026-02-23 08:00", "2026-02-19 15:00", "2026-02-20 10:00", "APLD reports on Monday, 23 February 2026"),
        ("2026-02-17 08:00", "2026-02-12 15:00", "2026-02-13 10:00", "APLD reports on Tuesday, 17 February 2026"),
        ("2026-02-25 21:30", "2026-02-23 23:50", "2026-02-24 00:10", "APLD reports on Wednesday, 25 February 2026"),
    ],
)
def test_a_report_is_reminded_of_once_on_the_session_before(desk, report, silent, reminds, title):
    assert desk.titles("2026-02-10 10:00", expected=announced(report)) == []
    assert desk.titles(silent) == []
    assert desk.titles(reminds) == [title]
    assert not desk.look(reminds).moved
    assert desk.titles(report) == []


def test_a_missed_day_is_made_up_for_until_the_report_is_there(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))
    late = Desk()
    late.episodes = dict(desk.episodes)

    assert desk.titles("2026-02-25 16:10", expected=announced("2026-02-25 16:05")) == []
    assert late.titles("2026-02-25 10:00", expected=announced("2026-02-25 16:05")) == [
        "APLD reports on Wednesday, 25 February 2026"
    ]


def test_the_first_look_is_the_baseline_even_on_the_day_before(desk):
    assert desk.titles("2026-02-24 10:00", expected=announced("2026-02-25 16:05")) == []
    assert len(desk.titles("2026-02-24 11:00")) == 1


def test_an_estimate_is_told_as_one_and_quietly(desk):
    desk.look("2026-02-10 10:00", expected=estimated("2026-02-25", "2026-03-02"))

    (one,) = desk.look("2026-02-24 10:00").occurrences
    card = word(one.what)
    assert card.title == "APLD may report between 25 February 2026 and 2 March 2026 (estimated)"
    assert facts(card)["Kind of date"] == "estimated, not announced"
    assert one.severity is Severity.QUIET
    assert desk.titles("2026-02-26 10:00") == []


def test_one_estimated_day_says_so_too(desk):
    desk.look("2026-02-10 10:00", expected=estimated("2026-02-25", "2026-02-25"))

    assert desk.titles("2026-02-24 10:00") == ["APLD may report on Wednesday, 25 February 2026 (estimated)"]


def test_a_reminder_shows_the_moment_the_last_quarter_and_the_day_of_the_data(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))
    (one,) = desk.look("2026-02-24 10:00").occurrences
    card = word(one.what)

    assert facts(card)["Expected"] == ("25 February 2026, New York (", Moment(at("2026-02-25 16:05")), ")")
    assert facts(card)["Last reported"] == "$0.1000 a share for the quarter to 30 June 2025, $0.1200 expected"
    assert [(origin.source, origin.as_of) for origin in card.origins] == [("Yahoo Finance", at("2026-02-24 10:00"))]
    assert load_card(dump_card(card)) == card


# A date that moves


def test_a_date_that_moves_is_told_as_moved_and_reminded_of_anew(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))

    (one,) = desk.look("2026-02-12 10:00", expected=announced("2026-03-04 16:05")).occurrences
    card = word(one.what)
    assert card.title == "APLD: the report is now expected on Wednesday, 4 March 2026"
    assert card.lead == "Until now it was expected on Wednesday, 25 February 2026."
    assert one.severity is Severity.NORMAL
    assert desk.titles("2026-02-24 10:00") == []
    assert desk.titles("2026-03-03 10:00") == ["APLD reports on Wednesday, 4 March 2026"]


def test_a_date_that_moves_after_its_reminder_follows_it(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))
    (reminder,) = desk.look("2026-02-24 10:00").occurrences

    (moved,) = desk.look("2026-02-24 15:00", expected=announced("2026-02-26 16:05")).occurrences
    assert moved.follows == reminder.fingerprint(WATCHER.name)
    assert desk.titles("2026-02-25 10:00") == ["APLD reports on Thursday, 26 February 2026"]


def test_a_date_that_moves_to_the_next_session_needs_no_reminder_beside_it(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-03-04 16:05"))

    assert len(desk.titles("2026-02-24 10:00", expected=announced("2026-02-25 16:05"))) == 1
    assert desk.titles("2026-02-24 11:00") == []


def test_a_date_that_comes_and_goes_is_told_once_each_way(desk):
    one, other = announced("2026-02-25 16:05"), announced("2026-03-04 16:05")
    desk.look("2026-02-10 10:00", expected=one)
    for hour in (11, 12, 13, 14):
        desk.look(f"2026-02-10 {hour}:00", expected=other if hour % 2 else one)

    assert len({told.fingerprint(WATCHER.name) for told in desk.told}) == 2


@pytest.mark.parametrize(
    "after",
    [
        announced("2026-02-25 08:00"),  # another hour
        estimated("2026-02-24", "2026-02-27"),
    ],
)
def test_another_hour_or_a_span_around_the_day_is_no_move(desk, after):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))

    assert desk.titles("2026-02-12 10:00", expected=after) == []


def test_estimates_that_wander_are_not_told(desk):
    desk.look("2026-01-10 10:00", expected=estimated("2026-02-25", "2026-03-02"))

    assert desk.titles("2026-01-11 10:00", expected=estimated("2026-03-09", "2026-03-13")) == []
    assert desk.titles("2026-01-12 10:00", expected=estimated("2026-02-16", "2026-02-20")) == []


def test_an_announced_day_within_the_estimated_span_is_no_move_and_gets_its_own_reminder(desk):
    desk.look("2026-02-10 10:00", expected=estimated("2026-02-24", "2026-03-02"))
    assert len(desk.titles("2026-02-23 10:00")) == 1

    assert desk.titles("2026-02-23 15:00", expected=announced("2026-02-27 08:00")) == []
    assert desk.titles("2026-02-26 10:00") == ["APLD reports on Friday, 27 February 2026"]


def test_an_announced_day_outside_the_estimated_span_is_a_move(desk):
    desk.look("2026-02-10 10:00", expected=estimated("2026-02-24", "2026-03-02"))

    assert desk.titles("2026-02-12 10:00", expected=announced("2026-03-10 08:00")) == [
        "APLD: the report is now expected on Tuesday, 10 March 2026"
    ]


def test_the_date_of_the_next_report_is_no_move(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))

    assert desk.titles("2026-02-27 10:00", expected=announced("2026-05-20 16:05")) == []
    assert desk.titles("2026-05-19 10:00") == ["APLD reports on Wednesday, 20 May 2026"]


def test_the_quarter_after_an_annual_report_is_no_move(desk):
    desk.look("2026-03-20 10:00", expected=announced("2026-03-31 16:05"))

    assert desk.titles("2026-04-02 10:00", expected=announced("2026-05-11 16:05")) == []


def test_a_date_that_was_shown_before_its_quarter_may_still_move(desk):
    desk.look("2025-11-01 10:00", expected=announced("2025-11-05 16:05"))
    desk.look("2025-11-06 10:00", expected=announced("2026-02-25 16:05"))
    assert len(desk.titles("2025-11-07 10:00", quarters=(BEFORE, ReportedQuarter(THIRD, 0.21, 0.18, "USD")))) == 1

    assert desk.titles("2026-02-10 10:00", expected=announced("2026-03-04 16:05")) == [
        "APLD: the report is now expected on Wednesday, 4 March 2026"
    ]


def test_the_next_date_after_an_early_report_is_no_move(desk):
    desk.look("2025-10-20 10:00", expected=announced("2025-11-12 16:05"))
    quarters = (BEFORE, ReportedQuarter(THIRD, 0.21, 0.18, "USD"))

    told = desk.titles("2025-11-05 10:00", expected=announced("2026-02-10 16:05"), quarters=quarters)
    assert told == ["APLD reported earnings 16.7 % better than estimated"]


def test_a_day_that_passed_without_a_report_and_comes_again_has_moved(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))

    assert desk.titles("2026-02-27 10:00", expected=announced("2026-03-10 16:05")) == [
        "APLD: the report is now expected on Tuesday, 10 March 2026"
    ]


def test_a_day_that_is_lost_moves_nothing_and_an_older_answer_neither(desk):
    desk.look("2026-02-10 10:00", expected=announced("2026-02-25 16:05"))

    assert not desk.look("2026-02-12 10:00", expected="no day of a report is told").moved
    assert not desk.look("2026-02-09 10:00", expected=announced("2026-03-10 16:05")).moved
    assert len(desk.titles("2026-02-24 10:00", expected=announced("2026-02-25 16:05"))) == 1


# The report


def report(desk, actual, estimate, currency="USD", when="2025-11-06 10:00", **other):
    desk.look("2025-11-01 10:00")
    quarter = ReportedQuarter(THIRD, actual, estimate, currency)
    return desk.look(when, quarters=(BEFORE, quarter), **other).occurrences


@pytest.mark.parametrize(
    ("actual", "estimate", "currency", "title", "tone"),
    [
        (0.21, 0.18, "USD", "16.7 % better than estimated", Tone.CATALYST),
        (-0.05, -0.08667, "USD", "42.3 % better than estimated", Tone.CATALYST),
        (-0.2099, -0.15, "USD", "39.9 % worse than estimated", Tone.RISK),
        (-0.16287, -0.0026, "CAD", "16.0 cents worse than estimated", Tone.RISK),
        (0.02784, -0.00433, "CAD", "3.2 cents better than estimated", Tone.CATALYST),
        (0.05, 0.049, "USD", "as estimated", Tone.NOTE),
        (40.0, 50.0, "JPY", "20.0 % worse than estimated", Tone.RISK),
        (0.03, 0.01, "HKD", "HKD 0.0200 a share better than estimated", Tone.CATALYST),
    ],
)
def test_a_surprise_is_told_in_percent_and_near_zero_in_cents(desk, actual, estimate, currency, title, tone):
    (one,) = report(desk, actual, estimate, currency)
    card = word(one.what)

    assert card.title == f"APLD reported earnings {title}"
    assert card.tone is tone
    assert ("no percentage" in facts(card)["Surprise"]) is (abs(estimate) < 0.05)
    assert load_card(dump_card(card)) == card


def test_a_report_says_both_figures_the_quarter_and_the_difference(desk):
    (one,) = report(desk, 0.21, 0.18)
    card = word(one.what)

    assert card.lead == "$0.2100 a share for the quarter to 30 September 2025; $0.1800 was expected."
    assert facts(card)["Surprise"] == "+$0.0300 a share, +16.7 % of the estimate"
    assert one.name == "quarter 2025-09-30"
    assert card.origins[0].as_of == at("2025-11-06 10:00")


def test_a_quarter_nobody_estimated_is_told_without_a_surprise(desk):
    (one,) = report(desk, 0.21, None)
    card = word(one.what)

    assert card.title == "APLD reported earnings of $0.2100 a share"
    assert facts(card)["Surprise"] == "not known: nobody's estimate is told"
    assert card.tone is Tone.NOTE


def test_a_report_is_told_once_whatever_is_restated_or_dated_anew(desk):
    assert len(report(desk, 0.21, 0.18)) == 1

    for changed in (
        ReportedQuarter(THIRD, 0.25, 0.10, "USD"),  # restated
        ReportedQuarter(date(2025, 10, 3), 0.21, 0.18, "USD"),  # the same quarter under another day
    ):
        assert desk.titles("2025-11-07 10:00", quarters=(BEFORE, changed)) == []
    assert desk.titles("2025-11-08 10:00", quarters=(BEFORE,)) == []
    assert desk.titles("2025-11-08 11:00", quarters=(BEFORE, ReportedQuarter(THIRD, 0.21, 0.18, "USD"))) == []


def test_the_first_look_and_a_report_of_long_ago_are_no_news(desk):
    assert desk.look("2025-11-01 10:00").occurrences == ()
    assert report(Desk(), 0.21, 0.18, when="2026-06-01 10:00") == ()


def test_lost_quarters_move_nothing(desk):
    desk.look("2025-11-01 10:00")

    assert not desk.look("2025-11-02 10:00", quarters="no reported quarter is told").moved


# How the price took it


def told_with_prices(desk, *prices, index=(), last=date(2025, 11, 7), splits=(), **other):
    """A report of 5 November after the close, and the look after its second session."""
    (first,) = report(desk, 0.21, 0.18, filed=[results("2025-11-05 16:15")], **other)
    stock = history(APLD, last, *prices, splits=splits)
    against = history(Ticker("IWM"), last, *index) if index else "no prices"
    return first, desk.look("2025-11-10 10:00", stock=stock, index=against).occurrences


def test_the_reaction_follows_the_report_close_to_close_and_against_the_index(desk):
    first, (one,) = told_with_prices(desk, 9.0, 10.0, 12.0, 11.0, index=(99.0, 100.0, 100.0, 102.0))
    card = word(one.what)

    assert card.title == "APLD +10.0 % in two sessions around its report"
    assert card.lead == "Close to close $10.00 → $11.00, from 5 November 2025 to 7 November 2025."
    assert facts(card)["IWM, same closes"] == "+2.0 %"
    assert facts(card)["Against IWM"] == "+8.0 %"
    assert one.follows == first.fingerprint(WATCHER.name)
    assert one.severity is Severity.QUIET
    assert (card.tone, card.origins[0].as_of) == (Tone.CATALYST, closes(date(2025, 11, 7)))
    assert load_card(dump_card(card)) == card


def test_it_is_told_once(desk):
    told_with_prices(desk, 9.0, 10.0, 12.0, 11.0)

    assert not desk.look("2025-11-10 11:00").moved
    assert len({one.name for one in desk.told}) == len(desk.told) == 2


def test_without_the_index_it_says_so(desk):
    _, (one,) = told_with_prices(desk, 10.0, 10.0, 9.0, 8.0)
    card = word(one.what)

    assert "not had" in facts(card)["IWM, same closes"]
    assert "Against IWM" not in facts(card)
    assert card.tone is Tone.RISK


def test_a_rise_less_than_the_index_s_is_no_good_sign(desk):
    _, (one,) = told_with_prices(desk, 10.0, 10.0, 10.0, 10.2, index=(100.0, 100.0, 100.0, 105.0))

    assert facts(word(one.what))["Against IWM"] == "-3.0 %"
    assert word(one.what).tone is Tone.RISK


def test_it_waits_for_the_second_close(desk):
    _, none = told_with_prices(desk, 10.0, 11.0, last=date(2025, 11, 6))

    assert none == ()
    assert len(desk.titles("2025-11-10 12:00", stock=history(APLD, date(2025, 11, 7), 10.0, 11.0, 12.0))) == 1


def test_prices_not_adjusted_for_a_split_wait_and_a_day_nobody_traded_is_never_replaced(desk):
    split = (Split(date(2025, 11, 7), 10.0),)
    _, none = told_with_prices(desk, 10.0, 10.0, 10.0, 1.0, splits=split)
    assert none == ()

    halted = history(APLD, date(2025, 11, 10), 10.0, 11.0, 12.0)
    gone = replace(halted, candles=halted.candles[:1] + halted.candles[2:])
    assert desk.titles("2025-11-11 10:00", stock=gone) == []


def test_after_three_weeks_it_is_given_up(desk):
    told_with_prices(desk, 10.0, last=date(2025, 11, 5))

    assert desk.look("2025-11-28 10:00", stock=NOT_DUE).moved
    assert desk.titles("2025-11-28 11:00", stock=history(APLD, date(2025, 11, 7), 10.0, 11.0, 12.0)) == []


def test_the_paper_is_linked_and_an_amendment_is_not_the_first(desk):
    filed = [results("2025-11-06 09:00", "8-K/A"), results("2025-11-05 16:15")]
    (one,) = report(desk, 0.21, 0.18, filed=filed)

    assert facts(word(one.what))["Report"] == (
        Link("8-K", "https://www.sec.gov/9.htm"), ", accepted ", Moment(at("2025-11-05 16:15")),
    )  # fmt: skip


def test_without_the_sec_the_announced_day_that_passed_stands_for_it(desk):
    desk.look("2025-10-30 10:00", expected=announced("2025-11-05 16:05"))
    desk.look("2025-11-06 10:00", expected=announced("2026-02-25 16:05"))  # Yahoo shows the next one first
    desk.look("2025-11-06 11:00", quarters=(BEFORE, ReportedQuarter(THIRD, 0.21, 0.18, "USD")))

    titles = desk.titles("2025-11-10 10:00", stock=history(APLD, date(2025, 11, 7), 10.0, 11.0, 12.0))
    assert titles == ["APLD +20.0 % in two sessions around its report"]


def test_a_report_of_an_unknown_day_says_that_no_reaction_is_told(desk):
    (one,) = report(desk, 0.21, 0.18, expected=estimated("2025-11-03", "2025-11-07"))

    assert facts(word(one.what))["Report"] == "not known, so how the price took it is not told"
    assert desk.titles("2025-11-10 10:00", stock=history(APLD, date(2025, 11, 7), 10.0, 11.0, 12.0)) == []


# What it asks


def asked(market, when="2026-02-24 10:00"):
    return ask(APLD, reports=market, filings=market, histories=market, clock=SetClock(at(when)))


async def test_it_asks_with_or_without_filings_and_prices():
    market = Recorded()
    with pytest.raises(Missing):
        await asked(market)
    told = Earnings(
        as_of=at("2026-02-24 10:00"), source="a story", ticker=APLD, expected=announced("2026-02-25 16:05"),
        quarters=(BEFORE,),
    )  # fmt: skip
    market.tell_company(told)
    seen = await asked(market)
    assert (seen.earnings, seen.results) == (told, "There is no APLD in the recording.")
    assert seen.stock == "There is no prices of APLD in the recording."

    market.tell(results("2026-02-20 10:00"), replace(results("2026-02-21 10:00"), items=("8.01",)))
    seen = await asked(market)
    assert list(seen.results) == [results("2026-02-20 10:00")]


async def test_prices_are_looked_up_only_where_a_reaction_may_be_due():
    market = Recorded()
    market.tell_company(
        Earnings(as_of=at("2026-02-24 10:00"), source="a story", ticker=APLD, expected="no day", quarters=(BEFORE,))
    )
    market.tell(results("2026-02-20 10:00"))
    market.tell(Quote(as_of=at("2026-02-20 16:00"), source="a story", ticker=APLD, price=10.0, currency="USD"))

    assert not isinstance((await asked(market)).stock, str)
    assert (await asked(market, "2026-03-20 10:00")).stock == NOT_DUE


async def test_in_the_program_a_reminder_and_a_report_arrive_once(club):
    def know(expected, *quarters):
        club.market.tell_company(
            Earnings(
                as_of=club.clock.now(), source="a story", ticker=APLD, expected=expected, quarters=(BEFORE, *quarters)
            )
        )

    club.price("APLD", 10)
    await club.type("/watch APLD")
    know(announced("2026-01-16 16:05"))
    assert await club.round(WATCHER.name) == []
    club.clock.pass_by(hours=1)
    assert await club.round(WATCHER.name) == ["APLD reports on Friday, 16 January 2026"]
    assert await club.round(WATCHER.name) == []

    club.clock.pass_by(days=5)
    know(announced("2026-04-16 16:05"), ReportedQuarter(date(2025, 12, 31), 0.3, 0.2, "USD"))
    assert await club.round(WATCHER.name) == ["APLD reported earnings 50.0 % better than estimated"]
    assert await club.round(WATCHER.name) == []
