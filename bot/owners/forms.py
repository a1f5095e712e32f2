"""What Forms 4 say of their purchases, one by one: plans, other codes, a purchase told twice, the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cards import Table
from bot.market.ownership import Purchase
from bot.owners.insiders import Buying
from bot.owners.seen import ROWS
from bot.words import count, day, listed, money, said, say, say_n

_CODES = {
    "A": say("a grant (A)"),
    "M": say("an exercise (M)"),
    "F": say("shares kept for taxes (F)"),
    "S": say("a sale (S)"),
    "G": say("a gift (G)"),
}


def purchases(what: Buying) -> Sequence[Purchase]:
    """All of them, form by form."""
    return [purchase for one in what.bought for purchase in one.report.purchases]


def plans(what: Buying) -> str:
    """Whether they were made under a 10b5-1 plan."""
    told = {one.report.by_plan for one in what.bought}
    if told == {True}:
        return say("yes")
    if told == {False}:
        return say("no")
    return say("not told") if told == {None} else say("partly, or not told by each form")


def other_codes(what: Buying) -> Sequence[str]:
    """What else the forms report, in words."""
    codes = sorted({code for one in what.bought for code in one.report.codes} - {"P"})
    return [_CODES.get(code) or say("code {code}", code=code) for code in codes]


def may_be_twice(what: Buying) -> bool:
    """Whether two forms report the same day, shares and price."""
    seen: set[tuple[date, float, float | None]] = set()
    for one in what.bought:
        mine = {(purchase.day, purchase.shares, purchase.price) for purchase in one.report.purchases}
        if mine & seen:
            return True
        seen |= mine
    return False


def table(what: Buying) -> Table:
    """A row for each purchase, ``ROWS`` at most."""
    rows = [
        (
            listed([who.name for who in one.report.owners]) or say("not told"),
            listed([said(role) for who in one.report.owners for role in who.roles]) or say("not told"),
            day(purchase.day),
            count(purchase.shares),
            say("not told") if purchase.price is None else money(purchase.price),
            say("not told") if purchase.value is None else dollars(purchase.value),
        )
        for one in what.bought
        for purchase in one.report.purchases
    ]
    left = len(rows) - ROWS
    more = [(say_n("and {n} purchase more", "and {n} purchases more", left), "", "", "", "", "")] if left > 0 else []
    return Table(
        (say("Who"), say("Role"), say("Day"), say("Shares"), say("Price"), say("Value")), (*rows[:ROWS], *more)
    )


def dollars(amount: float) -> str:
    """``$50,000``, ``$1.2 million``."""
    return f"${count(amount)}"
