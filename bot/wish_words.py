"""Who is named in how a channel is told: people, roles and groups, by their names where the platform can show them."""

from __future__ import annotations

from bot.alerts.setting import EDITORS, MENTION, Change, shown
from bot.alerts.wishes import Wishes
from bot.cards import Named, Value, placed
from bot.words import later, say


def may_change(wishes: Wishes, *, manages: bool | None) -> Value:
    """Who may change how a channel is told."""
    managers: list[str | Named] = [] if manages is None else [say("people who manage this channel")]
    who = [*managers, *map(Named, wishes.editors)] or [say("anyone here")]
    if len(who) == 1:
        return who[0]
    first = [piece for one in who[:-1] for piece in (say(", "), one)][1:]
    return (*first, *placed(later(" or {last}"), last=who[-1]))


def told(change: Change) -> Value:
    """A change, its people and roles by name."""
    if change.setting not in (MENTION, EDITORS):
        return change.said
    return (*people_in(change.setting, change.old), " → ", *people_in(change.setting, change.new))


def people_in(setting: str, word: str) -> tuple[str | Named, ...]:
    """Whom a word of a setting names; the word of a new channel where it names nobody."""
    ids = word.split()
    return tuple(part for one in ids for part in (Named(one), " "))[:-1] if ids else (shown(setting, ""),)


def first_up(text: str) -> str:
    """The name of a setting as a sentence begins with it."""
    return text[:1].upper() + text[1:]
