"""The futures after each settlement, kept over restarts and years."""

from __future__ import annotations

from datetime import date, timedelta

from bot.market.fed_funds import FedFundsFutures, settled_at
from bot.sources.settled import Settled

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)


def futures(day: date, price: float) -> FedFundsFutures:
    return FedFundsFutures(
        as_of=settled_at(day) + timedelta(minutes=30), source="Yahoo", prices=((DECEMBER, price), (JANUARY, price + 1))
    )


async def test_a_day_has_one_line_and_a_new_program_finds_it(shelf):
    first, second = Settled(shelf), Settled(shelf)
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)

    assert await first.keep(monday, futures(monday, 96.1))
    assert not await first.keep(monday, futures(monday, 96.2))
    assert not await second.keep(monday, futures(monday, 96.3))
    assert await second.keep(tuesday, futures(tuesday, 96.4))

    assert await first.closes(2026) == [futures(monday, 96.1), futures(tuesday, 96.4)]


async def test_the_year_before_is_told_too_and_expired_months_stay(shelf):
    settled = Settled(shelf)
    for day in (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 4)):
        await settled.keep(day, futures(day, 96.0))

    assert [one.as_of.year for one in await settled.closes(2027)] == [2026, 2027]
    assert [one.prices[0][0] for one in await settled.closes(2027)] == [DECEMBER, DECEMBER]
    assert await settled.closes(2030) == []


async def test_a_year_of_twelve_contracts_is_small(shelf):
    settled = Settled(shelf)
    for place in range(250):
        day = date(2026, 1, 2) + timedelta(days=place)
        prices = tuple((date(2026 + n // 12, n % 12 + 1, 1), round(95 + place * n / 997, 4)) for n in range(12))
        await settled.keep(day, FedFundsFutures(as_of=settled_at(day), source="Yahoo", prices=prices))

    body, _ = await shelf.get("futures:settled:2026")
    assert len(body) < 30_000
