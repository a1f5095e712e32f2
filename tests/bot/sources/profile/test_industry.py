"""The industry's fund less the index over six months; a sector stands in for an industry that has no fund here."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market import hours
from bot.market.quote import Split
from bot.market.ticker import Ticker
from bot.sources.profile.industry import FUNDS, fund_of, places, read_industry
from bot.sources.profile.sessions import read_sessions
from tests.bot.sources.profile.payloads import AT, TODAY, history, rising, session_days, summary

XLK = Ticker("XLK")


def sessions(*closes, **other):
    return read_sessions(history(*closes, **other), AT)


def of(industry, sector):
    return summary(assetProfile={"industry": industry, "sector": sector})


@pytest.mark.parametrize(
    ("industry", "sector", "fund"),
    [
        ("Aerospace & Defense", "Industrials", "ITA"),
        ("Banks - Regional", "Financial Services", "KRE"),
        ("Banks—Regional", "Financial Services", "KRE"),
        ("Oil & Gas E&P", "Energy", "XOP"),
        ("Electronic Components", "Technology", "XLK"),
        ("Grain Millers", "Consumer Defensive", "XLP"),
    ],
)
def test_an_industry_has_its_fund_or_its_sectors(industry, sector, fund):
    assert fund_of(of(industry, sector)) == Ticker(fund)


@pytest.mark.parametrize(
    "told", [{"industry": None, "sector": None}, {"industry": "", "sector": "Shells"}, {"sector": 7}]
)
def test_a_company_without_a_known_sector_has_none(told):
    assert fund_of(summary(assetProfile={"industry": "", **told})) is None
    assert fund_of(summary(assetProfile=None)) is None


def test_places_are_keys():
    assert places(of("Oil & Gas E&P", "Basic Materials")) == ("oil-gas-e-p", "basic-materials")
    assert places({"assetProfile": "words"}) == ("", "")


def test_a_fund_is_a_symbol_and_there_are_few_of_them():
    assert all(Ticker.parse(one).symbol == one for one in FUNDS)
    assert len(FUNDS) <= 25  # charts a day, for all stocks together


def test_six_months_of_the_fund_less_those_of_the_index():
    days = session_days(200)
    start = next(place for place, day in enumerate(days) if day > date(2025, 7, 17)) - 1
    fund = sessions(*([50.0] * start), *([100.0] * (199 - start)), 120.0)
    index = sessions(*([400.0] * (start + 1)), *([420.0] * (199 - start)))

    figure = read_industry(XLK, fund, index)

    assert figure.value == pytest.approx(0.20 - 0.05)
    assert figure.as_of == hours.closes(TODAY)
    assert (figure.unit, figure.source) == ("fraction", "Yahoo Finance, the fund XLK less IWM")


def test_without_the_index_or_with_too_short_a_history_it_is_not_known():
    assert "index fund" in read_industry(XLK, sessions(*rising()), None).reason
    assert "six months" in read_industry(XLK, sessions(*rising(60)), sessions(*rising())).reason
    stopped = sessions(*rising(200), last=date(2025, 12, 1))
    assert "six months" in read_industry(XLK, sessions(*rising()), stopped).reason


def test_a_fund_whose_split_is_not_in_its_prices_yet_is_not_compared():
    days = session_days(503)
    split = sessions(*([200.0] * 500), *([20.0] * 3), splits=(Split(days[500], 10.0),))

    assert "cannot be compared" in read_industry(XLK, split, sessions(*rising())).reason
