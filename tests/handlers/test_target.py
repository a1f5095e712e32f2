"""/target: targets beside the price; never a comparison of unlike currencies."""

from dataclasses import replace

from bot.market.ticker import Ticker
from tests.whole import facts


async def test_the_distance_to_each_target_is_told_with_both_dates(club):
    club.price("APLD", 40)
    club.target("APLD", 50)

    card = await club.type("target APLD")

    assert card.lead == "The price is 25.0 % below its mean target."
    assert facts(card)["Mean target"] == "$50.00, +25.0 % from the price"
    assert facts(card)["High target"] == "$150.00, +275.0 % from the price"
    assert [origin.as_of for origin in card.origins] == [club.clock.now()] * 2
    assert "Mean target" in [level.name for level in card.chart.levels]


async def test_one_analyst_is_called_one_analyst(club):
    club.price("AXTI", 40)
    club.target("AXTI", 30, analysts=1)

    card = await club.type("target AXTI")

    assert card.lead == "The price is 25.0 % above the target of its only analyst."
    assert facts(card)["Analysts"] == "1 analyst: too few for a consensus"
    assert "Only target" in facts(card)


async def test_unlike_currencies_are_not_compared(club):
    club.price("CRON", 2)
    club.target("CRON", 3)
    market = club.market
    market.tell(replace(await market.target(Ticker("CRON")), currency="USD or CAD"))

    card = await club.type("target CRON")

    assert "cannot be compared" in card.lead
    assert facts(card)["Mean target"] == "3.00 (USD or CAD)"
    assert card.chart is None


async def test_a_stock_that_nobody_covers_is_a_clear_card(club):
    club.price("TINY", 1)

    card = await club.type("target TINY")

    assert card.title == "/target: no answer"
    assert "no analyst target of TINY" in card.lead
