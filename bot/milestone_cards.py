"""What people are answered about milestones: each change from what to what and by whom, and the list of a channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.cards import Action, Card, Fact, Form, Link, Moment, Style, Table, Tone, Value
from bot.market.milestone import Milestone
from bot.market.ticker import Ticker
from bot.words import clipped, day, say, say_n

ROWS = 25
MONTHS = (1, 3, 6, 12)  # offered for a slip without a day
_ALL = Action(say("All milestones"), "milestone list")


def added(done: Milestone) -> Card:
    """A new one, as it was kept."""
    return Card(
        title=f"{done.ticker}: {done.words}",
        lead=say(
            "New: due on {due}, by {author}, as number {number}. This channel is reminded 30 days and 7 days "
            "before and on the day, and asked the day after.",
            due=day(done.due),
            author=done.last.author,
            number=done.number,
        ),
        facts=_facts(done),
        actions=(Action(say("Take it back"), f"milestone remove {done.ticker} {done.number}"), _ALL),
    )


def changed(before: Milestone, after: Milestone) -> Card:
    """A slip, a hit or newer evidence."""
    title, lead, tone = _told(before, after)
    return Card(
        title=title,
        lead=say(
            "{change}, by {author}; it was entered by {first_author}.",
            change=lead,
            author=after.last.author,
            first_author=after.first.author,
        ),
        facts=_facts(after),
        actions=(_ALL,),
        tone=tone,
    )


def _told(before: Milestone, after: Milestone) -> tuple[str, str, Tone]:
    """The title, from what to what, and how it feels."""
    ticker, words = after.ticker, after.words
    if len(after.turns) == len(before.turns):
        same = (
            say("Due on {day} as before, with newer evidence", day=day(after.due))
            if after.is_open
            else say("Hit as before, with newer evidence")
        )
        return say("{ticker}: {words} stands", ticker=ticker, words=words), same, Tone.NOTE
    if not after.is_open:
        hit = say("Open, due on {day} → hit", day=day(before.due))
        return say("{ticker}: {words} is hit", ticker=ticker, words=words), hit, Tone.CATALYST
    slip = say_n(
        "{before} → {after}, {n} day later",
        "{before} → {after}, {n} days later",
        (after.due - before.due).days,
        before=day(before.due),
        after=day(after.due),
    )
    return say("{ticker}: {words} slips", ticker=ticker, words=words), slip, Tone.RISK


def removed(before: Milestone, author: str) -> Card:
    """One that is gone, with the line that adds it again."""
    again = f"/milestone add {before.ticker} {before.due} {before.words}"
    again += f" vs {before.rival}" if before.rival else ""
    return Card(
        title=say("{ticker}: {words} is removed", ticker=before.ticker, words=before.words),
        lead=say(
            "{state} → removed, by {author}; it was entered by {first_author}.",
            state=_state(before),
            author=author,
            first_author=before.first.author,
        ),
        facts=(Fact(say("To add it again"), f"{again} {before.link}".strip()),),
        actions=(_ALL,),
    )


def to_when(before: Milestone) -> Card:
    """A slip without a day asks for it, and offers some."""
    about = f"{before.ticker} {before.number}"
    days = [(months, before.due + timedelta(days=round(months * 365.25 / 12))) for months in MONTHS]
    return Card(
        title=say("{ticker}: to when does {words} slip?", ticker=before.ticker, words=before.words),
        lead=say(
            "It was due on {due}. Write /milestone slip {about} and the new day, or press one.",
            due=day(before.due),
            about=about,
        ),
        actions=tuple(Action(say("To {due}", due=day(due)), f"milestone slip {about} {due}") for _, due in days),
    )


def listing(kept: Sequence[Milestone], ticker: Ticker | None, today: date) -> Card:
    """What a channel keeps, of one stock or of all: what is open first, the soonest on top."""
    if not kept:
        return Card(
            title=say("No milestones of {ticker} here yet", ticker=ticker) if ticker else say("No milestones here yet"),
            lead=say(
                "Add one: /milestone add ACHR 2028-01-01 type certification, and a link to the filing that says so."
            ),
        )
    order = sorted(kept, key=lambda one: (not one.is_open, one.due if one.is_open else date.max - (one.due - date.min)))
    rows = tuple(_row(one, today) for one in order[:ROWS])
    more = len(order) - ROWS
    overdue = [one for one in order if one.is_open and one.due < today]
    return Card(
        title=say_n(
            "{n} milestone of {ticker} of this channel",
            "{n} milestones of {ticker} of this channel",
            len(kept),
            ticker=ticker,
        )
        if ticker
        else say_n("{n} milestone of this channel", "{n} milestones of this channel", len(kept)),
        lead=_counted(sum(one.is_open for one in kept), more),
        table=Table((say("No."), say("Stock"), say("What"), say("Due"), say("State"), say("By")), rows),
        actions=tuple(
            Action(
                say("{ticker} {number} was hit", ticker=one.ticker, number=one.number),
                f"milestone hit {one.ticker} {one.number}",
                Style.PRIMARY,
            )
            for one in overdue[:3]
        ),
        note=say("What rests on a filing of the SEC counts in ratings. Information, not advice."),
    )


def _counted(is_open: int, more: int) -> str:
    if more <= 0:
        return say_n("{n} is open.", "{n} are open.", is_open)
    return say(
        "{open}; {hidden}",
        open=say_n("{n} is open", "{n} are open", is_open),
        hidden=say_n(
            "{n} more is not shown, name a stock to see them.",
            "{n} more are not shown, name a stock to see them.",
            more,
        ),
    )


def _row(one: Milestone, today: date) -> tuple[Value, ...]:
    what: Value = Link(one.words, one.link) if one.link else one.words
    state = say("open") if one.is_open and len(one.turns) == 1 else _state(one)
    state = say("overdue, not known") if one.is_open and one.due < today else state
    return (str(one.number), one.ticker.symbol, what, day(one.due), state, one.last.author)


def _state(one: Milestone) -> str:
    if not one.is_open:
        return say("hit")
    if len(one.turns) > 1:
        return say("slipped from {day}", day=day(one.was_due))
    return say("open, due on {due}", due=day(one.due))


def named(one: Milestone) -> str:
    """How a sentence names it."""
    return say("“{words}” (number {number})", words=clipped(one.words, 40), number=one.number)


def _facts(one: Milestone) -> tuple[Fact, ...]:
    counts = (
        say(
            "counts in the rating of {ticker}, for every channel, until a half-year after it was said",
            ticker=one.ticker,
        )
        if one.is_filed
        else say(
            "does not count; /milestone keep {ticker} {number} and a link to an SEC filing makes it count",
            ticker=one.ticker,
            number=one.number,
        )
    )
    return (
        *((Fact(say("Evidence"), Link(clipped(one.last.link, 80), one.last.link)),) if one.last.link else ()),
        *((Fact(say("Rival"), one.rival.symbol),) if one.rival else ()),
        Fact(say("In the rating"), counts),
        Fact(say("Said"), (Moment(one.last.at, Form.TIME),)),
    )
