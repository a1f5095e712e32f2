"""The composed feed: every source asked at once, every failure a reason, every name an answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market import hours
from bot.market.feeds import Missing, NoAnswer, Unavailable
from bot.market.quote import Split
from bot.market.ticker import Ticker
from bot.rating.grade import Grade
from bot.rating.profile import Absent, Figure
from bot.rating.rating import rate
from bot.rating.rules import read_rules
from bot.sources.cached import MemoryShelf
from bot.sources.edgar import OFF
from bot.sources.profile import feed as room
from bot.sources.profile.feed import INDEX, Profiles
from tests.bench.day import Clock
from tests.bot.sources.profile.payloads import (
    AAAA,
    AT,
    FILINGS,
    REPORTED,
    epoch,
    facts,
    history,
    opinion,
    rising,
    session_days,
    short,
    summary,
    year,
)

SECTOR = Ticker("XLI")
MACHINES = {"industry": "Specialty Industrial Machinery", "sector": "Industrials"}
DOWN = Unavailable("It does not answer.")


class Sources:
    """Yahoo, FINRA and the SEC with what they were given to say; an error is raised instead."""

    def __init__(self, **told):
        self.told = {
            "summary": (summary(assetProfile=MACHINES), AT), "history": history(*rising()),
            "index": history(*rising(503, 200.0, 220.0), ticker=INDEX), "short": short(), "facts": facts(),
            "filings": FILINGS, "sector": history(*rising(503, 50.0, 60.0), ticker=SECTOR), "doubts": (),
            "statements": Missing("Yahoo has no statements of AAAA."), **told,
        }  # fmt: skip
        self.asked: list[tuple[str, Ticker]] = []
        self.together = 0
        self.gate = asyncio.Event()  # reports wait for it
        self.gate.set()
        self.at_hand: set[str] = set()  # what costs no request
        self._under_way = 0

    async def _say(self, name, ticker):
        self.asked.append((name, ticker))
        self._under_way += 1
        self.together = max(self.together, self._under_way)
        await asyncio.sleep(0)
        self._under_way -= 1
        if isinstance(self.told[name], NoAnswer):
            raise self.told[name]
        return self.told[name]

    async def summary(self, ticker):
        return await self._say("summary", ticker)

    async def long_history(self, ticker):
        return await self._say({INDEX: "index", SECTOR: "sector"}.get(ticker, "history"), ticker)

    async def statements(self, ticker):
        return await self._say("statements", ticker)

    async def short_interest(self, ticker):
        return await self._say("short", ticker)

    async def short_history(self, ticker):
        return [await self._say("short", ticker)]

    async def facts(self, ticker):
        return await self._say("facts", ticker)

    async def filings(self, ticker):
        return await self._say("filings", ticker)

    async def has_filings(self, ticker):
        return "filings" in self.at_hand

    async def has_doubts(self, filing):
        return "doubts" in self.at_hand

    async def has_statements(self, ticker):
        return "statements" in self.at_hand

    async def doubts(self, filing):
        await self.gate.wait()
        return await self._say("doubts", filing.ticker)


def feed(shelf=None, at=AT, *, sec=True, **told):
    sources = Sources(**told)
    return Profiles(sources, sources, sources if sec else None, shelf or MemoryShelf(), Clock(at)), sources


async def rated(**told):
    profiles, _ = feed(**told)
    return rate(await profiles.profile(AAAA))


def flags(rating):
    return {gate.flag for gate in rating.gates}


async def test_all_sources_together_reach_a_rating():
    rating = await rated()

    assert rating.grade is not Grade.NOT_RATED
    assert rating.coverage >= 0.70
    assert rating.gates == ()


async def test_every_input_of_the_rule_set_is_a_figure_or_a_reason():
    profiles, _ = feed()
    profile = await profiles.profile(AAAA)

    assert set(profile.figures) == set(read_rules().inputs)
    assert all(figure.reason for figure in profile.figures.values() if isinstance(figure, Absent))
    assert all(
        figure.source and figure.as_of <= AT for figure in profile.figures.values() if isinstance(figure, Figure)
    )


async def test_yahoos_modules_and_prices_alone_are_not_rated():
    rating = await rated(facts=Missing("The SEC knows no AAAA."), filings=Missing("The SEC knows no AAAA."))

    assert rating.grade is Grade.NOT_RATED
    assert rating.coverage < 0.60
    assert flags(rating) == {"THIN_EVIDENCE"}
    assert "The SEC knows no AAAA." in rating.scorecard.missing.values()


async def test_yahoos_quote_modules_alone_are_far_from_a_rating():
    gone = Missing("There is none.")
    rating = await rated(facts=gone, filings=gone, short=gone, history=gone, index=gone)

    assert rating.grade is Grade.NOT_RATED
    assert rating.coverage < 0.50


async def test_all_sources_are_asked_at_once_and_then_what_hangs_on_their_answers():
    profiles, sources = feed()
    await profiles.profile(AAAA)

    assert sources.together == 6
    first = [(name, AAAA) for name in ("summary", "history", "short", "facts", "filings")]
    assert sorted(sources.asked[:6]) == sorted([*first, ("index", INDEX)])
    assert sorted(sources.asked[6:]) == [("doubts", AAAA), ("sector", SECTOR)]


@pytest.mark.parametrize(
    ("source", "inputs"),
    [
        ("summary", ("eps_next", "target_mean", "net_ratings", "insider", "float_shares")),
        ("history", ("price", "momentum", "dollar_volume")),
        ("short", ("short_shares_before",)),
        ("facts", ("capex", "piotroski", "shares_year_ago")),
        ("filings", ("shelf", "going_concern")),
        ("sector", ("industry_return",)),
        ("doubts", ("going_concern",)),
    ],
)
async def test_a_source_that_fails_leaves_its_reason_in_place_of_its_figures(source, inputs):
    profiles, _ = feed(**{source: Unavailable(f"The {source} is lost.")})
    profile = await profiles.profile(AAAA)

    for name in inputs:
        assert isinstance(profile.figures[name], Absent), name
    if source not in ("summary", "short"):
        assert {profile.figures[name].reason for name in inputs} == {f"The {source} is lost."}
    assert rate(profile).grade in (Grade.NOT_RATED, rate(await feed()[0].profile(AAAA)).grade)


async def test_when_yahoo_says_nothing_at_all_there_is_no_profile():
    profiles, _ = feed(summary=DOWN, history=DOWN, index=DOWN)

    with pytest.raises(Unavailable, match="does not answer"):
        await profiles.profile(AAAA)


async def test_a_name_nobody_knows_is_missing():
    profiles, _ = feed(summary=Missing("Yahoo has nothing on AAAA."), history=Missing("Yahoo has no prices of AAAA."))

    with pytest.raises(Missing, match="no prices of AAAA"):
        await profiles.profile(AAAA)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quoteType": "ETF"}, "AAAA is a fund"),
        ({"quoteType": "INDEX"}, "AAAA is an index"),
        ({"quoteType": "NONE"}, "delisted"),
        ({"longName": "AAAA, Inc. Warrants"}, "warrant"),
    ],
)
async def test_a_fund_an_index_a_warrant_and_a_delisted_name_are_one_sentence(fields, words):
    profiles, _ = feed(summary=(summary(price=fields), AT))

    with pytest.raises(Missing, match=words):
        await profiles.profile(AAAA)


async def test_an_index_is_known_by_its_symbol_and_nobody_is_asked():
    profiles, sources = feed()

    with pytest.raises(Missing, match="an index"):
        await profiles.profile(Ticker("^GSPC"))
    assert sources.asked == []


async def test_a_name_without_fundamentals_has_prices_and_is_not_rated():
    rating = await rated(summary=Missing("Yahoo has nothing on AAAA."), facts=Missing("-"), filings=Missing("-"))

    assert rating.grade is Grade.NOT_RATED
    assert rating.scorecard.missing["eps_next"] == "Yahoo has nothing on AAAA."
    assert 0 < rating.coverage < 0.30


async def test_a_receipt_of_a_company_that_reports_in_yen_is_not_rated_for_its_currencies():
    yen = summary(
        financialData={"financialCurrency": "JPY"},
        earningsTrend={"trend": [year("0y", "2025-12-31", currency="JPY"), year("+1y", "2026-12-31", currency="JPY")]},
    )
    rating = await rated(summary=(yen, AT), facts=facts(unit="JPY"))

    assert rating.grade is Grade.NOT_RATED
    assert "CURRENCIES" in flags(rating)


async def test_a_stock_listed_thirty_sessions_ago_is_not_rated_for_its_youth():
    rating = await rated(history=history(*rising(30)))

    assert rating.grade is Grade.NOT_RATED
    assert "YOUNG_LISTING" in flags(rating)


async def test_a_penny_that_hardly_trades_says_both():
    thin = history(*rising(503, 0.4, 0.6))
    rating = await rated(history=replace(thin, candles=tuple(replace(one, volume=1000) for one in thin.candles)))

    assert {"ILLIQUID", "PENNY_PRICE"} <= flags(rating)


async def test_a_company_nobody_covers_is_not_rated_and_says_why():
    nobody = {"numberOfAnalysts": {"raw": 0}, "avg": {"raw": 0}}
    rows = [
        year(name, end, analysts=0, earningsEstimate=nobody)
        for name, end in (("0y", "2025-12-31"), ("+1y", "2026-12-31"))
    ]
    quiet = summary(
        earningsTrend={"trend": rows},
        earningsHistory=None,
        financialData={"numberOfAnalystOpinions": 0, "targetMeanPrice": 0, "targetHighPrice": 0, "targetLowPrice": 0},
    )  # fmt: skip
    rating = await rated(summary=(quiet, AT))

    assert rating.grade is Grade.NOT_RATED
    assert rating.scorecard.missing["eps_next"] == "no analyst covers it"


async def test_two_counts_of_shares_that_are_far_apart_are_not_rated():
    twice = summary(
        price={"marketCap": 2_000_000_000},
        defaultKeyStatistics={"sharesOutstanding": 100_000_000, "impliedSharesOutstanding": 100_000_000},
    )

    assert "SOURCES_DIFFER" in flags(await rated(summary=(twice, AT)))


async def test_two_prices_of_one_session_that_are_far_apart_are_not_rated():
    apart = {"regularMarketPrice": 30.0, "marketCap": 1_500_000_000}
    before = {**apart, "regularMarketTime": epoch(hours.closes(date(2026, 1, 14)))}

    assert "SOURCES_DIFFER" in flags(await rated(summary=(summary(price=apart), AT)))
    assert "SOURCES_DIFFER" not in flags(await rated(summary=(summary(price=before), AT)))


async def test_an_unadjusted_split_is_no_crash():
    days = session_days(503)
    split = history(*([200.0] * 500), *([20.0] * 3), splits=(Split(days[500], 10.0),))
    profiles, _ = feed(history=split)
    profile = await profiles.profile(AAAA)

    assert "not yet adjusted" in profile.figures["price"].reason
    assert rate(profile).grade is Grade.NOT_RATED


async def test_filings_go_before_yahoos_copy_and_the_copy_fills_their_gaps():
    profiles, _ = feed(facts=facts(without=("LongTermDebtNoncurrent",)))
    figures = (await profiles.profile(AAAA)).figures

    assert (figures["cash"].value, figures["cash"].source) == (95_000_000, "SEC")
    assert (figures["debt"].value, figures["debt"].source) == (50_000_000, "Yahoo Finance")


def copied(without=()):
    return [replace(one, source="Yahoo Finance") for one in facts(without=without)]


def asked_for(sources):
    return [name for name, _ in sources.asked]


async def test_yahoos_copy_of_the_statements_is_asked_where_the_filed_ones_have_gaps_and_fills_only_those():
    lost = ("PaymentsToAcquirePropertyPlantAndEquipment", "InterestExpense")
    profiles, sources = feed(facts=facts(without=lost), statements=copied())
    whole, untouched = feed(statements=copied())

    figures, filed = (await profiles.profile(AAAA)).figures, (await whole.profile(AAAA)).figures

    assert asked_for(sources).count("statements") == 1
    assert "statements" not in asked_for(untouched)
    for name in ("capex", "interest_expense"):
        assert (figures[name].value, figures[name].source) == (filed[name].value, "Yahoo Finance")
    assert {figures[name].source for name in ("assets", "cash", "ebit", "shares")} == {"SEC"}


async def test_accounts_without_a_balance_sheet_still_tell_growth_and_shares_and_yahoos_copy_the_rest():
    bare = [
        one for one in facts() if one.concept in ("Revenues", "NetIncomeLoss", "EntityCommonStockSharesOutstanding")
    ]
    alone, _ = feed(facts=bare)
    helped, _ = feed(facts=bare, statements=copied())

    figures = (await alone.profile(AAAA)).figures
    assert {figures[name].source for name in ("revenue_growth", "revenue_growth_before", "shares_year_ago")} == {"SEC"}
    assert isinstance(figures["assets"], Absent)
    rating = rate(await helped.profile(AAAA))
    assert rating.grade is not Grade.NOT_RATED
    assert rating.coverage > rate(await alone.profile(AAAA)).coverage + 0.05


@pytest.mark.parametrize("filed", [Missing("The SEC knows no AAAA."), DOWN])
async def test_without_the_filings_yahoos_copy_of_the_statements_is_not_asked(filed):
    profiles, sources = feed(facts=filed, filings=filed, statements=copied())

    rating = rate(await profiles.profile(AAAA))

    assert "statements" not in asked_for(sources)
    assert rating.grade is Grade.NOT_RATED


async def test_the_sectors_fund_is_asked_by_the_sector_that_yahoo_tells():
    profiles, sources = feed(summary=(summary(assetProfile={"sector": "Industrials"}), AT))
    plain, _ = feed(summary=(summary(assetProfile=None), AT))

    told = (await profiles.profile(AAAA)).figures["industry_return"]

    assert ("sector", SECTOR) in sources.asked
    assert told.value > 0.02
    assert "no sector" in (await plain.profile(AAAA)).figures["industry_return"].reason


async def test_a_sectors_fund_that_is_not_had_costs_its_own_figure_alone():
    sector = summary(assetProfile={"sector": "Industrials"})
    lost, _ = feed(summary=(sector, AT), sector=DOWN)
    had, _ = feed(summary=(sector, AT))

    figures, others = (await lost.profile(AAAA)).figures, (await had.profile(AAAA)).figures

    assert isinstance(figures["industry_return"], Absent)
    assert {**figures, "industry_return": None} == {**others, "industry_return": None}


async def test_asked_again_within_a_minute_nobody_is_asked_and_after_it_everybody():
    profiles, sources = feed()
    first = await profiles.profile(AAAA)
    asked = len(sources.asked)
    profiles._clock.at += timedelta(seconds=59)

    assert await profiles.profile(AAAA) is first
    assert len(sources.asked) == asked

    profiles._clock.at += timedelta(seconds=1)
    assert (await profiles.profile(AAAA)).at == first.at + timedelta(minutes=1)
    assert len(sources.asked) == 2 * asked


async def test_who_asks_while_a_profile_is_put_together_gets_that_one():
    alone, counted = feed()
    await alone.profile(AAAA)
    profiles, sources = feed()

    first, *others = await asyncio.gather(*(profiles.profile(AAAA) for _ in range(20)))

    assert all(one is first for one in others)
    assert len(sources.asked) == len(counted.asked)


async def test_who_stops_waiting_for_a_profile_takes_it_from_nobody_else():
    profiles, _ = feed()
    hasty, patient = (asyncio.create_task(profiles.profile(AAAA)) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()

    assert (await patient).figures["price"]
    assert hasty.cancelled()


async def test_a_filed_report_dates_the_surprise_and_its_reaction():
    profiles, _ = feed()
    figures = (await profiles.profile(AAAA)).figures

    assert figures["eps_actual"].as_of == figures["reaction"].as_of == REPORTED


async def test_a_list_of_ratings_that_fell_silent_everywhere_is_told_from_a_quiet_ticker():
    old = summary(upgradeDowngradeHistory={"history": [opinion(date(2025, 12, 1), "A Firm", "up", 2.0, 1.0)]})
    shelf = MemoryShelf()
    alone, _ = feed(shelf, summary=(old, AT))
    assert "silent" in (await alone.profile(AAAA)).figures["net_ratings"].reason

    lively, _ = feed(shelf)
    await lively.profile(Ticker("BBBB"))
    restarted, _ = feed(shelf, summary=(old, AT))

    assert (await restarted.profile(AAAA)).figures["net_ratings"].value == 1


async def test_a_day_leaves_a_snapshot_and_a_second_question_leaves_it_alone():
    profiles, sources = feed()
    first = await profiles.profile(AAAA)
    sources.told["history"] = history(*rising(503, 10.0, 30.0))
    await profiles.profile(AAAA)
    kept = await profiles.snapshots.on(AAAA, date(2026, 1, 15))

    assert kept.figures == {name: one for name, one in first.figures.items() if isinstance(one, Figure)}
    assert kept.counted == {"institutions_share": 0.62, "institutions_count": 210, "shares": 50_000_000}


async def test_a_quarter_later_the_record_tells_what_holders_did():
    shelf = MemoryShelf()
    before, _ = feed(shelf, AT - timedelta(days=91), summary=(summary(), AT - timedelta(days=91)))
    first = await before.profile(AAAA)
    assert "our record is younger than a quarter" in first.figures["institutional_change"].reason

    more = summary(majorHoldersBreakdown={"institutionsPercentHeld": 0.682, "institutionsCount": 231})
    profiles, _ = feed(shelf, summary=(more, AT))
    figures = (await profiles.profile(AAAA)).figures

    assert figures["institutional_change"].value == pytest.approx(0.10)
    assert figures["holder_change"].value == pytest.approx(0.10)
    assert figures["target_change"].source == "Yahoo Finance"  # firms' own changes go before the record


async def test_a_day_with_a_source_lost_waits_for_a_whole_answer():
    profiles, sources = feed(facts=DOWN)
    await profiles.profile(AAAA)
    assert await profiles.snapshots.days(AAAA) == []

    sources.told["facts"] = facts()
    await profiles.profile(AAAA)

    assert await profiles.snapshots.days(AAAA) == [date(2026, 1, 15)]


async def test_without_an_address_for_the_sec_it_is_not_asked_and_says_so():
    profiles, _ = feed(sec=False)
    profile = await profiles.profile(AAAA)

    assert profile.figures["capex"] == Absent(OFF)


async def test_an_answer_kept_from_before_is_dated_when_it_was_given():
    given = AT - timedelta(days=11)
    rating = await rated(summary=(summary(), given))

    assert rating.scorecard.missing["eps_next"] == "11 days old, the limit is 10"


async def test_a_profile_asked_for_again_is_the_same():
    profiles, _ = feed()

    assert (await profiles.profile(AAAA)).fingerprint == (await profiles.profile(AAAA)).fingerprint


async def test_before_the_open_the_figures_are_those_of_the_close_before():
    morning = datetime(2026, 1, 16, 13, 0, tzinfo=UTC)
    profiles, _ = feed(at=morning)
    profile = await profiles.profile(AAAA)

    assert profile.figures["price"].as_of == hours.closes(date(2026, 1, 15))
    assert rate(profile).grade is not Grade.NOT_RATED


@pytest.mark.parametrize("junk", [None, [], "words", 7, {"raw": {}}, {"trend": 1, "history": {}, "transactions": "x"}])
@pytest.mark.parametrize("name", sorted(summary()))
async def test_a_module_that_is_something_else_costs_its_figures_and_nothing_more(name, junk):
    body = {**summary(), name: junk}
    profiles, _ = feed(summary=(body, AT))

    rate(await profiles.profile(AAAA))


async def test_a_cold_ticker_costs_yahoo_four_requests_and_the_next_one_of_its_sector_two(yahoo, hosts, shelf, clock):
    shorts = Sources()
    profiles = Profiles(yahoo, shorts, None, shelf, clock)

    first = await profiles.profile(AAAA)
    asked = hosts.counted()
    await profiles.profile(Ticker("BBBB"))
    both = hosts.counted()

    assert (asked["quoteSummary"], asked["v8/finance/chart"]) == (1, 3)
    assert (both["quoteSummary"], both["v8/finance/chart"]) == (2, 4)
    assert rate(first).grade is Grade.NOT_RATED  # ten sessions, and no filings
    assert await profiles.snapshots.days(AAAA) == [date(2026, 1, 15)]


async def followed(shelf, count=16, *, at=AT - timedelta(days=1)):
    """So many stocks of its industry were asked about the day before."""
    told = {"history": history(*rising(), last=date(2026, 1, 14)), "summary": (summary(assetProfile=MACHINES), at)}
    for number in range(count):
        profiles, _ = feed(shelf, at, **told)
        await profiles.profile(Ticker(f"P{number}X"))


async def test_peers_are_those_that_were_asked_about_the_day_before():
    shelf = MemoryShelf()
    await followed(shelf)
    figures = (await feed(shelf)[0].profile(AAAA)).figures

    assert figures["peer_forward_pe"].value == pytest.approx(20.0 / 0.80)
    assert figures["peer_growth"].value == pytest.approx(0.15)
    assert figures["peer_breadth"].value == pytest.approx(0.5)
    assert figures["peer_ev_sales"].source == "our median of 16 stocks of its industry followed here"


async def test_on_the_first_day_there_are_no_peers_and_it_says_so():
    shelf = MemoryShelf()
    await followed(shelf, at=AT)

    assert "0 other stocks" in (await feed(shelf)[0].profile(AAAA)).figures["peer_ev_sales"].reason


async def test_a_whole_profile_of_a_followed_stock_knows_nine_tenths_of_the_evidence():
    """What is left: guidance, the thesis, milestones, and holders until a quarter is on record."""
    shelf = MemoryShelf()
    await followed(shelf)
    rating = rate(await feed(shelf)[0].profile(AAAA))

    assert rating.coverage == pytest.approx(0.876)
    assert set(rating.scorecard.missing) == {
        "guidance", "thesis_state", "institutional_change", "holder_change", "milestone_months", "milestone_status",
        "rival",
    }  # fmt: skip


async def test_without_peers_and_the_industry_it_knew_less_than_three_quarters():
    rating = await rated(summary=(summary(assetProfile=None), AT))

    assert rating.coverage == pytest.approx(0.734)


async def test_doubt_about_going_on_in_its_newest_report_is_a_sell():
    rating = await rated(doubts=["These conditions raise substantial doubt about its ability to continue."])

    assert "GOING_CONCERN" in flags(rating)
    assert rating.call in (Grade.SELL, Grade.NOT_RATED)


async def test_a_report_that_takes_long_to_read_holds_up_no_rating_and_is_read_in_the_end(monkeypatch):
    monkeypatch.setattr(room, "READ_WITHIN", 0.01)
    profiles, sources = feed()
    sources.gate = asyncio.Event()
    first = await profiles.profile(AAAA)
    assert first.figures["going_concern"] == Absent("the words of its newest report are not read yet")

    sources.gate.set()
    assert (await profiles.profile(AAAA)).figures["going_concern"].value is False


async def test_the_fund_of_an_industry_is_asked_for_by_its_name_and_lost_alone():
    profiles, sources = feed(summary=(summary(assetProfile={"industry": "Shell Companies", "sector": ""}), AT))
    figures = (await profiles.profile(AAAA)).figures

    assert "names no sector" in figures["industry_return"].reason
    assert ("sector", SECTOR) not in sources.asked
