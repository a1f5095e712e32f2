"""Digest: at the times of day that a channel chose, its watchlist with what moved and what was told since."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.alert import Alert
from bot.alerts.day_times import DayTimes
from bot.alerts.episode import Episode
from bot.alerts.ports import Episodes, Outbox, StoreAway, Watchlists, WishBook
from bot.alerts.watchlist import Channel
from bot.cards import Action, Bar, Card, Chart, Fact, Moment, Origin, Table, Tone
from bot.clock import Clock
from bot.market.feeds import NoAnswer, QuoteFeed, Unavailable
from bot.market.hours import NEW_YORK, is_session
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import listed, money, percent, say, say_n

KIND = "daily_digest"
LATE = timedelta(minutes=30)  # after its time a digest is no news any more
PATIENCE = 20.0  # seconds for all prices
_ROWS, _BARS, _TOLD = 20, 12, 8


@dataclass(frozen=True)
class Due:
    """A channel whose digest is due at ``slot`` (UTC), with prices at hand and what it was told since the last one."""

    channel: Channel
    times: DayTimes
    slot: datetime
    tickers: tuple[Ticker, ...]
    quotes: Mapping[Ticker, Quote]
    told: tuple[Alert, ...]

    @property
    def moves(self) -> Sequence[tuple[Quote, float]]:
        """Quotes with their change since the last close, the largest rise first."""
        found = [
            (one, one.price / one.previous_close - 1)
            for ticker in self.tickers
            if (one := self.quotes.get(ticker)) is not None and one.previous_close
        ]
        return sorted(found, key=lambda pair: pair[1], reverse=True)


async def ask(
    *,
    book: WishBook,
    watchlists: Watchlists,
    episodes: Episodes,
    outbox: Outbox,
    quotes: QuoteFeed,
    clock: Clock,
) -> Sequence[Due]:
    """The channels whose time has come and that were not told yet; a price that does not come in time is missing."""
    now = clock.now()
    try:
        wishes = await book.wishes(await book.wishing())
        slots = {one: wish.digests.latest(now) for one, wish in wishes.items() if wish.digests is not None}
        kept = (await episodes.episodes(KIND, [""])).get("", {})
        due = [one for one, slot in slots.items() if _is_due(slot, kept.get(str(one)), now)]
        lists = {one: (await watchlists.watchlist(one)).tickers for one in due}
        told = {one: await outbox.recent(one, _TOLD) for one in due}
    except StoreAway as away:
        raise Unavailable(say("The store does not answer.")) from away
    prices = await _prices({ticker for tickers in lists.values() for ticker in tickers}, quotes)
    found = []
    for one in due:
        times = wishes[one].digests
        if times is not None and lists[one]:
            before = times.latest(slots[one] - timedelta(seconds=1))
            since = tuple(alert for alert in told[one] if alert.at > before and alert.kind != KIND)
            found.append(Due(one, times, slots[one], lists[one], prices, since))
    return found


def _is_due(slot: datetime, known: Episode | None, now: datetime) -> bool:
    """On trading days only, once, and not long after its time."""
    told = known is not None and known.side == slot.isoformat()
    return not told and now - slot <= LATE and is_session(slot.astimezone(NEW_YORK).date())


async def _prices(tickers: set[Ticker], quotes: QuoteFeed) -> Mapping[Ticker, Quote]:
    asks = {ticker: asyncio.ensure_future(quotes.quote(ticker)) for ticker in sorted(tickers)}
    if asks:
        _, late = await asyncio.wait(asks.values(), timeout=PATIENCE)
        for task in late:
            task.cancel()
        await asyncio.gather(*asks.values(), return_exceptions=True)
    known = {ticker: task for ticker, task in asks.items() if not task.cancelled()}
    for task in known.values():
        if task.exception() is not None and not isinstance(task.exception(), NoAnswer):
            task.result()  # a fault of ours is told as one
    return {ticker: task.result() for ticker, task in known.items() if task.exception() is None}


def judge(due: Sequence[Due], episodes: Mapping[str, Episode], now: datetime) -> Judgement[Due]:
    """Each channel's episode holds in its side the moment of the last digest that it was told."""
    found, moved = [], []
    for one in due:
        name, side, known = str(one.channel), one.slot.isoformat(), episodes.get(str(one.channel))
        if known is not None and known.side == side:
            continue
        found.append(
            Occurrence(name=f"{name} {side}", about="", at=one.slot, what=one, only=(name,), size=len(one.tickers))
        )
        level, value = float(len(one.told)), float(len(one.tickers))
        if known is None:
            moved.append(Episode(kind=KIND, about="", name=name, side=side, level=level, value=value, seen_at=now))
        else:
            moved.append(known.seen(side=side, level=level, value=value, at=now))
    return Judgement(tuple(found), tuple(moved))


