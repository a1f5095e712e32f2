"""How the price took a report, two sessions later and against the index: when it is told, and in what words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Card, Fact, Form, Origin, Tone
from bot.market import hours
from bot.market.earnings import ReportedQuarter
from bot.market.reaction import closes_around
from bot.reports.seen import NOTE, REACTION, Seen, occurrence
from bot.sources.profile.sessions import Sessions, read_sessions
from bot.watchers import Judgement
from bot.words import day, money, percent, say

WAITS = timedelta(days=20)  # for the closes around a report


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


def awaited(
    kind: str, seen: Seen, known: Episode | None, quarter: ReportedQuarter, came: datetime, told: str
) -> Episode:
    """An open episode whose side is the quarter and when its report came, and whose alert is the report's."""
    side = f"{quarter.end} {came.isoformat()}"
    if known is None:
        known = Episode(kind=kind, about=seen.ticker.symbol, name=REACTION, side=side, level=0, value=0, seen_at=came)
    return known.seen(side=side, level=0, value=0, at=came).opened(told)


def judge_reaction(seen: Seen, known: Episode | None, now: datetime) -> Judgement[Reaction]:
    """An open episode ends with both closes, or is given up."""
    if known is None or not known.is_open:
        return Judgement()
    quarter, report = known.side.split()
    came = datetime.fromisoformat(report)
    days = closes_around(came)
    given_up = Judgement[Reaction](moved=(known.closed(),) if now - came > WAITS else ())
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
    happened = occurrence(
        seen, f"reaction {quarter}", reaction, now, Severity.QUIET,
        size=round(100 * abs(reaction.change), 1), follows=known.alert,
    )  # fmt: skip
    after = known.seen(side=known.side, level=first, value=last, at=hours.closes(days[1])).closed()
    return Judgement((happened,), (after,))


def _has(sessions: Sessions, days: tuple[date, date]) -> bool:
    """Whether both closes are there, in shares of one kind: a day nobody traded is not replaced by another."""
    traded = {candle.day for candle in sessions.candles}
    return sessions.unadjusted is None and all(one in traded for one in days)


def word_reaction(what: Reaction) -> Card:
    """Close to close, and against the index where its closes are had."""
    ticker = what.seen.ticker
    was, now = (money(one, what.currency) for one in what.closes)
    first, last = (day(one) for one in what.days)
    against = None if what.index is None else what.change - what.index
    told = (
        say("not told: its closes of these days are not had")
        if what.index is None
        else percent(what.index, signed=True)
    )
    return Card(
        title=say(
            "{ticker} {change} in two sessions around its report",
            ticker=ticker,
            change=percent(what.change, signed=True),
        ),
        lead=say("Close to close {was} → {now}, from {first} to {last}.", was=was, now=now, first=first, last=last),
        facts=(
            Fact(say("Price"), percent(what.change, signed=True)),
            Fact(say("IWM, same closes"), told),
            *((Fact(say("Against IWM"), percent(against, signed=True)),) if against is not None else ()),
            Fact(say("Quarter"), say("to {quarter}", quarter=day(what.quarter))),
        ),
        origins=(Origin(what.source, hours.closes(what.days[1]), Form.DAY),),
        tone=Tone.CATALYST if (against if against is not None else what.change) > 0 else Tone.RISK,
        note=say("Closes are adjusted for splits, not for dividends. {note}", note=NOTE),
    )
