"""/alerts: how this channel is told of each kind of alert, its hours, its manner; in a dialog, or each in one line."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.alerts.ports import Outbox, WishBook
from bot.alerts.setting import (
    KIND,
    LEAST,
    SETTINGS,
    unsaid,
)
from bot.cards import Card
from bot.clock import Clock
from bot.commands import Answer, Arg, Caller, Text, UsageError, command, nearest
from bot.dialogs import Filled
from bot.watchers import Kinds
from bot.wish_cards import history_card, kind_card, setting_card, settings_card
from bot.wish_dialog import PAGES, wish_dialog, without_unit, words
from bot.wishing import changed, changed_all, must_be_allowed
from bot.words import clipped, listed, say

_ROWS = 20
_NONE = Text()


async def _submitted(
    about: str,  # noqa: ARG001  # there is one dialog of this command
    filled: Filled,
    *,
    book: WishBook,
    kinds: Kinds,
    clock: Clock,
    caller: Caller,
) -> Card:
    wishes = await must_be_allowed(book, caller)
    return await changed_all(words(filled, wishes, kinds, caller.user), book, clock, caller)


@command("alerts", say("How this channel is told: kinds, times, manner"), submit=_submitted)
async def alerts(
    what: Annotated[str, Arg(say("show, history, a kind of alert, or a setting such as quiet"), "short_interest")] = "",
    value: Annotated[Text, Arg(say("on, silent, off; a smallest size; what the setting takes"), "silent")] = _NONE,
    *,
    book: WishBook,
    outbox: Outbox,
    kinds: Kinds,
    clock: Clock,
    caller: Caller,
) -> Answer:
    word = what.lower()
    if word in ("", "show", *PAGES):
        wishes = (await book.wishes([caller.channel]))[caller.channel]
        manages = await caller.manages()
        card = settings_card(wishes, await outbox.held(caller.channel), kinds, clock.now(), manages=manages)
        if word == "show":
            return card
        try:
            await must_be_allowed(book, caller)
        except UsageError as refusal:
            return replace(card, lead=f"{card.lead} {refusal}")
        return wish_dialog(wishes, kinds, card, word)
    if word == "history":
        return history_card(await book.history(caller.channel, _ROWS))
    if word in SETTINGS:
        if not value:
            return setting_card(word, (await book.words(caller.channel)).get(word, ""))
        return await changed(word, value, book, clock, caller)
    kind, wish = _kind_and_wish(f"{what} {value}", kinds)
    if not wish:
        wishes = (await book.wishes([caller.channel]))[caller.channel]
        return kind_card(kind, wishes, kinds)
    if kind in kinds.units and (wish[0].isdigit() or wish == unsaid(LEAST)):
        return await changed(LEAST + kind, without_unit(wish, kinds.units[kind]), book, clock, caller)
    return await changed(KIND + kind, wish, book, clock, caller)


def _kind_and_wish(text: str, kinds: Kinds) -> tuple[str, str]:
    """“price past target silent”, “price-past-target”, “short interest 15 %”: the kind, and what is after it."""
    said = text.lower().replace("-", "_").split()
    for parted in range(len(said), 0, -1):
        kind = "_".join(said[:parted])
        if kind in kinds.names:
            return kind, " ".join(said[parted:])
    wrong = clipped(text.strip(), 40)
    near = nearest("_".join(said[:-1]) or said[0], kinds.names) or nearest(said[0], [*kinds.names, *SETTINGS])
    meant = (
        say("Did you mean {near}?", near=listed(near, "or"))
        if near
        else say("There are {names}.", names=listed([*kinds.names, *SETTINGS]))
    )
    raise UsageError(
        say(
            "“{wrong}” is neither a kind of alert with on, silent or off, nor a setting. {meant}",
            wrong=wrong,
            meant=meant,
        )
    )
