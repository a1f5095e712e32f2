"""Scoring: every factor asked, missing figures weighed, points rounded so that they add up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.rating import ratios
from bot.rating.factors import FACTORS
from bot.rating.figures import Figures
from bot.rating.rules import FactorRule, Mode, Rules
from bot.rating.scorecard import Evidence, FactorScore, Scorecard, SignalScore
from bot.rating.signal import Factor, Signal
from bot.words import later

MIDDLE, POINTS, FLOOR = 50.0, 25.0, -2.0
_TOLD = (Evidence.KNOWN, Evidence.STATED)


def score(figures: Figures, rules: Rules, mode: Mode) -> Scorecard:
    """Add up the figures under ``rules``; nothing else enters."""
    factors = [_factor(factor, rules.factors[factor.name], figures, rules, mode) for factor in FACTORS]
    apart = _disagreement(figures, rules)
    raw = round(min(max(MIDDLE + math.fsum([*(factor.exact for factor in factors), apart]), 0.0), 100.0), 9)
    tenths = math.floor(raw * 10 + 0.5)
    shown = _tenths([*(factor.exact for factor in factors), apart], tenths - round(MIDDLE * 10))
    return Scorecard(
        factors=tuple(replace(factor, points=points / 10) for factor, points in zip(factors, shown[:-1], strict=True)),
        disagreement=shown[-1] / 10,
        raw=raw,
        score=tenths / 10,
        coverage=round(sum(factor.weight * factor.known for factor in factors), 3),
        missing={
            name: figures.missing.get(name, later("not given"))
            for factor in factors
            for signal in factor.signals
            for name in signal.missing
        },
    )


def _factor(factor: Factor, rule: FactorRule, figures: Figures, rules: Rules, mode: Mode) -> FactorScore:
    judged = [
        (signal, *_signal(f"{factor.name}.{signal.name}", signal, figures, rules, mode)) for signal in factor.signals
    ]
    shares = {signal.name: rule.signals[signal.name] * applies for signal, applies, *_ in judged}
    whole = sum(shares.values())
    known = sum(shares[signal.name] for signal, _, _, evidence, _ in judged if evidence in _TOLD)
    against = known if mode.mean_of_known else whole
    parts = {name: share / against if against else 0.0 for name, share in shares.items()}
    mean = math.fsum(parts[signal.name] * scored for signal, _, scored, _, _ in judged)
    held = round(min(mean, rule.ceiling), 12)  # no dust beside the lines of the gates
    worth = POINTS * rule.weight
    return FactorScore(
        name=factor.name,
        label=rule.label,
        evidence=rule.evidence,
        weight=rule.weight,
        score=held,
        exact=worth * held,
        points=worth * held,
        known=known / whole if whole else 0.0,
        signals=tuple(
            SignalScore(
                name=signal.name,
                score=scored,
                share=parts[signal.name],
                points=worth * parts[signal.name] * scored,
                evidence=evidence,
                grade=rule.weaker.get(signal.name, rule.evidence),
                inputs=signal.inputs,
                missing=lacking,
            )
            for signal, _, scored, evidence, lacking in judged
        ),
    )


def _signal(
    key: str, signal: Signal, figures: Figures, rules: Rules, mode: Mode
) -> tuple[float, float, Evidence, tuple[str, ...]]:
    """Share that applies, score, how it came about, and the inputs it lacks."""
    if key in figures.phrases:
        return 1.0, figures.phrases[key], Evidence.STATED, ()
    applies = signal.applies(figures, rules)
    if applies <= 0:
        return 0.0, 0.0, Evidence.NOT_APPLICABLE, ()
    lacking = tuple(name for name in signal.inputs if figures.maybe(name) is None and not figures.word(name))
    if not lacking:
        return applies, signal.score(figures, rules), Evidence.KNOWN, ()
    if mode.trailing_pe_stands_in and signal.stand_in_score and all(map(figures.knows, signal.stand_ins)):
        return applies, signal.stand_in_score(figures, rules), Evidence.KNOWN, ()
    if mode.floor_for_missing and any(rules.inputs[name].critical for name in lacking):
        return applies, FLOOR, Evidence.FLOOR, lacking
    return applies, 0.0, Evidence.MISSING, lacking


def _disagreement(figures: Figures, rules: Rules) -> float:
    """Points for analysts and short sellers who disagree; see the rule set."""
    level, short, line = figures.maybe("mean_rating"), ratios.short_share(figures), rules.disagreement
    if level is None:
        return 0.0
    if level >= line["sour_at"]:
        return line["points"] if short is not None and short <= line["few_short"] else 0.0
    if level <= line["cheer_at"]:
        return -line["points"] if short is None or short >= line["many_short"] else 0.0
    return 0.0


def _tenths(parts: Sequence[float], total: int) -> list[int]:
    """Each part in tenths of a point, so that they add up to ``total`` exactly (largest remainders)."""
    whole = [math.floor(part * 10) for part in parts]
    spare = total - sum(whole)
    order = sorted(range(len(parts)), key=lambda place: (whole[place] - round(parts[place] * 10, 6), place))
    for place in order[: max(spare, 0)]:
        whole[place] += 1
    for place in order[spare:] if spare < 0 else ():
        whole[place] -= 1
    return whole
