"""What lies ahead of a price: targets either way, levels only while they are not past, old looks not at all."""

from datetime import UTC, date, datetime, timedelta

from bot.alerts.episode import Episode
from bot.alerts.marks import PriceLevel
from bot.alerts.nearness import ahead, last_price
from bot.alerts.watchlist import Channel
from bot.market.ticker import Ticker

NOW = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)


def target(name, level, value=38.0, at=NOW):
    return Episode(kind="price_past_target", about="APLD", name=name, side="", level=level, value=value, seen_at=at)


def level(way, price):
    home = Channel("web", "home")
    return PriceLevel(channel=home, ticker=Ticker("APLD"), way=way, price=price, since=date(2026, 1, 15), by="u")


def test_the_nearest_comes_first_in_words():
    found = ahead([target("mean", 40), target("low", 30)], [level("below", 37)], 38, NOW)

    assert [line.told(38, "USD") for _, line in found] == [
        "2.7 % over level $37.00",
        "5.0 % under mean $40.00",
        "27 % over low $30.00",
    ]


def test_a_level_that_the_price_is_past_is_not_ahead():
    assert ahead([], [level("above", 37), level("below", 39)], 38, NOW) == []


def test_targets_that_no_round_saw_for_days_or_that_are_no_prices_say_nothing():
    assert ahead([target("mean", 40, at=NOW - timedelta(days=6))], [], 38, NOW) == []
    assert ahead([target("mean", 0)], [], 38, NOW) == []


def test_the_last_price_is_the_newest_of_the_last_days():
    older, newer = target("mean", 40, 37, NOW - timedelta(days=1)), target("low", 30, 38.5)

    assert last_price([{"mean": older}, {"low": newer}], NOW) == 38.5
    assert last_price([{}, {"mean": older}], NOW + timedelta(days=9)) is None
    assert last_price([{}], NOW) is None
