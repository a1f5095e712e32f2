"""Earnings: the day before a report, the report against its estimate, and two sessions later how the price took it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Form, Link, Moment, Origin, Tone, Value
from bot.clock import Clock
from bot.market import hours
from bot.market.earnings import AS_ESTIMATED, TINY, Earnings, ExpectedReport, ReportedQuarter
from bot.market.feeds import EarningsFeed, FilingFeed, HistoryFeed, NoAnswer
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK
from bot.market.quote import PriceHistory
from bot.market.reaction import closes_around
from bot.market.ticker import Ticker
from bot.sources.profile.sessions import Sessions, read_sessions
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, money, percent

INDEX = Ticker("IWM")  # the Russell 2000's fund
RESULTS = "2.02"  # item of an 8-K
DATE, REPORT, REACTION = "date", "report", "reaction"  # the three episodes of a ticker
A_QUARTER = 45  # days: an end so much later is of another quarter
NEXT = 28  # days after a day that passed: the next report's; an annual one at the end of March has it in mid-May
FAR = 60  # days: no report is put off by so much
REPORTED_WITHIN = timedelta(days=120)  # of the end of its quarter
OLD_NEWS = timedelta(days=200)  # after the end of its quarter a report is no news
WAITS = timedelta(days=20)  # for the closes around a report
NOT_DUE = "not looked up: no results were filed lately"
NOTE = "Information, not advice."

T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """What is told of its reports; filed results and prices, or the sentence why they are not had."""

    earnings: Earnings
    results: Sequence[Filing] | str
    stock: PriceHistory | str
    index: PriceHistory | str

    @property
    def ticker(self) -> Ticker:
        return self.earnings.ticker


@dataclass(frozen=True)
class Ahead:
    """A report is expected soon; ``before``, where there is one, is when it was expected until now."""

    seen: Seen
    expected: ExpectedReport
    before: ExpectedReport | None = None


@dataclass(frozen=True)
class Reported:
    """A quarter's report; ``at`` is when it came, None where that is not known; ``paper`` is the 8-K with it."""

    seen: Seen
    quarter: ReportedQuarter
    at: datetime | None
    paper: Filing | None = None


@dataclass(frozen=True)
class Reaction:
    """Two closes of a stock around a report, and the change of the index between the same days."""

    seen: Seen
    quarter: date
    days: tuple[date, date]
    closes: tuple[float, float]
    index: float | None
    currency: str | None
    source: str

    @property
    def change(self) -> float:
        return self.closes[1] / self.closes[0] - 1


What = Ahead | Reported | Reaction


async def ask(
    ticker: Ticker, *, reports: EarningsFeed, filings: FilingFeed, histories: HistoryFeed, clock: Clock
) -> Seen:
    """Yahoo's answer of the day, and what else is had. Raises Missing where no report is told of, Unavailable.

    Prices are looked up only where a reaction may be due: nothing is known to say that no report came lately.
    """
    earnings = await reports.earnings(ticker)
    filed = await _answer(filings.filings(ticker))
    if not isinstance(filed, str):
        filed = [one for one in filed if one.root == "8-K" and RESULTS in one.items]
        if filed and all(one.accepted < clock.now() - WAITS for one in filed):
            return Seen(earnings, filed, NOT_DUE, NOT_DUE)
    stock, index = await asyncio.gather(_answer(histories.history(ticker)), _answer(histories.history(INDEX)))
    return Seen(earnings, filed, stock, index)


async def _answer(question: Awaitable[T]) -> T | str:
    try:
        return await question
    except NoAnswer as why:
        return str(why)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[What]:
    """Three episodes: the expected date, the newest quarter told, and the reaction that is still to come."""
    parts = (
        _judge_date(seen, episodes, now),
        _judge_report(seen, episodes, now),
        _judge_reaction(seen, episodes.get(REACTION), now),
    )
    moved = {one.name: one for part in parts for one in part.moved}  # a new report replaces an older one's reaction
    moved |= {one.name: one for one in parts[1].moved}
    return Judgement(tuple(one for part in parts for one in part.occurrences), tuple(moved.values()))


# The date


