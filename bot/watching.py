"""Putting tickers on a watchlist and taking them off: what every command that does so answers."""

from __future__ import annotations

import re

from bot.alerts.ports import Watchlists
from bot.cards import Action, Card, Fact, Style, Tone
from bot.commands import Caller, UsageError, nearest
from bot.directory import MOST, Directory, Known
from bot.market.ticker import Ticker
from bot.words import clipped, listed, say, say_n

MOST_WATCHED = 500  # tickers on one watchlist
_SHOWN = 40
_BETWEEN = re.compile(r"[\s,;|]+")
_LAST = re.compile(r"last\s+added(?:\s+(\d{1,3})\s+from\s+(\S{1,20}))?", re.IGNORECASE)


async def added(text: str, directory: Directory, watchlists: Watchlists, caller: Caller) -> Card:
    """Put what is known of a list on the watchlist and say what became of each word."""
    return await put(await directory.read(text), watchlists, caller)


async def put(known: Known, watchlists: Watchlists, caller: Caller) -> Card:
    """Put what is known on the watchlist. UsageError where nothing is, or where it is more than a watchlist holds."""
    wanted = [*known.tickers, *known.unchecked]
    if not wanted and not known.unknown:
        raise UsageError(say("Name at least one stock symbol."))
    have = (await watchlists.watchlist(caller.channel)).tickers
    if len({*have, *wanted}) > MOST_WATCHED:
        raise UsageError(
            say(
                "A watchlist holds {most} stocks at most; this one has {held}. Take some off first.",
                most=MOST_WATCHED,
                held=len(have),
            )
        )
    new = await watchlists.add(caller.channel, wanted, caller.user) if wanted else []
    already = [one.symbol for one in wanted if one not in new]
    lead = _lead([one.symbol for one in new], already, len({*have, *wanted}))
    return Card(
        title=_title(len(new), len(known.unknown)),
        lead=lead,
        facts=_facts(known),
        actions=(
            *_offers(known),
            *_way_back([one.symbol for one in new]),
            Action(say("Show the watchlist"), "watchlist"),
        ),
        tone=Tone.NOTE if wanted else Tone.TROUBLE,
        note=say("The first look at a stock is its baseline; from then on crossings are told here.") if new else "",
    )


def _way_back(new: list[str]) -> tuple[Action, ...]:
    """A button that takes off what was just added, where its line fits one."""
    line = f"unwatch {' '.join(new)}"
    if len(line) > 70:
        line = f"unwatch last added {len(new)} from {new[0]}"
    return (Action(say("Take off again"), line),) if new else ()


def _title(new: int, unknown: int) -> str:
    if new:
        return (
            say_n("Watching {n} more stock", "Watching {n} more stocks", new)
            if new > 1
            else say("Watching one more stock")
        )
    return say("Nothing was added") if unknown else say("Already watched")


def _lead(new: list[str], already: list[str], total: int) -> str:
    parts = []
    if new:
        parts.append(say("Added {stocks}.", stocks=_some(new)))
    if already:
        parts.append(
            say("{stock} was watched here already.", stock=_some(already))
            if len(already) == 1
            else say("{stocks} were watched here already.", stocks=_some(already))
        )
    if new or already:
        parts.append(say_n("This channel watches {n} stock.", "This channel watches {n} stocks.", total))
    return " ".join(parts)


def _some(symbols: list[str]) -> str:
    more = len(symbols) - _SHOWN
    return listed([*symbols[:_SHOWN], *([say("{more} more", more=more)] if more > 0 else [])])


