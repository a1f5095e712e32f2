"""/watch: add tickers to this channel's watchlist, many at once, a sector's largest, or those of another channel."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated

from bot.alerts.ports import Watchlists, WishBook
from bot.alerts.watchlist import Channel, Watchlist
from bot.cards import Action, Card, Form, Menu, Origin, Style
from bot.commands import Arg, Caller, Text, UsageError, command
from bot.directory import Directory, Known
from bot.market.feeds import SectorFeed
from bot.market.sectors import SECTORS
from bot.sector_facts import LARGEST, by_sector, file_of_small_caps, sector_in
from bot.watching import added, put
from bot.wishing import must_be_allowed
from bot.words import clipped, listed, said, say, say_n

_SHOWN = 60
_FROM = re.compile(
    r"from\s+(?:<#([\w-]{1,80})(?:\|([^>]{0,80}))?>|#?([\w.@-]{1,80}))(\s+add)?", re.IGNORECASE
)  # a mention, an id or a name
_SECTOR = re.compile(r"sector(?:\s+(\D*?))??(?:\s+(\d{1,3}|all|add))?", re.IGNORECASE)


@command("watch", say("Watch stocks in this channel: one, a pasted list or table, a sector's, or another channel's"))
async def watch(
    tickers: Annotated[
        Text,
        Arg(
            say("Stock symbols, a table or file, “sector” and its name, or “from” and a channel"),
            "APLD RKLB",
            suggests="listed",
            file=True,
            phrases=tuple(f"sector {name}" for name in SECTORS),
        ),
    ],
    *,
    directory: Directory,
    sectors: SectorFeed,
    watchlists: Watchlists,
    book: WishBook,
    caller: Caller,
) -> Card:
    if (sector := _SECTOR.fullmatch(tickers.strip())) is not None:
        return await _of_sector(sector[1] or "", (sector[2] or "").lower(), sectors, watchlists, caller)
    found = _FROM.fullmatch(tickers.strip())
    if found is None:
        return await added(tickers, directory, watchlists, caller)
    id = found[1] or found[3]
    other = _other(id, caller)
    await must_be_allowed(book, caller)
    source = await _theirs(other, watchlists, book, caller)
    if found[4]:
        return await put(Known(source.tickers), watchlists, caller)
    return _offer(f"#{clipped(found[2] or id, 40)}", id, source, await watchlists.watchlist(caller.channel))


async def _of_sector(typed: str, number: str, feed: SectorFeed, watchlists: Watchlists, caller: Caller) -> Card:
    """A sector's largest small caps: shown first; with a number, or “all”, added."""
    file = await file_of_small_caps(feed)
    if not typed.strip():
        names = by_sector(file)
        choices = tuple(
            Action(f"{said(name)} ({len(names[name])})", f"watch sector {name}") for name in list(names)[:25]
        )
        lead = say(
            "Which sector? There are {sectors}; write /watch sector and one of them.",
            sectors=listed([said(name) for name in names]),
        )
        return Card(
            title=say("Watch a sector"),
            lead=lead,
            menu=Menu(say("Sector…"), choices),
            origins=(Origin.of(file, Form.DAY),),
        )
    sector = sector_in(file, typed)
    if number == "0":
        raise UsageError(say("At least one stock has to be taken; write how many, such as 25."))
    most = int(number) if number.isdecimal() else len(sector.members) if number == "all" else LARGEST
    taken = sector.members[:most]
    told, tickers = sector.told(taken), tuple(one.ticker for one in taken)
    if number:
        card = await put(Known(tickers), watchlists, caller)
        return replace(card, facts=(told, *card.facts), origins=(sector.origin,))
    here = (await watchlists.watchlist(caller.channel)).tickers
    new = [one.symbol for one in tickers if one not in here]
    already = len(tickers) - len(new)
    line = f"watch sector {sector.name}"
    adds = (
        (Action(say_n("Add {n} stock", "Add {n} stocks", len(new)), f"{line} {len(taken)}", Style.PRIMARY),)
        if new
        else ()
    )
    every = (
        (Action(say("Add all {members}", members=len(sector.members)), f"{line} all"),)
        if len(sector.members) > len(taken)
        else ()
    )
    both = (
        say_n(
            "{n} of the {taken} is watched here already.",
            "{n} of the {taken} are watched here already.",
            already,
            taken=len(taken),
        )
        if already
        else ""
    )
    return Card(
        title=say_n(
            "{n} stock of {name} would be added",
            "{n} stocks of {name} would be added",
            len(new),
            name=said(sector.name),
        )
        if new
        else say("These are watched already"),
        lead=f"{listed(new)}. {both}".strip() if new else both,
        facts=(told,),
        origins=(sector.origin,),
        actions=(*adds, *every),
        note=say("Write /{line} and a number to add so many of the largest at once.", line=line),
    )


def _other(id: str, caller: Caller) -> Channel:
    """A channel of the same platform; “me” is what a person watches alone, in their direct messages."""
    me = id.lower() == "me"
    other = Channel.to_person(caller.channel.platform, caller.user) if me else Channel(caller.channel.platform, id)
    if other == caller.channel:
        raise UsageError(say("That is this channel; name another one."))
    return other


async def _theirs(other: Channel, watchlists: Watchlists, book: WishBook, caller: Caller) -> Watchlist:
    """The watchlist of a channel that the caller set up, or is an editor of.

    We cannot ask every platform what a person may see, and what a channel watches is its own affair: whoever is not
    named in it is refused, in the same words as for a channel that is not there.
    """
    source = await watchlists.watchlist(other)
    editors = (await book.wishes([other]))[other].editors
    if caller.user and caller.user in (source.set_up_by, *editors) and source.tickers:
        return source
    raise UsageError(
        say(
            "Only the person who set a channel's watchlist up, or one of its editors, brings it here, and no "
            "list of yours is known there. Name the channel by mention or id, or ask one of them. You are "
            "{user}.",
            user=clipped(caller.user, 40),
        )
    )


def _offer(name: str, id: str, source: Watchlist, here: Watchlist) -> Card:
    """What would be added, and a button that does it."""
    new = [one.symbol for one in source.tickers if one not in here.tickers]
    already = len(source.tickers) - len(new)
    more = [say("{more} more", more=len(new) - _SHOWN)] if len(new) > _SHOWN else []
    both = (
        say_n(
            "{n} stock of it is watched here already.",
            "{n} stocks of it are watched here already.",
            already,
        )
        if already
        else ""
    )
    line = f"watch from {id} add"
    if not new:
        return Card(title=say("Nothing of {name} is new here", name=name), lead=both)
    return Card(
        title=say_n("{n} stock of {name} would be added", "{n} stocks of {name} would be added", len(new), name=name),
        lead=" ".join(
            filter(None, (f"{listed([*new[:_SHOWN], *more])}.", both, say("Snoozes, notes and levels stay there.")))
        ),
        actions=(Action(say_n("Add {n} stock", "Add {n} stocks", len(new)), line, Style.PRIMARY),)
        if len(line) <= 70
        else (),
        note="" if len(line) <= 70 else say("Write /{line} to add them.", line=line),
    )
