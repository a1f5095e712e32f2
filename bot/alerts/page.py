"""A Page is what a watcher keeps of one day for later: written in one step with its episodes and alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Page:
    """The page of a ``day`` in a watcher's book (its ``kind``); a later look on that day writes it anew."""

    kind: str
    day: date
    body: str
