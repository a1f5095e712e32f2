"""What a channel wishes: which kinds of alert it hears and how, when it wants quiet, how many, and who may say so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from bot.alerts.alert import Alert, Severity
from bot.alerts.marks import LEVEL, NOTE, is_mark, mark_said
from bot.alerts.quiet_hours import QuietHours

KIND, QUIET, CAP, URGENT, EDITORS = "kind:", "quiet", "cap", "urgent", "editors"
MOST_AN_HOUR = 999
_UNSAID = {QUIET: "off", CAP: "off", URGENT: "pass", EDITORS: "anyone"}
_NAMES = {QUIET: "quiet hours", CAP: "cap an hour", URGENT: "urgent alerts", EDITORS: "who may change this"}
_PERSON = re.compile(r"<@!?([\w.-]+)(?:\|[^>]*)?>|([\w.-]+)")  # a mention, or an id


class State(StrEnum):
    """How a channel hears a kind: as it is, without a sound, or not at all."""

    ON = "on"
    SILENT = "silent"
    OFF = "off"


@dataclass(frozen=True)
class Course:
    """How an alert goes to one channel: without a sound, held by quiet hours, held after ``cap`` others of this hour.

    A ``cap`` of 0 is none.
    """

    silent: bool = False
    waits: bool = False
    cap: int = 0


STRAIGHT = Course()


@dataclass(frozen=True)
class Wishes:
    """A channel's wishes; a new channel hears everything at once and anyone there may change that.

    ``states`` by kind; ``cap`` messages an hour (0: any number); ``urgent_pass``: HIGH waits neither for quiet
    hours nor for the cap; ``editors`` are user ids, none for anyone.
    """

    states: Mapping[str, State] = field(default_factory=dict)
    quiet: QuietHours | None = None
    cap: int = 0
    urgent_pass: bool = True
    editors: tuple[str, ...] = ()

    @classmethod
    def read(cls, words: Mapping[str, str]) -> Wishes:
        """From words by setting, as wished() makes them; a state that this version does not know is on."""
        states = {name.removeprefix(KIND): word for name, word in words.items() if name.startswith(KIND)}
        return cls(
            states={kind: State(word) for kind, word in states.items() if word in list(State)},
            quiet=_quiet(words.get(QUIET, "")),
            cap=int(words.get(CAP) or 0),
            urgent_pass=words.get(URGENT) != "wait",
            editors=tuple(words.get(EDITORS, "").split()),
        )

    def state(self, kind: str) -> State:
        return self.states.get(kind, State.ON)

    def may_change(self, user: str, *, may_manage: bool = True) -> bool:
        """Whether a person may change these; where nobody is named, it is for the platform to say who manages."""
        return user in self.editors if self.editors else may_manage

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the quiet of now ends, None where there is none."""
        return self.quiet.until(now) if self.quiet is not None else None

    def course(self, alert: Alert, now: datetime) -> Course | None:
        """How an alert goes to this channel; None where it is not told."""
        state = self.state(alert.kind)
        if state is State.OFF:
            return None
        silent = state is State.SILENT
        if alert.severity is Severity.HIGH and self.urgent_pass:
            return Course(silent)
        return Course(silent, waits=self.quiet_until(now) is not None, cap=self.cap)


@lru_cache(maxsize=1024)
def _quiet(word: str) -> QuietHours | None:
    """A zone that this machine does not know any more means no quiet: alerts come rather than wait."""
    try:
        return QuietHours.parse(word) if word else None
    except ValueError:
        return None


def wished(setting: str, text: str, author: str) -> str:
    """What a person wrote for a setting as the word that is kept, "" for what a new channel has. ValueError."""
    low = text.strip().lower()
    if low == unsaid(setting):
        return ""
    if setting == QUIET:
        return str(QuietHours.parse(text))
    if setting == CAP:
        if not low.isascii() or not low.isdigit() or not 1 <= int(low) <= MOST_AN_HOUR:
            raise ValueError(f"A cap is a number of alerts an hour, 1 to {MOST_AN_HOUR}, or off.")
        return str(int(low))
    if setting == URGENT:
        if low != "wait":
            raise ValueError("Urgent alerts either pass quiet hours and the cap, or wait: write pass or wait.")
        return low
    if setting == EDITORS:
        return _people(text, author)
    if low not in list(State):
        raise ValueError(f"“{text.strip()[:20]}” is not one of on, silent or off.")
    return low


def _people(text: str, author: str) -> str:
    """User ids parted by spaces, from mentions or ids; the author is always among them, or could not go back."""
    ids = [author]
    for word in text.replace(",", " ").split():
        found = _PERSON.fullmatch(word)
        if found is None:
            raise ValueError(
                f"“{word[:20]}” has no user id in it; write the id itself (a profile shows it), or me, or anyone."
            )
        ids.append(author if word.lower() == "me" else found[1] or found[2])
    if len(ids) == 1:
        raise ValueError("Name people by mention or user id, write me for yourself alone, or anyone.")
    return " ".join(dict.fromkeys(ids))


def unsaid(setting: str) -> str:
    """What a setting is in a new channel."""
    if is_mark(setting):
        return "none" if setting.startswith(NOTE) else "off"
    return _UNSAID.get(setting, State.ON.value)


def name_of(setting: str) -> str:
    """A setting as people read it: “price past target”, “quiet hours”, “note on APLD”, “level APLD above 40”."""
    if is_mark(setting):
        of = setting.removeprefix(NOTE).removeprefix(LEVEL)
        return f"note on {of}" if setting.startswith(NOTE) else f"level {of}"
    return _NAMES.get(setting) or setting.removeprefix(KIND).replace("_", " ")


def shown(setting: str, word: str) -> str:
    """A word as people read it."""
    if not word:
        return unsaid(setting)
    return mark_said(setting, word) if is_mark(setting) else word


@dataclass(frozen=True)
class Change:
    """One setting from an old word to a new one ("" for what a new channel has), by whom and when.

    ``number`` counts a channel's changes; ``undoes`` is the number of the change that this one took back.
    """

    setting: str
    old: str
    new: str
    by: str
    at: datetime
    name: str = ""
    number: int = 0
    undoes: int = 0

    @property
    def author(self) -> str:
        return self.name or self.by

    @property
    def said(self) -> str:
        """``off → 22:00-07:00 Europe/Berlin``."""
        return f"{shown(self.setting, self.old)} → {shown(self.setting, self.new)}"
