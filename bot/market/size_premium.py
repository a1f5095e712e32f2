"""The size premium: small less big by year or month, and the several means that are told of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

CAVEAT = "arithmetic mean, before costs, weak since 1982"


@dataclass(frozen=True)
class SizePremium:
    """Kenneth French's SMB over some years: means and shares as fractions (0.0285 is 2.85 % a year).

    The arithmetic mean must not be added to a compounded return; ``compounded`` is what a year grew by.
    """

    periods: int
    mean: float
    compounded: float
    median: float
    above_zero: float
    t: float | None


def size_premium(returns: Sequence[float]) -> SizePremium:
    """The premium of a run of returns (fractions), all of the same length. ValueError for none."""
    if not returns:
        raise ValueError("a premium needs at least one return")
    mean, spread = fmean(returns), stdev(returns) if len(returns) > 1 else 0.0
    return SizePremium(
        periods=len(returns),
        mean=mean,
        compounded=math.exp(fmean(math.log1p(one) for one in returns)) - 1,
        median=median(returns),
        above_zero=sum(one > 0 for one in returns) / len(returns),
        t=mean / (spread / math.sqrt(len(returns))) if spread > 0 else None,
    )


def windows_above_zero(returns: Sequence[float], length: int, *, compounded: bool = True) -> float | None:
    """The share of all windows of ``length`` returns that gained; None with fewer returns."""
    steps = [math.log1p(one) for one in returns] if compounded else list(returns)
    gained = [math.fsum(steps[start : start + length]) > 0 for start in range(len(steps) - length + 1)]
    return sum(gained) / len(gained) if gained else None
