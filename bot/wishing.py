"""Changing what a channel wishes, and taking it back: who may, and what every command that does so answers."""

from __future__ import annotations

from collections.abc import Mapping

from bot.alerts.marks import LEVEL, NOTE, is_mark
from bot.alerts.ports import WishBook
from bot.alerts.setting import (
    CAP,
    DIGESTS,
    EDITORS,
    KIND,
    LEAST,
    LOUD,
    MENTION,
    QUIET,
    STYLE,
    URGENT,
    Change,
    name_of,
    shown,
    wished,
)
from bot.alerts.wishes import Wishes
from bot.cards import Action, Card, Fact, Table
from bot.clock import Clock
from bot.commands import Caller, UsageError
from bot.wish_words import first_up, may_change, told
from bot.words import say, say_n

_TRIES = 3  # times a change is made anew because another came between
_MEANINGS = {  # of a wish, and of none
    QUIET: (
        say("Alerts that come in quiet hours are held, and arrive as one digest when they end."),
        say("Alerts come at any hour; what was held comes now."),
    ),
    CAP: (
        say("What comes past the cap in an hour is held, and arrives as one digest at the next."),
        say("Any number comes in an hour; what was held comes now."),
    ),
    URGENT: (
        say("Urgent alerts wait for quiet hours and the cap like the others."),
        say("Urgent alerts wait neither for quiet hours nor for the cap."),
    ),
    DIGESTS: (
        say("A digest of the watchlist comes at these times of the day."),
        say("No digest comes at set times."),
    ),
    STYLE: (
        say("What continues an alert is a message of its own."),
        say("What continues an alert updates its message and goes into its thread."),
    ),
    MENTION: (say("They are mentioned with the alerts chosen for that."), say("Nobody is mentioned.")),
    LOUD: (say("Every alert that makes a sound mentions them."), say("Urgent alerts alone mention them.")),
    EDITORS: (
        say("They may change how this channel is told, and who manages it where the platform says who that is."),
        say(
            "Who manages this channel may change how it is told; where the platform does not say who that is, "
            "anyone may."
        ),
    ),
    LEAST: (say("Smaller ones are not told here."), say("Every one is told.")),
}
_STATES = {
    "": say("Its alerts arrive as messages."),
    "silent": say("Its alerts arrive without a sound where the platform can do that."),
    "off": say("Its alerts are not sent here; what happens meanwhile is not told later."),
}


async def changed(setting: str, text: str, book: WishBook, clock: Clock, caller: Caller) -> Card:
    """Set a wish of the caller's channel from what a person wrote: old → new, by whom, and a way back.

    UsageError for text that cannot be used and for a person who may not.
    """
    await must_be_allowed(book, caller)
    try:
        new = wished(setting, text, caller.user)
    except ValueError as error:
        raise UsageError(str(error)) from None
    await _must_be_known(setting, new, caller)
    done = await keep(setting, new, book, clock, caller)
    if done is None:
        name = first_up(name_of(setting))
        return Card(
            title=say("Nothing changed"),
            lead=say("{setting}: as it was before.", setting=name)
            if setting in (MENTION, EDITORS)
            else say(
                "{setting}: {value}, as it was before.",
                setting=name,
                value=shown(setting, new),
            ),
            actions=(Action(say("Show the settings"), "alerts show"),),
        )
    return answer(done)


async def changed_all(wanted: Mapping[str, str], book: WishBook, clock: Clock, caller: Caller) -> Card:
    """Set several wishes at once from the words that are kept for them, as wished() makes them.

    UsageError as in changed().
    """
    await must_be_allowed(book, caller)
    for setting, new in wanted.items():
        await _must_be_known(setting, new, caller)
    done = [one for setting, new in wanted.items() if (one := await keep(setting, new, book, clock, caller))]
    if len(done) == 1:
        return answer(done[0])
    if not done:
        return Card(
            title=say("Nothing changed"),
            lead=say("Everything is as it was before."),
            actions=(Action(say("Show the settings"), "alerts show"),),
        )
    return Card(
        title=say_n("{n} setting changed", "{n} settings changed", len(done)),
        lead=say("Changed by {author}. Each can be taken back, the last one first.", author=done[0].author),
        table=Table(
            (say("No."), say("Setting"), say("Change")),
            tuple((str(one.number), name_of(one.setting), told(one)) for one in done),
        ),
        actions=(
            Action(say("Undo the last"), f"undo {done[-1].number}"),
            Action(say("Show the settings"), "alerts show"),
        ),
    )


