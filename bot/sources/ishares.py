"""iShares: what a fund holds, by the file that its issuer hands out."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.clock import Clock
from bot.market.feeds import Missing, Unreadable
from bot.market.members import FundHoldings, Position
from bot.market.sectors import sector_name
from bot.market.ticker import Ticker
from bot.sources.cached import Answer, Cached, Shelf, within
from bot.sources.vendor import Vendor
from bot.sources.web import fetch
from bot.sources.yahoo_bodies import above_zero
from bot.words import filled, later

SOURCE = "iShares"
FILE = "https://www.ishares.com/us/products/{product}/1467271812596.ajax"
PRODUCTS = {"IJR": "239774/ishares-core-sp-smallcap-etf", "IVV": "239726/ishares-core-sp-500-etf"}
CLASSES = {
    "BRKB": "BRK-B", "BFA": "BF-A", "BFB": "BF-B", "CWENA": "CWEN-A", "GEFB": "GEF-B", "HEIA": "HEI-A",
    "LENB": "LEN-B", "MOGA": "MOG-A", "UHALB": "UHAL-B",
}  # the file writes classes of shares without their sign  # fmt: skip
LEAST = 200  # members: a shorter file of either index has broken off
FRESH, OLD = timedelta(days=7), timedelta(days=45)  # members change with the quarters
PER_HOUR, BURST = 20, 6


class IShares:
    """The holdings of the funds in ``PRODUCTS``; one request a fund a week."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=PER_HOUR, burst=BURST)
        self._kept = Cached(
            "ishares", self._ask, shelf, clock, fresh=within(FRESH), stale_for=OLD, is_due=_tells_no_sector
        )

    async def holdings(self, fund: Ticker) -> FundHoldings:
        """Raises Missing for a fund it is not asked about, Unreadable, Unavailable."""
        if fund.symbol not in PRODUCTS:
            raise Missing(
                filled(
                    later("The holdings of {fund} are not read; there are {products}."),
                    fund=fund,
                    products=", ".join(PRODUCTS),
                )
            )
        told = (await self._kept.get(fund.symbol)).value
        positions = tuple(Position(Ticker(symbol), *figures) for symbol, *figures in told["positions"])
        return FundHoldings(as_of=_midnight(told["day"]), source=SOURCE, fund=fund, positions=positions)

    async def _ask(self, symbol: str) -> dict[str, object]:
        told = read_holdings(await self.vendor.ask(lambda: fetch_holdings(symbol)), Ticker(symbol))
        return {
            "day": told.as_of.date().isoformat(),
            "positions": [(one.ticker.symbol, one.shares, one.value, one.sector) for one in told.positions],
        }


def _tells_no_sector(kept: Answer, _: datetime) -> bool:
    """Whether an answer was kept by a program that did not read sectors yet."""
    return not kept.missing and any(len(row) < 4 for row in kept.value["positions"][:1])


def fetch_holdings(symbol: str) -> bytes:
    """The file as it is offered. Raises Throttled, Refused, Unavailable, OSError."""
    query = {"fileType": "csv", "fileName": f"{symbol}_holdings", "dataType": "fund"}
    return fetch(FILE.format(product=PRODUCTS[symbol]), SOURCE, query=query).body


def read_holdings(body: bytes, fund: Ticker) -> FundHoldings:
    """The shares among a fund's holdings; cash, futures and what has no symbol are passed over. Raises Unreadable.

    Some lines about the fund come first, then the columns, of which the one of shares has had two names.
    """
    rows = list(csv.reader(body.decode("utf-8-sig", errors="replace").splitlines()))
    start = next((place for place, row in enumerate(rows) if row and row[0].strip() == "Ticker"), None)
    head = [cell.strip() for cell in rows[start]] if start is not None else []
    counted = next((name for name in ("Shares", "Quantity") if name in head), "")
    if start is None or not counted or not {"Asset Class", "Market Value"} <= set(head):
        raise Unreadable(filled(later("The holdings of {fund} are not the file iShares used to hand out."), fund=fund))
    places = tuple(head.index(name) for name in ("Ticker", "Asset Class", "Market Value", counted))
    at = head.index("Sector") if "Sector" in head else None
    found = [_position(row, places, at) for row in rows[start + 1 :] if len(row) > max(places)]
    positions = {one.ticker: one for one in found if one is not None}
    if len(positions) < LEAST:
        raise Unreadable(
            filled(
                later("The holdings of {fund} break off: they have {number} shares."), fund=fund, number=len(positions)
            )
        )
    return FundHoldings(
        as_of=_midnight(_held_on(rows[:start], fund)), source=SOURCE, fund=fund, positions=tuple(positions.values())
    )


def _position(row: Sequence[str], places: Sequence[int], at: int | None) -> Position | None:
    """``at`` is the column of sectors."""
    symbol, kind, value, shares = (row[place].strip() for place in places)
    worth, held = above_zero(value.replace(",", "")), above_zero(shares.replace(",", ""))
    if kind != "Equity" or worth is None or held is None:
        return None
    try:
        sector = sector_name(row[at]) if at is not None and at < len(row) else ""
        return Position(Ticker.parse(CLASSES.get(symbol, symbol)), held, worth, sector)
    except ValueError:
        return None


def _held_on(rows: Sequence[Sequence[str]], fund: Ticker) -> str:
    told = next((row[1].strip() for row in rows if len(row) > 1 and row[0].strip() == "Fund Holdings as of"), "")
    for form in ("%b %d, %Y", "%d-%b-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(told, form).date().isoformat()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise Unreadable(filled(later("The holdings of {fund} do not say of which day they are."), fund=fund))


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)
