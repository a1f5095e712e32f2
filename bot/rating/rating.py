"""A Rating is the whole answer: the grade with its points, gates, confidence, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.rating.confidence import Confidence, agreement, confidence, stability
from bot.rating.decision import decide, judge
from bot.rating.figures import usable
from bot.rating.flips import Flip, flips
from bot.rating.gates import Gate
from bot.rating.grade import Grade
from bot.rating.profile import Profile
from bot.rating.rules import Rules, read_rules
from bot.rating.scorecard import Scorecard
from bot.rating.standing import Standing


@dataclass(frozen=True)
class Rating:
    """``grade`` is what is shown; ``call`` what today's figures say alone; ``held`` why the two differ.

    ``standing`` is to be kept for the next close; ``fingerprint`` and ``ruleset`` go on the record.
    ``next_event`` is a day, ISO, or empty. A rating describes evidence at a date. It is no advice.
    """

    grade: Grade
    call: Grade
    held: str
    scorecard: Scorecard
    gates: tuple[Gate, ...]
    confidence: Confidence
    agreement: float
    stability: float
    flips: tuple[Flip, ...]
    next_event: str
    at: datetime
    fingerprint: str
    ruleset: str
    standing: Standing

    @property
    def score(self) -> float:
        return self.scorecard.score

    @property
    def coverage(self) -> float:
        return self.scorecard.coverage


def rate(
    profile: Profile, standing: Standing | None = None, *, rules: Rules | None = None, mode: str = "production"
) -> Rating:
    """Rate a profile; some 0.3 seconds of computing. ``standing`` is what the last rating handed back, if any.

    ValueError for a figure the rule set does not know, KeyError for an unknown ``mode``.
    """
    rules = rules or read_rules()
    how = rules.modes[mode]
    figures, before = usable(profile, rules), standing.call if standing else None
    verdict = judge(figures, before, rules, how)
    decision = decide(figures, verdict, standing, rules, how)
    fingerprint = profile.fingerprint
    agreeing = agreement(verdict.card)
    stable = stability(figures, verdict.call, before, rules, how, fingerprint)
    return Rating(
        grade=decision.grade,
        call=verdict.call,
        held=decision.held,
        scorecard=verdict.card,
        gates=verdict.gates,
        confidence=confidence(verdict.card.coverage, agreeing, stable, rules),
        agreement=agreeing,
        stability=stable,
        flips=flips(figures, verdict.call, before, rules, how),
        next_event=figures.word("next_report"),
        at=profile.at,
        fingerprint=fingerprint,
        ruleset=rules.id,
        standing=decision.standing,
    )
