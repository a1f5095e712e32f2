"""Medians of peers, ours: over the stocks that are followed here, of the same industry, else sector, else all of them.

Nobody gives them away. A row of each stock's own figures is put by once a day; a day's medians stand on the rows of the
ten days before it, so that they are the same from morning to night, in whatever order stocks are asked about.
"""

from __future__ import annotations

import asyncio
import json
import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from statistics import median

from bot.market.hours import NEW_YORK
from bot.market.ticker import Ticker
from bot.rating import ratios
from bot.rating.figures import Figures
from bot.rating.profile import Absent, Figure, Profile
from bot.rating.rules import read_rules
from bot.rating.usable import usable
from bot.sources.cached import Shelf
from bot.sources.profile.origin import Origin, Reading
from bot.words import filled, later

NAMES = ("peer_forward_pe", "peer_ev_sales", "peer_growth", "peer_breadth")
LEAST = 15  # stocks: a median of fewer says more of one of them than of peers
DAYS = 10  # of rows that count: as long as analysts' figures are fresh


@dataclass(frozen=True)
class Row:
    """One stock's figures of a day, None for what was not known or means nothing (the P/E of a loss)."""

    symbol: str
    at: float  # seconds since 1970
    industry: str
    sector: str
    forward_pe: float | None
    ev_sales: float | None
    growth: float | None
    breadth: float | None


def row_of(ticker: Ticker, profile: Profile, places: tuple[str, str]) -> Row | None:
    """The row of a profile; None where its figures contradict one another, in currency say."""
    figures = usable(profile, read_rules())
    if figures.conflicts:
        return None
    sales, growth = ratios.sales_multiple(figures), figures.maybe("revenue_growth_next")
    whole = sales is not None and math.isfinite(sales) and growth is not None
    return Row(
        ticker.symbol,
        profile.at.timestamp(),
        *places,
        forward_pe=ratios.forward_multiple(figures),
        ev_sales=sales if whole else None,
        growth=growth if whole else None,
        breadth=_breadth(figures),
    )


def _breadth(figures: Figures) -> float | None:
    up, down, analysts = (figures.maybe(name) for name in ("revisions_up", "revisions_down", "estimate_analysts"))
    return None if up is None or down is None or not analysts else max(-1.0, min((up - down) / analysts, 1.0))


class Peers:
    """Rows on the shelf, a place for each New York day."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._one_at_a_time = asyncio.Lock()
        self._before: tuple[date, Sequence[Row]] | None = None

    async def keep(self, row: Row, at: datetime) -> None:
        """Put by the row of a day; another one of the same stock and day takes its place."""
        place = _place(at.astimezone(NEW_YORK).date())
        async with self._one_at_a_time:
            rows = {**await self._rows(place), row.symbol: row}
            body = json.dumps([asdict(one) for one in rows.values()], separators=(",", ":")).encode()
            await self._shelf.put(place, zlib.compress(body), at)

    async def before(self, day: date) -> Sequence[Row]:
        """The newest row of each stock in the days before ``day``, by symbol."""
        if self._before is None or self._before[0] != day:
            found: dict[str, Row] = {}
            for back in range(DAYS, 0, -1):
                found.update(await self._rows(_place(day - timedelta(days=back))))
            self._before = day, [found[symbol] for symbol in sorted(found)]
        return self._before[1]

    async def _rows(self, place: str) -> Mapping[str, Row]:
        kept = await self._shelf.get(place)
        return {row["symbol"]: Row(**row) for row in json.loads(zlib.decompress(kept[0]))} if kept else {}


def _place(day: date) -> str:
    return f"peers:{day}"


@dataclass(frozen=True)
class _Group:
    """Who a median is of, as a source, and the reason where it is not above zero."""

    source: str
    below: str


INDUSTRY = _Group(
    later("our median of {count} stocks of its industry followed here"),
    later("the median of {count} stocks of its industry followed here is not above zero"),
)
SECTOR = _Group(
    later("our median of {count} stocks of its sector followed here"),
    later("the median of {count} stocks of its sector followed here is not above zero"),
)
ALL = _Group(
    later("our median of {count} stocks followed here, of all sectors"),
    later("the median of {count} stocks followed here, of all sectors is not above zero"),
)


def read_peers(ticker: Ticker, places: tuple[str, str], rows: Sequence[Row]) -> Reading:
    """Each median over the nearest group that is large enough, the stock itself left out; what is none says why.

    EV/Sales and growth are of one group, for one is judged against the other.
    """
    industry, sector = places
    others = [row for row in rows if row.symbol != ticker.symbol]
    groups = [
        (INDUSTRY, [row for row in others if industry and row.industry == industry]),
        (SECTOR, [row for row in others if sector and row.sector == sector]),
        (ALL, others),
    ]
    return {
        "peer_forward_pe": _median(groups, lambda row: row.forward_pe, "ratio", above_zero=True),
        "peer_ev_sales": _median(groups, lambda row: row.ev_sales, "ratio", above_zero=True),
        "peer_growth": _median(groups, lambda row: row.growth, "fraction"),
        "peer_breadth": _median(groups, lambda row: row.breadth, "fraction"),
    }


def _median(
    groups: Sequence[tuple[_Group, Sequence[Row]]],
    pick: Callable[[Row], float | None],
    unit: str,
    *,
    above_zero: bool = False,
) -> Figure | Absent:
    """Dated by the oldest row in it."""
    for group, rows in groups:
        values = [value for row in rows if (value := pick(row)) is not None]
        if len(values) >= LEAST:
            middle = median(values)
            if above_zero and middle <= 0:
                return Absent(filled(group.below, count=len(values)))
            oldest = min(row.at for row in rows if pick(row) is not None)
            source = filled(group.source, count=len(values))
            return Origin(source, datetime.fromtimestamp(oldest, NEW_YORK)).figure(middle, unit)
    known = sum(pick(row) is not None for row in groups[-1][1])
    return Absent(
        filled(
            later("{known} other stocks followed here told theirs before today, {least} are needed for a median"),
            known=known,
            least=LEAST,
        )
    )
