"""Snapshots: one a day, the first, for good."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.market.ticker import Ticker
from bot.rating.profile import Absent, Figure, Profile
from bot.sources.cached import MemoryShelf
from bot.sources.profile.snapshots import Snapshots
from tests.bot.sources.profile.payloads import AAAA, AT


def profile(price: float, at: datetime = AT) -> Profile:
    figure = Figure(as_of=AT, source="Yahoo Finance", value=price, unit="USD/share", published=AT, expires=AT)
    yes = Figure(as_of=AT, source="Yahoo Finance", value=True, unit="yes/no")
    return Profile(at=at, figures={"price": figure, "fresh_catalyst": yes, "capex": Absent("not filed")})


async def test_a_days_figures_come_back_as_they_were():
    snapshots = Snapshots(MemoryShelf())
    kept = profile(20.0)

    assert await snapshots.keep(AAAA, kept, {"institutions_share": 0.62})
    told = await snapshots.on(AAAA, date(2026, 1, 15))

    assert told.figures == {name: kept.figures[name] for name in ("price", "fresh_catalyst")}
    assert (told.at, told.counted) == (AT, {"institutions_share": 0.62})


async def test_the_first_of_a_day_is_never_written_over():
    snapshots = Snapshots(MemoryShelf())

    first, second = await asyncio.gather(
        snapshots.keep(AAAA, profile(20.0), {}), snapshots.keep(AAAA, profile(21.0), {})
    )

    assert (first, second) == (True, False)
    assert (await snapshots.on(AAAA, date(2026, 1, 15))).figures["price"].value == 20.0


async def test_days_are_those_of_new_york_and_listed_oldest_first():
    snapshots = Snapshots(MemoryShelf())
    for hours in (24, 0, 6):  # six hours on, it is the 16th in Greenwich and still the 15th in New York
        await snapshots.keep(AAAA, profile(20.0, AT + timedelta(hours=hours)), {})

    assert await snapshots.days(AAAA) == [date(2026, 1, 15), date(2026, 1, 16)]


async def test_another_tickers_days_are_its_own():
    snapshots = Snapshots(MemoryShelf())
    await snapshots.keep(AAAA, profile(20.0), {})

    assert await snapshots.days(Ticker("BBBB")) == []
    assert await snapshots.on(Ticker("BBBB"), date(2026, 1, 15)) is None


async def test_they_outlive_the_program():
    shelf = MemoryShelf()
    await Snapshots(shelf).keep(AAAA, profile(20.0), {})

    assert not await Snapshots(shelf).keep(AAAA, replace(profile(21.0)), {})


async def test_the_record_nearest_to_a_day_is_found_within_a_span():
    snapshots = Snapshots(MemoryShelf())
    for days in (0, 5, 30):
        await snapshots.keep(AAAA, profile(20.0 + days, AT + timedelta(days=days)), {})
    about, span = date(2026, 1, 19), timedelta(days=12)

    assert (await snapshots.about(AAAA, about, span)).figures["price"].value == 25.0
    assert await snapshots.about(AAAA, date(2026, 5, 1), span) is None
