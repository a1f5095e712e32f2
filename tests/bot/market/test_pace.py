"""How often something is looked for from a moment on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.pace import Pace

BEGIN = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
OFTEN = Pace.parse("every 20s for 3m then every 1m for 15m")


def looks(pace: Pace) -> list[float]:
    """Minutes of every look."""
    found, at = [], pace.following(BEGIN, BEGIN - timedelta(days=1))
    while at is not None:
        found.append((at - BEGIN).total_seconds() / 60)
        at = pace.following(BEGIN, at)
    return found


def test_looks_are_close_at_first_and_the_last_is_at_the_end():
    told = looks(OFTEN)

    assert told[:4] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert told[8:12] == pytest.approx([8 / 3, 3, 4, 5])
    assert (told[-1], len(told), OFTEN.length) == (18, 25, timedelta(minutes=18))


def test_before_the_beginning_there_was_none_and_after_the_end_none_comes():
    assert OFTEN.latest(BEGIN, BEGIN - timedelta(seconds=1)) is None
    assert OFTEN.latest(BEGIN, BEGIN + timedelta(days=1)) == BEGIN + OFTEN.length
    assert OFTEN.following(BEGIN, BEGIN + OFTEN.length) is None


@given(st.floats(0, 2_000))
def test_the_latest_look_is_behind_and_the_following_one_ahead(seconds):
    now = BEGIN + timedelta(seconds=seconds)
    latest, following = OFTEN.latest(BEGIN, now), OFTEN.following(BEGIN, now)

    assert latest <= now
    assert OFTEN.latest(BEGIN, latest) == latest
    if following is not None:
        assert following > now
        assert OFTEN.latest(BEGIN, following) == following
        assert OFTEN.following(BEGIN, latest) == following


def test_without_steps_the_beginning_is_the_only_look():
    assert looks(Pace()) == [0]


@pytest.mark.parametrize(
    "words", ["", "every 20s", "every 0s for 3m", "every 5m for 3m", "every 20s for 3m then", "often"]
)
def test_anything_else_is_refused_with_an_example(words):
    with pytest.raises(ValueError, match=r"write “every 20s for 3m then every 1m for 15m”"):
        Pace.parse(words)
