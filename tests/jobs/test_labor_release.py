"""A labor release: told once a month with both revisions; what a missing month makes impossible is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.calendar import Calendar, Event, calendar
from bot.market.consensus import Awaited, Consensus
from bot.market.feeds import Missing
from bot.market.labor import LaborMarket
from bot.market.readings import Readings, months_from
from bot.sources.recorded import Recorded
from jobs.labor_release import WATCHER, Seen, ask, judge, picture, word
from tests.whole import facts

NOW = datetime(2026, 1, 9, 13, 36, tzinfo=UTC)
DECEMBER, NOVEMBER = date(2025, 12, 1), date(2025, 11, 1)
BY_RULE = Calendar()
STATED = BY_RULE.with_stated(Event.JOBS, [date(2025, 12, 16), date(2026, 1, 9), date(2026, 2, 11)], "FRED")
DUE = datetime(2026, 1, 9, 13, 30, tzinfo=UTC)


def readings(name: str, points) -> Readings:
    return Readings(as_of=NOW, source="BLS", name=name, points=tuple(sorted(points)))


def levels(last: date, *, months: int = 16, growth: float = 50, newest: float = 120, without: tuple[date, ...] = ()):
    """Payrolls that grow evenly up to the last month, which brings ``newest`` thousand."""
    told = [(months_from(last, -back), 159_000 - growth * (back - 1)) for back in range(1, months)]
    return readings("payrolls", [one for one in [*told, (last, 159_000 + newest)] if one[0] not in without])


def market(last: date = DECEMBER, *, before: Readings | None = None, **other) -> LaborMarket:
    told = {
        "payrolls": levels(last),
        "unemployment": readings("rate", [(months_from(last, -1), 4.5), (last, 4.4)]),
        "earnings": readings("pay", [(months_from(last, -12), 35.0), (months_from(last, -1), 36.2), (last, 36.4)]),
    }
    return LaborMarket(**{**told, **other}, payrolls_before=before)


class Watch:
    def __init__(self) -> None:
        self.episodes, self.stored = {}, 0

    def look(self, seen, *, at: datetime = NOW, calendar: Calendar = BY_RULE, trouble: str = "", expected=()):
        judged = judge(Seen(seen, calendar, trouble, expected), self.episodes, at)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences


def released(seen: LaborMarket, *expected: Consensus):
    """The card of a release after a first look at the month before."""
    watch = Watch()
    watch.look(market(months_from(seen.payrolls.newest, -1)))
    (told,) = watch.look(seen, expected=expected)
    return word(told.what)


def test_a_new_month_is_told_once_and_the_first_look_not_at_all():
    watch = Watch()
    assert watch.look(market(date(2025, 11, 1))) == ()

    (told,) = watch.look(market())
    assert (told.name, told.about) == ("2025-12", "")
    assert watch.look(market()) == ()
    assert watch.stored == 2


def test_revisions_of_the_same_month_are_no_release():
    watch = Watch()
    watch.look(market())

    assert watch.look(market(payrolls=levels(DECEMBER, newest=99))) == ()


def test_a_series_that_loses_its_newest_month_is_no_release():
    watch = Watch()
    watch.look(market())

    assert watch.look(market(date(2025, 11, 1))) == ()
    assert watch.look(LaborMarket()) == ()


def test_the_card_has_the_change_both_revisions_unemployment_and_pay():
    before = readings(
        "payrolls", [(months_from(DECEMBER, -back), jobs) for back, jobs in ((3, 158_850), (2, 158_910), (1, 159_010))]
    )
    card = released(market(before=before))

    assert card.title == "Payrolls rose by 120,000 jobs in December 2025"
    assert card.lead == (
        "That is 70,000 jobs above the mean of plus 50,000 jobs (no consensus; against its 12-month trend)."
    )
    assert facts(card) == {
        "Payrolls": "plus 120,000 jobs",
        "Revisions": "October from +60 to +50 thousand and November from +100 to +50 thousand; together -60 thousand",
        "Unemployment": "4.4 %, 4.5 % the month before",
        "Hourly earnings": "$36.40; in the month +0.6 %, in the year +4.0 %",
    }
    assert card.tone is Tone.CATALYST


def test_a_fall_is_said_in_words():
    card = released(market(payrolls=levels(DECEMBER, newest=-92)))

    assert card.title == "Payrolls fell by 92,000 jobs in December 2025"
    assert card.lead.startswith("That is 142,000 jobs below the mean of plus 50,000 jobs")
    assert (facts(card)["Payrolls"], card.tone) == ("minus 92,000 jobs", Tone.RISK)


def test_what_a_missing_month_makes_impossible_is_said():
    october = date(2025, 10, 1)
    card = released(
        market(date(2025, 11, 1), unemployment=readings("rate", [(date(2025, 9, 1), 4.4), (date(2025, 11, 1), 4.5)]))
    )
    assert facts(card)["Unemployment"] == (
        "4.5 %; its change is not computable: there is no unemployment rate for October 2025"
    )
    assert facts(card)["Revisions"] == "not known: what the release before said was not kept"

    card = released(market(date(2025, 11, 1), payrolls=levels(date(2025, 11, 1), without=(october,))))
    assert card.title == "Labor market of November 2025"
    assert card.lead == "The change of payrolls is not computable: there is no level of payrolls for October 2025."

    card = released(market(payrolls=levels(DECEMBER, months=6), unemployment=None, earnings=None))
    assert card.lead == "No consensus is known, and its 12-month trend is not computable: a month is missing."
    assert facts(card)["Unemployment"] == "not computable: there is no unemployment rate for December 2025"
    assert facts(card)["Hourly earnings"] == "not computable: there is no figure of earnings for December 2025"


async def test_the_picture_has_a_bar_for_each_month():
    watch = Watch()
    watch.look(market(date(2025, 11, 1)))
    (told,) = watch.look(market())
    chart = await picture(told.what)

    assert chart.bars
    assert chart.series[0].points[-2:] == ((date(2025, 11, 1), 50), (DECEMBER, 120))
    assert chart.alt.endswith("to December 2025 (+120 thousand).")


async def test_without_a_labor_market_it_is_missing():
    source = Recorded()
    with pytest.raises(Missing):
        await ask(labor=source, calendar=source, consensus=source, health=source)


def held(*, as_of: datetime, last: date = NOVEMBER) -> LaborMarket:
    """What the BLS answered at a moment: payrolls up to a month."""
    return LaborMarket(payrolls=replace(levels(last), as_of=as_of))


def at(**span: float) -> datetime:
    return DUE + timedelta(**span)


def test_a_release_that_is_late_is_told_once_and_what_comes_then_follows_it():
    watch = Watch()
    watch.look(held(as_of=at(minutes=-5)), at=at(minutes=-5), calendar=STATED)
    for minute in range(18):
        assert watch.look(held(as_of=at(minutes=minute)), at=at(minutes=minute), calendar=STATED) == ()

    (late,) = watch.look(held(as_of=at(minutes=18)), at=at(minutes=18), calendar=STATED)
    card = word(late.what)
    assert (card.title, late.severity) == ("Late: employment report of December 2025", Severity.QUIET)
    assert card.lead == ("It was due on 9 January 2026 at 08:30 in New York; BLS answers and has not published it.")
    assert facts(card)["Newest there is"] == "November 2025"
    assert facts(card)["The day is known"] == "stated; FRED"
    assert watch.look(held(as_of=at(hours=2)), at=at(hours=2), calendar=STATED) == ()

    (told,) = watch.look(held(as_of=at(hours=3), last=DECEMBER), at=at(hours=3), calendar=STATED)
    assert (told.name, told.follows, told.severity) == ("2025-12", late.fingerprint(WATCHER.name), Severity.NORMAL)
    assert watch.look(held(as_of=at(hours=4), last=DECEMBER), at=at(hours=4), calendar=STATED) == ()


def test_a_bls_that_is_not_reached_is_not_called_late():
    watch = Watch()
    before = held(as_of=at(hours=-1))
    watch.look(before, at=at(hours=-1), calendar=STATED)
    quota = "BLS asks us to wait."

    (told,) = watch.look(before, at=at(minutes=19), calendar=STATED, trouble=quota)
    card = word(told.what)

    assert card.title == "Due, and BLS cannot be asked: employment report of December 2025"
    assert card.lead == f"It was due on 9 January 2026 at 08:30 in New York. {quota}"
    assert card.origins[0].stale
    assert watch.look(before, at=at(minutes=40), calendar=STATED) == ()


def test_a_day_that_only_a_rule_gives_is_no_promise_and_after_a_week_without_a_report_it_is_told():
    watch = Watch()
    watch.look(held(as_of=at(days=-8)), at=at(days=-8))
    for days in (-7, -3, 0):
        assert watch.look(held(as_of=at(days=days)), at=at(days=days)) == ()

    (told,) = watch.look(held(as_of=at(days=1)), at=at(days=1))
    card = word(told.what)
    assert card.title == "Not there yet: employment report of December 2025"
    assert card.lead == (
        "It was due on 2 January 2026 at 08:30 in New York by rule, and BLS has published none since. The day may have "
        "been moved, or the government is shut down: see bls.gov/schedule."
    )


def test_a_release_that_a_shutdown_took_is_told_on_its_day_as_what_it_is():
    """October 2025, as the table has it."""
    watch, september = Watch(), date(2025, 9, 1)
    due = datetime(2025, 11, 7, 13, 30, tzinfo=UTC)
    seen = held(as_of=due - timedelta(hours=1), last=september)
    watch.look(seen, at=due - timedelta(hours=1), calendar=calendar())

    (told,) = watch.look(seen, at=due, calendar=calendar())
    card = word(told.what)

    assert card.title == "None: employment report of October 2025"
    assert card.lead == (
        "It does not come: the government was shut down; what was surveyed came with the report of 16 December 2025."
    )
    assert watch.look(seen, at=due + timedelta(days=20), calendar=calendar()) == ()


def test_who_starts_in_a_shutdown_is_not_told_of_it():
    watch = Watch()

    assert watch.look(held(as_of=at(days=5)), at=at(days=5)) == ()
    assert watch.look(held(as_of=at(days=6)), at=at(days=6)) == ()


def test_a_month_that_was_told_and_is_corrected_follows_its_alert():
    watch = Watch()
    watch.look(market(NOVEMBER))
    (first,) = watch.look(market())
    (corrected,) = watch.look(market(payrolls=levels(DECEMBER, newest=99)))

    assert (corrected.follows, corrected.severity) == (first.fingerprint(WATCHER.name), Severity.QUIET)
    card = word(corrected.what)
    assert card.title == "Corrected: Payrolls rose by 99,000 jobs in December 2025"
    assert facts(card)["Level"] == "159,120 → 159,099 thousand jobs"
    assert watch.look(market(payrolls=levels(DECEMBER, newest=99))) == ()


def test_an_empty_answer_says_nothing():
    watch = Watch()
    watch.look(held(as_of=at(hours=-1)), at=at(hours=-1), calendar=STATED)

    assert watch.look(LaborMarket(payrolls=None), at=at(hours=1), calendar=STATED) == ()
    assert watch.look(LaborMarket(payrolls=readings("payrolls", [])), at=at(hours=1), calendar=STATED) == ()


def test_no_change_is_a_figure_and_said_as_one():
    card = released(market(payrolls=levels(DECEMBER, newest=0), before=levels(DECEMBER, newest=0)))

    assert card.title == "Payrolls did not change in December 2025"
    assert facts(card)["Payrolls"] == "no change"
    assert facts(card)["Revisions"].endswith("together +0 thousand")


def expected(figure: float, *, awaited=Awaited.PAYROLLS, month: date = DECEMBER, actual: float | None = None):
    due = DUE - timedelta(days=31 * months_between(month, DECEMBER))
    return Consensus(
        as_of=due - timedelta(hours=20), source="Yahoo Finance", awaited=awaited, about=month, due=due,
        expected=figure, actual=actual,
    )  # fmt: skip


def months_between(month: date, later: date) -> int:
    return (later.year - month.year) * 12 + later.month - month.month


def test_a_consensus_goes_before_the_trend():
    card = released(market(), expected(160))

    assert card.lead == (
        "That is 40,000 jobs below the consensus of plus 160,000 jobs (Yahoo Finance, as of 8 January 2026)."
    )
    assert card.tone is Tone.RISK
    assert facts(card)["Surprise"] == (
        "-40 thousand against the consensus of 160 thousand (Yahoo Finance, as of 8 January 2026); "
        "how unusual that is takes 8 earlier surprises, and 0 are kept"
    )
    exact = released(market(), expected(120))
    assert exact.lead.startswith("That is exactly the consensus of plus 120,000 jobs")
    assert exact.tone is Tone.NOTE


def test_without_a_consensus_no_surprise_is_claimed():
    assert "Surprise" not in facts(released(market()))
    assert "Surprise" not in facts(released(market(), expected(160, month=NOVEMBER)))


def test_from_eight_earlier_surprises_on_their_spread_is_said_with_how_many_they_are():
    past = [
        expected(100, month=months_from(DECEMBER, -back), actual=100 + (10 if back % 2 else -10))
        for back in range(1, 10)
    ]
    assert "+0.0 standard" not in facts(released(market(), expected(120), *past[:7]))["Surprise"]

    told = facts(released(market(), expected(160), *past[:8]))["Surprise"]
    assert told.endswith("; -3.7 standard deviations of the last 8 surprises")


def test_unemployment_and_pay_are_told_beside_what_was_expected():
    card = released(
        market(),
        expected(4.5, awaited=Awaited.UNEMPLOYMENT),
        expected(0.0, awaited=Awaited.EARNINGS),
    )

    assert facts(card)["Unemployment"] == "4.4 %, 4.5 % the month before; consensus 4.5 %"
    assert facts(card)["Hourly earnings"].endswith("; consensus +0.0 % in the month")
    assert "no consensus; against its 12-month trend" in card.lead


async def test_a_club_hears_of_a_release_once(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.market.tell_labor(market(date(2025, 11, 1)))
    assert await club.round("labor_release") == []

    club.market.tell_labor(market())
    assert await club.round("labor_release") == ["Payrolls rose by 120,000 jobs in December 2025"]
    assert await club.round("labor_release") == []
