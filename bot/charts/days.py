"""An axis of days: where its ticks are, and what stands under them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.charts.paper import FAINT
from bot.charts.words import dated, small

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def lay_days(axes: Axes, first: date, last: date) -> None:
    """Days from left to right, with at most eight ticks: months, or days where it is less than a hundred of them."""
    by_month = (last - first).days >= 100
    if by_month:
        months = range(first.year * 12 + first.month, last.year * 12 + last.month)
        ticks = [date(month // 12, month % 12 + 1, 1) for month in months[:: -(-len(months) // 8)]]
    else:
        span = range(first.toordinal(), last.toordinal() + 1)
        ticks = [date.fromordinal(on) for on in span[:: -(-len(span) // 7)]]
    margin = max((last - first).days * 0.01, 0.5)
    axes.set_xlim(first.toordinal() - margin, last.toordinal() + margin)
    axes.set_xticks([on.toordinal() for on in ticks], labels=dated(ticks, by_month=by_month), **small(FAINT))
