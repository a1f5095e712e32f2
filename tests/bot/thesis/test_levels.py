"""Levels: entering and leaving are two numbers, a challenge outranks a support, a missing figure is not a no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thesis.levels import above, at_least, at_most, below, judged
from bot.thesis.state import State

SUPPORTS = ((at_least("x", 2.0, 1.75),),)
CHALLENGES = ((at_most("x", 0.5, 0.75),),)


def of(x: float | None, held: State = State.UNKNOWN) -> State:
    return judged(SUPPORTS, CHALLENGES, {"x": x}, held)


@pytest.mark.parametrize(
    ("x", "held", "state"),
    [
        (2.0, State.NEUTRAL, State.SUPPORTS),
        (1.9, State.NEUTRAL, State.NEUTRAL),
        (1.9, State.SUPPORTS, State.SUPPORTS),
        (1.75, State.SUPPORTS, State.SUPPORTS),
        (1.74, State.SUPPORTS, State.NEUTRAL),
        (0.5, State.NEUTRAL, State.CHALLENGES),
        (0.75, State.CHALLENGES, State.CHALLENGES),
        (0.76, State.CHALLENGES, State.NEUTRAL),
        (0.75, State.NEUTRAL, State.NEUTRAL),
        (-1.34, State.SUPPORTS, State.CHALLENGES),
        (3.0, State.CHALLENGES, State.SUPPORTS),
    ],
)
def test_a_state_is_left_further_back_than_it_is_entered(x, held, state):
    assert of(x, held) is state


def test_a_missing_figure_is_unknown_and_never_neutral():
    for held in State:
        assert of(None, held) is State.UNKNOWN


def test_a_missing_figure_that_could_change_nothing_may_be_missing():
    supports = ((below("spread", 3.5), at_most("change", 0.0)),)
    challenges = ((above("spread", 5.0),), (at_least("change", 1.0),))

    def judge(spread: float | None, change: float | None) -> State:
        return judged(supports, challenges, {"spread": spread, "change": change}, State.NEUTRAL)

    assert judge(5.2, None) is State.CHALLENGES
    assert judge(None, 1.2) is State.CHALLENGES
    assert judge(4.0, None) is State.UNKNOWN
    assert judge(None, 0.5) is State.UNKNOWN
    assert judge(3.0, -0.1) is State.SUPPORTS


def test_a_challenge_outranks_a_support():
    assert judged(((at_least("x", 1),),), ((at_least("y", 1),),), {"x": 2, "y": 2}, State.SUPPORTS) is State.CHALLENGES


@given(st.floats(-10, 10), st.sampled_from(State))
def test_a_state_that_was_entered_holds_on_the_same_figures(x, held):
    state = of(x, held)

    assert of(x, state) is state
