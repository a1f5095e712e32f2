"""One pasted word: what surrounds it, and whether it may be a symbol or stands over symbols."""

from __future__ import annotations

from collections.abc import Callable

from bot.market.ticker import Ticker

Name = Callable[[str], str]  # a symbol -> the company's name, "" where it is not listed

EXCHANGES = {
    "NASDAQ", "NASDAQGS", "NASDAQGM", "NASDAQCM", "NGS", "NMS", "NYSE", "NYSEAMERICAN", "NYSEARCA", "AMEX", "ARCA",
    "BATS", "CBOE", "CBOEBZX", "XNAS", "XNYS", "OTC", "OTCMKTS", "OTCQB", "OTCQX", "OTCPK", "PINK",
}  # fmt: skip
_CURRENCIES = {"USD", "CAD", "EUR", "GBP", "AUD"}
HEADS = {"symbol", "symbols", "ticker", "tickers", "stock symbol", "ticker symbol", "stock", "stocks", "code"}
_EDGES = "\"'`“”‘’„«»()[]{}<>*_~\ufeff\u200b"


def bare(word: str) -> str:
    """Without quotes and brackets; the punctuation of a word that is nothing else stays, so that it can be named."""
    return word.strip().strip(_EDGES) or word.strip().strip("\ufeff\u200b")


def is_head(cell: str, name: Name) -> bool:
    """Whether a cell stands over symbols; one in capitals that is a symbol itself does not."""
    return cell.lower() in HEADS and not (cell.isupper() and name(cell))


def is_like_a_symbol(cell: str) -> bool:
    if cell in EXCHANGES:
        return False
    try:
        Ticker.parse(cell)
    except ValueError:
        return False
    return True


def is_surely_a_symbol(cell: str) -> bool:
    return cell.isupper() and cell not in _CURRENCIES and is_like_a_symbol(cell)
