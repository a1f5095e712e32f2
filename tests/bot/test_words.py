"""Numbers as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import words


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (1234.5, "USD", "$1,234.50"),
        (0.1234, "USD", "$0.1234"),
        (-2, "EUR", "-€2.00"),
        (5, "SEK", "SEK 5.00"),
        (5, None, "5.00"),
    ],
)
def test_money(amount, currency, shown):
    assert words.money(amount, currency) == shown


def test_percent_is_a_fraction_in_hundredths():
    assert words.percent(0.2134) == "21.3 %"
    assert words.percent(-0.05, signed=True) == "-5.0 %"
    assert words.percent(0.05, signed=True) == "+5.0 %"


@pytest.mark.parametrize(
    ("number", "shown"), [(812_450, "812,450"), (81_000_000, "81.0 million"), (2.5e9, "2.5 billion")]
)
def test_counts(number, shown):
    assert words.count(number) == shown


def test_one_and_many():
    assert words.plural(1, "analyst") == "1 analyst"
    assert words.plural(3, "analyst") == "3 analysts"
    assert words.plural(2, "entry", "entries") == "2 entries"


def test_an_age_is_its_largest_unit():
    assert words.age(timedelta(hours=5, minutes=59)) == "5 hours"
    assert words.age(timedelta(0)) == "now"


def test_a_day_has_a_named_month():
    assert words.day(date(2026, 1, 15)) == "15 January 2026"


def test_lists():
    assert [words.listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


@given(st.text(max_size=50), st.integers(1, 60))
def test_clipped_text_never_passes_its_limit_and_short_text_is_whole(text, limit):
    clipped = words.clipped(text, limit)

    assert len(clipped) <= limit
    assert clipped == text if len(text) <= limit else clipped.endswith("…")
