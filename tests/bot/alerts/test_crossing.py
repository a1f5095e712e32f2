"""One look at a line: a step, something to store, or nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.crossing import Line, Step, is_current, place, walk
from bot.alerts.episode import Episode
from bot.market.quote import Quote
from bot.market.ticker import Ticker

AT = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
LINE = Line("k", "APLD", "line", 100)


def quote(price, at=AT, **other):
    return Quote(ticker=Ticker("APLD"), price=price, currency="USD", as_of=at, source="test", **other)


def test_the_first_look_is_the_baseline():
    first = walk(LINE, None, quote(95))

    assert isinstance(first, Episode)
    assert (first.kind, first.about, first.name, first.side, first.level, first.value) == (
        "k", "APLD", "line", "below", 100, 95,
    )  # fmt: skip


def test_a_crossing_is_a_step_from_what_was_known_and_a_quiet_look_is_nothing():
    first = walk(LINE, None, quote(95))

    step = walk(LINE, first, quote(101))
    assert isinstance(step, Step)
    assert (step.before, step.after.side, step.by_line) == (first, "above", False)
    assert walk(LINE, first, quote(96)) is None


def test_a_line_that_came_to_the_price_is_known_as_such():
    step = walk(Line("k", "APLD", "line", 90), walk(LINE, None, quote(95)), quote(95.5))

    assert isinstance(step, Step)
    assert step.by_line


def test_a_look_far_from_the_stored_one_or_of_another_session_is_stored():
    first = walk(LINE, None, quote(80))

    assert isinstance(walk(LINE, first, quote(89)), Episode)
    assert isinstance(walk(LINE, first, quote(80.1, AT + timedelta(days=1))), Episode)


@pytest.mark.parametrize(("price", "where"), [(97, "below"), (99, "just below"), (100, "just above"), (103, "above")])
def test_inside_the_band_a_price_is_just_there(price, where):
    assert place(price, 100) == where


@pytest.mark.parametrize(
    ("seen", "is_good"),
    [
        (quote(1, volume=5), True),
        (quote(1), True),
        (quote(1, volume=0), False),
        (quote(1, AT - timedelta(days=6)), False),
        (quote(1, AT + timedelta(hours=2)), False),
    ],
)
def test_old_untraded_and_early_prices_say_nothing(seen, is_good):
    assert is_current(seen, AT) is is_good
