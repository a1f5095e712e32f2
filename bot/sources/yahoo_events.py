"""What Yahoo's calendar of economic events says: its rows as they are written, and the consensus among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.market.calendar import Entry
from bot.market.consensus import Awaited
from bot.market.feeds import Missing, Unreadable
from bot.sources.yahoo_bodies import items, read_body, text
from bot.words import later

EVENTS = "https://query1.finance.yahoo.com/v1/finance/visualization"
FIELDS = ("econ_release", "country_code", "startdatetime", "period", "consensus_estimate")
ROWS = 100  # in one request, the most that Yahoo gives
COUNTRY = "US"
NEAR = timedelta(hours=1)  # a row is of a release where its moment is not farther from the stated one
NAMES: Mapping[str, Awaited] = {
    "non farm payrolls": Awaited.PAYROLLS,
    "nonfarm payrolls": Awaited.PAYROLLS,
    "unemployment rate": Awaited.UNEMPLOYMENT,
    "average earnings mm": Awaited.EARNINGS,
    "average hourly earnings mm": Awaited.EARNINGS,
    "average hourly earnings mom": Awaited.EARNINGS,
    "initial jobless clm": Awaited.CLAIMS,
    "initial jobless claims": Awaited.CLAIMS,
    "jolts job openings": Awaited.OPENINGS,
}  # exactly these: there are payrolls of private and of manufacturing firms beside them, and earnings on the year
WEEKLY = (Awaited.CLAIMS,)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SUFFIXES = {"": 0.0, "k": 1e3, "m": 1e6, "mln": 1e6, "b": 1e9, "%": 1.0}
_WRITTEN = re.compile(r"([-+]?\d[\d,]*(?:\.\d+)?)\s*(k|m|mln|b|%)?", re.IGNORECASE)


@dataclass(frozen=True)
class Size:
    """Between which sizes a figure is believed, in persons (or percent), and what one of our units is of those.

    No two of the units in which Yahoo might write it fit between: where more than one does, nothing is read.
    """

    least: float
    most: float
    unit: float
    scales: tuple[float, ...] = (1.0, 1e3, 1e6)


SIZES: Mapping[Awaited, Size] = {
    Awaited.PAYROLLS: Size(1e3, 2e6, 1e3),
    Awaited.CLAIMS: Size(5e4, 7e6, 1.0),
    Awaited.OPENINGS: Size(2e6, 2e7, 1e3),
    Awaited.UNEMPLOYMENT: Size(2.0, 25.0, 1.0, (1.0,)),
    Awaited.EARNINGS: Size(0.05, 2.0, 1.0, (1.0,)),
}
MAY_BE_ZERO = (Awaited.PAYROLLS, Awaited.EARNINGS)


def asked_for(day: date, offset: int = 0) -> Mapping[str, Any]:
    """The body of a question for the events of a day (UTC), the latest first."""
    span = [{"operator": sign, "operands": ["startdatetime", day.isoformat()]} for sign in ("GTE", "LTE")]
    return {
        "sortType": "DESC", "entityIdType": "economic_event", "sortField": "startdatetime",
        "includeFields": list(FIELDS), "size": ROWS, "offset": offset, "query": {"operator": "AND", "operands": span},
    }  # fmt: skip


def read_events(written: str) -> list[Mapping[str, Any]]:
    """Rows by the name of their field. Raises Unavailable, Unreadable; a day without an event has none."""
    try:
        result = read_body(written, "finance", later("economic events"))
    except Missing:
        return []
    told = items(_first(result).get("documents"))
    documents = [one for one in told if isinstance(one, Mapping)]
    if not documents:
        raise Unreadable(later("Yahoo's calendar of events has not its known shape."))
    columns = [text(one.get("id")) if isinstance(one, Mapping) else "" for one in items(documents[0].get("columns"))]
    rows = items(documents[0].get("rows"))
    names = columns if set(FIELDS) <= set(columns) else list(FIELDS)  # in the order they were asked for
    if any(not isinstance(row, list) or len(row) != len(names) for row in rows):
        raise Unreadable(later("Yahoo's calendar of events has not its known shape."))
    return [dict(zip(names, row, strict=True)) for row in rows]


def _first(result: Sequence[Any]) -> Mapping[str, Any]:
    return result[0] if result and isinstance(result[0], Mapping) else {}


def expected(rows: Sequence[Mapping[str, Any]], awaited: Awaited, entry: Entry) -> float | None:
    """What is expected of a release, in the unit of ``awaited``; None where it is not told or is not clear."""
    told = {
        read_figure(row.get("consensus_estimate"), awaited)
        for row in rows
        if _is_about(row, awaited, entry) and row.get("consensus_estimate") not in (None, "", "-")
    }
    return told.pop() if len(told) == 1 else None


def read_figure(value: object, awaited: Awaited) -> float | None:
    """A figure in the unit of ``awaited`` from 75, "75K", 75000 or 0.075; None where its unit is not clear."""
    found = _WRITTEN.fullmatch(value.strip()) if isinstance(value, str) else None
    if isinstance(value, str) and found is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    figure = float(found[1].replace(",", "")) if found else float(value)
    stated = SUFFIXES[(found[2] or "").lower()] if found else 0.0
    size = SIZES[awaited]
    if stated and (stated == 1.0) is not (size.scales == (1.0,)):
        return None
    if figure == 0:
        return 0.0 if awaited in MAY_BE_ZERO else None
    scales = (stated,) if stated else size.scales
    fitting = [scale for scale in scales if size.least <= abs(figure) * scale <= size.most]
    if len(fitting) != 1 or (figure < 0 and awaited not in MAY_BE_ZERO):
        return None
    return round(figure * fitting[0] / size.unit, 4)


def _is_about(row: Mapping[str, Any], awaited: Awaited, entry: Entry) -> bool:
    name = " ".join(re.findall(r"[a-z0-9]+", text(row.get("econ_release")).lower()))
    if NAMES.get(name) is not awaited or text(row.get("country_code")).upper() != COUNTRY:
        return False
    at = _moment(row.get("startdatetime"))
    if at is None or abs(at - entry.at) > NEAR:
        return False
    month = text(row.get("period"))[:3].lower()
    return awaited in WEEKLY or month not in MONTHS or MONTHS.index(month) + 1 == entry.about.month


def _moment(value: object) -> datetime | None:
    """ISO 8601, as Yahoo writes it here, or milliseconds since 1970."""
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None
