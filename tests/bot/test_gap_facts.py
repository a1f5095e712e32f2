"""The valuation gap in words: cheaper or dearer, what a ratio lacks, and today's session among our own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.gap_facts import Gap, ask_gap, cheaper, gap_history, multiples_picture, ratio_picture, why_unknown
from bot.market.feeds import Missing, Unavailable
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from tests.fund import AT, fund, kept, member

TODAY = date(2026, 1, 15)
SMALL = fund(member("A", next_year=0.625))
LARGE = fund(member("L", next_year=0.5), name="IVV")


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(0.693, "31 % less than large ones"), (1.1, "10 % more than large ones"), (1.004, "as much as large ones")],
)
def test_a_ratio_is_said_without_a_number_below_zero(ratio, said):
    assert cheaper(ratio) == said


@pytest.mark.parametrize(
    ("small", "large", "why"),
    [
        (fund(member("A", next_year=1.0), member("B")), LARGE, "50 % of the value of IJR have a forecast"),
        (fund(member("A", next_year=-1.0)), LARGE, "The members of IJR together are expected to lose money"),
        (fund(member("A", next_year=1.0), at=AT + timedelta(days=1)), LARGE, "IJR and IVV are of different days"),
    ],
)
def test_what_a_ratio_lacks_is_one_sentence(small, large, why):
    assert why in why_unknown(Gap(small, large, ()))


async def test_today_takes_the_place_of_what_was_kept_for_it_and_of_nothing_else():
    source = Recorded()
    source.tell(SMALL, LARGE)
    for name, multiple in (("IJR", 14.0), ("IVV", 21.0)):
        days = (kept(TODAY - timedelta(days=1), multiple), kept(TODAY, 99.0))
        source.tell_fund_days(Ticker(name), *days)

    gap = await ask_gap(source)

    assert [(one.small, one.large) for one in gap.days] == [(14.0, 21.0), (pytest.approx(16.0), 20.0)]
    assert gap.today is gap.days[-1]


async def test_either_fund_missing_is_missing():
    source = Recorded()
    source.tell(SMALL)
    with pytest.raises(Missing, match="IVV"):
        await ask_gap(source)


def test_without_a_session_there_is_no_history_and_no_picture():
    gap = Gap(SMALL, LARGE, ())

    assert (gap.today, gap_history(gap), multiples_picture(gap), ratio_picture(gap)) == (None, None, None, None)


async def test_a_lost_source_is_unavailable():
    source = Recorded("Yahoo")
    source.tell(SMALL, LARGE)
    source.out = datetime(2026, 1, 16, tzinfo=UTC)
    with pytest.raises(Unavailable, match="Yahoo does not answer"):
        await ask_gap(source)
