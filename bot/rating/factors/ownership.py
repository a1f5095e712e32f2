"""Ownership: are institutions and insiders adding? (evidence C: filed up to 45 days late)"""

from __future__ import annotations

from bot.rating.signal import Factor, in_category, on_curve

FACTOR = Factor(
    "ownership",
    (
        on_curve("institutions", "institutional_change"),
        on_curve("holders", "holder_change"),
        in_category("insiders", "insider", "insider"),
    ),
)
