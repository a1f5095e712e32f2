"""A company's accounts at one closing day: twelve months of flows and the balance, in one currency, None for gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.sources.profile import concepts
from bot.sources.profile.reported import Book

Balance = Callable[[Sequence[str]], float | None]  # names of a concept -> its value on the closing day


@dataclass(frozen=True)
class Accounts:
    """Flows are of the twelve months to ``end``, balances of that day; all in the currency of the book."""

    end: date
    revenue: float | None
    gross_profit: float | None
    overhead: float | None
    ebit: float | None
    depreciation: float | None
    interest: float | None
    net_income: float | None
    operating_cash: float | None
    capex: float | None
    cash: float | None
    debt: float | None
    long_debt: float | None
    assets: float | None
    current_assets: float | None
    current_liabilities: float | None
    liabilities: float | None
    equity: float | None
    retained: float | None
    receivables: float | None
    plant: float | None

    @property
    def ebitda(self) -> float | None:
        return None if self.ebit is None or self.depreciation is None else self.ebit + self.depreciation


def read_accounts(book: Book, end: date) -> Accounts:
    """Gaps that follow from what is there are closed: gross profit from costs, liabilities from equity."""

    def balance(names: Sequence[str]) -> float | None:
        found = book.at(names, end)
        return found.value if found else None

    revenue, gross = book.year(concepts.REVENUE, end), book.year(concepts.GROSS_PROFIT, end)
    costs = book.year(concepts.COSTS, end)
    assets, equity = balance(concepts.ASSETS), balance(concepts.EQUITY)
    liabilities = balance(concepts.LIABILITIES)
    return Accounts(
        end=end,
        revenue=revenue,
        gross_profit=gross if gross is not None else _less(revenue, costs),
        overhead=book.year(concepts.OVERHEAD, end),
        ebit=book.year(concepts.EBIT, end),
        depreciation=book.year(concepts.DEPRECIATION, end),
        interest=book.year(concepts.INTEREST, end),
        net_income=book.year(concepts.NET_INCOME, end),
        operating_cash=book.year(concepts.OPERATING_CASH, end),
        capex=book.year(concepts.CAPEX, end),
        cash=_cash(balance),
        debt=_debt(balance),
        long_debt=_first(balance(concepts.LONG_DEBT), balance(concepts.LONG_DEBT_WHOLE)),
        assets=assets,
        current_assets=balance(concepts.CURRENT_ASSETS),
        current_liabilities=balance(concepts.CURRENT_LIABILITIES),
        liabilities=liabilities if liabilities is not None else _less(assets, equity),
        equity=equity,
        retained=balance(concepts.RETAINED),
        receivables=balance(concepts.RECEIVABLES),
        plant=balance(concepts.PLANT),
    )


def _less(whole: float | None, part: float | None) -> float | None:
    return None if whole is None or part is None else whole - part


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)


def _cash(balance: Balance) -> float | None:
    """Cash with what can be sold within a year; a company that files no such investments has none."""
    together, cash = balance(concepts.CASH_AND_SHORT), balance(concepts.CASH)
    if together is not None:
        return together
    return None if cash is None else cash + (balance(concepts.SHORT_INVESTMENTS) or 0.0)


def _debt(balance: Balance) -> float | None:
    """Every borrowing that is filed; None where none is, for silence may be a name that is not known here."""
    whole = balance(concepts.LONG_DEBT_WHOLE)
    parts = (balance(concepts.LONG_DEBT), balance(concepts.CURRENT_DEBT))
    if any(part is not None for part in parts):
        long = sum(part or 0.0 for part in parts)
        whole = long if whole is None else max(long, whole)
    short = balance(concepts.SHORT_DEBT)
    return None if whole is None and short is None else (whole or 0.0) + (short or 0.0)
