"""/undo: the last change of how this channel is told, taken back."""

from __future__ import annotations

from typing import Annotated

from bot.alerts.marks import is_mark
from bot.alerts.ports import WishBook
from bot.cards import Card
from bot.clock import Clock
from bot.commands import Arg, Caller, UsageError, command
from bot.wishing import answer, must_be_allowed, must_be_of_the_editors
from bot.words import say


@command("undo", say("Take back the last change of how this channel is told"))
async def undo(
    number: Annotated[str, Arg(say("Number of the change, to be sure"), "1")] = "",
    *,
    book: WishBook,
    clock: Clock,
    caller: Caller,
) -> Card:
    last = await book.last(caller.channel)
    is_their_own_mark = last is not None and is_mark(last.setting) and last.by == caller.user
    await (must_be_of_the_editors if is_their_own_mark else must_be_allowed)(book, caller)
    if last is None:
        raise UsageError(say("There is no change to take back here; /alerts history shows what was changed."))
    if number and number.lstrip("#") != str(last.number):
        raise UsageError(
            say(
                "The last change here is {number}, by {author}; write /undo {number} to take that one back.",
                number=last.number,
                author=last.author,
            )
        )
    back = await book.undo(caller.channel, last, caller.user, caller.name, clock.now())
    if back is None:
        raise UsageError(say("Another change came between; look at /alerts history and write /undo again."))
    return answer(back)
