"""An Episode is a condition that opened and has not closed: it fires once per crossing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Episode:
    """What is known of one line (``name``) of one kind about one ticker.

    ``side`` is where the value was last confirmed ("above", "below", a settlement date …), ``level`` the
    line and ``value`` the figure at that look, ``seen_at`` the figure's own time. ``number`` counts the
    openings; ``alert`` is the fingerprint of the alert that told the open one, "" while closed.
    ``turn`` counts every stored move and lets the store refuse a move that was judged from an older one.
    """

    kind: str
    about: str
    name: str
    side: str
    level: float
    value: float
    seen_at: datetime
    number: int = 0
    alert: str = ""
    turn: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.alert)

    def seen(self, *, side: str, level: float, value: float, at: datetime) -> Episode:
        """The same episode after another look."""
        return replace(self, side=side, level=level, value=value, seen_at=at)

    def opened(self, alert: str) -> Episode:
        """The next opening, told by the alert with this fingerprint."""
        return replace(self, number=self.number + 1, alert=alert)

    def closed(self) -> Episode:
        return replace(self, alert="")
