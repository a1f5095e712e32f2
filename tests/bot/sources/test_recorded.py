"""A source that answers from what it was told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.market.earnings import Earnings
from bot.market.fed_funds import FedFundsFutures
from bot.market.feeds import Missing, Unavailable
from bot.market.filing import Filing
from bot.market.geopolitics import GeopoliticalRisk, RiskDay
from bot.market.ownership import InsiderReport, Institutions
from bot.market.price_target import PriceTarget
from bot.market.quote import Quote
from bot.market.readings import Readings
from bot.market.short_interest import FloatShares, ShortInterest
from bot.market.ticker import Ticker
from bot.rating.profile import Absent, Profile
from bot.sources.recorded import Recorded
from tests.bot.market.reports import CASH, reported
from tests.fund import fund, kept, member

AT = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)


def quote(ticker, price, after=timedelta(0)):
    return Quote(as_of=AT + after, source="a story", ticker=ticker, price=price, currency="USD", name="Applied")


def short(ticker, at, shares):
    return ShortInterest(
        as_of=at, source="a story", ticker=ticker, settlement=at.date(), shares=shares, previous_shares=1,
        average_volume=10, days_to_cover=2.0,
    )  # fmt: skip


async def test_the_newest_told_answers(apld):
    recorded = Recorded()
    recorded.tell(quote(apld, 8.0), quote(apld, 9.0, timedelta(days=1)))

    assert (await recorded.quote(apld)).price == 9.0
    assert [candle.close for candle in (await recorded.history(apld)).candles] == [8.0, 9.0]
    assert [(one.ticker, one.name) for one in await recorded.listings()] == [(apld, "Applied")]


async def test_every_kind_of_figure_is_kept_apart(apld):
    recorded = Recorded()
    target = PriceTarget(
        as_of=AT, source="a story", ticker=apld, mean=10, median=None, high=12, low=8, analysts=3, currency="USD"
    )
    floating = FloatShares(as_of=AT, source="a story", ticker=apld, shares=100)
    shorts = [short(apld, AT - timedelta(days=15), 50), short(apld, AT, 60)]
    recorded.tell(target, floating, *shorts)

    assert await recorded.target(apld) == target
    assert await recorded.float_shares(apld) == floating
    assert await recorded.short_interest(apld) == shorts[-1]
    assert list(await recorded.short_history(apld)) == shorts


async def test_a_profile_answers_for_its_ticker(apld):
    recorded, profile = Recorded(), Profile(AT, {"price": Absent("not given")})
    recorded.tell_profile(apld, profile)

    assert await recorded.profile(apld) == profile


@pytest.mark.parametrize(
    "question",
    ["profile", "quote", "target", "float_shares", "short_interest", "short_history", "history", "filings", "facts"],
)
async def test_what_was_not_told_is_missing(apld, question):
    with pytest.raises(Missing, match="APLD in the recording"):
        await getattr(Recorded(), question)(apld)


async def test_filings_are_told_the_newest_first_and_a_ticker_that_is_known_may_have_none(apld):
    recorded = Recorded()
    recorded.tell(quote(apld, 8.0))
    assert await recorded.filings(apld) == ()

    first, second = (
        Filing(
            ticker=apld, accession=f"0000000000-26-00000{number}", form="8-K", accepted=AT + timedelta(hours=number),
            filed=AT.date(), link="https://www.sec.gov/x.htm",
        )
        for number in (1, 2)
    )  # fmt: skip
    recorded.tell(first, second)
    assert await recorded.filings(apld) == (second, first)

    recorded.out = AT
    with pytest.raises(Unavailable):
        await recorded.filings(apld)


async def test_reported_figures_are_those_told_last(apld):
    recorded = Recorded()
    first, second = reported(CASH, 1, AT.date()), reported(CASH, 2, AT.date())
    recorded.tell_facts(apld, first)
    recorded.tell_facts(apld, first, second)

    assert await recorded.facts(apld) == (first, second)
    assert (await recorded.health())[0].answered_at == first.as_of
    recorded.out = AT
    with pytest.raises(Unavailable):
        await recorded.facts(apld)


async def test_while_it_is_out_every_question_is_unavailable_and_says_since_when(apld):
    recorded = Recorded()
    recorded.tell(quote(apld, 8.0))
    recorded.out = AT + timedelta(hours=1)

    with pytest.raises(Unavailable) as lost:
        await recorded.quote(apld)
    (health,) = await recorded.health()

    assert lost.value.since == AT
    assert (health.failing_since, health.answered_at) == (recorded.out, AT)
    assert health.trouble


async def test_macro_figures_answer_by_their_names_and_are_missing_untold(apld):
    recorded = Recorded()
    futures = FedFundsFutures(as_of=AT, source="a story", prices=((AT.date(), 96.4),))
    yields = Readings(as_of=AT, source="a story", name="DGS2", points=((AT.date(), 3.5),))
    recorded.tell(futures, yields)

    assert await recorded.futures() is futures
    assert await recorded.two_years() is yields
    for question in (
        recorded.effective, recorded.target_upper, recorded.ten_years, recorded.labor, recorded.first_claims,
        recorded.sahm_gap, recorded.high_yield, recorded.oil,
    ):  # fmt: skip
        with pytest.raises(Missing):
            await question()
    with pytest.raises(Missing, match="no adjusted closes of APLD"):
        await recorded.adjusted(apld)


async def test_reports_and_owners_are_told_of_each_company_and_paper(apld):
    recorded = Recorded()
    paper = Filing(
        ticker=apld,
        accession="0001144879-26-000001",
        form="4",
        accepted=AT,
        filed=AT.date(),
        link="https://x.org/4.xml",
    )
    report = InsiderReport(as_of=AT, source="a story", ticker=apld, accession=paper.accession, owners=(), purchases=())
    earnings = Earnings(as_of=AT, source="a story", ticker=apld, expected="no day is told", quarters="none is told")
    holders = Institutions(as_of=AT, source="a story", ticker=apld, holdings=())
    recorded.tell_company(report, earnings, holders)

    assert await recorded.insider_report(paper) == report
    assert await recorded.earnings(apld) == earnings
    assert await recorded.institutions(apld) == holders
    with pytest.raises(Missing, match="no text of 0001144879-26-000001"):
        await recorded.stake_report(paper)
    with pytest.raises(Missing, match="no report of RKLB"):
        await recorded.earnings(Ticker("RKLB"))


async def test_geopolitics_and_members_answer_with_what_was_told(apld):
    recorded, ijr = Recorded(), Ticker("IJR")
    for question in (recorded.risk, recorded.supply_chain, recorded.conflict_news):
        with pytest.raises(Missing):
            await question()
    with pytest.raises(Missing, match="no outlook of IJR"):
        await recorded.outlook(ijr)
    assert await recorded.kept_days(ijr) == ()

    risk = GeopoliticalRisk(as_of=AT, source="a story", days=(RiskDay(AT.date(), 100.0),))
    pressure = Readings(as_of=AT, source="a story", name="GSCPI", points=((AT.date(), 0.4),))
    news = Readings(as_of=AT, source="a story", name="Conflict in the news", points=((AT.date(), 2.0),))
    outlook = fund(member("A"))
    recorded.tell(risk, pressure, news, outlook)
    recorded.tell_fund_days(ijr, kept(AT.date(), 16.5))

    assert await recorded.risk() is risk
    assert await recorded.supply_chain() is pressure
    assert await recorded.conflict_news() is news
    assert await recorded.outlook(ijr) is outlook
    assert await recorded.kept_days(ijr) == (kept(AT.date(), 16.5),)
    recorded.out = AT
    with pytest.raises(Unavailable):
        await recorded.kept_days(ijr)