def _judge_date(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[What]:
    """The side is the expected span, its kind, and the last announced moment that has passed.

    It is open once a reminder told it. Estimates that wander are not told, unless a reminder had named one.
    """
    new, known, at = seen.earnings.expected, episodes.get(DATE), seen.earnings.as_of
    if isinstance(new, str) or (known is not None and at < known.seen_at):
        return Judgement()
    newest = _newest(seen)
    quarter = float(newest.end.toordinal()) if newest else 0.0
    if known is None:
        first = Episode(
            kind=WATCHER.name, about=seen.ticker.symbol, name=DATE, side=_written(new, None),
            level=0, value=quarter, seen_at=at,
        )  # fmt: skip
        return Judgement(moved=(first,))
    old, passed = _read(known.side)
    today = now.astimezone(NEW_YORK).date()
    if not old.is_estimate and old.last <= now:
        passed = old.last
    after = replace(known, side=_written(new, passed))
    if after.side != known.side:
        after = after.seen(side=after.side, level=0, value=quarter, at=at)
    if _same_days(old, new):
        is_news = old.is_estimate and not new.is_estimate
        after = after.closed() if is_news and _eve(new) > today else after
        if (new.days[0] - today).days >= NEXT:  # the next report's for sure: what is told by now came before it
            after = replace(after, value=max(quarter, after.value))
    elif new.days[1] < today or _is_next(old, new, is_reported=quarter > known.value, today=today):
        after = after.closed()
    else:
        after = after.closed()
        if known.is_open or not (old.is_estimate and new.is_estimate):
            happened = _occurrence(
                f"date {_span(old)} to {_span(new)}", Ahead(seen, new, old), now,
                Severity.QUIET if new.is_estimate else Severity.NORMAL,
                follows=known.alert,
            )  # fmt: skip
            if _eve(new) <= today:  # the card says it all
                after = after.opened(happened.fingerprint(WATCHER.name))
            return Judgement((happened,), (after,))
    if not after.is_open and _eve(new) <= today <= new.days[1] and (new.is_estimate or now < new.last):
        happened = _occurrence(
            f"reminder {_span(new)} {'estimate' if new.is_estimate else 'announced'}", Ahead(seen, new), now,
            Severity.QUIET if new.is_estimate else Severity.NORMAL,
        )  # fmt: skip
        return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))
    return Judgement(moved=() if after == known else (after,))


def _same_days(old: ExpectedReport, new: ExpectedReport) -> bool:
    """Whether the days overlap: another hour, or a narrower span, is the same expectation."""
    return old.days[0] <= new.days[1] and new.days[0] <= old.days[1]


def _is_next(old: ExpectedReport, new: ExpectedReport, *, is_reported: bool, today: date) -> bool:
    later = (new.days[0] - old.days[0]).days
    return later >= FAR or (later >= NEXT and old.days[1] < today) or (later > 0 and is_reported)


def _eve(expected: ExpectedReport) -> date:
    """The session before: the day before, or the Friday before a Monday."""
    return hours.last_session_on_or_before(expected.days[0] - timedelta(days=1))


def _written(expected: ExpectedReport, passed: datetime | None) -> str:
    kind = "estimate" if expected.is_estimate else "announced"
    return " ".join(
        (expected.first.isoformat(), expected.last.isoformat(), kind, passed.isoformat() if passed else "-")
    )


def _read(side: str) -> tuple[ExpectedReport, datetime | None]:
    first, last, kind, passed = side.split()
    expected = ExpectedReport(datetime.fromisoformat(first), datetime.fromisoformat(last), kind == "estimate")
    return expected, None if passed == "-" else datetime.fromisoformat(passed)


def _span(expected: ExpectedReport) -> str:
    return "..".join(str(one) for one in expected.days)


def _occurrence(
    name: str, what: What, at: datetime, severity: Severity = Severity.NORMAL, *, size: float = 0.0, follows: str = ""
) -> Occurrence[What]:
    about = what.seen.ticker.symbol
    return Occurrence(name=name, about=about, at=at, what=what, severity=severity, size=size, follows=follows)


# The report


def _newest(seen: Seen) -> ReportedQuarter | None:
    return None if isinstance(seen.earnings.quarters, str) else seen.earnings.quarters[-1]


