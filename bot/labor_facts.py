"""What a month of the labor market says, in facts: of the alert and of the command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cards import Chart, Fact, Series
from bot.market.consensus import LEAST, Awaited, Consensus, consensus_on, missed
from bot.market.labor import LaborMarket, Payrolls, payrolls, step
from bot.market.readings import Readings, months_from
from bot.market.release import Surprise, payroll_changes, payroll_surprises
from bot.words import day, listed, month_name, month_year, percent, said, say

SHOWN = 24  # months of the picture


def month_title(levels: Readings, month: date) -> str:
    """The headline of a month: which way payrolls went and how far."""
    told = payrolls(levels, month)
    if told is None:
        return say("Labor market of {month}", month=month_year(month))
    if told.change == 0:
        return say("Payrolls did not change in {month}", month=month_year(month))
    return (
        say("Payrolls rose by {jobs} in {month}", jobs=jobs(told.change), month=month_year(month))
        if told.change > 0
        else say("Payrolls fell by {jobs} in {month}", jobs=jobs(told.change), month=month_year(month))
    )


def month_lead(levels: Readings, month: date, expected: Sequence[Consensus] = ()) -> str:
    """The month beside the consensus, or beside its trend where none is known."""
    if payrolls(levels, month) is None:
        return say(
            "The change of payrolls is not computable: there is no level of payrolls for {month}.",
            month=month_year(months_from(month, -1)),
        )
    missed = month_surprise(levels, month, expected)
    if missed is None:
        return say("No consensus is known, and its 12-month trend is not computable: a month is missing.")
    apart, awaited = jobs(missed.difference), _signed(missed.expected)
    consensus = consensus_on(expected, Awaited.PAYROLLS, month)
    if consensus is not None:
        origin = origin_words(consensus)
        if missed.difference == 0:
            return say("That is exactly the consensus of {expected} ({origin}).", expected=awaited, origin=origin)
        if missed.difference > 0:
            return say(
                "That is {apart} above the consensus of {expected} ({origin}).",
                apart=apart,
                expected=awaited,
                origin=origin,
            )
        return say(
            "That is {apart} below the consensus of {expected} ({origin}).",
            apart=apart,
            expected=awaited,
            origin=origin,
        )
    if missed.difference == 0:
        return say(
            "That is exactly the mean of {expected} (no consensus; against its 12-month trend).", expected=awaited
        )
    if missed.difference > 0:
        return say(
            "That is {apart} above the mean of {expected} (no consensus; against its 12-month trend).",
            apart=apart,
            expected=awaited,
        )
    return say(
        "That is {apart} below the mean of {expected} (no consensus; against its 12-month trend).",
        apart=apart,
        expected=awaited,
    )


def month_surprise(levels: Readings, month: date, expected: Sequence[Consensus] = ()) -> Surprise | None:
    """The month against the consensus, where there is one, else its trend; None where that is not computable."""
    told = payrolls(levels, month)
    against = missed(expected, Awaited.PAYROLLS, month, told.change) if told else None
    return against or next((one for one in payroll_surprises(levels) if one.month == month), None)


def origin_words(consensus: Consensus) -> str:
    """Whose consensus it is and from when: "Yahoo Finance, as of 3 December 2026"."""
    return say("{source}, as of {day}", source=said(consensus.source), day=day(consensus.as_of))


def surprise_fact(
    expected: Sequence[Consensus], awaited: Awaited, about: date, actual: float | None, *, size: float = 1.0
) -> tuple[Fact, ...]:
    """A figure against its consensus in thousands (``size`` of our units), and how unusual that is; none without."""
    consensus = consensus_on(expected, awaited, about)
    against = missed(expected, awaited, about, actual) if actual is not None else None
    if consensus is None or against is None:
        return ()
    told = say(
        "{apart:+,.0f} thousand against the consensus of {expected:,.0f} thousand ({origin})",
        apart=against.difference / size,
        expected=consensus.expected / size,
        origin=origin_words(consensus),
    )
    if against.deviations is not None:
        unusual = say(
            "{deviations:+.1f} standard deviations of the last {among} surprises",
            deviations=against.deviations,
            among=against.among,
        )
    else:
        unusual = say(
            "how unusual that is takes {least} earlier surprises, and {among} are kept",
            least=LEAST,
            among=against.among,
        )
    return (Fact(say("Surprise"), f"{told}; {unusual}"),)


def month_facts(
    market: LaborMarket, levels: Readings, month: date, expected: Sequence[Consensus] = ()
) -> tuple[Fact, ...]:
    """Payrolls, both revisions, unemployment and pay beside what was expected; what lacks a month says which."""
    told = payrolls(levels, month, market.payrolls_before)
    return (
        Fact(say("Payrolls"), _signed(told.change) if told else _no_level(months_from(month, -1))),
        *surprise_fact(expected, Awaited.PAYROLLS, month, told.change if told else None),
        Fact(say("Revisions"), _revisions(told)),
        Fact(
            say("Unemployment"),
            _unemployment(market.unemployment, month) + _beside(expected, Awaited.UNEMPLOYMENT, month),
        ),
        Fact(say("Hourly earnings"), _earnings(market.earnings, month) + _beside(expected, Awaited.EARNINGS, month)),
    )


def _beside(expected: Sequence[Consensus], awaited: Awaited, month: date) -> str:
    consensus = consensus_on(expected, awaited, month)
    if consensus is None:
        return ""
    if awaited is Awaited.EARNINGS:
        return say("; consensus {expected:+.1f} % in the month", expected=consensus.expected)
    return say("; consensus {expected:.1f} %", expected=consensus.expected)


def changes_chart(levels: Readings) -> Chart | None:
    """The monthly changes of two years; None with fewer than two months."""
    points = payroll_changes(levels).points[-SHOWN:]
    if len(points) < 2:
        return None
    return Chart(
        title=say("Monthly change of payrolls"),
        alt=say(
            "Changes from {first} ({first_change:+,.0f} thousand) to {last} ({last_change:+,.0f} thousand).",
            first=month_year(points[0][0]),
            first_change=points[0][1],
            last=month_year(points[-1][0]),
            last_change=points[-1][1],
        ),
        series=(Series(say("Change"), points),),
        unit=say("thousand jobs"),
        bars=True,
    )


def jobs(change: float) -> str:
    """Thousands as jobs, without the sign: "119,000 jobs"."""
    return say("{number:,.0f} jobs", number=abs(change) * 1000)


def _signed(change: float) -> str:
    if change == 0:
        return say("no change")
    return say("minus {jobs}", jobs=jobs(change)) if change < 0 else say("plus {jobs}", jobs=jobs(change))


def _no_level(month: date) -> str:
    return say("not computable: there is no level of payrolls for {month}", month=month_year(month))


def _revisions(told: Payrolls | None) -> str:
    if told is None or told.revised_by is None:
        return say("not known: what the release before said was not kept")
    both = listed(
        [
            say(
                "{month} from {before:+,.0f} to {now:+,.0f} thousand",
                month=month_name(one.month),
                before=one.before,
                now=one.now,
            )
            for one in told.revisions
        ]
    )
    return say("{both}; together {revised_by:+,.0f} thousand", both=both, revised_by=told.revised_by)


def _unemployment(rates: Readings | None, month: date) -> str:
    told = step(rates, month) if rates else None
    if told is None:
        return say("not computable: there is no unemployment rate for {month}", month=month_year(month))
    if told.month_before is None:
        before, rate = months_from(month, -1), told.value
        return say(
            "{rate:.1f} %; its change is not computable: there is no unemployment rate for {before}",
            rate=rate,
            before=month_year(before),
        )
    return say("{rate:.1f} %, {before:.1f} % the month before", rate=told.value, before=told.month_before)


def _earnings(pay: Readings | None, month: date) -> str:
    told = step(pay, month) if pay else None
    if told is None:
        return say("not computable: there is no figure of earnings for {month}", month=month_year(month))
    in_month, in_year = (
        percent(growth, signed=True) if growth is not None else say("not computable")
        for growth in (told.growth, told.growth_in_year)
    )
    level = told.value
    return say(
        "${level:.2f}; in the month {in_month}, in the year {in_year}", level=level, in_month=in_month, in_year=in_year
    )
