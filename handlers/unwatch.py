"""/unwatch: take tickers off this channel's watchlist."""

from __future__ import annotations

from typing import Annotated

from bot.alerts.ports import Watchlists
from bot.cards import Card
from bot.commands import Arg, Caller, Text, command
from bot.watching import removed
from bot.words import say


@command("unwatch", say("Stop watching stocks in this channel"))
async def unwatch(
    tickers: Annotated[Text, Arg(say("Stock symbols, or “last added”"), "APLD", suggests="watched")],
    *,
    watchlists: Watchlists,
    caller: Caller,
) -> Card:
    return await removed(tickers, watchlists, caller)
