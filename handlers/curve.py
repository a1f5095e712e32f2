"""/curve: the Treasury yield curve, ten years less two, and what moved it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.cards import Action, Card, Chart, Fact, Form, Level, Origin, Series
from bot.commands import command
from bot.market.curve import CurveDay, crossings, curve_days, curve_move
from bot.market.feeds import CurveFeed, Missing
from bot.words import day, say

SHOWN = 250  # days of the picture, a year


@command("curve", say("The yield curve: ten-year less two-year Treasury yields, and what moved it"))
async def curve(*, curve: CurveFeed) -> Card:
    two, ten = await asyncio.gather(curve.two_years(), curve.ten_years())
    days = curve_days(two, ten)
    if not days:
        raise Missing(say("There is no day with both a two-year and a ten-year yield."))
    newest, move = days[-1], curve_move(days)
    crossed = crossings([(one.day, one.slope) for one in days])
    return Card(
        title=say("The yield curve is inverted")
        if newest.slope < 0
        else say("The yield curve is flat")
        if newest.slope == 0
        else say("The yield curve is upright"),
        lead=say("Ten-year less two-year yields: {slope} on {day}.", slope=newest.words, day=day(newest.day)),
        facts=(
            Fact(say("Two years"), f"{newest.two:.2f} %"),
            Fact(say("Ten years"), f"{newest.ten:.2f} %"),
            Fact(
                say("In 60 published days"),
                say("{move} (since {since})", move=move.words, since=day(move.since))
                if move
                else say("not computable: fewer than 61 days are known"),
            ),
            Fact(
                say("Last crossed zero"),
                (
                    say("downward on {day}", day=day(crossed[-1].day))
                    if crossed[-1].inverts
                    else say("upward on {day}", day=day(crossed[-1].day))
                )
                if crossed
                else say("not since {day}", day=day(days[0].day)),
            ),
        ),
        chart=_picture(days[-SHOWN:]),
        origins=(Origin.of(ten, Form.DAY),),
        actions=(Action(say("Rates"), "rates"), Action(say("Thesis"), "thesis")),
        note=say("Bull is when falling yields moved it, bear when rising ones did. Information, not advice."),
    )


def _picture(days: Sequence[CurveDay]) -> Chart | None:
    if len(days) < 2:
        return None
    return Chart(
        title=say("Ten-year less two-year Treasury yields"),
        alt=say(
            "The slope was {before} on {first_day} and is {now} on {last_day}.",
            before=days[0].words,
            first_day=day(days[0].day),
            now=days[-1].words,
            last_day=day(days[-1].day),
        ),
        series=(Series(say("Slope"), tuple((one.day, one.slope) for one in days)),),
        levels=(Level(say("Zero"), 0.0),),
        unit=say("points"),
    )
