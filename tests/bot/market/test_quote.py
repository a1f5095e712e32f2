"""What a vendor leaves out of a price is not known, never zero."""

from datetime import UTC, date, datetime

from bot.market.price_target import PriceTarget
from bot.market.quote import Candle, PriceHistory, Quote
from bot.market.ticker import Ticker

APLD, AT = Ticker("APLD"), datetime(2026, 1, 15, 14, 30, tzinfo=UTC)


def test_what_a_quote_was_not_told_is_none():
    seen = Quote(ticker=APLD, price=31.2, as_of=AT, source="Yahoo")

    assert (seen.previous_close, seen.currency, seen.volume) == (None, None, None)


def test_a_history_without_splits_and_a_target_without_one_say_so():
    history = PriceHistory(
        ticker=APLD, candles=(Candle(date(2026, 1, 14), 1, 2, 0.5, 1.5, 9),), as_of=AT, source="Yahoo"
    )
    target = PriceTarget(ticker=APLD, mean=42.5, median=None, high=60, low=20, analysts=2, as_of=AT, source="Yahoo")

    assert history.splits == ()
    assert target.last_split is None
