"""An index fund as it is played here: its issuer's file, and Yahoo's rows of its members."""

from __future__ import annotations

from collections.abc import Sequence

ABOUT = (
    "iShares Core S&P Small-Cap ETF",
    'Fund Holdings as of,"Jan 13, 2026"',
    'Inception Date,"May 22, 2000"',
    'Shares Outstanding,"700,000,000.00"',
    "\u00a0",
)
COLUMNS = "Ticker,Name,Sector,Asset Class,Market Value,Weight (%),Notional Value,{shares},Price,Location,Exchange"


def line(symbol: str, value: float, shares: float, kind: str = "Equity") -> str:
    return (
        f'"{symbol}","{symbol} INC","Industrials","{kind}","{value:,.2f}","0.10","{value:,.2f}","{shares:,.2f}",'
        f'"{value / shares if shares else 0:,.2f}","United States","NASDAQ"'
    )


def members(count: int) -> list[str]:
    return [f"M{place}" for place in range(count)]


def holdings(symbols: Sequence[str], *more: str, shares: str = "Quantity") -> str:
    """A file of a hundred shares at 8.25 dollars of each, cash, and whatever more."""
    lines = [line(symbol, 825.0, 100.0) for symbol in symbols]
    return "\n".join([*ABOUT, COLUMNS.format(shares=shares), *lines, *more, '"The content contained herein …"'])
