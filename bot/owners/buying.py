"""Insiders' purchases in words: who bought, how much, for what sum, and the forms that say so."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Action, Card, Fact, Link, Origin, Piece, Tone
from bot.market.filing import Filing
from bot.owners.forms import dollars, may_be_twice, other_codes, plans, purchases, table
from bot.owners.insiders import Buying, value
from bot.owners.seen import NOTE, ROWS, Bought, evidence
from bot.words import count, day, listed, said, say, say_n

_TWICE = say("two forms report the same day, shares and price: it may be one purchase, reported by each of its owners")


def word_buying(what: Buying) -> Card:
    """The card of a day's forms."""
    people = [(one, who) for one in what.bought for who in one.report.owners]
    names = {who.name for _, who in people}
    shares, worth = sum(one.shares for one in purchases(what)), value(what.bought)
    amended = all(one.filing.is_amendment for one in what.bought)
    who = _one(what.bought[0]) if len(what.bought) == 1 else say_n("{n} insider", "{n} insiders", len(names))
    bought = say("{ticker}: {who} bought {shares} shares", ticker=what.ticker, who=who, shares=count(shares))
    if worth is not None:
        bought = say("{bought} for {worth}", bought=bought, worth=dollars(worth))
    return Card(
        title=say("{bought} (amended)", bought=bought) if amended else bought,
        lead=_lead(what, amended=amended),
        facts=(
            Fact(say("Under a 10b5-1 plan"), plans(what)),
            *((Fact(say("Also in these forms"), ", ".join(others)),) if (others := other_codes(what)) else ()),
            *((Fact(say("Mind"), _TWICE),) if may_be_twice(what) else ()),
            Fact(say("Filings"), _links([one.filing for one in what.bought])),
            Fact(say("Evidence"), evidence(say("insiders' purchases"))),
        ),
        table=table(what),
        origins=(Origin.of(what.bought[-1].filing),),
        actions=(Action(say("Rating"), f"rating {what.ticker}"), Action(say("Why"), f"why {what.ticker}")),
        tone=Tone.NOTE if amended or all(one.report.by_plan for one in what.bought) else Tone.CATALYST,
        note=say("Code P covers private purchases too; grants, exercises and gifts are not counted. {note}", note=NOTE),
    )


def _lead(what: Buying, *, amended: bool) -> str:
    days = sorted({one.day for one in purchases(what)})
    first, last, filed = day(days[0]), day(days[-1]), day(what.bought[0].filing.filed)
    if len(days) == 1 and amended:
        return say("Bought on {day}, filed on {filed}, amending an earlier form.", day=first, filed=filed)
    if len(days) == 1:
        return say("Bought on {day}, filed on {filed}.", day=first, filed=filed)
    if amended:
        return say(
            "Bought from {first} to {last}, filed on {filed}, amending an earlier form.",
            first=first,
            last=last,
            filed=filed,
        )
    return say("Bought from {first} to {last}, filed on {filed}.", first=first, last=last, filed=filed)


def _one(bought: Bought) -> str:
    owners = bought.report.owners
    if not owners:
        return say("an insider")
    roles = f" ({listed([said(role) for role in owners[0].roles])})" if owners[0].roles else ""
    first = f"{owners[0].name}{roles}"
    if len(owners) > 1:
        return say_n("{first} and {n} other", "{first} and {n} others", len(owners) - 1, first=first)
    return first


def _links(filings: Sequence[Filing]) -> tuple[Piece, ...]:
    parts: list[Piece] = []
    for one in filings[:ROWS]:
        parts += [", " if parts else "", Link(f"{one.form} {one.accession}", one.link)]
    return tuple(part for part in parts if part)
