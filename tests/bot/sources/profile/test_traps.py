"""What vendors send that must move nothing: fields that say something else than their names, on a whole profile."""

from __future__ import annotations

import ast
import time
from datetime import date
from pathlib import Path

import pytest

import bot
from bot.rating.profile import Absent
from bot.sources.profile.estimates import read_estimates
from bot.sources.profile.reports import read_reports
from bot.sources.profile.statements import read_statements
from tests.bot.sources.profile.payloads import AAAA, AT, facts, summary, year
from tests.bot.sources.profile.test_feed import feed

# Fields that contradict the statements or each other, come in two units, go stale, or count something else.
UNREAD = {
    "financialData": (
        "freeCashflow", "debtToEquity", "operatingMargins", "grossMargins", "profitMargins", "earningsGrowth",
        "recommendationKey", "quickRatio", "returnOnEquity",
    ),
    "defaultKeyStatistics": (
        "enterpriseValue", "enterpriseToRevenue", "enterpriseToEbitda", "forwardPE", "pegRatio", "forwardEps",
        "shortPercentOfFloat", "sharesPercentSharesOut", "heldPercentInstitutions", "heldPercentInsiders",
        "earningsQuarterlyGrowth", "priceToBook",
    ),
    "summaryDetail": ("forwardPE", "trailingPE", "priceToSalesTrailing12Months", "marketCap", "averageVolume"),
    "netSharePurchaseActivity": ("buyInfoCount", "buyInfoShares", "netPercentInsiderShares", "netInfoCount"),
    "institutionOwnership": ("ownershipList",),
    "price": ("averageDailyVolume3Month", "postMarketPrice", "preMarketPrice"),
}  # fmt: skip


async def told(**other):
    return (await feed(summary=(summary(**other), AT))[0].profile(AAAA)).fingerprint


@pytest.mark.parametrize(("part", "name"), [(part, name) for part, names in UNREAD.items() for name in names])
async def test_a_field_that_is_not_to_be_trusted_moves_no_figure(part, name):
    assert {await told(**{part: {name: value}}) for value in (None, -15.0, 41e6, "none", {"raw": 1.04})} == {
        await told(**{part: {name: None}})
    }


@pytest.mark.parametrize(("rise", "down"), [(0.05, 9), (-0.05, 0)])
def test_an_estimate_of_another_basis_is_left_to_the_rules_with_its_revisions_beside_it(rise, down):
    """A past estimate can stand on another footing; the rules believe a change only with revisions of its sign."""
    trend = {"current": {"raw": 0.80}, "90daysAgo": {"raw": 0.80 - rise}, "epsTrendCurrency": "USD"}
    revised = {"upLast30days": {"raw": 1}, "downLast30days": {"raw": down}}
    row = year("+1y", "2026-12-31", epsTrend=trend, epsRevisions=revised)
    read = read_estimates(summary(earningsTrend={"trend": [year("0y", "2025-12-31"), row]}), AT)

    assert read["eps_next"].value - read["eps_next_90d_ago"].value == pytest.approx(rise)
    assert (read["revisions_up"].value, read["revisions_down"].value) == (1, down)


def test_five_quarters_tell_a_growth_and_no_acceleration():
    """A vendor's statements hold five; growth before that needs a sixth, which filings have."""
    five = [one for one in facts() if one.end >= date(2024, 9, 30)]
    quarters = [one for one in five if one.start is None or (one.end - one.start).days < 100]

    read = read_statements(quarters, AT)
    assert read["revenue_growth"].value == pytest.approx(1.02**4 - 1)
    assert isinstance(read["revenue_growth_before"], Absent)
    assert read_statements(facts(), AT)["revenue_growth_before"].value == pytest.approx(1.02**4 - 1)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_the_day_of_a_report_is_new_yorks_on_any_machine(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert read_reports(summary(), AT)["next_report"].value == "2026-02-25"
    finally:
        monkeypatch.undo()
        time.tzset()


BANNED = {
    "get_shares_full", "get_earnings_dates", "earnings_dates", "equity_holdings", "funds_data", "institutional_holders",
    "insider_purchases", "get_info", "fast_info", "screen", "EquityQuery", "download", "calendar",
    "upgrades_downgrades",
}  # fmt: skip


def test_no_property_of_the_vendors_package_is_used_that_scrapes_guesses_or_caches_for_ever():
    """The package is a door alone: cookie, crumb and a browser's manners."""
    used = {
        (path.name, node.attr)
        for path in (Path(bot.__file__).parent / "sources").rglob("yahoo*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert not {attr for _, attr in used} & BANNED
    assert ("yahoo.py", "set_tz_cache_location") in used  # where it is used at all
