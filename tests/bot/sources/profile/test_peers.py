"""Medians of peers: over enough stocks followed here, from the days before, the stock itself left out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.ticker import Ticker
from bot.rating.profile import Figure, Profile
from bot.sources.cached import MemoryShelf
from bot.sources.profile.peers import DAYS, LEAST, Peers, Row, read_peers, row_of
from tests.bot.sources.profile.payloads import AAAA, AT, TODAY
from tests.company import company

CHIPS = ("semiconductors", "technology")
NAMES = ("peer_forward_pe", "peer_ev_sales", "peer_growth", "peer_breadth")


def row(number, places=CHIPS, **other):
    """The row of a stock whose every figure is its number, or a hundredth of it."""
    told = {"forward_pe": float(number), "ev_sales": number / 10, "growth": number / 100, "breadth": number / 100}
    return Row(f"S{number:03d}X", AT.timestamp() - number, *places, **{**told, **other})


def values(told):
    return {name: round(one.value, 4) for name, one in told.items() if isinstance(one, Figure)}


def test_the_median_of_the_industry_where_there_are_enough_of_it():
    told = read_peers(AAAA, CHIPS, [row(number) for number in range(1, LEAST + 1)])

    assert values(told) == {"peer_forward_pe": 8, "peer_ev_sales": 0.8, "peer_growth": 0.08, "peer_breadth": 0.08}
    assert told["peer_growth"].source == "our median of 15 stocks of its industry followed here"
    assert told["peer_growth"].as_of == AT - timedelta(seconds=15)  # as old as its oldest row


def test_one_stock_too_few_is_no_median_and_says_how_many_there_are():
    told = read_peers(AAAA, CHIPS, [row(number) for number in range(1, LEAST)])

    assert values(told) == {}
    assert (
        told["peer_forward_pe"].reason
        == "14 other stocks followed here told theirs before today, 15 are needed for a median"
    )


def test_the_stock_itself_is_not_its_own_peer():
    rows = [row(number) for number in range(1, LEAST)] + [replace(row(99), symbol="AAAA")]

    assert values(read_peers(AAAA, CHIPS, rows)) == {}


@pytest.mark.parametrize(
    ("places", "group", "pe"),
    [
        (("semiconductors", "technology"), "15 stocks of its industry followed here", 8),
        (("solar", "technology"), "30 stocks of its sector followed here", 15.5),
        (("gold", "basic-materials"), "40 stocks followed here, of all sectors", 20.5),
        (("", ""), "40 stocks followed here, of all sectors", 20.5),
    ],
)
def test_the_sector_and_then_all_stand_in_for_an_industry_with_too_few(places, group, pe):
    rows = [
        row(number, CHIPS if number <= 15 else ("software", "technology") if number <= 30 else ("", ""))
        for number in range(1, 41)
    ]
    told = read_peers(AAAA, places, rows)["peer_forward_pe"]

    assert (told.source, told.value) == (f"our median of {group}", pe)


def test_stocks_without_a_profit_have_no_multiple_of_it_and_are_not_counted():
    rows = [row(number, forward_pe=None if number > 10 else 12.0) for number in range(1, 21)]
    told = read_peers(AAAA, CHIPS, rows)

    assert told["peer_forward_pe"].reason.startswith("10 other stocks")
    assert values(told)["peer_ev_sales"] == 1.05


def test_a_median_that_is_not_above_zero_is_no_multiple():
    rows = [row(number, ev_sales=-1.0) for number in range(1, 21)]

    assert "not above zero" in read_peers(AAAA, CHIPS, rows)["peer_ev_sales"].reason


def test_a_row_is_the_stocks_own_multiples():
    told = row_of(AAAA, company(AT), CHIPS)

    assert told.forward_pe == pytest.approx(30.0 / 1.60)
    assert told.ev_sales == pytest.approx((30.0 * 40e6 + 220e6 - 160e6) / 900e6)
    assert (told.growth, told.breadth) == (0.15, pytest.approx(1 / 6))


@pytest.mark.parametrize(
    ("changed", "gone"),
    [
        ({"eps_next": -1.0}, {"forward_pe"}),
        ({"revenue": 0.0}, {"ev_sales", "growth"}),
        ({"lost": {"cash": "-"}}, {"ev_sales", "growth"}),
        ({"lost": {"revenue_growth_next": "-"}}, {"ev_sales", "growth"}),
        ({"lost": {"revisions_up": "-"}}, {"breadth"}),
        ({"estimate_analysts": 0.0}, {"forward_pe", "breadth", "ev_sales", "growth"}),
    ],
)
def test_what_is_not_known_or_means_nothing_is_no_figure_of_a_row(changed, gone):
    told = row_of(AAAA, company(AT, **changed), CHIPS)

    assert {name for name in ("forward_pe", "ev_sales", "growth", "breadth") if getattr(told, name) is None} == gone


def test_a_stock_whose_currencies_do_not_meet_is_no_peer():
    mixed = company(AT)
    cad = replace(mixed.figures["eps_next"], unit="CAD/share")

    assert row_of(AAAA, Profile(AT, {**mixed.figures, "eps_next": cad}), CHIPS) is None


async def test_a_days_medians_stand_on_the_days_before_it():
    peers = Peers(MemoryShelf())
    await peers.keep(row(1), AT - timedelta(days=1))
    assert [one.symbol for one in await peers.before(TODAY)] == ["S001X"]

    await peers.keep(row(2), AT)
    assert [one.symbol for one in await peers.before(TODAY)] == ["S001X"]
    assert [one.symbol for one in await peers.before(TODAY + timedelta(days=1))] == ["S001X", "S002X"]


async def test_the_newest_row_of_a_stock_counts_and_old_ones_do_not():
    shelf = MemoryShelf()
    for days in (DAYS, 3, DAYS + 1):
        await Peers(shelf).keep(row(1 if days <= DAYS else 2, growth=days / 100), AT - timedelta(days=days))

    (kept,) = await Peers(shelf).before(TODAY)
    assert (kept.symbol, kept.growth) == ("S001X", 0.03)


async def test_rows_put_by_at_once_are_all_kept_on_their_new_york_day():
    peers = Peers(MemoryShelf())
    late = datetime(2026, 1, 16, 3, 0, tzinfo=UTC)  # still the 15th in New York
    await asyncio.gather(*(peers.keep(row(number), late) for number in range(20)))

    assert len(await peers.before(date(2026, 1, 16))) == 20
    assert await peers.before(date(2026, 1, 15)) == []


def test_a_ticker_is_told_by_its_symbol():
    assert row_of(Ticker("BRK-B"), company(AT), ("", "")).symbol == "BRK-B"
