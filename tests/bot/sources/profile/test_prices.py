"""Price figures: what is measured on finished sessions, and what is not measured at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.market import hours
from bot.market.quote import Split
from bot.market.ticker import Ticker
from bot.rating.profile import NOT_APPLICABLE, Absent
from bot.sources.profile.prices import NAMES, read_prices
from bot.sources.profile.sessions import read_sessions
from tests.bot.sources.profile.payloads import AAAA, AT, TODAY, history, rising, session_days

IWM = Ticker("IWM")


def read(*closes, index=None, at=AT, **other):
    iwm = read_sessions(history(*(index or (200.0,) * len(closes)), ticker=IWM), at)
    return read_prices(read_sessions(history(*closes, **other), at), iwm)


def test_the_return_of_twelve_months_leaves_the_last_month_out_and_takes_the_index_off():
    closes = [10.0] * 300
    closes[-22] = 15.0
    index = [200.0] * 300
    index[-22] = 220.0

    assert read(*closes, index=index)["momentum"].value == pytest.approx(0.5 - 0.1)


def test_means_highs_and_the_month_are_those_of_the_closes():
    closes = [float(n) for n in range(1, 301)]
    told = read(*closes)

    assert told["price"].value == 300
    assert told["mean_200"].value == pytest.approx(sum(range(101, 301)) / 200)
    assert told["mean_50"].value == pytest.approx(sum(range(251, 301)) / 50)
    assert told["high_52w"].value == 300
    assert told["price_21d_ago"].value == 279
    assert told["market_return_21d"].value == 0
    assert told["sessions_listed"].value == 300


def test_the_largest_days_are_the_mean_of_five_in_a_month():
    closes = [10.0] * 280 + [10.0] * 15 + [11.0, 12.1, 13.31, 14.641, 16.1051]

    assert read(*closes)["largest_days"].value == pytest.approx(0.10)


def test_every_price_figure_is_dated_by_the_last_close_and_in_the_stocks_currency():
    told = read(*rising())

    assert {told[name].as_of for name in NAMES} == {hours.closes(TODAY)}
    assert told["price"].unit == "USD/share"


def test_the_running_sessions_bar_is_no_close():
    noon = datetime(2026, 1, 15, 17, 0, tzinfo=UTC)
    running = replace(history(*([10.0] * 260), 99.0), as_of=noon)
    told = read_prices(read_sessions(running, noon), None)

    assert told["price"].value == 10.0
    assert told["price"].as_of == hours.closes(date(2026, 1, 14))
    assert told["sessions_listed"].value == 260


def test_a_last_trade_shortly_before_the_close_is_the_close():
    seen = replace(history(*([10.0] * 260), 11.0), as_of=datetime(2026, 1, 15, 20, 50, tzinfo=UTC))

    assert read_prices(read_sessions(seen, AT), None)["price"].value == 11.0


def test_a_stock_listed_thirty_sessions_ago_has_a_price_and_says_what_it_is_too_young_for():
    told = read(*([10.0] * 30))

    assert told["price"].value == 10.0
    assert told["sessions_listed"].value == 30
    assert told["mean_200"] == Absent("it has traded for 30 sessions, 200 are needed")
    assert isinstance(told["momentum"], Absent)
    assert isinstance(told["bottom_count"], Absent)


def test_without_the_index_only_what_is_measured_against_it_is_missing():
    told = read_prices(read_sessions(history(*rising()), AT), None)

    assert [name for name in NAMES if isinstance(told[name], Absent)] == ["momentum", "market_return_21d"]


def test_an_index_that_ends_days_earlier_is_not_compared_with():
    old = read_sessions(history(*rising(503), ticker=IWM, last=date(2025, 12, 1)), AT)

    assert isinstance(read_prices(read_sessions(history(*rising()), AT), old)["market_return_21d"], Absent)


def test_a_stock_that_never_fell_forty_percent_has_no_bottom_to_confirm():
    assert read(*rising())["bottom_count"].value == NOT_APPLICABLE


def test_a_bottom_is_counted_by_its_four_tests():
    fell = [20.0] * 100 + [8.0] * 100
    confirmed = [*fell, *([10.0] * 203), *([12.0] * 100)]
    fresh = [20.0] * 450 + [8.0] * 53

    assert read(*confirmed)["bottom_count"].value == 4
    assert read(*fresh)["bottom_count"].value == 0


def test_a_bottom_needs_two_years_of_prices():
    assert read(*([20.0] * 100 + [8.0] * 160))["bottom_count"] == Absent("two years of prices are needed")


def test_prices_that_are_not_adjusted_for_a_split_measure_nothing():
    split = Split(session_days(5)[0], 10.0)
    told = read(*([100.0] * 300), *([10.0] * 5), splits=(split,))

    assert all(isinstance(figure, Absent) and "split of 2026-01-09" in figure.reason for figure in told.values())


def test_prices_that_are_adjusted_for_a_split_and_real_crashes_are_measured():
    assert read(*([10.0] * 305), splits=(Split(session_days(5)[0], 10.0),))["price"].value == 10.0
    assert read(*([100.0] * 300), *([50.0] * 5))["price"].value == 50.0


def test_trading_in_another_currency_is_not_called_dollars():
    told = read(*rising(), currency="CAD")

    assert told["dollar_volume"] == Absent("it trades in CAD, not in dollars")
    assert told["price"].unit == "CAD/share"


def test_dollars_traded_are_the_mean_of_twenty_sessions():
    assert read(*([10.0] * 300))["dollar_volume"].value == 10.0 * 1_000_000


def test_a_first_session_that_still_runs_is_nothing_yet():
    noon = datetime(2026, 1, 15, 17, 0, tzinfo=UTC)
    told = read_prices(read_sessions(replace(history(10.0), as_of=noon), noon), None)

    assert set(told.values()) == {Absent("there is no finished session yet")}


def test_another_markets_holidays_do_not_stop_the_reading():
    day = date(2026, 1, 19)  # New York is closed
    seen = history(*rising(), ticker=AAAA)
    later = replace(
        seen,
        candles=(*seen.candles, replace(seen.candles[-1], day=day)),
        as_of=datetime(2026, 1, 19, 18, 0, tzinfo=UTC),
    )

    assert read_prices(read_sessions(later, datetime(2026, 1, 19, 22, 0, tzinfo=UTC)), None)["price"].value == 20.0