def _judge_report(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[What]:
    """The side is the end of the newest quarter told: figures that are restated later are no report."""
    quarter, known = _newest(seen), episodes.get(REPORT)
    if quarter is None:
        return Judgement()
    side, at = quarter.end.isoformat(), seen.earnings.as_of
    if known is None:
        first = Episode(
            kind=WATCHER.name, about=seen.ticker.symbol, name=REPORT, side=side,
            level=quarter.estimate or 0.0, value=quarter.actual, seen_at=at,
        )  # fmt: skip
        return Judgement(moved=(first,))
    before = date.fromisoformat(known.side)
    if quarter.end <= before:
        return Judgement()
    after = known.seen(side=side, level=quarter.estimate or 0.0, value=quarter.actual, at=at)
    is_redated = (quarter.end - before).days < A_QUARTER
    if is_redated or now - datetime.combine(quarter.end, time(), UTC) > OLD_NEWS:
        return Judgement(moved=(after,))
    paper = _paper(seen, quarter, now)
    came = paper.accepted if paper else _announced(episodes.get(DATE), quarter, now)
    share = quarter.surprise_share
    happened = _occurrence(
        f"quarter {side}", Reported(seen, quarter, came, paper), now,
        size=round(100 * abs(share), 1) if share is not None else round(100 * abs(quarter.surprise or 0), 1),
    )  # fmt: skip
    told = happened.fingerprint(WATCHER.name)
    moved = (
        (after.opened(told), _awaited(seen, episodes.get(REACTION), quarter, came, told))
        if came
        else (after.opened(told),)
    )
    return Judgement((happened,), moved)


def _paper(seen: Seen, quarter: ReportedQuarter, now: datetime) -> Filing | None:
    """The first results that were filed since the end of the quarter."""
    filed = () if isinstance(seen.results, str) else seen.results
    end = datetime.combine(quarter.end, time(), NEW_YORK)
    inside = [one for one in filed if end < one.accepted <= min(now, end + REPORTED_WITHIN)]
    return min(inside, key=lambda one: one.accepted, default=None)


def _announced(known: Episode | None, quarter: ReportedQuarter, now: datetime) -> datetime | None:
    """The announced moment that has passed since the quarter ended; a span or an estimate is no moment."""
    if known is None:
        return None
    expected, passed = _read(known.side)
    end = datetime.combine(quarter.end, time(), UTC)
    told = [passed, None if expected.is_estimate else expected.last]
    inside = [one for one in told if one is not None and end < one <= min(now, end + REPORTED_WITHIN)]
    return max(inside, default=None)


# The reaction


def _awaited(seen: Seen, known: Episode | None, quarter: ReportedQuarter, came: datetime, told: str) -> Episode:
    """An open episode whose side is the quarter and when its report came, and whose alert is the report's."""
    side = f"{quarter.end} {came.isoformat()}"
    if known is None:
        known = Episode(
            kind=WATCHER.name, about=seen.ticker.symbol, name=REACTION, side=side, level=0, value=0, seen_at=came
        )
    return known.seen(side=side, level=0, value=0, at=came).opened(told)


def _judge_reaction(seen: Seen, known: Episode | None, now: datetime) -> Judgement[What]:
    if known is None or not known.is_open:
        return Judgement()
    quarter, report = known.side.split()
    came = datetime.fromisoformat(report)
    days = closes_around(came)
    given_up = Judgement[What](moved=(known.closed(),) if now - came > WAITS else ())
    if isinstance(seen.stock, str):
        return given_up
    stock = read_sessions(seen.stock, now)
    if not _has(stock, days):
        return given_up
    first, last = (candle.close for candle in stock.candles if candle.day in days)
    index = None if isinstance(seen.index, str) else read_sessions(seen.index, now)
    against = index.change(*days) if index is not None and _has(index, days) else None
    reaction = Reaction(
        seen, date.fromisoformat(quarter), days, (first, last), against, stock.currency or None, seen.stock.source
    )
    happened = _occurrence(
        f"reaction {quarter}", reaction, now, Severity.QUIET,
        size=round(100 * abs(reaction.change), 1), follows=known.alert,
    )  # fmt: skip
    after = known.seen(side=known.side, level=first, value=last, at=hours.closes(days[1])).closed()
    return Judgement((happened,), (after,))


def _has(sessions: Sessions, days: tuple[date, date]) -> bool:
    """Whether both closes are there, in shares of one kind: a day nobody traded is not replaced by another."""
    traded = {candle.day for candle in sessions.candles}
    return sessions.unadjusted is None and all(one in traded for one in days)


# Words


def word(what: What) -> Card:
    """The date, the report or the reaction."""
    if isinstance(what, Ahead):
        return _word_ahead(what)
    return _word_report(what) if isinstance(what, Reported) else _word_reaction(what)


def _word_ahead(what: Ahead) -> Card:
    ticker, expected = what.seen.ticker, what.expected
    newest = _newest(what.seen)
    if what.before is not None:
        title = f"{ticker}: the report is now expected {_when(expected)}"
        lead = f"Until now it was expected {_when(what.before)}."
    else:
        title = f"{ticker} {'may report' if expected.is_estimate else 'reports'} {_when(expected)}"
        lead = "An estimate by the vendor; the company has announced no day." if expected.is_estimate else ""
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact("Expected", _moments(expected)),
            Fact("Kind of date", "estimated, not announced" if expected.is_estimate else "announced"),
            *((Fact("Last reported", _figures(newest)),) if newest else ()),
        ),
        origins=(Origin.of(what.seen.earnings, Form.DAY),),
        actions=(Action("Rating", f"rating {ticker}"), Action("Why", f"why {ticker}")),
        tone=Tone.NOTE,
        note=NOTE,
    )


def _when(expected: ExpectedReport) -> str:
    first, last = expected.days
    if first != last:
        return f"between {day(first)} and {day(last)} (estimated)"
    return f"on {first:%A}, {day(first)}{' (estimated)' if expected.is_estimate else ''}"


