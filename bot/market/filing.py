"""A filing: a paper that a company handed to the SEC, with its form and the moment it was accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.market.observation import Observation
from bot.market.ticker import Ticker


@dataclass(frozen=True, kw_only=True)
class Filing(Observation):
    """``form`` as the SEC writes it ("424B5", "8-K/A"), ``items`` of an 8-K ("2.02"), ``accepted`` in UTC.

    ``accession`` is its identity; ``filed`` is the SEC's official day, which may be the session after ``accepted``.
    ``link`` leads to the document, or to the index of its parts. ``as_of`` is ``accepted``.
    """

    as_of: datetime = field(init=False)
    source: str = "SEC"
    ticker: Ticker
    accession: str
    form: str
    items: tuple[str, ...] = ()
    accepted: datetime
    filed: date
    report_date: date | None = None
    link: str
    company: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "as_of", self.accepted)
        super().__post_init__()
        object.__setattr__(self, "accepted", self.accepted.astimezone(UTC))
        if not self.link.startswith("https://"):
            raise ValueError("a Filing needs an https link")

    @property
    def root(self) -> str:
        """The form without its mark of an amendment: "8-K" of "8-K/A"."""
        return self.form.removesuffix("/A")

    @property
    def is_amendment(self) -> bool:
        return self.form.endswith("/A")
