"""What has changed since our own record of a quarter ago: holdings and targets have no history elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.market.quote import Split
from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin, Reading
from bot.sources.profile.snapshots import Snapshot
from bot.words import filled, later

SOURCE = later("Yahoo Finance, against our record of {day}")
FEW = 3  # analysts: with fewer, one who comes or goes moves the mean


def read_since(
    then: Snapshot, figures: Reading, counted: Mapping[str, float], at: datetime, splits: Sequence[Split]
) -> Reading:
    """The changes that both records allow, fractions. Splits in between change nothing."""
    origin = Origin(filled(SOURCE, day=then.at.date()), at)
    ratio = math.prod(split.ratio for split in splits if split.day > then.at.date())
    changes = {
        "institutional_change": _change(_held(counted), _held(then.counted), ratio),
        "holder_change": _change(counted.get("institutions_count"), then.counted.get("institutions_count")),
        "target_change": _change(_mean_target(figures), _mean_target(then.figures), 1 / ratio),
    }
    return {name: origin.figure(change, "fraction") for name, change in changes.items() if change is not None}


def _held(counted: Mapping[str, float]) -> float | None:
    share, shares = counted.get("institutions_share"), counted.get("shares")
    return None if share is None or shares is None else share * shares


def _mean_target(figures: Mapping[str, Figure | Absent]) -> float | None:
    mean, analysts = figures.get("target_mean"), figures.get("target_analysts")
    if not isinstance(mean, Figure) or not isinstance(analysts, Figure) or float(analysts.value) < FEW:
        return None
    return float(mean.value)


def _change(now: float | None, before: float | None, ratio: float = 1.0) -> float | None:
    """``ratio`` brings the older number on today's footing."""
    return None if now is None or not before or before < 0 else now / (before * ratio) - 1
