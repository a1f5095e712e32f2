"""/note: one line on a watched stock, with its owner; it stands on the watchlist and on the stock's alerts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from bot.alerts.marks import LONGEST_NOTE, Note, cleaned, note_on
from bot.alerts.ports import Watchlists, WishBook
from bot.alerts.wishes import Wishes
from bot.cards import Action, Card, Table
from bot.clock import Clock
from bot.commands import Arg, Caller, Text, UsageError, command
from bot.market.ticker import Ticker
from bot.wishing import answer, keep, must_be_of_the_editors
from bot.words import clipped, say, say_n

_ROWS = 40
_OWNER = re.compile(r"(?:\s|^)(?:for\s+)?(?:<@!?([\w.-]{1,40})(?:\|([^>]{0,80}))?>|@([\w.-]{1,40}))$")
_NOBODY = {"everyone", "here", "channel"}
_QUOTES = {'"': '"', "“": "”", "„": "“", "'": "'", "«": "»"}
_NONE = Text()


@command("note", say("A line on a stock, with its owner, on the watchlist and its alerts"))
async def note(
    ticker: Annotated[
        Ticker | None, Arg(say("Stock symbol; all notes where none is named"), "APLD", suggests="watched")
    ] = None,
    text: Annotated[
        Text, Arg(say("The note, at its end perhaps whose it is; off to remove it"), "buy zone 8-9")
    ] = _NONE,
    *,
    watchlists: Watchlists,
    book: WishBook,
    clock: Clock,
    caller: Caller,
) -> Card:
    if ticker is None:
        return _all((await book.marks(caller.channel)).notes)
    kept = await book.word(caller.channel, note_on(ticker))
    old = Note.read(kept) if kept else None
    if not text:
        return _one(ticker, old)
    wishes = await must_be_of_the_editors(book, caller)
    await _must_be_theirs(ticker, old, wishes, caller)
    new = "" if text.strip().lower() == "off" else _read(text, caller).word
    if new and ticker not in (await watchlists.watchlist(caller.channel)).tickers:
        raise UsageError(
            say(
                "{ticker} is not watched here, so nobody would see its note; write /watch {ticker} first.",
                ticker=ticker,
            )
        )
    done = await keep(note_on(ticker), new, book, clock, caller)
    return answer(done) if done is not None else _one(ticker, old)


async def _must_be_theirs(ticker: Ticker, old: Note | None, wishes: Wishes, caller: Caller) -> None:
    """Another's note is changed by who may change the channel. UsageError says whose it is."""
    if old is None or old.owner == caller.user:
        return
    if wishes.may_change(caller.user, caller.roles, manages=await caller.manages()):
        return
    raise UsageError(
        say(
            "The note on {ticker} is of {name}; ask them, or who manages here.",
            ticker=ticker,
            name=clipped(old.name or old.owner, 40),
        )
    )


def _read(text: str, caller: Caller) -> Note:
    """The note of a text; a mention at its end is its owner, without one its author is."""
    words, owner, name = cleaned(text), caller.user, caller.name
    found = _OWNER.search(words)
    if found and (found[1] or found[3]).lower() not in _NOBODY:
        words, owner, name = words[: found.start()].rstrip(), found[1] or found[3], found[2] or ""
    if len(words) > 1 and _QUOTES.get(words[0]) == words[-1]:
        words = words[1:-1].strip()
    if not words:
        raise UsageError(say("A note needs words; write for example /note APLD buy zone 8-9."))
    if len(words) > LONGEST_NOTE:
        raise UsageError(
            say(
                "A note has {longest} characters at most, this one has {length:,}; shorten it.",
                longest=LONGEST_NOTE,
                length=len(words),
            )
        )
    return Note(words, owner, name)


def _one(ticker: Ticker, kept: Note | None) -> Card:
    if kept is None:
        return Card(
            title=say("There is no note on {ticker} here", ticker=ticker),
            lead=say("Write one: /note {ticker} buy zone 8-9.", ticker=ticker),
        )
    return Card(
        title=say("The note on {ticker}", ticker=ticker),
        lead=kept.said,
        actions=(Action(say("Take it off"), f"note {ticker} off"), Action(say("Show the watchlist"), "watchlist")),
    )


def _all(notes: Mapping[Ticker, Note]) -> Card:
    if not notes:
        return Card(title=say("There are no notes here yet"), lead=say("Write one: /note APLD buy zone 8-9."))
    shown = sorted(notes.items(), key=lambda one: one[0])[:_ROWS]
    more = len(notes) - len(shown)
    return Card(
        title=say_n("{n} note", "{n} notes", len(notes)),
        lead=say("The first {rows} are shown; {more} more are kept.", rows=_ROWS, more=more) if more else "",
        table=Table(
            (say("Stock"), say("Note"), say("Of")),
            tuple((ticker.symbol, one.text, clipped(one.name or one.owner, 40)) for ticker, one in shown),
        ),
        actions=(Action(say("Show the watchlist"), "watchlist"),),
    )
