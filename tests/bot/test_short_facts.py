"""Short interest in words: FINRA's clamp, a split, and bars that begin after it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards import Level
from bot.market.short_interest import FloatShares, ShortInterest, days_to_cover
from bot.market.ticker import Ticker
from bot.short_facts import bars, days, days_and_volume, share_of_float

AT, APLD = datetime(2026, 1, 15, tzinfo=UTC), Ticker("APLD")


def short(shares=1_000, volume=400, settlement=date(2026, 1, 15), *, split=False):
    return ShortInterest(
        ticker=APLD, settlement=settlement, shares=shares, previous_shares=900, average_volume=volume,
        days_to_cover=days_to_cover(shares, volume), split=split, as_of=AT, source="FINRA",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("volume", "said", "whole"),
    [
        (400, "2.50", "2.50, at 400 shares traded a day"),
        (5_000, "1 or fewer", "1 or fewer, at 5,000 shares traded a day"),
        (0, "no figure: hardly a share was traded", "no figure: hardly a share was traded"),
    ],
)
def test_days_to_cover_are_said_as_finra_means_them(volume, said, whole):
    assert (days(short(volume=volume)), days_and_volume(short(volume=volume))) == (said, whole)


def test_a_share_of_float_has_both_counts_and_dates_or_says_why_there_is_none():
    floating = FloatShares(ticker=APLD, shares=10_000, as_of=AT, source="Yahoo")

    assert share_of_float(short(), floating) == (
        "10.0 %: 1,000 short (15 January 2026) of 10,000 in the float (as told 15 January 2026)"
    )
    assert share_of_float(short(split=True), floating).startswith("not computed: the shares were split")
    assert share_of_float(short(), replace(floating, shares=0)) == "not known: the float is told as zero"
    assert share_of_float(short(), "nobody tells it.") == "not known: nobody tells it."


def test_bars_begin_at_the_last_split_and_show_the_levels_in_their_reach():
    before, after, last = short(9_000, settlement=date(2025, 12, 15)), short(split=True), short(1_200)
    chart = bars([before, after, last], [Level("near", 1_500.0), Level("far", 90_000.0)])

    assert [value for _, value in chart.series[0].points] == [1_000.0, 1_200.0]
    assert [level.name for level in chart.levels] == ["near"]
    assert bars([last]) is None
