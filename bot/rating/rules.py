"""The rule set: weights, curves, lines and word grades, read from the file beside this one."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.rating.curve import Curve

FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True)
class Input:
    """One figure the rules may ask for: its unit, when it goes stale, how far it moves in 90 days."""

    name: str
    label: str
    unit: str
    kind: str
    critical: bool = False
    may_not_apply: bool = False
    needs: str = ""
    positive: bool = False
    times: float = 0.0
    plus: float = 0.0
    own: float = 0.0
    least: float = float("-inf")
    most: float = float("inf")

    @property
    def moves(self) -> bool:
        """Whether a usual 90-day move is known; figures of the past have none."""
        return bool(self.times or self.plus or self.own)


@dataclass(frozen=True)
class FactorRule:
    """What a factor weighs (a share of 1), how good its evidence is, and what its signals weigh within it."""

    name: str
    label: str
    weight: float
    evidence: str
    signals: Mapping[str, float]
    weaker: Mapping[str, str]
    ceiling: float = 2.0


@dataclass(frozen=True)
class Mode:
    """How missing figures are treated, and how much must be known before anything is rated."""

    name: str
    min_coverage: float
    floor_for_missing: bool
    mean_of_known: bool
    trailing_pe_stands_in: bool


@dataclass(frozen=True)
class Rules:
    """A rule set; ``id`` names it on every card and in every record."""

    id: str
    factors: Mapping[str, FactorRule]
    inputs: Mapping[str, Input]
    curves: Mapping[str, Curve]
    numbers: Mapping[str, float]
    categories: Mapping[str, Mapping[str, float]]
    lexicon: Mapping[str, tuple[float, float, float]]
    modes: Mapping[str, Mode]
    decision: Mapping[str, float]
    confidence: Mapping[str, float]
    disagreement: Mapping[str, float]
    gates: Mapping[str, float]
    at_once: frozenset[str]
    days_fresh: Mapping[str, float]
    sessions_fresh: Mapping[str, int]


@cache
def read_rules(path: Path = FILE) -> Rules:
    """The rule set in ``path``. ValueError where its weights do not add up to a hundred."""
    raw = path.read_bytes()
    told = tomllib.loads(raw.decode())
    factors = {name: _factor(name, row) for name, row in told["factors"].items()}
    _check(factors)
    gates: dict[str, Any] = dict(told["gates"])
    freshness: dict[str, Any] = dict(told["freshness"])
    return Rules(
        id=f"{told['name']}-{told['version']}-{hashlib.sha256(raw).hexdigest()[:8]}",
        at_once=frozenset(gates.pop("at_once")),
        sessions_fresh=freshness.pop("sessions"),
        days_fresh=freshness,
        gates=gates,
        factors=factors,
        inputs={name: Input(name=name, **row) for name, row in told["inputs"].items()},
        curves={name: Curve.through(knots) for name, knots in told["curves"].items()},
        modes={name: Mode(name=name, **row) for name, row in told["modes"].items()},
        lexicon={grade: (value, low, high) for grade, (value, low, high) in told["lexicon"].items()},
        **{part: told[part] for part in ("numbers", "categories", "decision", "confidence", "disagreement")},
    )


def _factor(name: str, row: Mapping[str, Any]) -> FactorRule:
    kept = {"weaker": {}, **row, "weight": row["weight"] / 100}
    return FactorRule(name=name, **kept)


def _check(factors: Mapping[str, FactorRule]) -> None:
    if abs(sum(factor.weight for factor in factors.values()) - 1) > 1e-9:
        raise ValueError("the weights of the factors must add up to 100")
    for factor in factors.values():
        if abs(sum(factor.signals.values()) - 1) > 1e-9:
            raise ValueError(f"the signals of {factor.label} must add up to 1")
