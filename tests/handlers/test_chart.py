"""/chart: closes with their means and targets, in words too."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cards import Level
from handlers.chart import mean
from tests.whole import facts


def year(club, symbol="APLD", days=260):
    end = club.clock.now()
    for n in range(days):
        club.clock.at = end - timedelta(days=days - 1 - n)
        club.price(symbol, 20 + n / 10)


async def test_the_closes_their_means_and_the_targets_are_drawn_and_told(club):
    year(club)
    club.target("APLD", 50)

    card = await club.type("chart APLD")

    assert [series.name for series in card.chart.series] == ["APLD", "50-day mean", "200-day mean"]
    assert [len(series.points) for series in card.chart.series] == [260, 211, 61]
    assert card.chart.series[1].points[-1][1] == pytest.approx(20 + (210 + 259) / 2 / 10)
    assert Level("Mean target", 50) in card.chart.levels
    assert card.lead.endswith("; 5.6 % above its 50-day mean and 27.7 % above its 200-day mean.")
    assert "the mean target at $50.00" in card.chart.alt
    assert len(card.origins) == 2


async def test_a_young_stock_has_no_200_day_mean_and_says_so(club):
    year(club, days=60)

    card = await club.type("chart APLD")

    assert [series.name for series in card.chart.series] == ["APLD", "50-day mean"]
    assert facts(card)["200-day mean"] == "not known: it has traded for fewer than 200 sessions"
    assert "no analyst target" in facts(card)["Targets"]
    assert len(card.origins) == 1


def test_a_mean_begins_when_it_has_its_days_behind_it():
    days = [date(2026, 1, n) for n in range(1, 6)]
    closes = tuple(zip(days, (1.0, 2.0, 3.0, 4.0, 5.0), strict=True))

    assert mean(closes, 3) == ((days[2], 2.0), (days[3], 3.0), (days[4], 4.0))
    assert mean(closes, 6) == ()


async def test_targets_in_another_currency_are_not_drawn(club):
    year(club, days=60)
    club.target("APLD", 50)
    target = await club.market.target((await club.market.listings())[0].ticker)
    club.market.tell(type(target)(**{**vars(target), "currency": "CAD", "as_of": datetime(2026, 1, 15, tzinfo=UTC)}))

    card = await club.type("chart APLD")

    assert card.chart.levels == ()
    assert facts(card)["Targets"] == "in CAD, so not drawn beside these prices"
