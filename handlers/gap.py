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


@command("gap", "Forward P/E of small caps beside large ones, by our own sum over both indexes' members")
async def gap(
    picture: Annotated[Literal["multiples", "ratio"], Arg("Which picture", "ratio")] = "multiples",
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
            Action("The ratio over time", "gap ratio") if picture == "multiples" else Action("Both multiples", "gap"),
            Action("Valuation", "thesis valuation"),
            Action("Earnings", "thesis earnings"),
        ),
        note=f"{RULE} Information, not advice.",
    )


def _title(seen: Gap) -> str:
    today = seen.today
    return f"Small caps cost {today.ratio:.2f} of large ones" if today else "The valuation gap is not known"


def _lead(seen: Gap) -> str:
    today = seen.today
    if today is None:
        return why_unknown(seen)
    return (
        f"Forward P/E: {SMALL}'s members {today.small:.1f}, {LARGE}'s {today.large:.1f}. For a dollar of expected "
        f"earnings small caps cost {cheaper(today.ratio)}."
    )
