"""Who is named in how a channel is told: people, roles and groups, by their names where the platform can show them."""

from __future__ import annotations

from bot.alerts.setting import EDITORS, MENTION, Change, unsaid
from bot.alerts.wishes import Wishes
from bot.cards import Named, Value


def may_change(wishes: Wishes, *, manages: bool | None) -> Value:
    """Who may change how a channel is told."""
    managers: list[str | Named] = [] if manages is None else ["people who manage this channel"]
    who = [*managers, *map(Named, wishes.editors)] or ["anyone here"]
    parts = [piece for one in who[:-1] for piece in (one, ", ")][:-1]
    return (*parts, " or ", who[-1]) if parts else who[0]


def said(change: Change) -> Value:
    """A change, its people and roles by name."""
    if change.setting not in (MENTION, EDITORS):
        return change.said
    return (*people_in(change.setting, change.old), " → ", *people_in(change.setting, change.new))


def people_in(setting: str, word: str) -> tuple[str | Named, ...]:
    """Whom a word of a setting names; the word of a new channel where it names nobody."""
    ids = word.split()
    return tuple(part for one in ids for part in (Named(one), " "))[:-1] if ids else (unsaid(setting),)
