"""/gap: what small caps cost beside large ones for a dollar of expected earnings, by our own sum over members."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.cards import Action, Card, Form, Origin
from bot.commands import Arg, command
from bot.gap_facts import (
    LARGE,
    RULE,
    SMALL,
    Gap,
    ask_gap,
    cheaper,
    gap_facts,
    gap_history,
    multiples_picture,
    ratio_picture,
    why_unknown,
)
from bot.market.feeds import MembersFeed
from bot.words import say


@command("gap", say("Forward P/E of small caps beside large ones, by our own sum over both indexes' members"))
async def gap(
    picture: Annotated[Literal["multiples", "ratio"], Arg(say("Which picture"), "ratio")] = "multiples",
    *,
    members: MembersFeed,
) -> Card:
    seen = await ask_gap(members)
    return Card(
        title=_title(seen),
        lead=_lead(seen),
        facts=gap_facts(seen),
        table=gap_history(seen),
        chart=ratio_picture(seen) if picture == "ratio" else multiples_picture(seen),
        origins=(Origin.of(seen.small, Form.DAY),),
        actions=(
            Action(say("The ratio over time"), "gap ratio")
            if picture == "multiples"
            else Action(say("Both multiples"), "gap"),
            Action(say("Valuation"), "thesis valuation"),
            Action(say("Earnings"), "thesis earnings"),
        ),
        note=f"{RULE} {say('Information, not advice.')}",
    )


def _title(seen: Gap) -> str:
    today = seen.today
    return (
        say("Small caps cost {ratio:.2f} of large ones", ratio=today.ratio)
        if today
        else say("The valuation gap is not known")
    )


def _lead(seen: Gap) -> str:
    today = seen.today
    if today is None:
        return why_unknown(seen)
    return say(
        "Forward P/E: {small}'s members {small_multiple:.1f}, {large}'s {large_multiple:.1f}. For a dollar of expected "
        "earnings small caps cost {cheaper}.",
        small=SMALL,
        small_multiple=today.small,
        large=LARGE,
        large_multiple=today.large,
        cheaper=cheaper(today.ratio),
    )
