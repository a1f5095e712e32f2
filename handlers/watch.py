"""/watch: add tickers to this channel's watchlist, many at once."""

from __future__ import annotations

from typing import Annotated

from bot.alerts.ports import Watchlists
from bot.cards import Card
from bot.commands import Arg, Caller, Text, command
from bot.directory import Directory
from bot.watching import added


@command("watch", "Watch stocks in this channel: one, or a pasted list")
async def watch(
    tickers: Annotated[Text, Arg("Stock symbols", "APLD RKLB", suggests="listed")],
    *,
    directory: Directory,
    watchlists: Watchlists,
    caller: Caller,
) -> Card:
    return await added(tickers, directory, watchlists, caller)
