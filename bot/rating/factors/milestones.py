"""Milestone clock: how far off is the next event that decides the value? (evidence D; curated, each with a filing)"""

from __future__ import annotations

from bot.rating.signal import Factor, in_category, on_curve

FACTOR = Factor(
    "milestones",
    (
        on_curve("months", "milestone_months", "milestone"),
        in_category("status", "milestone_status", "milestone_status"),
        in_category("rival", "rival", "rival"),
    ),
)
