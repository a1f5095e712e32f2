"""A reported fact: one figure of a company's statements, as filed with the SEC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.market.observation import Observation


@dataclass(frozen=True, kw_only=True)
class ReportedFact(Observation):
    """``value`` of ``concept`` in ``unit`` ("USD", "USD/shares", "shares"), both days included.

    At the end of ``end`` where ``start`` is None, else from ``start`` to ``end``. ``concept`` is its US-GAAP, IFRS or
    cover-page name. ``as_of`` is midnight UTC of ``filed``; one figure may be filed several times, the last one counts.
    """

    concept: str
    unit: str
    start: date | None
    end: date
    value: float
    filed: date
    form: str
    accession: str
