"""A figure walks from where it was last told: the first look is a baseline, and no value is told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.episode import Episode
from bot.alerts.stride import Stride, stride

AT = datetime(2026, 1, 15, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
STEP = 5
VALUES = st.lists(st.integers(-100, 100), min_size=1, max_size=30)


def look(value, at=AT, side="USD"):
    return Episode(kind="k", about="APLD", name="mean", side=side, level=3, value=value, seen_at=at)


def walked(one, told, now=AT):
    return stride(
        one, told, now,
        begins_anew=lambda before: before.side != one.side,
        is_far=lambda before: abs(one.value - before.value) >= STEP,
    )  # fmt: skip


def path(values):
    """The episode kept after each look, an hour apart, and the values from and to which each told step went."""
    kept, steps = None, []
    for hour, value in enumerate(values):
        at = AT + hour * HOUR
        one = walked(look(value, at), kept, at)
        if isinstance(one, Stride):
            steps.append((one.before.value, one.after.value))
            kept = one.after.opened(one.name)
        elif one is not None:
            kept = one
    return kept, steps


def test_a_step_says_from_where_it_was_told_and_has_a_name_of_its_own():
    first = replace(look(10), number=1, alert="a", turn=4)
    one = walked(look(16, AT + HOUR), first, AT + HOUR)

    assert isinstance(one, Stride)
    assert (one.before, one.after) == (first, replace(first, value=16, seen_at=AT + HOUR))
    assert one.name == "2, 2026-01-15"


def test_what_cannot_be_compared_is_a_new_baseline_however_far_it_is():
    first = look(10)

    assert walked(look(90, side="CAD"), first) == replace(first, value=90, side="CAD")


@pytest.mark.parametrize(
    ("at", "is_heard"),
    [
        (AT - timedelta(days=10), True),
        (AT - timedelta(days=10, seconds=1), False),
        (AT + HOUR, True),
        (AT + HOUR + timedelta(seconds=1), False),
    ],
)
def test_an_old_look_and_one_from_tomorrow_say_nothing(at, is_heard):
    assert (walked(look(10, at), None) is not None) is is_heard


def test_a_look_that_is_older_than_the_last_says_nothing():
    assert walked(look(90, AT - HOUR, side="CAD"), look(10)) is None


@given(st.integers(-100, 100))
def test_the_first_sight_is_a_baseline(value):
    assert path([value]) == (look(value), [])


@given(VALUES)
def test_no_value_is_told_twice_in_a_row_and_each_step_begins_where_the_last_ended(values):
    _, steps = path(values)

    assert all(abs(after - before) >= STEP for before, after in steps)
    assert [before for before, _ in steps] == [values[0], *(after for _, after in steps)][: len(steps)]


@given(VALUES, st.integers(1, 5))
def test_looks_at_the_same_value_tell_nothing_more(values, again):
    kept, steps = path(values)
    longer, as_before = path([*values, *[values[-1]] * again])

    assert (longer, as_before) == (kept, steps)


@given(st.integers(-100, 100), st.lists(st.integers(1 - STEP, STEP - 1), max_size=20))
def test_a_flicker_around_what_was_told_tells_nothing_and_moves_nothing(value, flickers):
    assert path([value, *(value + one for one in flickers)]) == (look(value), [])


@given(VALUES)
def test_every_step_that_is_told_is_counted_and_the_last_is_where_it_stands(values):
    kept, steps = path(values)

    assert kept.number == len(steps)
    assert kept.value == (steps[-1][1] if steps else values[0])
