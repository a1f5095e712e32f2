"""What is no company's share is told so in one sentence."""

from __future__ import annotations

import pytest

from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.sources.profile.company import check_company, check_symbol
from tests.bot.sources.profile.payloads import AAAA, summary


@pytest.mark.parametrize(
    ("kind", "words"),
    [("ETF", "a fund"), ("MUTUALFUND", "a fund"), ("INDEX", "an index"), ("FUTURE", "a future"), ("NONE", "delisted")],
)
def test_a_fund_an_index_a_future_and_a_delisted_name_are_not_rated(kind, words):
    with pytest.raises(Missing, match=words):
        check_company(AAAA, summary(price={"quoteType": kind}))


def test_a_name_kept_on_the_exchange_of_the_dead_is_delisted():
    with pytest.raises(Missing, match="delisted"):
        check_company(AAAA, summary(price={"exchange": "YHD"}))


@pytest.mark.parametrize(
    "name", ["AAAA, Inc. Warrants", "AAAA 6.5% Preferred Series B", "AAAA Notes due 2031", "AAAA Rights"]
)
def test_other_paper_of_a_company_is_not_its_share(name):
    with pytest.raises(Missing, match="only common shares"):
        check_company(AAAA, summary(price={"longName": name}))


@pytest.mark.parametrize("name", ["Unit Corporation", "Wright Medical", "AAAA Partners LP Common Units", "Notesco"])
def test_names_that_only_sound_like_it_are_shares(name):
    check_company(AAAA, summary(price={"longName": name}))


@pytest.mark.parametrize("symbol", ["^GSPC", "GC=F", "EURUSD=X", "AAAA-WT", "AAAA-UN", "AAAA-PB"])
def test_some_symbols_give_it_away(symbol):
    with pytest.raises(Missing, match=r"only (companies' shares|common shares) are rated"):
        check_symbol(Ticker(symbol))


@pytest.mark.parametrize("symbol", ["AAAA", "BRK-B", "SHOP.TO", "MOG-A"])
def test_classes_and_listings_are_shares(symbol):
    check_symbol(Ticker(symbol))
