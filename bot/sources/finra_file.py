"""What FINRA's short interest file says: pure readers of its pipe-delimited lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.market.feeds import Listing, Unreadable
from bot.market.short_interest import ShortInterest, days_to_cover
from bot.market.ticker import Ticker
from bot.words import filled, later

SOURCE = "FINRA"
SYMBOL, ISSUER, SHARES, BEFORE = (
    "symbolCode",
    "issueName",
    "currentShortPositionQuantity",
    "previousShortPositionQuantity",
)
VOLUME, DAYS, REVISED, SPLIT, SETTLED = (
    "averageDailyVolumeQuantity",
    "daysToCoverQuantity",
    "revisionFlag",
    "stockSplitFlag",
    "settlementDate",
)
NEEDED = {SYMBOL, ISSUER, SHARES, BEFORE, VOLUME, DAYS, REVISED, SPLIT, SETTLED}

_PREFERRED = re.compile(r"-P([A-Z]?)")  # Yahoo's BAC-PL is BAC.PRL at the exchange and BACPRL here
_OTHER_PAPER = re.compile(r"\b(pfd|preferred|preference|warrants?|wts?|rights?|units?|notes?|due)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Settlement:
    """One file: the lines of every symbol, read when they are asked for."""

    day: date
    columns: tuple[str, ...]
    lines: Mapping[str, str]

    def row(self, symbol: str) -> Mapping[str, str] | None:
        line = self.lines.get(symbol)
        return None if line is None else dict(zip(self.columns, line.split("|"), strict=True))


def finra_symbol(ticker: Ticker) -> str | None:
    """A ticker as FINRA writes it, without punctuation: BRK-B is BRKB. None for what trades elsewhere or is no share.

    A foreign VOD.L must not become VODL, which may be another company's.
    """
    symbol = _PREFERRED.sub(r"PR\1", ticker.symbol)
    return symbol.replace("-", "") if not set(symbol) & set(".=^") else None


def read_settlement(body: bytes, day: date) -> Settlement:
    """The file of a settlement. Raises Unreadable for another page, another day's file and one that breaks off."""
    head, *lines = body.decode("utf-8-sig", errors="replace").splitlines() or [""]
    columns = tuple(head.strip().split("|"))
    if not set(columns) >= NEEDED:
        raise Unreadable(filled(later("FINRA's answer about {day} is not its short interest file."), day=day))
    place = columns.index(SYMBOL)
    by_symbol: dict[str, str] = {}
    for line in lines:
        cells = line.split("|")
        if len(cells) == len(columns):
            by_symbol[cells[place].strip()] = line
        elif line.strip():
            raise Unreadable(
                filled(later("FINRA's file of {day} breaks off or has a line that cannot be read."), day=day)
            )
    settlement = Settlement(day, columns, by_symbol)
    first = settlement.row(next(iter(by_symbol), ""))
    if first is None or first[SETTLED].strip() != day.isoformat():
        raise Unreadable(
            filled(later("FINRA's file of {day} is empty."), day=day)
            if first is None
            else filled(later("FINRA's file of {day} is that of another day."), day=day)
        )
    return settlement


def read_short_interest(ticker: Ticker, row: Mapping[str, str]) -> ShortInterest:
    """One row: shares short, average volume in shares a day, days to cover as FINRA states them. Raises Unreadable."""
    try:
        settled = date.fromisoformat(row[SETTLED].strip())
        shares, volume = int(row[SHARES]), int(row[VOLUME] or 0)
        stated = row[DAYS].strip()
        return ShortInterest(
            as_of=datetime.combine(settled, time(), UTC),
            source=SOURCE,
            ticker=ticker,
            settlement=settled,
            shares=shares,
            previous_shares=int(row[BEFORE] or 0),
            average_volume=volume,
            days_to_cover=float(stated) if stated else days_to_cover(shares, volume),
            issuer=row[ISSUER].strip(),
            revised=row[REVISED].strip() == "R",
            split=bool(row[SPLIT].strip()),
        )
    except (KeyError, ValueError):
        raise Unreadable(filled(later("FINRA's row for {ticker} cannot be read."), ticker=ticker)) from None


def read_listings(settlement: Settlement) -> Sequence[Listing]:
    """Shares with their issuers' names; preferred shares, warrants, rights and units are left out."""
    found = []
    symbol, issuer = settlement.columns.index(SYMBOL), settlement.columns.index(ISSUER)
    for line in settlement.lines.values():
        cells = line.split("|")
        name = cells[issuer].strip()
        if name and not _OTHER_PAPER.search(name):
            try:
                found.append(Listing(Ticker.parse(cells[symbol]), name))
            except ValueError:
                continue
    return found
