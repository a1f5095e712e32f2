"""A Scorecard is every factor's score with the points it brings, what it stands on and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """How a signal came by its score."""

    KNOWN = "known"
    STATED = "stated"  # words graded with the lexicon
    MISSING = "missing"
    FLOOR = "missing, counts as the worst"
    NOT_APPLICABLE = "not applicable"


_TOLD = (Evidence.KNOWN, Evidence.STATED)


@dataclass(frozen=True)
class SignalScore:
    """One signal: its score, -2 to +2; its share of the factor, after what does not apply; its points of the score."""

    name: str
    score: float
    share: float
    points: float
    evidence: Evidence
    grade: str
    inputs: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def known(self) -> bool:
        return self.evidence in _TOLD


@dataclass(frozen=True)
class FactorScore:
    """One factor: ``score`` -2 to +2, ``points`` as shown (tenths that add up), ``known`` the share of it known."""

    name: str
    label: str
    evidence: str
    weight: float
    score: float
    exact: float
    points: float
    known: float
    signals: tuple[SignalScore, ...]


@dataclass(frozen=True)
class Scorecard:
    """``score`` is the number that is shown and decided on: 50 plus the points shown, exactly.

    ``coverage`` is the weight of known evidence, 0 to 1, in thousandths; ``missing`` says why by input.
    """

    factors: tuple[FactorScore, ...]
    disagreement: float
    raw: float
    score: float
    coverage: float
    missing: Mapping[str, str]

    def factor(self, name: str) -> FactorScore:
        """A factor by name. KeyError for an unknown one."""
        for factor in self.factors:
            if factor.name == name:
                return factor
        raise KeyError(name)

    @property
    def well_founded(self) -> float:
        """The share of the points, good and bad, that rests on evidence of grade A or B."""
        signals = [signal for factor in self.factors for signal in factor.signals]
        moved = sum(abs(signal.points) for signal in signals)
        return sum(abs(signal.points) for signal in signals if signal.grade in "AB") / moved if moved else 0.0
