"""Short interest: FINRA's count and our own division, Yahoo's copy where FINRA was not had."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.market.feeds import Unavailable
from bot.rating.profile import Absent
from bot.sources.profile.short import read_second, read_short
from tests.bot.sources.profile.payloads import AAAA, AT, epoch, short, summary

AWAY = Unavailable("FINRA does not answer.")


def test_finras_count_is_dated_by_its_settlement_and_its_publication():
    told = read_short(AAAA, short(), summary(), AT)

    assert [told[name].value for name in ("short_shares", "short_shares_before", "days_to_cover", "float_shares")] == [
        2_000_000, 1_800_000, 4.0, 40_000_000,
    ]  # fmt: skip
    assert told["short_shares"].as_of == datetime(2025, 12, 31, tzinfo=UTC)
    assert told["short_shares"].published.date() == date(2026, 1, 12)


def test_the_vendors_percentage_of_the_float_is_never_read():
    """It need not be short over float: one company showed 8.1 % where the division gives 9.3 %."""
    with_it = summary(defaultKeyStatistics={"shortPercentOfFloat": 0.9})

    assert read_short(AAAA, short(), with_it, AT) == read_short(AAAA, short(), summary(), AT)


def test_nobody_short_is_a_true_zero():
    assert read_short(AAAA, short(shares=0), summary(), AT)["short_shares"].value == 0.0


def test_the_cap_on_days_to_cover_means_that_nothing_traded():
    assert "nothing traded" in read_short(AAAA, short(days_to_cover=999.99), summary(), AT)["days_to_cover"].reason


def test_counts_on_two_sides_of_a_split_are_not_compared():
    told = read_short(AAAA, short(split=True), summary(), AT)

    assert told["short_shares_before"] == Absent("a split lies between the two counts")
    assert told["short_shares"].value == 2_000_000


def test_without_finra_yahoos_copy_lacks_the_report_before():
    told = read_short(AAAA, AWAY, summary(), AT)

    assert (told["short_shares"].value, told["days_to_cover"].value) == (2_100_000, 4.2)
    assert "a month before" in told["short_shares_before"].reason


def test_without_either_the_reason_is_finras():
    told = read_short(AAAA, AWAY, None, AT)

    assert told["short_shares"] == told["days_to_cover"] == Absent("FINRA does not answer.")
    assert isinstance(told["float_shares"], Absent)


def test_a_second_opinion_is_on_the_same_settlement():
    later = summary(defaultKeyStatistics={"dateShortInterest": epoch(date(2026, 1, 15))})

    assert read_second(short(), summary())["short_shares"].value == 2_100_000
    assert read_second(short(), later) == {}
    assert read_second(AWAY, summary()) == {}
