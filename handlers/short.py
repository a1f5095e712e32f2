"""/short: the short interest of a stock with its dates, and how it got there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from bot.cards import Action, Card, Fact, Form, Origin, Table
from bot.commands import Arg, command
from bot.market.feeds import FloatFeed, NoAnswer, ShortInterestFeed
from bot.market.short_interest import FloatShares, ShortInterest
from bot.market.ticker import Ticker
from bot.short_facts import bars, days, days_and_volume, share_of_float
from bot.words import count, day, percent

_ROWS = 8


@command("short", "Short interest of a stock, with its settlement dates")
async def short(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", suggests="listed")],
    *,
    shorts: ShortInterestFeed,
    floats: FloatFeed,
) -> Card:
    kept = await shorts.short_history(ticker)
    last = kept[-1]
    try:
        floating: FloatShares | str = await floats.float_shares(ticker)
    except NoAnswer as why:
        floating = str(why)
    return Card(
        title=f"{ticker} short interest",
        lead=f"{count(last.shares)} shares were short on {day(last.settlement)}, {_change(last)}.",
        facts=(Fact("Share of float", share_of_float(last, floating)), Fact("Days to cover", days_and_volume(last))),
        table=_table(kept),
        chart=bars(kept),
        origins=(
            Origin.of(last, Form.DAY),
            *((Origin.of(floating, Form.DAY),) if isinstance(floating, FloatShares) else ()),
        ),
        actions=(Action(f"Watch {ticker}", f"watch {ticker}"), Action("Targets", f"target {ticker}")),
        note="Published about ten days after its settlement. Information, not advice.",
    )


def _change(one: ShortInterest) -> str:
    if one.split:
        return "after a split, so a change is not computed"
    if one.change is None:
        return "none at the settlement before"
    return f"{percent(one.change, signed=True)} from the settlement before ({count(one.previous_shares)})"


def _table(kept: Sequence[ShortInterest]) -> Table | None:
    if len(kept) < 2:
        return None
    rows = [
        (
            day(one.settlement),
            count(one.shares),
            "split" if one.split else percent(one.change, signed=True) if one.change is not None else "",
            days(one),
        )
        for one in reversed(kept[-_ROWS:])
    ]
    return Table(("Settlement", "Shares short", "Change", "Days to cover"), tuple(rows))
