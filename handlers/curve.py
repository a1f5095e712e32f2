"""/curve: the Treasury yield curve, ten years less two, and what moved it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.cards import Action, Card, Chart, Fact, Form, Level, Origin, Series
from bot.commands import command
from bot.market.curve import CurveDay, crossings, curve_days, curve_move
from bot.market.feeds import CurveFeed, Missing
from bot.words import day

SHOWN = 250  # days of the picture, a year


@command("curve", "The yield curve: ten-year less two-year Treasury yields, and what moved it")
async def curve(*, curve: CurveFeed) -> Card:
    two, ten = await asyncio.gather(curve.two_years(), curve.ten_years())
    days = curve_days(two, ten)
    if not days:
        raise Missing("There is no day with both a two-year and a ten-year yield.")
    newest, move = days[-1], curve_move(days)
    crossed = crossings([(one.day, one.slope) for one in days])
    return Card(
        title=f"The yield curve is {'inverted' if newest.slope < 0 else 'flat' if newest.slope == 0 else 'upright'}",
        lead=f"Ten-year less two-year yields: {newest.words} on {day(newest.day)}.",
        facts=(
            Fact("Two years", f"{newest.two:.2f} %"),
            Fact("Ten years", f"{newest.ten:.2f} %"),
            Fact(
                "In 60 published days",
                f"{move.words} (since {day(move.since)})" if move else "not computable: fewer than 61 days are known",
            ),
            Fact(
                "Last crossed zero",
                f"{'downward' if crossed[-1].inverts else 'upward'} on {day(crossed[-1].day)}"
                if crossed
                else f"not since {day(days[0].day)}",
            ),
        ),
        chart=_picture(days[-SHOWN:]),
        origins=(Origin.of(ten, Form.DAY),),
        actions=(Action("Rates", "rates"), Action("Thesis", "thesis")),
        note="Bull is when falling yields moved it, bear when rising ones did. Information, not advice.",
    )


def _picture(days: Sequence[CurveDay]) -> Chart | None:
    if len(days) < 2:
        return None
    return Chart(
        title="Ten-year less two-year Treasury yields",
        alt=f"The slope was {days[0].words} on {day(days[0].day)} and is {days[-1].words} on {day(days[-1].day)}.",
        series=(Series("Slope", tuple((one.day, one.slope) for one in days)),),
        levels=(Level("Zero", 0.0),),
        unit="points",
    )
