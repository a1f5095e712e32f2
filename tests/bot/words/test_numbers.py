"""Numbers, money, percent and ages as people write them."""

from datetime import timedelta

import pytest

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
