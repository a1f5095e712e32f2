"""/short: shares short with their dates, the float beside them, and the clamp understood."""

from dataclasses import replace
from datetime import datetime

from bot.market.ticker import Ticker
from tests.whole import facts, rows

JANUARY, MONTH_END = datetime(2026, 1, 15), datetime(2026, 1, 30)  # noqa: DTZ001  # settlement days


async def test_the_newest_settlement_is_told_beside_the_one_before(club):
    club.short("APLD", JANUARY, 10_000_000, 9_000_000, volume=4_000_000)
    club.short("APLD", MONTH_END, 12_000_000, 10_000_000, volume=4_000_000)
    club.floating("APLD", 100_000_000)

    card = await club.type("short APLD")

    assert card.lead == (
        "12.0 million shares were short on 30 January 2026, +20.0 % from the settlement before (10.0 million)."
    )
    assert facts(card)["Share of float"] == (
        "12.0 %: 12.0 million short (30 January 2026) of 100.0 million in the float (as told 15 January 2026)"
    )
    assert facts(card)["Days to cover"] == "3.00, at 4.0 million shares traded a day"
    assert [row[0] for row in rows(card)] == ["30 January 2026", "15 January 2026"]
    assert card.chart.bars


async def test_finras_clamp_is_no_figure(club):
    club.short("TINY", JANUARY, 500, 400, volume=0)

    assert facts(await club.type("short TINY"))["Days to cover"] == "no figure: hardly a share was traded"


async def test_without_a_float_the_card_says_why(club):
    club.short("APLD", JANUARY, 10_000_000, 0)

    card = await club.type("short APLD")

    assert facts(card)["Share of float"] == "not known: There is no float of APLD in the recording."
    assert "none at the settlement before" in card.lead


async def test_a_stock_that_finra_does_not_list_is_a_clear_card(club):
    assert "no short interest of NOSUCH" in (await club.type("short NOSUCH")).lead


async def test_after_a_split_neither_change_nor_share_of_float_is_computed(club):
    club.short("APLD", JANUARY, 10_000_000, 9_000_000)
    club.floating("APLD", 100_000_000)
    club.market.tell(replace(await club.market.short_interest(Ticker("APLD")), split=True))

    card = await club.type("short APLD")

    assert "a change is not computed" in card.lead
    assert facts(card)["Share of float"].startswith("not computed: the shares were split")
