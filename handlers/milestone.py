"""/milestone: dated events that this channel waits for, each with who said so: added, kept, hit, slipped, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Annotated, Literal

from bot.alerts.milestones import MilestoneBook
from bot.cards import Action, Card, Fact, Form, Link, Moment, Style, Table, Tone, Value
from bot.clock import Clock
from bot.commands import Arg, Caller, Text, UsageError, command
from bot.directory import Directory
from bot.market.hours import NEW_YORK
from bot.market.milestone import Deed, Milestone, Step
from bot.market.milestone_line import Line, check_day, read_new, read_step
from bot.market.ticker import Ticker
from bot.words import clipped, day, listed, plural

ROWS = 25
MONTHS = (1, 3, 6, 12)  # offered for a slip without a day
_ALL = Action("All milestones", "milestone list")
_NONE = Text()
_MEANWHILE = "Somebody changed that milestone meanwhile; look at /milestone list and write it again."


@command("milestone", "Dated events that decide a stock's value: add, mark as hit or slipped, list")
async def milestone(
    action: Annotated[Literal["list", "add", "keep", "hit", "slip", "remove"], Arg("What to do", "add")] = "list",
    ticker: Annotated[Ticker | None, Arg("Stock symbol", "ACHR", suggests="listed")] = None,
    entry: Annotated[
        Text, Arg("Day, words and a link; or number and new day", "2028-01-01 type certification https://www.sec.gov/…")
    ] = _NONE,
    *,
    book: MilestoneBook,
    directory: Directory,
    clock: Clock,
    caller: Caller,
) -> Card:
    kept, now = await book.milestones(caller.channel), clock.now()
    today = now.astimezone(NEW_YORK).date()
    if action == "list":
        return _list([one for one in kept if ticker in (None, one.ticker)], ticker, today)
    if ticker is None:
        raise UsageError(f"Name a stock: /milestone {action} and its symbol.")

    def said(deed: Deed, due: date, link: str) -> Step:
        return Step(deed=deed, at=now, due=due, by=caller.user, name=caller.name, link=link)

    if action == "add":
        line = _read(read_new, str(entry))
        due = _checked(line.due, today)
        await _must_exist(ticker, directory)
        new = Milestone(ticker=ticker, words=line.words, rival=line.rival, steps=(said(Deed.ADDED, due, line.link),))
        return await _add(new, kept, book, caller)
    line = _read(read_step, str(entry))
    before = _meant(kept, ticker, line.number)
    if action == "remove":
        return await _removed(before, book, caller)
    if action == "keep":
        if not line.link:
            raise UsageError(f"Give the link that says so: /milestone keep {ticker} {before.number} https://…")
        if line.due not in (None, before.due):
            raise UsageError(
                f"It is due on {before.due}; /milestone slip {ticker} {before.number} moves it to a later day."
            )
        deed = Deed.KEPT if before.is_open else Deed.HIT
        return await _changed(before, before.after(said(deed, before.due, line.link)), book, caller)
    if not before.is_open:
        raise UsageError(f"{_named(before)} is hit already; /milestone remove {ticker} {before.number} takes it away.")
    if action == "hit":
        return await _changed(before, before.after(said(Deed.HIT, before.due, line.link)), book, caller)
    if line.due is None:
        return _when(before)
    if line.due <= before.due:
        raise UsageError(
            f"{line.due} is not later than {before.due}. For an earlier day remove {_named(before)} and add it anew."
        )
    return await _changed(before, before.after(said(Deed.SLIPPED, _checked(line.due, today), line.link)), book, caller)


def _read(read: Callable[[str], Line], text: str) -> Line:
    try:
        return read(text)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _checked(due: date | None, today: date) -> date:
    if due is None:
        raise UsageError("Give the day, as in 2028-01-01.")
    try:
        check_day(due, today)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return due


async def _must_exist(ticker: Ticker, directory: Directory) -> None:
    known = await directory.read(ticker.symbol)
    for word, meant in known.unknown:
        near = listed([one.ticker.symbol for one in meant], "or")
        raise UsageError(f"No stock {clipped(word, 20)} is known. {f'Did you mean {near}?' if near else ''}".strip())


def _meant(kept: Sequence[Milestone], ticker: Ticker, number: int | None) -> Milestone:
    """The milestone of that number, or the only open one of the stock. UsageError."""
    own = [one for one in kept if one.ticker == ticker]
    if number is not None:
        for one in own:
            if one.number == number:
                return one
        raise UsageError(f"There is no milestone {number} of {ticker} here; /milestone list {ticker} shows them.")
    choice = [one for one in own if one.is_open]
    if not choice:
        raise UsageError(f"No milestone of {ticker} is open here; /milestone add {ticker} with a day adds one.")
    if len(choice) > 1:
        shown = listed([f"{one.number} ({clipped(one.words, 30)})" for one in choice[:5]], "or")
        raise UsageError(f"{ticker} has {len(choice)} of them; say which by its number: {shown}.")
    return choice[0]


async def _add(new: Milestone, kept: Sequence[Milestone], book: MilestoneBook, caller: Caller) -> Card:
    for one in kept:
        if one.is_open and (one.ticker, one.words.casefold(), one.due) == (new.ticker, new.words.casefold(), new.due):
            raise UsageError(f"{_named(one)} stands here already, entered by {one.first.author}.")
    done = await book.add(caller.channel, new)
    if done is None:
        raise UsageError("This channel keeps as many milestones as it can; remove some that are over first.")
    return Card(
        title=f"{done.ticker}: {done.words}",
        lead=f"New: due on {day(done.due)}, by {done.last.author}, as number {done.number}. This channel is reminded "
        "30 days and 7 days before and on the day, and asked the day after.",
        facts=_facts(done),
        actions=(Action("Take it back", f"milestone remove {done.ticker} {done.number}"), _ALL),
    )


async def _changed(before: Milestone, after: Milestone, book: MilestoneBook, caller: Caller) -> Card:
    if not await book.change(caller.channel, before, after):
        raise UsageError(_MEANWHILE)
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


async def _removed(before: Milestone, book: MilestoneBook, caller: Caller) -> Card:
    if not await book.change(caller.channel, before, None):
        raise UsageError(_MEANWHILE)
    again = f"/milestone add {before.ticker} {before.due} {before.words}"
    again += f" vs {before.rival}" if before.rival else ""
    return Card(
        title=f"{before.ticker}: {before.words} is removed",
        lead=f"{_state(before)} → removed, by {caller.name or caller.user}; it was entered by {before.first.author}.",
        facts=(Fact("To add it again", f"{again} {before.link}".strip()),),
        actions=(_ALL,),
    )


def _when(before: Milestone) -> Card:
    """A slip without a day asks for it, and offers some."""
    about = f"{before.ticker} {before.number}"
    days = [(months, before.due + timedelta(days=round(months * 365.25 / 12))) for months in MONTHS]
    return Card(
        title=f"{before.ticker}: to when does {before.words} slip?",
        lead=f"It was due on {day(before.due)}. Write /milestone slip {about} and the new day, or press one.",
        actions=tuple(Action(f"To {day(due)}", f"milestone slip {about} {due}") for _, due in days),
    )


def _list(kept: Sequence[Milestone], ticker: Ticker | None, today: date) -> Card:
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


def _named(one: Milestone) -> str:
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
