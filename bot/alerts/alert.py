"""An Alert is the envelope around a card: which happening it tells, and how far past its threshold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.cards import Action, Card


class Severity(StrEnum):
    """QUIET arrives without a sound (a follow-up), NORMAL as a message, HIGH may pass quiet hours."""

    QUIET = "quiet"
    NORMAL = "normal"
    HIGH = "high"


def fingerprint(kind: str, about: str, occurrence: str) -> str:
    """The identity of a happening: rewording, rerunning and restarting never change it."""
    return hashlib.sha256(f"{kind}\x1f{about}\x1f{occurrence}".encode()).hexdigest()[:24]


@dataclass(frozen=True, kw_only=True)
class Alert:
    """``about`` is a ticker's symbol, or "" for everyone; ``size`` is in the unit of the kind.

    ``follows`` is the fingerprint of the alert that this one continues (a close after an open). ``only`` names the one
    channel (``platform:id``) that it concerns, whatever that watches; "" for all that watch ``about``.
    """

    kind: str
    about: str
    occurrence: str
    at: datetime
    card: Card
    severity: Severity = Severity.NORMAL
    size: float = 0.0
    follows: str = ""
    only: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.at.astimezone(UTC))

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.kind, self.about, self.occurrence)


def snooze_button(kind: str, about: str) -> Action:
    """The button on every alert: a day of quiet about its ticker, or about its kind where it has none."""
    subject = about or kind
    return Action(f"Snooze {subject.replace('_', ' ')} for a day", f"snooze {subject} 1d")
