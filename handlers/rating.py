"""/rating: Buy, Hold, Sell or Not rated, with what it rests on and what would change it."""

from __future__ import annotations

from typing import Annotated

from bot.cards import Card
from bot.commands import Arg, command
from bot.market.ticker import Ticker
from bot.rated.card import verdict
from bot.rated.ratings import Ratings
from bot.words import say


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
) -> Card:
    return verdict(await ratings.now(ticker))
