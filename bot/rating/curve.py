"""A Curve turns an input into a score: straight between its knots, flat outside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Curve:
    """``inputs`` rise; ``scores`` stand beside them. Continuous, so no figure sits on a cliff."""

    inputs: tuple[float, ...]
    scores: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.inputs) != len(self.scores) or len(self.inputs) < 2:
            raise ValueError("a curve needs two knots or more, each with an input and a score")
        if any(right <= left for left, right in zip(self.inputs, self.inputs[1:], strict=False)):
            raise ValueError("the knots of a curve rise from left to right")

    @classmethod
    def through(cls, knots: Sequence[Sequence[float]]) -> Curve:
        """The curve through ``[input, score]`` pairs. ValueError where they do not rise."""
        return cls(tuple(float(knot[0]) for knot in knots), tuple(float(knot[1]) for knot in knots))

    def __call__(self, value: float) -> float:
        """The score at ``value``, in the unit of the curve's inputs; infinities meet the flat ends."""
        if value <= self.inputs[0]:
            return self.scores[0]
        if value >= self.inputs[-1]:
            return self.scores[-1]
        right = bisect_right(self.inputs, value)
        start, end = self.inputs[right - 1], self.inputs[right]
        share = (value - start) / (end - start)
        return self.scores[right - 1] + share * (self.scores[right] - self.scores[right - 1])
