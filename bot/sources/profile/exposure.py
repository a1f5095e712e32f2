"""How far a company feels interest rates: the share of its operating profit that interest takes.

The scale of 0.5 to 1.5 is the rule set's; how it is filled is ours: nothing to pay is 0.5, interest that takes all of
the operating profit, or that no profit stands against, is 1.5, and straight between them.
"""

from __future__ import annotations

from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin, Reading
from bot.words import filled, later

SOURCE = later("{source}, our share of interest in operating profit")
LEAST, MOST = 0.5, 1.5


def read_exposure(figures: Reading) -> Figure | Absent:
    """From debt, EBIT and interest expense of one currency, twelve months."""
    debt, ebit, interest = (figures.get(name) for name in ("debt", "ebit", "interest_expense"))
    if isinstance(debt, Figure) and float(debt.value) == 0:
        return Origin(filled(SOURCE, source=debt.source), debt.as_of, debt.published).figure(LEAST, "ratio")
    if not isinstance(ebit, Figure) or not isinstance(interest, Figure) or ebit.unit != interest.unit:
        return Absent(later("its operating profit and interest are not both known"))
    earned, paid = float(ebit.value), max(float(interest.value), 0.0)
    share = 0.0 if paid == 0 else 1.0 if earned <= 0 else min(paid / earned, 1.0)
    origin = Origin(filled(SOURCE, source=ebit.source), ebit.as_of, ebit.published)
    return origin.figure(LEAST + (MOST - LEAST) * share, "ratio")
