"""What Yahoo says of a company's filings: the form and the day of each, from a list that leaves many out.

It names no items, no accession number apart from its link, and often not even a company's prospectuses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.sources.yahoo_bodies import items, module, moment, text

NAME = "secFilings"
SPAN = timedelta(days=366)  # kept of a list that goes back five years
MOST = 500  # rows
_FORM = re.compile(r"[A-Z0-9][\w\-/. ]{0,19}", re.ASCII)


@dataclass(frozen=True)
class Listed:
    """``form`` as the SEC writes it, ``day`` the day it was filed."""

    form: str
    day: date


def trim_listed(summary: Mapping[str, Any], at: datetime) -> Mapping[str, Any]:
    """Yahoo's modules, but of the list of filings a year's forms and days alone: its titles and links are not read."""
    if NAME not in summary:
        return summary
    since = (at - SPAN).date()
    rows = [{"type": one.form, "date": one.day.isoformat()} for one in read_listed(summary, at) if one.day >= since]
    return {**summary, NAME: {"filings": rows}}


def read_listed(summary: Mapping[str, Any], at: datetime) -> Sequence[Listed]:
    """What was filed up to ``at``; rows without a form or a day are left out."""
    today = at.astimezone(UTC).date()
    return [
        Listed(form, day)
        for row in items(module(summary, NAME).get("filings"))[:MOST]
        if isinstance(row, Mapping)
        and _FORM.fullmatch(form := text(row.get("type")))
        and (day := _day(row)) is not None
        and day <= today
    ]


def _day(row: Mapping[str, Any]) -> date | None:
    """The day as Yahoo writes it out; where it does not, that of its midnight UTC."""
    try:
        return date.fromisoformat(text(row.get("date"))[:10])
    except ValueError:
        at = moment(row.get("epochDate"))
        return None if at is None else at.date()