async def _must_be_known(setting: str, new: str, caller: Caller) -> None:
    """UsageError for a group of editors that the platform does not tell the members of: nobody would be found in it."""
    if setting != EDITORS:
        return
    groups = [one.removeprefix("&") for one in new.split() if one.startswith("&")]
    if any([await caller.belongs(one) is None for one in groups]):
        raise UsageError(
            say(
                "Slack does not tell me who is in that user group: give the app the scope usergroups:read and "
                "install it again, or name people instead."
            )
        )


async def keep(setting: str, new: str, book: WishBook, clock: Clock, caller: Caller) -> Change | None:
    """The change that was made, None where it was so already. UsageError when others go on changing it."""
    for _ in range(_TRIES):
        old = await book.word(caller.channel, setting)
        if old == new:
            return None
        asked = Change(setting, old, new, caller.user, clock.now(), caller.name)
        done = await book.change(caller.channel, asked)
        if done is not None:
            return done
    raise UsageError(say("Others are changing that right now; look at what is set and write it again."))


async def must_be_of_the_editors(book: WishBook, caller: Caller) -> Wishes:
    """The channel's wishes, for a person who may write on its stocks: an editor, or anyone where none is named."""
    wishes = (await book.wishes([caller.channel]))[caller.channel]
    return await must_be_allowed(book, caller) if wishes.editors else wishes


async def must_be_allowed(book: WishBook, caller: Caller) -> Wishes:
    """The channel's wishes, for a person who may change them; UsageError says who may."""
    wishes = (await book.wishes([caller.channel]))[caller.channel]
    manages = await caller.manages()
    if wishes.may_change(caller.user, caller.roles, manages=manages):
        return wishes
    groups = [one.removeprefix("&") for one in wishes.editors if one.startswith("&")]
    if any([await caller.belongs(one) for one in groups]):
        return wishes
    you = caller.user if caller.name in ("", caller.user) else f"{caller.name} ({caller.user})"
    if not wishes.editors:
        raise UsageError(
            say(
                "Only people who manage this channel may change how this channel is told; ask one of them. You "
                "are {you}.",
                you=you,
            )
        )
    raise UsageError(
        say("Only who is named here may change how this channel is told; ask one of them. You are {you}.", you=you),
        Fact(say("May change this"), may_change(wishes, manages=manages)),
    )


def answer(change: Change) -> Card:
    """What a change answers."""
    name = first_up(name_of(change.setting))
    undo = () if change.undoes else (Action(say("Undo"), f"undo {change.number}"),)
    show = (
        Action(say("Show the watchlist"), "watchlist")
        if is_mark(change.setting)
        else Action(say("Show the settings"), "alerts show")
    )
    changed_by = (
        say("Changed by {author}, taking back change {number}.", author=change.author, number=change.undoes)
        if change.undoes
        else say("Changed by {author}.", author=change.author)
    )
    lead, actions = f"{changed_by} {_meaning(change)}".rstrip(), (*undo, show)
    if change.setting in (MENTION, EDITORS):
        return Card(
            title=say("{setting}: changed", setting=name),
            lead=lead,
            facts=(Fact(say("Change"), told(change)),),
            actions=actions,
        )
    return Card(title=f"{name}: {change.said}", lead=lead, actions=actions)


def _meaning(change: Change) -> str:
    """What the new word means for the channel."""
    if change.setting.startswith(KIND):
        return _STATES[change.new]
    if change.setting.startswith(NOTE):
        return say("It stands on the watchlist and on alerts about the stock.") if change.new else ""
    if change.setting.startswith(LEVEL):
        return (
            say("The next look at the price is its baseline.")
            if change.new
            else say("It is not watched for here any more.")
        )
    return _MEANINGS[LEAST if change.setting.startswith(LEAST) else change.setting][not change.new]
