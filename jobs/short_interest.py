"""Short interest shifts: a settlement with a large change, or across a level; a restated one that tells otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Card, Chart, Fact, Form, Level, Origin, Tone
from bot.market.feeds import FloatFeed, NoAnswer, ShortInterestFeed
from bot.market.short_interest import CAP_DAYS, FloatShares, ShortInterest, days_to_cover
from bot.market.ticker import Ticker
from bot.short_facts import bars, days_and_volume, share_of_float
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import count, day, listed, percent, say

LARGE = 5  # a change of at least one part in so many is told
FLOAT_LEVELS = (0.10, 0.20)  # shares short as a share of the float
DAYS_LEVELS = (5.0, 10.0)  # days to cover


@dataclass(frozen=True)
class Seen:
    """The newest settlement, those before it (oldest first), and the float or why it is not known."""

    short: ShortInterest
    before: tuple[ShortInterest, ...]
    floating: FloatShares | None
    why_no_float: str = ""


@dataclass(frozen=True)
class Shift:
    """What is told: ``crossings`` in words; ``restated_from`` is the count seen before, if it was another."""

    seen: Seen
    crossings: tuple[str, ...]
    restated_from: int | None = None


async def ask(ticker: Ticker, *, shorts: ShortInterestFeed, floats: FloatFeed) -> Seen:
    """The settlements kept and the float, which may be missing. Raises Missing where FINRA lists none, Unavailable."""
    short, history, floating = await asyncio.gather(
        shorts.short_interest(ticker), shorts.short_history(ticker), _float_shares(ticker, floats)
    )
    before = tuple(one for one in history if one.settlement < short.settlement)
    if isinstance(floating, FloatShares):
        return Seen(short, before, floating)
    return Seen(short, before, None, floating)


async def _float_shares(ticker: Ticker, floats: FloatFeed) -> FloatShares | str:
    try:
        return await floats.float_shares(ticker)
    except NoAnswer as why:
        return str(why)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Shift]:
    """One alert a settlement.

    The episode's side is the settlement, its value the shares short, its level those of the settlement before.
    """
    short, known = seen.short, episodes.get("settlement")
    side = short.settlement.isoformat()
    if known is None:
        return Judgement(moved=(_first(short, side),))
    if side < known.side or (side == known.side and short.shares == known.value):
        return Judgement()
    what = Shift(seen, crossings(seen), int(known.value) if side == known.side else None)
    after = known.seen(side=side, level=short.previous_shares, value=short.shares, at=short.as_of)
    if what.restated_from is None:
        after = after.closed()
    if not _is_told(what):
        return Judgement(moved=(after,))
    happened = Occurrence(
        name=f"{side} settlement" if what.restated_from is None else f"{side} settlement, restated to {short.shares}",
        about=short.ticker.symbol,
        at=now,
        what=what,
        severity=Severity.NORMAL if what.restated_from is None else Severity.QUIET,
        size=round(100 * abs(change(short) or 0), 2),
        follows=after.alert,
    )
    return Judgement((happened,), (after if after.is_open else after.opened(happened.fingerprint(WATCHER.name)),))


def _first(short: ShortInterest, side: str) -> Episode:
    return Episode(
        kind=WATCHER.name, about=short.ticker.symbol, name="settlement", side=side,
        level=short.previous_shares, value=short.shares, seen_at=short.as_of,
    )  # fmt: skip


def change(short: ShortInterest) -> float | None:
    """Change against the settlement before as a fraction; None after a split and where there was nothing before."""
    return None if short.split else short.change


def crossings(seen: Seen) -> tuple[str, ...]:
    """The levels crossed since the settlement before, in words: "above 20 % of the float"."""
    return tuple(told for _, told in _crossings(seen))


def _crossings(seen: Seen) -> Sequence[tuple[str, str]]:
    """The way of each, above or below, and its words."""
    short = seen.short
    told: list[tuple[str, str]] = []
    if seen.floating is not None and seen.floating.shares > 0 and change(short) is not None:
        share, share_before = (shares / seen.floating.shares for shares in (short.shares, short.previous_shares))
        told += [
            (way, _of_float(way, percent(level, digits=0)))
            for way, level in _crossed(share_before, share, FLOAT_LEVELS)
        ]
    before = previous(seen)
    if before is not None and max(before.days_to_cover, short.days_to_cover) < CAP_DAYS:
        crossed = _crossed(before.days_to_cover, short.days_to_cover, DAYS_LEVELS)
        told += [(way, _of_days(way, level)) for way, level in crossed]
    return told


def _of_float(way: str, level: str) -> str:
    return (
        say("above {level} of the float", level=level)
        if way == "above"
        else say("below {level} of the float", level=level)
    )


def _of_days(way: str, level: float) -> str:
    return (
        say("above {level:g} days to cover", level=level)
        if way == "above"
        else say("below {level:g} days to cover", level=level)
    )


def _crossed(before: float, now: float, levels: Sequence[float]) -> Sequence[tuple[str, float]]:
    """The farthest level between two figures and the way it was crossed; nothing where there is none."""
    if [now >= level for level in levels] == [before >= level for level in levels]:
        return ()
    if now > before:
        return (("above", max(level for level in levels if level <= now)),)
    return (("below", min(level for level in levels if level > now)),)


def previous(seen: Seen) -> ShortInterest | None:
    """The settlement before the newest, where it is kept: there are two a month."""
    last = seen.before[-1] if seen.before else None
    return last if last is not None and (seen.short.settlement - last.settlement).days < 21 else None


def _is_told(what: Shift) -> bool:
    """Whether a new settlement says something, or a restated one something else than it said before."""
    short, was = what.seen.short, what.restated_from
    if was is None:
        return _is_large(short) or bool(what.crossings)
    before = replace(short, shares=was, days_to_cover=days_to_cover(was, short.average_volume))
    if _is_large(before) != _is_large(short) or crossings(replace(what.seen, short=before)) != what.crossings:
        return True
    return abs(short.shares - was) * LARGE >= was


def _is_large(short: ShortInterest) -> bool:
    moved = abs(short.shares - short.previous_shares)
    return change(short) is not None and moved * LARGE >= short.previous_shares


def word(what: Shift) -> Card:
    """Both counts, both dates, and how the share of float comes about; never what to do about it."""
    seen, short = what.seen, what.seen.short
    moved, settled = change(short), day(short.settlement)
    rises = any(way == "above" for way, _ in _crossings(seen))
    if what.restated_from is not None:
        rises = short.shares > what.restated_from
        title = say("{ticker} short interest of {settled} was restated", ticker=short.ticker, settled=settled)
        lead = say(
            "{before:,} → {shares:,} shares short, by a corrected report.",
            before=what.restated_from,
            shares=short.shares,
        )
        lead = _and_now(lead, what)
    elif moved is not None and _is_large(short):
        rises = moved > 0
        title = (
            say("{ticker} short interest rose {moved}", ticker=short.ticker, moved=percent(abs(moved)))
            if rises
            else say("{ticker} short interest fell {moved}", ticker=short.ticker, moved=percent(abs(moved)))
        )
        lead = say(
            "{before} → {shares} shares short on {settled}.",
            before=count(short.previous_shares),
            shares=count(short.shares),
            settled=settled,
        )
        lead = _and_now(lead, what)
    else:
        title = say("{ticker} short interest is {crossings}", ticker=short.ticker, crossings=listed(what.crossings))
        lead = say("{shares} shares were short on {settled}.", shares=count(short.shares), settled=settled)
    before, origins = previous(seen), (Origin.of(short, Form.DAY),)
    date_before = day(before.settlement) if before else say("the settlement before")
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact(
                say("Shares short"),
                say(
                    "{shares:,} on {settled}; {previous_shares:,} on {date_before}",
                    shares=short.shares,
                    settled=settled,
                    previous_shares=short.previous_shares,
                    date_before=date_before,
                ),
            ),
            Fact(say("Change"), _change(short)),
            Fact(say("Share of float"), share_of_float(short, seen.floating or seen.why_no_float)),
            Fact(say("Days to cover"), days_and_volume(short)),
        ),
        origins=(*origins, Origin.of(seen.floating, Form.DAY)) if seen.floating else origins,
        tone=Tone.RISK if rises else Tone.NOTE,
        note=say("Published about ten days after its settlement. Information, not advice."),
    )


def _and_now(lead: str, what: Shift) -> str:
    return f"{lead} {say('It is now {crossings}.', crossings=listed(what.crossings))}" if what.crossings else lead


def _change(short: ShortInterest) -> str:
    if short.split:
        return say("not computed: the shares were split between the two settlements")
    moved = change(short)
    return say("not computed: nothing was short before") if moved is None else percent(moved, signed=True)


async def picture(what: Shift) -> Chart | None:
    """A bar for each settlement kept since the last split, and the levels of the float; None where there is but one."""
    seen = what.seen
    floating = seen.floating.shares if seen.floating else 0
    levels = [
        Level(say("is {level} of the float", level=percent(level, digits=0)), level * floating)
        for level in FLOAT_LEVELS
    ]
    return bars([*seen.before, seen.short], levels)


WATCHER = Watcher(
    name="short_interest",
    summary=say("short interest changes by a fifth, or crosses 10 or 20 % of the float, or 5 or 10 days to cover"),
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    unit="%",
)
