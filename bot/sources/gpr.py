"""The daily geopolitical risk index of Caldara and Iacoviello (CC BY): rows of its file, whoever opened it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

from bot.market.feeds import Unreadable
from bot.market.geopolitics import GeopoliticalRisk, RiskDay
from bot.sources.web import Page, fetch
from bot.sources.yahoo_bodies import number

SOURCE = "Caldara and Iacoviello"
FILE = "https://www.matteoiacoviello.com/gpr_files/data_gpr_daily_recent.xls"


def fetch_risk() -> Page:
    """The file as it is offered, an old Excel book. Raises Throttled, Refused, Unavailable, OSError."""
    return fetch(FILE, SOURCE)


def published(page: Page) -> date | None:
    """The day the file was last changed, if the host says so."""
    try:
        return parsedate_to_datetime(page.last_modified).date()
    except ValueError:
        return None


def csv_rows(text: str) -> list[list[str]]:
    """The rows of a copy turned into CSV; a byte-order mark is dropped."""
    return list(csv.reader(text.lstrip("\ufeff").splitlines()))


def read_risk(rows: Iterable[Sequence[object]], published: date | None = None) -> GeopoliticalRisk:
    """The index by day from the columns DAY (20240819) and GPRD. Raises Unreadable.

    A number may be written with thousands separators ("1,045.60"); columns and rows that are empty are passed over.
    """
    head, *lines = list(rows) or [[]]
    names = [str(cell).strip() for cell in head]
    if not {"DAY", "GPRD"} <= set(names):
        raise Unreadable("This is not the daily geopolitical risk file: it has no columns DAY and GPRD.")
    day_at, index_at = names.index("DAY"), names.index("GPRD")
    days: dict[date, RiskDay] = {}
    for line in lines:
        if len(line) <= max(day_at, index_at) or not str(line[day_at]).strip():
            continue
        told, index = _day(line[day_at]), number(_plain(line[index_at]))
        if index is not None:
            days[told] = RiskDay(told, index)
    if not days:
        raise Unreadable("The daily geopolitical risk file is empty.")
    ordered = tuple(days[day] for day in sorted(days))
    return GeopoliticalRisk(
        as_of=datetime.combine(ordered[-1].day, time(), UTC), source=SOURCE, days=ordered, published=published
    )


def _plain(cell: object) -> object:
    return cell.replace(",", "") if isinstance(cell, str) else cell


def _day(cell: object) -> date:
    figure = number(_plain(cell))
    try:
        return datetime.strptime(f"{figure or 0:08.0f}", "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        raise Unreadable(f"The geopolitical risk file has a row dated “{str(cell)[:20]}”.") from None
