"""/rating: Buy, Hold, Sell or Not rated, with what it rests on and what would change it."""

from __future__ import annotations

import asyncio
from typing import Annotated

from bot.cards import Card
from bot.commands import Arg, Caller, command
from bot.market.feeds import NoAnswer
from bot.market.ticker import Ticker
from bot.rated.card import meanwhile, verdict
from bot.rated.ratings import Ratings
from bot.words import say

READ_WITHIN = 25.0  # seconds for what an early rating was given without


@command(
    "rating",
    say("The rating of a stock, its reasons, and what would change it"),
    fetches=say(
        "{ticker}: prices and estimates from Yahoo, short interest from FINRA, filings from the SEC where that is on"
    ),
)
async def rating(
    ticker: Annotated[Ticker, Arg(say("Stock symbol"), "APLD", suggests="listed")],
    *,
    ratings: Ratings,
    caller: Caller,
) -> Card:
    """Of a stock that is not at hand three requests are answered at once, and the rest of them in place of that."""
    early = await ratings.early(ticker) if caller.meanwhile is not None else None
    if early is None or caller.meanwhile is None:
        return verdict(await ratings.now(ticker))
    await caller.meanwhile(meanwhile(early))
    try:
        async with asyncio.timeout(READ_WITHIN):
            return verdict(await ratings.now(ticker))
    except (TimeoutError, NoAnswer):
        return verdict(await ratings.keep(early))
