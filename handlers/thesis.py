"""/thesis: the six pillars with their states and figures, one pillar in full, or the article's claims beside today."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.cards import Card
from bot.clock import Clock
from bot.commands import Arg, command
from bot.monitor.card import overview, pillar_card
from bot.monitor.claims import claims_card
from bot.monitor.picture import SPAN, pillars_over_time
from bot.monitor.shown import Shown
from bot.thesis.book import ThesisBook
from bot.thesis_look import ThesisLooks
from bot.words import say

Part = Literal["overview", "policy", "valuation", "earnings", "leadership", "labor", "geopolitics", "claims"]


@command("thesis", say("The small-cap thesis: six pillars, their figures, and what would change them"))
async def thesis(
    part: Annotated[Part, Arg(say("A pillar in full, or the article's claims beside today"), "policy")] = "overview",
    *,
    looks: ThesisLooks,
    book: ThesisBook,
    clock: Clock,
) -> Card:
    look, now = await looks.now(), clock.now()
    if part == "claims":
        return claims_card(look)
    seen = Shown.of(look, await book.kept(), now)
    if part == "overview":
        return overview(seen, pillars_over_time(await book.snapshots(look.today - SPAN, look.today)))
    return pillar_card(seen, next(one for one in seen.views if one.pillar.name == part))
