"""One signal's score for a few figures, as every factor's test asks for it."""

from __future__ import annotations

from bot.rating.decision import judge
from bot.rating.scorecard import SignalScore
from tests.bot.rating.company import PLAIN, PRODUCTION, RULES, figures


def judged(factor, signal, *, days=None, **changed) -> SignalScore:
    """The signal of the plain company with these figures changed."""
    card = judge(figures({**PLAIN, **changed}, days=days), None, RULES, PRODUCTION).card
    return next(row for row in card.factor(factor).signals if row.name == signal)
