"""An Observation is a figure that knows when it was true and who said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, kw_only=True)
class Observation:
    """``as_of`` is UTC: the moment the figure was true (a settlement date is midnight UTC of that day)."""

    as_of: datetime
    source: str

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise ValueError("as_of needs a time zone")
        object.__setattr__(self, "as_of", self.as_of.astimezone(UTC))
