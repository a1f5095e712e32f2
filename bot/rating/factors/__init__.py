"""The twelve factors, one a file, in the order of the card."""

from __future__ import annotations

from bot.rating.factors import (
    analyst_direction,
    extension,
    funding,
    milestones,
    operating_momentum,
    ownership,
    quality,
    sector,
    short_interest,
    target_upside,
    trend,
    valuation,
)
from bot.rating.signal import Factor

FACTORS: tuple[Factor, ...] = (
    operating_momentum.FACTOR,
    analyst_direction.FACTOR,
    trend.FACTOR,
    extension.FACTOR,
    valuation.FACTOR,
    target_upside.FACTOR,
    quality.FACTOR,
    funding.FACTOR,
    ownership.FACTOR,
    short_interest.FACTOR,
    sector.FACTOR,
    milestones.FACTOR,
)
