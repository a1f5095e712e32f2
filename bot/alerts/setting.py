"""One setting of a channel: its name, the word that is kept for it, and a change from one word to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.alerts.day_times import DayTimes
from bot.alerts.marks import LEVEL, NOTE, is_mark, mark_said
from bot.alerts.quiet_hours import QuietHours
from bot.words import later, said, say

KIND, LEAST = "kind:", "least:"  # with a kind of alert after it
QUIET, CAP, URGENT, DIGESTS = "quiet", "cap", "urgent", "digests"
STYLE, MENTION, LOUD, EDITORS = "style", "mention", "loud", "editors"
SETTINGS = (QUIET, DIGESTS, CAP, URGENT, STYLE, MENTION, LOUD, EDITORS)
MOST_AN_HOUR = 999
_EVERY, _NONE, _OFF = later("every"), later("none"), later("off")  # kept and compared as they are typed
_UNSAID = {
    QUIET: _OFF,
    CAP: _OFF,
    URGENT: later("pass"),
    DIGESTS: _OFF,
    STYLE: later("threads"),
    MENTION: later("nobody"),
    LOUD: later("urgent"),
    EDITORS: later("anyone"),
}
_NAMES = {
    QUIET: later("quiet hours"),
    CAP: later("cap an hour"),
    URGENT: later("urgent alerts"),
    DIGESTS: later("digests"),
    STYLE: later("follow-ups"),
    MENTION: later("mention"),
    LOUD: later("mention with"),
    EDITORS: later("who may change this"),
}
_TWO = {  # settings of two words, the second of which is kept
    URGENT: (
        "pass",
        later("wait"),
        later("Urgent alerts either pass quiet hours and the cap, or wait: write pass or wait."),
    ),
    STYLE: (
        "threads",
        later("new"),
        later("Follow-ups either go into the thread of their alert, or are new: write threads or new."),
    ),
    LOUD: (
        "urgent",
        later("all"),
        later("A mention comes with urgent alerts alone, or with all that make a sound: urgent or all."),
    ),
}
_ID = re.compile(r"<@!?([\w.-]+)(?:\|[^>]*)?>|<@(&\w+)>|<!subteam\^(\w+)(?:\|[^>]*)?>|(&?[\w.-]+)")
_NUMBER = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)")


class State(StrEnum):
    """How a channel hears a kind: as it is, without a sound, or not at all."""

    ON = later("on")
    SILENT = later("silent")
    OFF = later("off")


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
            raise ValueError(say("A cap is a number of alerts an hour, 1 to {most}, or off.", most=MOST_AN_HOUR))
        return str(int(low))
    if setting in _TWO:
        _, other, sentence = _TWO[setting]
        if low != other:
            raise ValueError(said(sentence))
        return low
    if setting == EDITORS:
        return _people(text, author)
    if setting == MENTION:
        return _mentioned(text)
    if setting.startswith(LEAST):
        return _size(low)
    if low not in list(State):
        raise ValueError(say("“{typed}” is not one of on, silent or off.", typed=text.strip()[:20]))
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
                say(
                    "“{typed}” has no user id in it; write the id itself (a profile shows it), or me, or anyone.",
                    typed=word[:20],
                )
            )
        ids.append(named)
    if len(ids) == 1:
        raise ValueError(say("Name people by mention or user id, write me for yourself alone, or anyone."))
    return " ".join(dict.fromkeys(ids))


def _mentioned(text: str) -> str:
    """The id of one person, role or user group; a whole channel is never mentioned."""
    named = _id(text.strip())
    if not named or named.lower() in ("everyone", "here", "channel"):
        raise ValueError(
            say(
                "“{typed}” names no person, role or user group; mention one, or write nobody. "
                "A whole channel is never mentioned.",
                typed=text.strip()[:20],
            )
        )
    return named


def _size(low: str) -> str:
    """A number above 0 without its unit."""
    found = _NUMBER.fullmatch(low.replace(",", "."))
    if found is None or not float(found[1]):
        raise ValueError(say("“{typed}” is no size; write a number such as 15, or every.", typed=low[:20]))
    return f"{float(found[1]):g}"


def unsaid(setting: str) -> str:
    """What a setting is in a new channel: the word as it is typed and compared; shown() says it."""
    if is_mark(setting):
        return _NONE if setting.startswith(NOTE) else _OFF
    return _EVERY if setting.startswith(LEAST) else _UNSAID.get(setting, State.ON.value)


def name_of(setting: str) -> str:
    """A setting as people read it: “price past target”, “quiet hours”, “note on APLD”, “level APLD above 40”."""
    if is_mark(setting):
        of = setting.removeprefix(NOTE).removeprefix(LEVEL)
        if setting.startswith(NOTE):
            return say("note on {ticker}", ticker=of)
        ticker, way, price = of.split()
        if way == "above":
            return say("level {ticker} above {price}", ticker=ticker, price=price)
        return say("level {ticker} below {price}", ticker=ticker, price=price)
    if setting.startswith(LEAST):
        return say("least {kind}", kind=said(setting.removeprefix(LEAST).replace("_", " ")))
    return said(_NAMES.get(setting) or setting.removeprefix(KIND).replace("_", " "))


def shown(setting: str, word: str) -> str:
    """A word as people read it."""
    if not word:
        return said(unsaid(setting))
    if is_mark(setting):
        return mark_said(setting, word)
    return said(word) if setting in _TWO or setting.startswith(KIND) else word  # the others are ids, numbers, hours


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
