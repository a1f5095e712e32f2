"""An Alert is the envelope around a card: which happening it tells, and how far past its threshold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.cards import Action, Card, Menu


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

    ``follows`` is the fingerprint of the alert that this one continues (a close after an open). ``only`` names
    the channels, as platform:id, that are meant of those who watch ``about``; empty means all of them. ``addressed``:
    they are told whether they watch it or not. ``stamps``: it is no message of its own, but a line on the one that it
    follows. ``explains`` names the kinds of alert that this one is a reason for: they wait for a digest while it is
    fresh. ``tells``: the alerts, by fingerprint, that are told in this one.
    """

    kind: str
    about: str
    occurrence: str
    at: datetime
    card: Card
    severity: Severity = Severity.NORMAL
    size: float = 0.0
    follows: str = ""
    only: tuple[str, ...] = ()
    addressed: bool = False
    stamps: bool = False
    explains: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.at.astimezone(UTC))

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.kind, self.about, self.occurrence)


def ack_button(alert: str) -> Action:
    """On every alert, by its fingerprint: whoever presses it stands on the message with their name."""
    return Action("Acknowledge", f"ack {alert}")


def snooze_menu(kind: str, about: str) -> Menu:
    """On every alert: quiet about its ticker, its kind, or its kind about its ticker, for a while."""
    named = kind.replace("_", " ")
    if not about:
        return Menu(
            "Snooze…",
            (
                Action(f"{named}: 1 hour", f"snooze {kind} 1h"),
                Action(f"{named}: until tomorrow's open", f"snooze {kind} open"),
                Action(f"{named}: 1 week", f"snooze {kind} 1w"),
                Action("Pick a time", f"snooze {kind} pick"),
            ),
        )
    both = f"{about}:{kind}"
    return Menu(
        "Snooze…",
        (
            Action(f"{about}: 1 hour", f"snooze {about} 1h"),
            Action(f"{about}: until tomorrow's open", f"snooze {about} open"),
            Action(f"{about}: 1 week", f"snooze {about} 1w"),
            Action(f"{about}, {named}: until it changes", f"snooze {both} change"),
            Action(f"{about}, {named}: 1 week", f"snooze {both} 1w"),
            Action(f"{named}, all stocks: 1 week", f"snooze {kind} 1w"),
            Action("Pick what and a time", f"snooze {both} pick"),
        ),
    )