def _moments(expected: ExpectedReport) -> Value:
    first, last = expected.days
    if first != last:
        return f"{day(first)} to {day(last)}, New York"
    if expected.is_estimate:
        return f"{day(first)}, New York"
    return (f"{day(first)}, New York (", Moment(expected.last), ")")


def _word_report(what: Reported) -> Card:
    quarter, ticker = what.quarter, what.seen.ticker
    actual = money(quarter.actual, quarter.currency)
    if quarter.estimate is None or quarter.surprise is None:
        title, tone = f"{ticker} reported earnings of {actual} a share", Tone.NOTE
        expected = "no estimate of it is known"
    else:
        expected = f"{money(quarter.estimate, quarter.currency)} was expected"
        title = f"{ticker} reported earnings {_against(quarter)}"
        level = abs(quarter.surprise) < AS_ESTIMATED
        tone = Tone.NOTE if level else Tone.CATALYST if quarter.surprise > 0 else Tone.RISK
    came: Value = Moment(what.at) if what.at else "not known, so how the price took it is not told"
    if what.paper:
        came = (Link(what.paper.form, what.paper.link), ", accepted ", Moment(what.paper.accepted))
    return Card(
        title=title,
        lead=f"{actual} a share for the quarter to {day(quarter.end)}; {expected}.",
        facts=(Fact("Surprise", _surprise(quarter)), Fact("Report", came), *_next(what.seen, quarter)),
        origins=(Origin.of(what.seen.earnings, Form.DAY),),
        actions=(Action("Rating", f"rating {ticker}"), Action("Why", f"why {ticker}")),
        tone=tone,
        note=f"The surprise is our own difference of the two figures. {NOTE}",
    )


def _next(seen: Seen, quarter: ReportedQuarter) -> tuple[Fact, ...]:
    expected = seen.earnings.expected
    if isinstance(expected, str) or expected.days[0] <= quarter.end or expected.first <= seen.earnings.as_of:
        return ()
    return (Fact("Next report", _when(expected)),)


def _against(quarter: ReportedQuarter) -> str:
    surprise, share = quarter.surprise or 0.0, quarter.surprise_share
    if abs(surprise) < AS_ESTIMATED:
        return "as estimated"
    size = _cents(surprise, quarter.currency) if share is None else percent(abs(share))
    return f"{size} {'better' if surprise > 0 else 'worse'} than estimated"


def _cents(amount: float, currency: str) -> str:
    """``1.6 cents``; an amount where the currency has none."""
    has_cents = currency in ("USD", "CAD", "EUR", "AUD")
    return f"{100 * abs(amount):,.1f} cents" if has_cents else f"{money(abs(amount), currency)} a share"


def _surprise(quarter: ReportedQuarter) -> str:
    if quarter.surprise is None:
        return "not known: nobody's estimate is told"
    signed = f"{'+' if quarter.surprise >= 0 else ''}{money(quarter.surprise, quarter.currency)} a share"
    share = quarter.surprise_share
    if share is None:
        return f"{signed}; no percentage, as the estimate is under {100 * TINY:.0f} cents"
    return f"{signed}, {percent(share, signed=True)} of the estimate"


def _figures(quarter: ReportedQuarter) -> str:
    estimate = "" if quarter.estimate is None else f", {money(quarter.estimate, quarter.currency)} expected"
    return f"{money(quarter.actual, quarter.currency)} a share for the quarter to {day(quarter.end)}{estimate}"


def _word_reaction(what: Reaction) -> Card:
    ticker = what.seen.ticker
    was, now = (money(one, what.currency) for one in what.closes)
    first, last = (day(one) for one in what.days)
    against = None if what.index is None else what.change - what.index
    told = "not told: its closes of these days are not had" if what.index is None else percent(what.index, signed=True)
    return Card(
        title=f"{ticker} {percent(what.change, signed=True)} in two sessions around its report",
        lead=f"Close to close {was} → {now}, from {first} to {last}.",
        facts=(
            Fact("Price", percent(what.change, signed=True)),
            Fact("IWM, same closes", told),
            *((Fact("Against IWM", percent(against, signed=True)),) if against is not None else ()),
            Fact("Quarter", f"to {day(what.quarter)}"),
        ),
        origins=(Origin(what.source, hours.closes(what.days[1]), Form.DAY),),
        tone=Tone.CATALYST if (against if against is not None else what.change) > 0 else Tone.RISK,
        note=f"Closes are adjusted for splits, not for dividends. {NOTE}",
    )


WATCHER = Watcher(
    name="earnings_report",
    summary="a report is a session away or its day moves; it is there, against its estimate; how the price took it",
    schedule=Schedule.parse("every 1h in session"),
    ask=ask,
    judge=judge,
    word=word,
)
