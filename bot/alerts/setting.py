"""One setting of a channel: its name, the word that is kept for it, and a change from one word to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.alerts.day_times import DayTimes
from bot.alerts.marks import LEVEL, NOTE, is_mark, mark_said
from bot.alerts.quiet_hours import QuietHours

KIND, LEAST = "kind:", "least:"  # with a kind of alert after it
QUIET, CAP, URGENT, DIGESTS = "quiet", "cap", "urgent", "digests"
STYLE, MENTION, LOUD, EDITORS = "style", "mention", "loud", "editors"
SETTINGS = (QUIET, DIGESTS, CAP, URGENT, STYLE, MENTION, LOUD, EDITORS)
MOST_AN_HOUR = 999
_UNSAID = {
    QUIET: "off", CAP: "off", URGENT: "pass", DIGESTS: "off", STYLE: "threads", MENTION: "nobody", LOUD: "urgent",
    EDITORS: "anyone",
}  # fmt: skip
_NAMES = {
    QUIET: "quiet hours",
    CAP: "cap an hour",
    URGENT: "urgent alerts",
    DIGESTS: "digests",
    STYLE: "follow-ups",
    MENTION: "mention",
    LOUD: "mention with",
    EDITORS: "who may change this",
}
_TWO = {  # settings of two words, the second of which is kept
    URGENT: ("pass", "wait", "Urgent alerts either pass quiet hours and the cap, or wait: write pass or wait."),
    STYLE: ("threads", "new", "Follow-ups either go into the thread of their alert, or are new: write threads or new."),
    LOUD: ("urgent", "all", "A mention comes with urgent alerts alone, or with all that make a sound: urgent or all."),
}
_ID = re.compile(r"<@!?([\w.-]+)(?:\|[^>]*)?>|<@(&\w+)>|<!subteam\^(\w+)(?:\|[^>]*)?>|(&?[\w.-]+)")
_NUMBER = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)")


class State(StrEnum):
    """How a channel hears a kind: as it is, without a sound, or not at all."""

    ON = "on"
    SILENT = "silent"
    OFF = "off"


def wished(setting: str, text: str, author: str) -> str:
    """What a person wrote for a setting as the word that is kept, "" for what a new channel has. ValueError."""
    low = text.strip().lower()
    if low == unsaid(setting):
        return ""
    if setting == QUIET:
        return str(QuietHours.parse(text))
    if setting == DIGESTS:
        return str(DayTimes.parse(text))
    if setting == CAP:
        if not low.isascii() or not low.isdigit() or not 1 <= int(low) <= MOST_AN_HOUR:
            raise ValueError(f"A cap is a number of alerts an hour, 1 to {MOST_AN_HOUR}, or off.")
        return str(int(low))
    if setting in _TWO:
        _, other, sentence = _TWO[setting]
        if low != other:
            raise ValueError(sentence)
        return low
    if setting == EDITORS:
        return _people(text, author)
    if setting == MENTION:
        return _mentioned(text)
    if setting.startswith(LEAST):
        return _size(low)
    if low not in list(State):
        raise ValueError(f"“{text.strip()[:20]}” is not one of on, silent or off.")
    return low


def _id(word: str) -> str:
    """The id in a mention, of a role or a user group with a ``&`` before it; "" where there is none."""
    found = _ID.fullmatch(word)
    if found is None:
        return ""
    person, role, group, bare = found.groups()
    return person or role or (f"&{group}" if group else bare)


def _people(text: str, author: str) -> str:
    """Ids parted by spaces, from mentions or ids; the author is always among them, or could not go back."""
    ids = [author]
    for word in text.replace(",", " ").split():
        named = author if word.lower() == "me" else _id(word)
        if not named:
            raise ValueError(
                f"“{word[:20]}” has no user id in it; write the id itself (a profile shows it), or me, or anyone."
            )
        ids.append(named)
    if len(ids) == 1:
        raise ValueError("Name people by mention or user id, write me for yourself alone, or anyone.")
    return " ".join(dict.fromkeys(ids))


def _mentioned(text: str) -> str:
    """The id of one person, role or user group; a whole channel is never mentioned."""
    named = _id(text.strip())
    if not named or named.lower() in ("everyone", "here", "channel"):
        raise ValueError(
            f"“{text.strip()[:20]}” names no person, role or user group; mention one, or write nobody. "
            "A whole channel is never mentioned."
        )
    return named


def _size(low: str) -> str:
    """A number above 0 without its unit."""
    found = _NUMBER.fullmatch(low.replace(",", "."))
    if found is None or not float(found[1]):
        raise ValueError(f"“{low[:20]}” is no size; write a number such as 15, or every.")
    return f"{float(found[1]):g}"


def unsaid(setting: str) -> str:
    """What a setting is in a new channel."""
    if is_mark(setting):
        return "none" if setting.startswith(NOTE) else "off"
    return "every" if setting.startswith(LEAST) else _UNSAID.get(setting, State.ON.value)


def name_of(setting: str) -> str:
    """A setting as people read it: “price past target”, “quiet hours”, “note on APLD”, “level APLD above 40”."""
    if is_mark(setting):
        of = setting.removeprefix(NOTE).removeprefix(LEVEL)
        return f"note on {of}" if setting.startswith(NOTE) else f"level {of}"
    if setting.startswith(LEAST):
        return f"least {setting.removeprefix(LEAST).replace('_', ' ')}"
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
