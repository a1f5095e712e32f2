"""Three published scores of accounts: Piotroski's F, Beneish's M and Altman's Z''."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rating.profile import NOT_APPLICABLE
from bot.sources.profile.accounts import Accounts

ENOUGH = 7  # of Piotroski's nine tests
SAME = 1e-9  # of a ratio


def piotroski(now: Accounts, before: Accounts, opening: float | None, shares_grew: bool | None) -> float | None:
    """Tests passed, of nine (Piotroski 2000, scaled by opening assets); with one or two unknown, scaled up to nine.

    ``before`` are the accounts a year ago, ``opening`` the assets a year before those. None from three unknown on.
    """
    returns, returns_before = _over(now.net_income, before.assets), _over(before.net_income, opening)
    tests = (
        _above(now.net_income, 0.0),
        _above(now.operating_cash, 0.0),
        _above(returns, returns_before),
        _above(now.operating_cash, now.net_income),
        _leaner(now, before),
        _above(
            _over(now.current_assets, now.current_liabilities), _over(before.current_assets, before.current_liabilities)
        ),
        None if shares_grew is None else not shares_grew,
        _above(_over(now.gross_profit, now.revenue), _over(before.gross_profit, before.revenue)),
        _above(_over(now.revenue, before.assets), _over(before.revenue, opening)),
    )
    known = [test for test in tests if test is not None]
    return len(tests) * sum(known) / len(known) if len(known) >= ENOUGH else None


def beneish(now: Accounts, before: Accounts) -> float | str | None:
    """M of Beneish (1999), eight ratios; "not applicable" without revenue. Depreciation and overhead may be unknown."""
    if now.revenue == 0 or before.revenue == 0:
        return NOT_APPLICABLE
    accruals = None if now.net_income is None or now.operating_cash is None else now.net_income - now.operating_cash
    needed = (
        _over(_over(now.receivables, now.revenue), _over(before.receivables, before.revenue)),
        _over(_over(before.gross_profit, before.revenue), _over(now.gross_profit, now.revenue)),
        _over(_soft(now), _soft(before)),
        _over(now.revenue, before.revenue),
        _over(_owed(now), _owed(before)),
        _over(accruals, now.assets),
    )
    if any(ratio is None for ratio in needed):
        return None
    receivables, margin, soft, sales, owed, unpaid = (ratio or 0.0 for ratio in needed)
    worn = _over(_worn(before), _worn(now))
    overhead = _over(_over(now.overhead, now.revenue), _over(before.overhead, before.revenue))
    return (
        -4.84
        + 0.920 * receivables
        + 0.528 * margin
        + 0.404 * soft
        + 0.892 * sales
        + 0.115 * (1.0 if worn is None else worn)
        - 0.172 * (1.0 if overhead is None else overhead)
        + 4.679 * unpaid
        - 0.327 * owed
    )


def altman(now: Accounts) -> float | None:
    """Z'' of Altman (1995) for companies that make no goods, without its constant: under 1.1 is distress."""
    working = (
        None
        if now.current_assets is None or now.current_liabilities is None
        else (now.current_assets - now.current_liabilities)
    )
    parts = (
        _over(working, now.assets),
        _over(now.retained, now.assets),
        _over(now.ebit, now.assets),
        _over(now.equity, now.liabilities),
    )
    return _weighed(parts, (6.56, 3.26, 6.72, 1.05))


def _weighed(parts: Sequence[float | None], weights: Sequence[float]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(map(float.__mul__, known, weights)) if len(known) == len(parts) else None


def _over(value: float | None, base: float | None) -> float | None:
    """A ratio; None where a part is missing or the base is not above zero, so that no sign turns round."""
    return None if value is None or base is None or base <= 0 else value / base


def _above(value: float | None, other: float | None) -> bool | None:
    """Whether it is the larger one by more than the last digits of a float."""
    return None if value is None or other is None else value > other + SAME * abs(other)


def _leaner(now: Accounts, before: Accounts) -> bool | None:
    """Whether long-term debt fell against assets; a company that has none passes."""
    mine, theirs = _over(now.long_debt, now.assets), _over(before.long_debt, before.assets)
    if mine is None or theirs is None:
        return None
    return mine < theirs or mine == 0


def _soft(accounts: Accounts) -> float | None:
    """The share of assets that is neither current nor plant."""
    if accounts.assets is None or accounts.current_assets is None or accounts.plant is None or accounts.assets <= 0:
        return None
    return 1 - (accounts.current_assets + accounts.plant) / accounts.assets


def _owed(accounts: Accounts) -> float | None:
    if accounts.current_liabilities is None:
        return None
    return _over(accounts.current_liabilities + (accounts.long_debt or 0.0), accounts.assets)


def _worn(accounts: Accounts) -> float | None:
    """Depreciation as a share of plant before it."""
    if accounts.depreciation is None or accounts.plant is None:
        return None
    return _over(accounts.depreciation, accounts.depreciation + accounts.plant)
