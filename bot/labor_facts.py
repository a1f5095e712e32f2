"""What a month of the labor market says, in facts: of the alert and of the command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cards import Chart, Fact, Series
from bot.market.consensus import LEAST, Awaited, Consensus, consensus_on, missed
from bot.market.labor import LaborMarket, Payrolls, payrolls, step
from bot.market.readings import Readings, months_from
from bot.market.release import Surprise, payroll_changes, payroll_surprises
from bot.words import day, listed, percent

SHOWN = 24  # months of the picture


def month_title(levels: Readings, month: date) -> str:
    """The headline of a month: which way payrolls went and how far."""
    told = payrolls(levels, month)
    if told is None:
        return f"Labor market of {month:%B %Y}"
    if told.change == 0:
        return f"Payrolls did not change in {month:%B %Y}"
    return f"Payrolls {'rose' if told.change > 0 else 'fell'} by {jobs(told.change)} in {month:%B %Y}"


def month_lead(levels: Readings, month: date, expected: Sequence[Consensus] = ()) -> str:
    """The month beside the consensus, or beside its trend where none is known."""
    if payrolls(levels, month) is None:
        return f"The change of payrolls is {_lacking(months_from(month, -1), 'level of payrolls')}."
    missed = month_surprise(levels, month, expected)
    if missed is None:
        return "No consensus is known, and its 12-month trend is not computable: a month is missing."
    apart = "exactly" if missed.difference == 0 else f"{jobs(missed.difference)} {_side(missed)}"
    consensus = consensus_on(expected, Awaited.PAYROLLS, month)
    if consensus is not None:
        return f"That is {apart} the consensus of {_signed(missed.expected)} ({origin_words(consensus)})."
    return f"That is {apart} the mean of {_signed(missed.expected)} (no consensus; against its 12-month trend)."


def month_surprise(levels: Readings, month: date, expected: Sequence[Consensus] = ()) -> Surprise | None:
    """The month against the consensus, where there is one, else its trend; None where that is not computable."""
    told = payrolls(levels, month)
    against = missed(expected, Awaited.PAYROLLS, month, told.change) if told else None
    return against or next((one for one in payroll_surprises(levels) if one.month == month), None)


def origin_words(consensus: Consensus) -> str:
    """Whose consensus it is and from when: "Yahoo Finance, as of 3 December 2026"."""
    return f"{consensus.source}, as of {day(consensus.as_of)}"


def surprise_fact(
    expected: Sequence[Consensus], awaited: Awaited, about: date, actual: float | None, *, size: float = 1.0
) -> tuple[Fact, ...]:
    """A figure against its consensus in thousands (``size`` of our units), and how unusual that is; none without."""
    consensus = consensus_on(expected, awaited, about)
    against = missed(expected, awaited, about, actual) if actual is not None else None
    if consensus is None or against is None:
        return ()
    apart, among = f"{against.difference / size:+,.0f} thousand", against.among
    told = f"{apart} against the consensus of {consensus.expected / size:,.0f} thousand ({origin_words(consensus)})"
    if against.deviations is not None:
        unusual = f"{against.deviations:+.1f} standard deviations of the last {among} surprises"
    else:
        unusual = f"how unusual that is takes {LEAST} earlier surprises, and {among} are kept"
    return (Fact("Surprise", f"{told}; {unusual}"),)


def _side(missed: Surprise) -> str:
    return "above" if missed.difference > 0 else "below"


def month_facts(
    market: LaborMarket, levels: Readings, month: date, expected: Sequence[Consensus] = ()
) -> tuple[Fact, ...]:
    """Payrolls, both revisions, unemployment and pay beside what was expected; what lacks a month says which."""
    told = payrolls(levels, month, market.payrolls_before)
    return (
        Fact("Payrolls", _signed(told.change) if told else _lacking(months_from(month, -1), "level of payrolls")),
        *surprise_fact(expected, Awaited.PAYROLLS, month, told.change if told else None),
        Fact("Revisions", _revisions(told)),
        Fact(
            "Unemployment", _unemployment(market.unemployment, month) + _beside(expected, Awaited.UNEMPLOYMENT, month)
        ),
        Fact("Hourly earnings", _earnings(market.earnings, month) + _beside(expected, Awaited.EARNINGS, month)),
    )


def _beside(expected: Sequence[Consensus], awaited: Awaited, month: date) -> str:
    consensus = consensus_on(expected, awaited, month)
    if consensus is None:
        return ""
    sign = "+" if awaited is Awaited.EARNINGS else ""
    return f"; consensus {consensus.expected:{sign}.1f} %{' in the month' if sign else ''}"


def changes_chart(levels: Readings) -> Chart | None:
    """The monthly changes of two years; None with fewer than two months."""
    points = payroll_changes(levels).points[-SHOWN:]
    if len(points) < 2:
        return None
    return Chart(
        title="Monthly change of payrolls",
        alt=f"Changes from {points[0][0]:%B %Y} ({points[0][1]:+,.0f} thousand) to {points[-1][0]:%B %Y} "
        f"({points[-1][1]:+,.0f} thousand).",
        series=(Series("Change", points),),
        unit="thousand jobs",
        bars=True,
    )


def jobs(change: float) -> str:
    """Thousands as jobs, without the sign: "119,000 jobs"."""
    return f"{abs(change) * 1000:,.0f} jobs"


def _signed(change: float) -> str:
    if change == 0:
        return "no change"
    return f"{'minus' if change < 0 else 'plus'} {jobs(change)}"


def _lacking(month: date, what: str) -> str:
    return f"not computable: there is no {what} for {month:%B %Y}"


def _revisions(told: Payrolls | None) -> str:
    if told is None or told.revised_by is None:
        return "not known: what the release before said was not kept"
    both = listed([f"{one.month:%B} from {one.before:+,.0f} to {one.now:+,.0f} thousand" for one in told.revisions])
    return f"{both}; together {told.revised_by:+,.0f} thousand"


def _unemployment(rates: Readings | None, month: date) -> str:
    told = step(rates, month) if rates else None
    if told is None:
        return _lacking(month, "unemployment rate")
    if told.month_before is None:
        return f"{told.value:.1f} %; its change is {_lacking(months_from(month, -1), 'unemployment rate')}"
    return f"{told.value:.1f} %, {told.month_before:.1f} % the month before"


def _earnings(pay: Readings | None, month: date) -> str:
    told = step(pay, month) if pay else None
    if told is None:
        return _lacking(month, "figure of earnings")
    in_month, in_year = (
        percent(growth, signed=True) if growth is not None else "not computable"
        for growth in (told.growth, told.growth_in_year)
    )
    return f"${told.value:.2f}; in the month {in_month}, in the year {in_year}"
