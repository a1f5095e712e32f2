"""A Profile is all that is known of one company at one moment, each figure with its day and its source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.market.observation import Observation
from bot.market.remedy import Remedy

Value = float | str | bool
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, kw_only=True)
class Figure(Observation):
    """A value in ``unit`` (``USD``, ``USD/share`` or the rule set's word for it).

    ``as_of`` is when it was true, ``published`` when the world could know it, ``expires`` when it stops to count
    (curated milestones). A category or a yes/no is a figure too; so is "not applicable", where the rules allow it.
    """

    value: Value
    unit: str = ""
    published: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True)
class Absent:
    """A figure that was asked for and not had; ``reason`` is a few words for people, said when they are shown.

    ``remedy`` is what a person can do about it; with it or without, the reason is the same one.
    """

    reason: str
    remedy: Remedy | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class Phrase(Observation):
    """Words of a text graded with the lexicon, in place of a number nobody gave."""

    grade: str
    words: str


@dataclass(frozen=True)
class Profile:
    """Everything the rating sees, at ``at`` (UTC). It holds no name and no symbol: the rules are the same for all.

    ``figures`` by input name (see ``rules.toml``); ``second`` holds another source's opinion on some of them;
    ``phrases`` by signal, such as ``trend.bottom``.
    """

    at: datetime
    figures: Mapping[str, Figure | Absent]
    second: Mapping[str, Figure] = field(default_factory=dict)
    phrases: Mapping[str, Phrase] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("at needs a time zone")

    @property
    def fingerprint(self) -> str:
        """A hash of every input, for the record: the same figures in any order give the same one."""
        told = {
            "at": self.at.timestamp(),
            **{
                part: {name: _told(kept) for name, kept in rows.items()}
                for part, rows in (("figures", self.figures), ("second", self.second), ("phrases", self.phrases))
            },
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _told(kept: Figure | Absent | Phrase) -> list[str]:
    if isinstance(kept, Absent):
        return [kept.reason]
    if isinstance(kept, Phrase):
        return [kept.grade, kept.words, kept.as_of.isoformat(), kept.source]
    moments = (moment.isoformat() if moment else "" for moment in (kept.as_of, kept.published, kept.expires))
    value = float(kept.value) if isinstance(kept.value, int) and not isinstance(kept.value, bool) else kept.value
    return [repr(value), kept.unit, *moments, kept.source]
