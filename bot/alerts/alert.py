"""An Alert is the envelope around a card: which happening it tells, and how far past its threshold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.cards import Action, Card, Menu
from bot.words import said, say


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
    return Action(say("Acknowledge"), f"ack {alert}")


def snooze_menu(kind: str, about: str) -> Menu:
    """On every alert: quiet about its ticker, its kind, or its kind about its ticker, for a while."""
    named = said(kind.replace("_", " "))
    if not about:
        return Menu(
            say("Snooze…"),
            (
                Action(say("{topic}: 1 hour", topic=named), f"snooze {kind} 1h"),
                Action(say("{topic}: until tomorrow's open", topic=named), f"snooze {kind} open"),
                Action(say("{topic}: 1 week", topic=named), f"snooze {kind} 1w"),
                Action(say("Pick a time"), f"snooze {kind} pick"),
            ),
        )
    both = f"{about}:{kind}"
    return Menu(
        say("Snooze…"),
        (
            Action(say("{topic}: 1 hour", topic=about), f"snooze {about} 1h"),
            Action(say("{topic}: until tomorrow's open", topic=about), f"snooze {about} open"),
            Action(say("{topic}: 1 week", topic=about), f"snooze {about} 1w"),
            Action(say("{ticker}, {kind}: until it changes", ticker=about, kind=named), f"snooze {both} change"),
            Action(say("{ticker}, {kind}: 1 week", ticker=about, kind=named), f"snooze {both} 1w"),
            Action(say("{kind}, all stocks: 1 week", kind=named), f"snooze {kind} 1w"),
            Action(say("Pick what and a time"), f"snooze {both} pick"),
        ),
    )
