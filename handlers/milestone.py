"""/milestone: dated events that this channel waits for, each with who said so: added, kept, hit, slipped, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Literal

from bot.alerts.milestones import MilestoneBook
from bot.cards import Card
from bot.clock import Clock
from bot.commands import Arg, Caller, Text, UsageError, command
from bot.directory import Directory
from bot.market.hours import NEW_YORK
from bot.market.milestone import Deed, Milestone, Step
from bot.market.milestone_line import Line, check_day, read_new, read_step
from bot.market.ticker import Ticker
from bot.milestone_cards import added, changed, listing, named, removed, to_when
from bot.words import clipped, listed, say

MOST_STEPS = 100  # of one milestone
_NONE = Text()
_MEANWHILE = say("Somebody changed that milestone meanwhile; look at /milestone list and write it again.")


@command("milestone", say("Dated events that decide a stock's value: add, mark as hit or slipped, list"))
async def milestone(
    action: Annotated[Literal["list", "add", "keep", "hit", "slip", "remove"], Arg(say("What to do"), "add")] = "list",
    ticker: Annotated[Ticker | None, Arg(say("Stock symbol"), "ACHR", suggests="listed")] = None,
    entry: Annotated[
        Text,
        Arg(say("Day, words and a link; or number and new day"), "2028-01-01 type certification https://www.sec.gov/…"),
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
        return listing([one for one in kept if ticker in (None, one.ticker)], ticker, today)
    if ticker is None:
        raise UsageError(say("Name a stock: /milestone {action} and its symbol.", action=action))

    def stepped(deed: Deed, due: date, link: str) -> Step:
        return Step(deed=deed, at=now, due=due, by=caller.user, name=caller.name, link=link)

    if action == "add":
        line = _read(read_new, str(entry))
        due = _checked(line.due, today)
        await _must_exist(ticker, directory)
        new = Milestone(ticker=ticker, words=line.words, rival=line.rival, steps=(stepped(Deed.ADDED, due, line.link),))
        return await _add(new, kept, book, caller)
    line = _read(read_step, str(entry))
    before = _meant(kept, ticker, line.number)
    if action == "remove":
        return await _remove(before, book, caller)
    if action == "keep":
        if not line.link:
            raise UsageError(
                say(
                    "Give the link that says so: /milestone keep {ticker} {number} https://…",
                    ticker=ticker,
                    number=before.number,
                )
            )
        if line.due not in (None, before.due):
            raise UsageError(
                say(
                    "It is due on {due}; /milestone slip {ticker} {number} moves it to a later day.",
                    due=before.due,
                    ticker=ticker,
                    number=before.number,
                )
            )
        deed = Deed.KEPT if before.is_open else Deed.HIT
        return await _put(before, before.after(stepped(deed, before.due, line.link)), book, caller)
    if not before.is_open:
        raise UsageError(
            say(
                "{milestone} is hit already; /milestone remove {ticker} {number} takes it away.",
                milestone=named(before),
                ticker=ticker,
                number=before.number,
            )
        )
    if action == "hit":
        return await _put(before, before.after(stepped(Deed.HIT, before.due, line.link)), book, caller)
    if line.due is None:
        return to_when(before)
    if line.due <= before.due:
        raise UsageError(
            say(
                "{day} is not later than {due}. For an earlier day remove {milestone} and add it anew.",
                day=line.due,
                due=before.due,
                milestone=named(before),
            )
        )
    return await _put(before, before.after(stepped(Deed.SLIPPED, _checked(line.due, today), line.link)), book, caller)


def _read(read: Callable[[str], Line], text: str) -> Line:
    try:
        return read(text)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _checked(due: date | None, today: date) -> date:
    if due is None:
        raise UsageError(say("Give the day, as in 2028-01-01."))
    try:
        check_day(due, today)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return due


async def _must_exist(ticker: Ticker, directory: Directory) -> None:
    known = await directory.read(ticker.symbol)
    for word, meant in known.unknown:
        near, typed = listed([one.ticker.symbol for one in meant], "or"), clipped(word, 20)
        raise UsageError(
            say("No stock {word} is known. Did you mean {near}?", word=typed, near=near)
            if near
            else say("No stock {word} is known.", word=typed)
        )


def _meant(kept: Sequence[Milestone], ticker: Ticker, number: int | None) -> Milestone:
    """The milestone of that number, or the only open one of the stock. UsageError."""
    own = [one for one in kept if one.ticker == ticker]
    if number is not None:
        for one in own:
            if one.number == number:
                return one
        raise UsageError(
            say(
                "There is no milestone {number} of {ticker} here; /milestone list {ticker} shows them.",
                number=number,
                ticker=ticker,
            )
        )
    choice = [one for one in own if one.is_open]
    if not choice:
        raise UsageError(
            say("No milestone of {ticker} is open here; /milestone add {ticker} with a day adds one.", ticker=ticker)
        )
    if len(choice) > 1:
        shown = listed([f"{one.number} ({clipped(one.words, 30)})" for one in choice[:5]], "or")
        raise UsageError(
            say(
                "{ticker} has {several} of them; say which by its number: {choice}.",
                ticker=ticker,
                several=len(choice),
                choice=shown,
            )
        )
    return choice[0]


async def _add(new: Milestone, kept: Sequence[Milestone], book: MilestoneBook, caller: Caller) -> Card:
    for one in kept:
        if one.is_open and (one.ticker, one.words.casefold(), one.due) == (new.ticker, new.words.casefold(), new.due):
            raise UsageError(
                say(
                    "{milestone} stands here already, entered by {author}.",
                    milestone=named(one),
                    author=one.first.author,
                )
            )
    done = await book.add(caller.channel, new)
    if done is None:
        raise UsageError(say("This channel keeps as many milestones as it can; remove some that are over first."))
    return added(done)


async def _put(before: Milestone, after: Milestone, book: MilestoneBook, caller: Caller) -> Card:
    if len(after.steps) > MOST_STEPS:
        raise UsageError(
            say("{milestone} was changed too often to go on; remove it and add it anew.", milestone=named(before))
        )
    if not await book.change(caller.channel, before, after):
        raise UsageError(_MEANWHILE)
    return changed(before, after)


async def _remove(before: Milestone, book: MilestoneBook, caller: Caller) -> Card:
    if not await book.change(caller.channel, before, None):
        raise UsageError(_MEANWHILE)
    return removed(before, caller.name or caller.user)
