"""Insiders' purchases in words: who bought, how much, for what sum, and the forms that say so."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Action, Card, Fact, Link, Origin, Piece, Tone
from bot.market.filing import Filing
from bot.owners.forms import dollars, may_be_twice, other_codes, plans, purchases, table
from bot.owners.insiders import Buying, value
from bot.owners.seen import NOTE, ROWS, Bought, evidence
from bot.words import count, day, listed, plural

_TWICE = "two forms report the same day, shares and price: it may be one purchase, reported by each of its owners"


def word_buying(what: Buying) -> Card:
    """The card of a day's forms."""
    people = [(one, who) for one in what.bought for who in one.report.owners]
    names = {who.name for _, who in people}
    shares, worth = sum(one.shares for one in purchases(what)), value(what.bought)
    paid = f" for {dollars(worth)}" if worth is not None else ""
    amended = all(one.filing.is_amendment for one in what.bought)
    who = _one(what.bought[0]) if len(what.bought) == 1 else plural(len(names), "insider")
    return Card(
        title=f"{what.ticker}: {who} bought {count(shares)} shares{paid}{' (amended)' if amended else ''}",
        lead=_lead(what, amended=amended),
        facts=(
            Fact("Under a 10b5-1 plan", plans(what)),
            *((Fact("Also in these forms", ", ".join(others)),) if (others := other_codes(what)) else ()),
            *((Fact("Mind", _TWICE),) if may_be_twice(what) else ()),
            Fact("Filings", _links([one.filing for one in what.bought])),
            Fact("Evidence", evidence("insiders' purchases")),
        ),
        table=table(what),
        origins=(Origin.of(what.bought[-1].filing),),
        actions=(Action("Rating", f"rating {what.ticker}"), Action("Why", f"why {what.ticker}")),
        tone=Tone.NOTE if amended or all(one.report.by_plan for one in what.bought) else Tone.CATALYST,
        note=f"Code P covers private purchases too; grants, exercises and gifts are not counted. {NOTE}",
    )


def _lead(what: Buying, *, amended: bool) -> str:
    days = sorted({one.day for one in purchases(what)})
    span = f"on {day(days[0])}" if len(days) == 1 else f"from {day(days[0])} to {day(days[-1])}"
    filed = day(what.bought[0].filing.filed)
    return f"Bought {span}, filed on {filed}{', amending an earlier form' if amended else ''}."


def _one(bought: Bought) -> str:
    owners = bought.report.owners
    if not owners:
        return "an insider"
    roles = f" ({listed(owners[0].roles)})" if owners[0].roles else ""
    others = f" and {plural(len(owners) - 1, 'other')}" if len(owners) > 1 else ""
    return f"{owners[0].name}{roles}{others}"


def _links(filings: Sequence[Filing]) -> tuple[Piece, ...]:
    parts: list[Piece] = []
    for one in filings[:ROWS]:
        parts += [", " if parts else "", Link(f"{one.form} {one.accession}", one.link)]
    return tuple(part for part in parts if part)
