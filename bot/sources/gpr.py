"""The daily geopolitical risk index of Caldara and Iacoviello (CC BY): its file, an old Excel book, and its days."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from bot.clock import Clock
from bot.market.feeds import Unreadable
from bot.market.geopolitics import GeopoliticalRisk, RiskDay
from bot.sources.cached import Cached, Shelf, same_day
from bot.sources.vendor import Vendor
from bot.sources.web import Page, fetch
from bot.sources.yahoo_bodies import number
from bot.words import filled, later

SOURCE = later("Caldara and Iacoviello")
FILE = "https://www.matteoiacoviello.com/gpr_files/data_gpr_daily_recent.xls"
KEPT = 2200  # days: the thirty-day means of five years, and a year to spare
OLD = timedelta(days=14)  # how old an answer may be while the file cannot be had; it moves about weekly
REST = timedelta(minutes=10)  # after it could not be had
PER_HOUR, BURST = 20, 5


class Gpr:
    """The index of the last six years; one request a day."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=PER_HOUR, burst=BURST)
        self._kept = Cached("gpr", self._ask, shelf, clock, fresh=same_day, stale_for=OLD, rest=REST)

    async def risk(self) -> GeopoliticalRisk:
        """Raises Unreadable, Unavailable."""
        told = (await self._kept.get("daily")).value
        days = tuple(RiskDay(date.fromisoformat(day), index) for day, index in told["days"])
        on = date.fromisoformat(told["published"]) if told["published"] else None
        return GeopoliticalRisk(
            as_of=datetime.combine(days[-1].day, time(), UTC), source=SOURCE, days=days, published=on
        )

    async def _ask(self, _name: str) -> dict[str, Any]:
        risk = await self.vendor.ask(_fetched)
        return {
            "published": risk.published.isoformat() if risk.published else "",
            "days": [(one.day.isoformat(), one.index) for one in risk.days[-KEPT:]],
        }


def _fetched() -> GeopoliticalRisk:
    """The file read where it was fetched, in a worker thread: an old book of forty years takes a second."""
    page = fetch_risk()
    return read_risk(rows_of(page.body), published(page))


def fetch_risk() -> Page:
    """The file as it is offered, an old Excel book. Raises Throttled, Refused, Unavailable, OSError."""
    return fetch(FILE, SOURCE)


def published(page: Page) -> date | None:
    """The day the file was last changed, if the host says so."""
    try:
        return parsedate_to_datetime(page.last_modified).date()
    except ValueError:
        return None


def rows_of(body: bytes) -> list[list[object]]:
    """The rows of the file in either form it is passed around in. Raises Unreadable."""
    if body.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"DAY"):
        return [list(row) for row in csv_rows(body.decode("utf-8", errors="replace"))]
    return xls_rows(body)


def xls_rows(body: bytes) -> list[list[object]]:
    """The first sheet of an old Excel book: text, numbers, "" where a cell is empty. Raises Unreadable."""
    import xlrd

    try:
        sheet = xlrd.open_workbook(file_contents=body, logfile=io.StringIO()).sheet_by_index(0)
        return [list(sheet.row_values(place)) for place in range(sheet.nrows)]
    except Exception as fault:  # xlrd raises whatever a broken book leads it into
        raise Unreadable(
            filled(
                later("The daily geopolitical risk file is no Excel book that can be read ({fault})."),
                fault=type(fault).__name__,
            )
        ) from None


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
        raise Unreadable(later("This is not the daily geopolitical risk file: it has no columns DAY and GPRD."))
    day_at, index_at = names.index("DAY"), names.index("GPRD")
    days: dict[date, RiskDay] = {}
    for line in lines:
        if len(line) <= max(day_at, index_at) or not str(line[day_at]).strip():
            continue
        told, index = _day(line[day_at]), number(_plain(line[index_at]))
        if index is not None:
            days[told] = RiskDay(told, index)
    if not days:
        raise Unreadable(later("The daily geopolitical risk file is empty."))
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
        raise Unreadable(
            filled(later("The geopolitical risk file has a row dated “{cell}”."), cell=str(cell)[:20])
        ) from None
