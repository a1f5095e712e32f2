"""The newest reported quarter from what is kept: it costs no request, and margins come from either statement."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Missing
from bot.sources.edgar import Edgar
from bot.sources.seasons import Seasons, margins
from bot.sources.yahoo_statements import reported
from tests.bench.loopback import Reply
from tests.bench.yahoo import play

ENDS = ("2025-09-30", "2024-09-30")


def statements(*, of: tuple[str, ...] = ENDS) -> Reply:
    """Revenue of 100, and operating income of 12 in the newer quarter and 9 in the older."""

    def series(kind: str, values) -> dict:
        told = [
            {"asOfDate": end, "currencyCode": "USD", "reportedValue": {"raw": value}}
            for end, value in values
            if end in of
        ]
        return {"meta": {"type": [kind]}, kind: told}

    parts = [
        series("quarterlyTotalRevenue", [(end, 100.0) for end in ENDS]),
        series("quarterlyOperatingIncome", list(zip(ENDS, (12.0, 9.0), strict=True))),
    ]
    return Reply(json.dumps({"timeseries": {"result": parts, "error": None}}))


@pytest.fixture
def seasons(yahoo, shelf, clock):
    return Seasons(yahoo, Edgar("", shelf, clock))


async def test_what_nobody_asked_about_is_missing_and_is_not_asked_for(seasons, hosts, apld):
    with pytest.raises(Missing):
        await seasons.newest_report(apld)
    assert hosts.asked == []


async def test_what_others_have_asked_for_is_read_at_no_cost(seasons, yahoo, hosts, apld):
    hosts.answer = lambda asked: statements() if "/timeseries/" in asked.path else play(asked)
    await yahoo.summary(apld)
    before = len(hosts.asked)
    told = await seasons.newest_report(apld)
    assert (told.quarter.end, told.quarter.actual, told.quarter.estimate) == (date(2025, 9, 30), 0.4, 0.5)
    assert told.margin_change is None

    assert len(hosts.asked) == before
    await yahoo.statements(apld)
    before = len(hosts.asked)
    for _ in range(2):
        assert (await seasons.newest_report(apld)).margin_change == pytest.approx(3.0)
    assert len(hosts.asked) == before


async def test_an_old_answer_is_still_read(seasons, yahoo, hosts, clock, apld):
    await yahoo.summary(apld)
    clock.at = datetime(2026, 3, 1, tzinfo=UTC)
    before = len(hosts.asked)

    assert (await seasons.newest_report(apld)).quarter.end == date(2025, 9, 30)
    assert len(hosts.asked) == before


def test_a_margin_needs_both_figures_of_its_quarter():
    rows = [("quarterlyTotalRevenue", ENDS[0], "USD", 100.0), ("quarterlyOperatingIncome", ENDS[0], "USD", 12.0)]

    assert margins(reported(rows), date(2025, 9, 30)) == (0.12, None)
    assert margins(reported(rows[:1]), date(2025, 9, 30)) == (None, None)
    assert margins(reported([(rows[0][0], ENDS[0], "USD", 0.0), rows[1]]), date(2025, 9, 30)) == (None, None)
    assert margins([], date(2025, 9, 30)) == (None, None)
