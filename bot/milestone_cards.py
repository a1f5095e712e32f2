"""What people are answered about milestones: each change from what to what and by whom, and the list of a channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.cards import Action, Card, Fact, Form, Link, Moment, Style, Table, Tone, Value
from bot.market.milestone import Milestone
from bot.market.ticker import Ticker
from bot.words import clipped, day, plural

ROWS = 25
MONTHS = (1, 3, 6, 12)  # offered for a slip without a day
_ALL = Action("All milestones", "milestone list")


def added(done: Milestone) -> Card:
    """A new one, as it was kept."""
    return Card(
        title=f"{done.ticker}: {done.words}",
        lead=f"New: due on {day(done.due)}, by {done.last.author}, as number {done.number}. This channel is reminded "
        "30 days and 7 days before and on the day, and asked the day after.",
        facts=_facts(done),
        actions=(Action("Take it back", f"milestone remove {done.ticker} {done.number}"), _ALL),
    )


def changed(before: Milestone, after: Milestone) -> Card:
    """A slip, a hit or newer evidence."""
    lead, verb, tone = _told(before, after)
    return Card(
        title=f"{after.ticker}: {after.words} {verb}",
        lead=f"{lead}, by {after.last.author}; it was entered by {after.first.author}.",
        facts=_facts(after),
        actions=(_ALL,),
        tone=tone,
    )


def _told(before: Milestone, after: Milestone) -> tuple[str, str, Tone]:
    """From what to what, the verb of it, and how it feels."""
    if len(after.turns) == len(before.turns):
        state = f"due on {day(after.due)}" if after.is_open else "hit"
        return f"{state[0].upper()}{state[1:]} as before, with newer evidence", "stands", Tone.NOTE
    if not after.is_open:
        return f"Open, due on {day(before.due)} → hit", "is hit", Tone.CATALYST
    late = plural((after.due - before.due).days, "day")
    return f"{day(before.due)} → {day(after.due)}, {late} later", "slips", Tone.RISK


def removed(before: Milestone, author: str) -> Card:
    """One that is gone, with the line that adds it again."""
    again = f"/milestone add {before.ticker} {before.due} {before.words}"
    again += f" vs {before.rival}" if before.rival else ""
    return Card(
        title=f"{before.ticker}: {before.words} is removed",
        lead=f"{_state(before)} → removed, by {author}; it was entered by {before.first.author}.",
        facts=(Fact("To add it again", f"{again} {before.link}".strip()),),
        actions=(_ALL,),
    )


def to_when(before: Milestone) -> Card:
    """A slip without a day asks for it, and offers some."""
    about = f"{before.ticker} {before.number}"
    days = [(months, before.due + timedelta(days=round(months * 365.25 / 12))) for months in MONTHS]
    return Card(
        title=f"{before.ticker}: to when does {before.words} slip?",
        lead=f"It was due on {day(before.due)}. Write /milestone slip {about} and the new day, or press one.",
        actions=tuple(Action(f"To {day(due)}", f"milestone slip {about} {due}") for _, due in days),
    )


def listing(kept: Sequence[Milestone], ticker: Ticker | None, today: date) -> Card:
    """What a channel keeps, of one stock or of all: what is open first, the soonest on top."""
    about = f" of {ticker}" if ticker else ""
    if not kept:
        return Card(
            title=f"No milestones{about} here yet",
            lead="Add one: /milestone add ACHR 2028-01-01 type certification, and a link to the filing that says so.",
        )
    order = sorted(kept, key=lambda one: (not one.is_open, one.due if one.is_open else date.max - (one.due - date.min)))
    rows = tuple(_row(one, today) for one in order[:ROWS])
    more = len(order) - ROWS
    overdue = [one for one in order if one.is_open and one.due < today]
    return Card(
        title=f"{plural(len(kept), 'milestone')}{about} of this channel",
        lead=f"{plural(sum(one.is_open for one in kept), 'is', 'are')} open"
        + (f"; {plural(more, 'more is', 'more are')} not shown, name a stock to see them." if more > 0 else "."),
        table=Table(("No.", "Stock", "What", "Due", "State", "By"), rows),
        actions=tuple(
            Action(f"{one.ticker} {one.number} was hit", f"milestone hit {one.ticker} {one.number}", Style.PRIMARY)
            for one in overdue[:3]
        ),
        note="What rests on a filing of the SEC counts in ratings. Information, not advice.",
    )


def _row(one: Milestone, today: date) -> tuple[Value, ...]:
    what: Value = Link(one.words, one.link) if one.link else one.words
    state = "open" if one.is_open and len(one.turns) == 1 else _state(one)
    state = "overdue, not known" if one.is_open and one.due < today else state
    return (str(one.number), one.ticker.symbol, what, day(one.due), state, one.last.author)


def _state(one: Milestone) -> str:
    if not one.is_open:
        return "hit"
    if len(one.turns) > 1:
        return f"slipped from {day(one.was_due)}"
    return f"open, due on {day(one.due)}"


def named(one: Milestone) -> str:
    """How a sentence names it."""
    return f"“{clipped(one.words, 40)}” (number {one.number})"


def _facts(one: Milestone) -> tuple[Fact, ...]:
    counts = (
        f"counts in the rating of {one.ticker}, for every channel, until a half-year after it was said"
        if one.is_filed
        else f"does not count; /milestone keep {one.ticker} {one.number} and a link to an SEC filing makes it count"
    )
    return (
        *((Fact("Evidence", Link(clipped(one.last.link, 80), one.last.link)),) if one.last.link else ()),
        *((Fact("Rival", one.rival.symbol),) if one.rival else ()),
        Fact("In the rating", counts),
        Fact("Said", (Moment(one.last.at, Form.TIME),)),
    )
