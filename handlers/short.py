"""/short: the short interest of a stock with its dates, and how it got there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from bot.cards import Action, Card, Chart, Fact, Form, Origin, Series, Table
from bot.commands import Arg, command
from bot.market.feeds import FloatFeed, NoAnswer, ShortInterestFeed
from bot.market.short_interest import CAP_DAYS, FloatShares, ShortInterest
from bot.market.ticker import Ticker
from bot.words import count, day, listed, percent

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
        floating = f"not known: {why}"
    return Card(
        title=f"{ticker} short interest",
        lead=f"{count(last.shares)} shares were short on {day(last.settlement)}, {_change(last)}.",
        facts=(Fact("Share of float", _of_float(last, floating)), Fact("Days to cover", days(last))),
        table=_table(kept),
        chart=_picture(ticker, kept),
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


def days(one: ShortInterest) -> str:
    """Days to cover in words; FINRA's clamp is not a figure."""
    if one.days_to_cover >= CAP_DAYS:
        return "no figure: hardly a share was traded"
    return "1 or fewer" if one.days_are_clamped else f"{one.days_to_cover:.2f}"


def _of_float(one: ShortInterest, floating: FloatShares | str) -> str:
    if isinstance(floating, str):
        return floating
    if floating.shares <= 0:
        return "not known: the float is told as zero"
    return (
        f"{percent(one.shares / floating.shares)}: {count(one.shares)} short ({day(one.settlement)}) of "
        f"{count(floating.shares)} in the float (as told {day(floating.as_of)})"
    )


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


def _picture(ticker: Ticker, kept: Sequence[ShortInterest]) -> Chart | None:
    """A bar for each settlement since the last split; None where there is but one."""
    since = max((n for n, one in enumerate(kept) if one.split), default=0)
    points = tuple((one.settlement, float(one.shares)) for one in kept[since:])
    if len(points) < 2:
        return None
    told = listed([f"{count(shares)} on {day(settled)}" for settled, shares in points])
    return Chart(
        title=f"{ticker}: shares short at each settlement",
        alt=f"Shares short: {told}.",
        series=(Series("Shares short", points),),
        unit="shares",
        bars=True,
    )