def _facts(known: Known) -> tuple[Fact, ...]:
    """What was not clear in a list: unknown words with what they may have meant, and what could not be looked up."""
    told = []
    for word, meant in known.unknown[:10]:
        names = [f"{one.ticker} ({clipped(one.name, 40)})" if one.name else one.ticker.symbol for one in meant]
        answer = say("did you mean {names}?", names=listed(names, "or")) if names else say("no such symbol is known")
        told.append(Fact(f"“{clipped(word, 20)}”", answer))
    if len(known.unknown) > 10:
        more = [say("{more} more", more=len(known.unknown) - 30)] if len(known.unknown) > 30 else []
        told.append(Fact(say("Unknown too"), listed([*(clipped(word, 20) for word, _ in known.unknown[10:30]), *more])))
    if known.unchecked:
        symbols = [one.symbol for one in known.unchecked]
        told.append(
            Fact(
                say("Not looked up"), say("{stocks}: the price source does not answer just now", stocks=_some(symbols))
            )
        )
    if known.left_out:
        told.append(
            Fact(
                say("Left out"),
                say_n(
                    "{n} word past the first {most}; send them again",
                    "{n} words past the first {most}; send them again",
                    known.left_out,
                    most=MOST,
                ),
            )
        )
    return tuple(told)


def _offers(known: Known) -> tuple[Action, ...]:
    """A button for the likeliest meaning of each unknown word, three at most."""
    meant = dict.fromkeys(found[0].ticker.symbol for _, found in known.unknown if found)
    return tuple(Action(say("Watch {ticker}", ticker=one), f"watch {one}", Style.PRIMARY) for one in list(meant)[:3])


async def _last_added(number: int, first: str, watchlists: Watchlists, caller: Caller) -> str:
    """Their symbols. UsageError where these are no longer so many, the first of them ``first``."""
    newest = [one.symbol for one in await watchlists.newest(caller.channel)]
    if not newest:
        raise UsageError(say("Nothing is watched here."))
    if number and (number, first) != (len(newest), newest[0]):
        raise UsageError(
            say_n(
                "The watchlist has changed since: {n} stock of what was added last is on it. "
                "/unwatch last added takes off as many.",
                "The watchlist has changed since: {n} stocks of what was added last are on it. "
                "/unwatch last added takes off as many.",
                len(newest),
            )
        )
    return " ".join(newest)


async def removed(text: str, watchlists: Watchlists, caller: Caller) -> Card:
    """Take what is on the watchlist off it; what is not is named. “last added” is what was added together last."""
    have = (await watchlists.watchlist(caller.channel)).tickers
    if (last := _LAST.fullmatch(text.strip())) is not None:
        text = await _last_added(int(last[1] or 0), last[2] or "", watchlists, caller)
    wanted, odd = [], []
    for word in dict.fromkeys(_BETWEEN.split(text.strip())):
        try:
            wanted.append(Ticker.parse(word))
        except ValueError:
            odd.append(word)
    if not any(one in have for one in wanted):
        symbols = [one.symbol for one in have]
        near = nearest(text.strip().strip("$").upper()[:12], symbols)
        wrong = clipped(text.strip(), 30)
        raise UsageError(
            say("“{wrong}” is not watched here. Did you mean {near}?", wrong=wrong, near=listed(near, "or"))
            if near
            else say("“{wrong}” is not watched here. /watchlist shows what is.", wrong=wrong)
        )
    gone = [one.symbol for one in await watchlists.remove(caller.channel, wanted)]
    missed = [*(one.symbol for one in wanted if one.symbol not in gone), *(clipped(word, 20) for word in odd)]
    left = say_n("{n} stock left", "{n} stocks left", len(have) - len(gone))
    lead = (
        say("{stock} is off the watchlist; {left}.", stock=_some(gone), left=left)
        if len(gone) == 1
        else say("{stocks} are off the watchlist; {left}.", stocks=_some(gone), left=left)
    )
    if missed:
        lead = say("{told} Not watched here: {missed}.", told=lead, missed=listed(missed[:20]))
    return Card(
        title=say("No longer watching {ticker}", ticker=gone[0])
        if len(gone) == 1
        else say_n("No longer watching {n} stock", "No longer watching {n} stocks", len(gone)),
        lead=lead,
        actions=(Action(say("Put back"), f"watch {' '.join(gone)}"),) if len(" ".join(gone)) < 60 else (),
        tone=Tone.NOTE,
    )
