"""Insiders' purchases: one alert for the forms of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.unseen import unseen
from bot.market.ticker import Ticker
from bot.owners.seen import INSIDERS, MOST, Bought, Seen
from bot.watchers import Judgement, Occurrence


@dataclass(frozen=True)
class Buying:
    """Forms of one day that report purchases, oldest first."""

    ticker: Ticker
    bought: tuple[Bought, ...]


def judge_insiders(kind: str, seen: Seen, known: Episode | None, now: datetime) -> Judgement[Buying]:
    """One alert for the forms of a day that are new in this look; amendments apart, for they repeat what was told."""
    if isinstance(seen.papers, str):
        return Judgement()
    forms = [one for one in seen.papers if one.root == "4"]
    told = forms if known is None else [one.filing for one in seen.bought]
    new = unseen(kind, seen.ticker.symbol, told, known, now, name=INSIDERS, most=MOST)
    by_number = {one.filing.accession: one for one in seen.bought}
    groups = groupby(
        sorted(new.filings, key=lambda one: (one.filed, one.is_amendment)),
        key=lambda one: (one.filed, one.is_amendment),
    )
    happened = tuple(_bought(seen.ticker, tuple(by_number[one.accession] for one in group), now) for _, group in groups)
    return Judgement(happened, () if new.after is None else (new.after,))


def _bought(ticker: Ticker, bought: tuple[Bought, ...], now: datetime) -> Occurrence[Buying]:
    is_quiet = all(one.report.by_plan is True or one.filing.is_amendment for one in bought)
    return Occurrence(
        name=" ".join(one.filing.accession for one in bought),
        about=ticker.symbol,
        at=min(max(one.filing.accepted for one in bought), now),
        what=Buying(ticker, bought),
        severity=Severity.QUIET if is_quiet else Severity.NORMAL,
        size=round(value(bought) or 0.0, 2),
    )


def value(bought: Sequence[Bought]) -> float | None:
    """Dollars of all purchases; None where one has no price."""
    values = [purchase.value for one in bought for purchase in one.report.purchases]
    return None if any(value is None for value in values) else sum(value or 0.0 for value in values)
