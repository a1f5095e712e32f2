"""The sector beside small caps: the fund's half year less the index's, on the same days."""

from __future__ import annotations

import pytest

from bot.market.ticker import Ticker
from bot.rating.profile import Absent
from bot.sources.profile.industry import FUNDS, HALF_A_YEAR, fund_of, read_industry
from bot.sources.profile.sessions import read_sessions
from tests.bot.sources.profile.payloads import AT, history


def sessions(*closes):
    return read_sessions(history(*closes, ticker=Ticker("XLK")), AT)


def test_it_is_the_return_of_126_sessions_less_the_index():
    before, now = [50.0] * 5, [55.0]
    fund = sessions(*before, *[50.0] * (HALF_A_YEAR), *now)
    index = sessions(*[200.0] * (5 + HALF_A_YEAR), 190.0)

    assert read_industry(fund, index)["industry_return"].value == pytest.approx(0.10 + 0.05)


@pytest.mark.parametrize("length", [1, HALF_A_YEAR])
def test_a_fund_or_an_index_that_is_too_young_is_not_measured(length):
    young, grown = sessions(*[50.0] * length), sessions(*[50.0] * 300)

    for fund, index in ((young, grown), (grown, young), (None, grown), (grown, None)):
        assert isinstance(read_industry(fund, index)["industry_return"], Absent)


def test_every_sector_of_yahoo_has_one_fund_and_no_other_word_has_one():
    assert len(set(FUNDS.values())) == len(FUNDS) == 11
    assert fund_of({"assetProfile": {"sector": "Technology"}}) == Ticker("XLK")
    for told in ({}, {"assetProfile": {}}, {"assetProfile": {"sector": None}}, {"assetProfile": {"sector": "Alchemy"}}):
        assert fund_of(told) is None
