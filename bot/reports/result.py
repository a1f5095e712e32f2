"""A quarter's report against its estimate: told once, and in what words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Form, Link, Moment, Origin, Tone, Value, placed
from bot.market.earnings import AS_ESTIMATED, ReportedQuarter
from bot.market.filing import Filing
from bot.reports import arrival
from bot.reports.expectation import when
from bot.reports.quarter import against, surprise
from bot.reports.reaction import awaited
from bot.reports.seen import DATE, NOTE, REACTION, REPORT, Seen, occurrence
from bot.watchers import Judgement
from bot.words import day, later, money, say

A_QUARTER = 45  # days: an end so much later is of another quarter
OLD_NEWS = timedelta(days=200)  # after the end of its quarter a report is no news


@dataclass(frozen=True)
class Reported:
    """A quarter's report; ``at`` is when it came, None where that is not known; ``paper`` is the 8-K with it."""

    seen: Seen
    quarter: ReportedQuarter
    at: datetime | None
    paper: Filing | None = None


def judge_report(kind: str, seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Reported]:
    """The side is the end of the newest quarter told: figures that are restated later are no report."""
    quarter, known = seen.newest, episodes.get(REPORT)
    if quarter is None:
        return Judgement()
    side, at = quarter.end.isoformat(), seen.earnings.as_of
    if known is None:
        first = Episode(
            kind=kind, about=seen.ticker.symbol, name=REPORT, side=side,
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
    paper = arrival.paper(seen, quarter, now)
    came = paper.accepted if paper else arrival.announced(episodes.get(DATE), quarter, now)
    share = quarter.surprise_share
    happened = occurrence(
        seen, f"quarter {side}", Reported(seen, quarter, came, paper), now,
        size=round(100 * abs(share), 1) if share is not None else round(100 * abs(quarter.surprise or 0), 1),
    )  # fmt: skip
    told = happened.fingerprint(kind)
    moved = (
        (after.opened(told), awaited(kind, seen, episodes.get(REACTION), quarter, came, told))
        if came
        else (after.opened(told),)
    )
    return Judgement((happened,), moved)


def word_report(what: Reported) -> Card:
    """The figure beside its estimate, the paper it came with, and when the next one is expected."""
    quarter, ticker = what.quarter, what.seen.ticker
    actual = money(quarter.actual, quarter.currency)
    if quarter.estimate is None or quarter.surprise is None:
        title, tone = say("{ticker} reported earnings of {actual} a share", ticker=ticker, actual=actual), Tone.NOTE
        expected = say("no estimate of it is known")
    else:
        expected = say("{estimate} was expected", estimate=money(quarter.estimate, quarter.currency))
        title = say("{ticker} reported earnings {against}", ticker=ticker, against=against(quarter))
        level = abs(quarter.surprise) < AS_ESTIMATED
        tone = Tone.NOTE if level else Tone.CATALYST if quarter.surprise > 0 else Tone.RISK
    came: Value = Moment(what.at) if what.at else say("not known, so how the price took it is not told")
    if what.paper:
        paper = Link(what.paper.form, what.paper.link)
        came = placed(later("{form}, accepted {when}"), form=paper, when=Moment(what.paper.accepted))
    return Card(
        title=title,
        lead=say(
            "{actual} a share for the quarter to {end}; {expected}.",
            actual=actual,
            end=day(quarter.end),
            expected=expected,
        ),
        facts=(Fact(say("Surprise"), surprise(quarter)), Fact(say("Report"), came), *_next(what.seen, quarter)),
        origins=(Origin.of(what.seen.earnings, Form.DAY),),
        actions=(Action(say("Rating"), f"rating {ticker}"), Action(say("Why"), f"why {ticker}")),
        tone=tone,
        note=say("The surprise is our own difference of the two figures. {note}", note=NOTE),
    )


def _next(seen: Seen, quarter: ReportedQuarter) -> tuple[Fact, ...]:
    expected = seen.earnings.expected
    if isinstance(expected, str) or expected.days[0] <= quarter.end or expected.first <= seen.earnings.as_of:
        return ()
    return (Fact(say("Next report"), when(expected)),)
