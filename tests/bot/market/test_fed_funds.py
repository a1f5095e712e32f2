"""Fed funds futures: their names, their settlement, and a curve without stale prices."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.fed_funds import contract, contracts, futures_of, settled_at
from bot.market.quote import Quote
from bot.market.ticker import Ticker

TODAY = date(2026, 9, 18)
ANNOUNCED = datetime(2026, 9, 16, 18, tzinfo=UTC)
NOW = datetime(2026, 9, 18, 19, tzinfo=UTC)


def quote(month: date, price: float, at: datetime = NOW) -> Quote:
    return Quote(as_of=at, source="test", ticker=contract(month), price=price, kind="FUTURE")


def test_a_contract_is_named_as_yahoo_names_it():
    assert str(contract(date(2026, 10, 1))) == "ZQV26.CBT"
    assert contract(date(2027, 1, 1)) == Ticker.parse("ZQF27.CBT")


def test_twelve_contracts_begin_with_the_running_month():
    months = list(contracts(TODAY).values())

    assert (months[0], months[-1], len(months)) == (date(2026, 9, 1), date(2027, 8, 1), 12)


def test_futures_settle_an_hour_after_an_announcement():
    assert settled_at(date(2026, 9, 16)) == ANNOUNCED + timedelta(hours=1)


def test_a_price_of_before_the_announcement_is_left_out():
    quotes = [
        quote(date(2026, 11, 1), 95.975, NOW - timedelta(hours=3)),
        quote(date(2026, 10, 1), 96.105),
        quote(date(2026, 12, 1), 95.900, ANNOUNCED - timedelta(days=1)),
        Quote(as_of=NOW, source="test", ticker=Ticker("ZQ=F"), price=96.25),
    ]

    curve = futures_of(quotes, TODAY, not_before=ANNOUNCED)

    assert curve.prices == ((date(2026, 10, 1), 96.105), (date(2026, 11, 1), 95.975))
    assert curve.as_of == NOW


def test_no_fresh_price_is_no_curve():
    assert futures_of([quote(date(2026, 10, 1), 96.1, ANNOUNCED)], TODAY, not_before=NOW) is None


@pytest.mark.parametrize("bad", [90.0, 97.5, 0.5])
def test_a_tick_that_stands_off_both_neighbours_is_left_out(bad):
    quotes = [quote(date(2026, 10, 1), 96.1), quote(date(2026, 11, 1), bad), quote(date(2026, 12, 1), 95.8)]

    curve = futures_of(quotes, TODAY, not_before=ANNOUNCED)

    assert [month.month for month, _ in curve.prices] == [10, 12]


def test_a_steep_path_is_no_bad_tick():
    quotes = [quote(date(2026, month, 1), price) for month, price in ((10, 96.1), (11, 95.4), (12, 94.7))]

    assert len(futures_of(quotes, TODAY, not_before=ANNOUNCED).prices) == 3
