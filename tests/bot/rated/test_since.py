"""From the first close after a call to the last one, the same days for stock and index."""

from datetime import UTC, date, datetime, timedelta

from bot.market.hours import closes, opens
from bot.market.quote import Candle, PriceHistory
from bot.market.ticker import Ticker
from bot.rated.since import Since, first_close, since

FRIDAY, TUESDAY, WEDNESDAY = date(2026, 1, 16), date(2026, 1, 20), date(2026, 1, 21)  # Monday is a holiday


def history(prices, as_of):
    candles = tuple(Candle(day, price, price, price, price, 1) for day, price in prices.items())
    return PriceHistory(ticker=Ticker("X"), candles=candles, currency="USD", as_of=as_of, source="test")


def test_a_call_begins_at_the_first_close_that_could_follow_it():
    close = closes(FRIDAY)

    assert first_close(opens(FRIDAY) - timedelta(hours=2)) == FRIDAY
    assert first_close(close) == FRIDAY
    assert first_close(close + timedelta(seconds=1)) == TUESDAY
    assert first_close(datetime(2026, 1, 18, tzinfo=UTC)) == TUESDAY


def test_stock_and_index_are_measured_over_the_same_days():
    now = closes(WEDNESDAY) + timedelta(hours=1)
    stock = history({FRIDAY: 10.0, TUESDAY: 12.0, WEDNESDAY: 9.0}, now)
    index = history({FRIDAY: 200.0, TUESDAY: 190.0, WEDNESDAY: 202.0}, now)

    assert since(opens(FRIDAY), stock, index, now) == Since(FRIDAY, WEDNESDAY, 9 / 10 - 1, 202 / 200 - 1)
    assert since(closes(FRIDAY) + timedelta(hours=1), stock, index, now) == Since(
        TUESDAY, WEDNESDAY, 9 / 12 - 1, 202 / 190 - 1
    )


def test_an_index_that_lacks_a_day_is_not_known():
    now = closes(WEDNESDAY) + timedelta(hours=1)
    stock = history({FRIDAY: 10.0, WEDNESDAY: 9.0}, now)

    assert since(opens(FRIDAY), stock, history({FRIDAY: 200.0}, now), now).index is None
    assert since(opens(FRIDAY), stock, None, now).index is None


def test_a_price_of_a_running_session_is_no_close():
    now = closes(WEDNESDAY) - timedelta(hours=1)
    stock = history({FRIDAY: 10.0, TUESDAY: 12.0, WEDNESDAY: 99.0}, now)

    assert since(opens(FRIDAY), stock, None, now).end == TUESDAY
    later = closes(WEDNESDAY) + timedelta(days=3)
    assert since(opens(FRIDAY), stock, None, later).end == TUESDAY  # the bar was read while it ran


def test_a_call_before_the_first_close_that_is_known_has_no_outcome():
    now = closes(WEDNESDAY) + timedelta(hours=1)

    assert since(opens(FRIDAY), history({TUESDAY: 12.0, WEDNESDAY: 9.0}, now), None, now) is None