def word(due: Due) -> Card:
    local = due.slot.astimezone(ZoneInfo(due.times.zone))
    moves = due.moves
    rose, fell = (sum(1 for _, change in moves if change * sign > 0) for sign in (1, -1))
    unknown = len(due.tickers) - len(moves)
    counted = [say_n("{n} rose", "{n} rose", rose), say_n("{n} fell", "{n} fell", fell)]
    if unknown:
        counted.append(say_n("{n} without a price or a last close", "{n} without a price or a last close", unknown))
    lead = say("Since their last close {counted}.", counted=listed(counted))
    if len(moves) > _ROWS:
        shown = say("The {rows} largest moves are shown.", rows=_ROWS)
        lead = f"{lead} {shown}"
    return Card(
        title=say_n(
            "Digest of {time}: {n} stock", "Digest of {time}: {n} stocks", len(due.tickers), time=f"{local:%H:%M}"
        ),
        lead=lead,
        facts=(*_told(due.told),),
        table=Table(
            (say("Stock"), say("Price"), say("Since last close")),
            tuple(
                (one.ticker.symbol, money(one.price, one.currency), percent(change, signed=True))
                for one, change in _shown(moves)
            ),
        )
        if moves
        else None,
        chart=_chart(moves),
        origins=_origins([one for one, _ in moves]),
        actions=(Action(say("Watchlist"), "watchlist"), Action(say("Change the times"), "alerts times")),
        tone=Tone.NOTE,
        note=say("Information, not advice."),
    )


def _shown(moves: Sequence[tuple[Quote, float]]) -> Sequence[tuple[Quote, float]]:
    """The largest moves of both kinds, in order."""
    if len(moves) <= _ROWS:
        return moves
    largest = sorted(moves, key=lambda pair: abs(pair[1]), reverse=True)[:_ROWS]
    return sorted(largest, key=lambda pair: pair[1], reverse=True)


def _told(told: Sequence[Alert]) -> Sequence[Fact]:
    if not told:
        return (Fact(say("Told since the last digest"), say("nothing")),)
    return [
        Fact(say("Told") if at else say("Told since"), (f"{one.card.title}, ", Moment(one.at)))
        for at, one in enumerate(told)
    ]


def _chart(moves: Sequence[tuple[Quote, float]]) -> Chart | None:
    largest = sorted(moves, key=lambda pair: abs(pair[1]), reverse=True)[:_BARS]
    parts = sorted(largest, key=lambda pair: pair[1], reverse=True)
    if len(parts) < 2:
        return None
    changes = listed([f"{one.ticker} {percent(change, signed=True)}" for one, change in parts])
    return Chart(
        title=say("Change since the last close, %"),
        alt=say("Bars from the largest rise to the largest fall: {changes}.", changes=changes),
        series=(),
        unit="%",
        parts=tuple(Bar(one.ticker.symbol, 100 * change) for one, change in parts),
    )


def _origins(quotes: Sequence[Quote]) -> tuple[Origin, ...]:
    """The oldest price of each source: none shown is older."""
    oldest = {one.source: one for one in sorted(quotes, key=lambda one: one.as_of, reverse=True)}
    return tuple(Origin.of(one) for one in oldest.values())


WATCHER = Watcher(
    name=KIND,
    summary=say("the times of day come that a channel chose for its digest"),
    schedule=Schedule.parse("every 5m"),
    ask=ask,
    judge=judge,
    word=word,
)
