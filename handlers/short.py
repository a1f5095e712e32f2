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
from bot.words import count, day, percent, say

_ROWS = 8


@command("short", say("Short interest of a stock, with its settlement dates"))
async def short(
    ticker: Annotated[Ticker, Arg(say("Stock symbol"), "APLD", suggests="listed")],
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
        title=say("{ticker} short interest", ticker=ticker),
        lead=say(
            "{shares} shares were short on {day}, {change}.",
            shares=count(last.shares),
            day=day(last.settlement),
            change=_change(last),
        ),
        facts=(
            Fact(say("Share of float"), share_of_float(last, floating)),
            Fact(say("Days to cover"), days_and_volume(last)),
        ),
        table=_table(kept),
        chart=bars(kept),
        origins=(
            Origin.of(last, Form.DAY),
            *((Origin.of(floating, Form.DAY),) if isinstance(floating, FloatShares) else ()),
        ),
        actions=(
            Action(say("Watch {ticker}", ticker=ticker), f"watch {ticker}"),
            Action(say("Targets"), f"target {ticker}"),
        ),
        note=say("Published about ten days after its settlement. Information, not advice."),
    )


def _change(one: ShortInterest) -> str:
    if one.split:
        return say("after a split, so a change is not computed")
    if one.change is None:
        return say("none at the settlement before")
    change, before = percent(one.change, signed=True), count(one.previous_shares)
    return say("{change} from the settlement before ({before})", change=change, before=before)


def _table(kept: Sequence[ShortInterest]) -> Table | None:
    if len(kept) < 2:
        return None
    rows = [
        (
            day(one.settlement),
            count(one.shares),
            say("split") if one.split else percent(one.change, signed=True) if one.change is not None else "",
            days(one),
        )
        for one in reversed(kept[-_ROWS:])
    ]
    return Table((say("Settlement"), say("Shares short"), say("Change"), say("Days to cover")), tuple(rows))
