"""The labor feed over the wire: few requests a day, and the payrolls that a release replaces are kept."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.sources.bls import PAYROLLS, UNEMPLOYMENT, Bls
from bot.sources.fred import Fred
from bot.sources.labor import Labor
from tests.bench.loopback import Reply

BEFORE = {"M10": 159_000, "M11": 159_060}
AFTER = {"M10": 158_990, "M11": 159_050, "M12": 159_100}


class Bureau:
    """A BLS that tells the payrolls it is given, and FRED's claims."""

    def __init__(self) -> None:
        self.payrolls = BEFORE

    def __call__(self, asked):
        if asked.host == "fred.stlouisfed.org":
            return Reply(f"observation_date,{asked.query['id']}\n2026-01-10,215000\n", kind="text/csv")
        jobs = [{"year": "2025", "period": month, "value": str(jobs)} for month, jobs in self.payrolls.items()]
        rates = [{"year": "2025", "period": "M10", "value": "-"}, {"year": "2025", "period": "M11", "value": "4.5"}]
        series = [{"seriesID": PAYROLLS, "data": jobs}, {"seriesID": UNEMPLOYMENT, "data": rates}]
        return Reply(json.dumps({"status": "REQUEST_SUCCEEDED", "message": [], "Results": [{"series": series}]}))


@pytest.fixture
def bureau(hosts):
    hosts.answer = Bureau()
    return hosts.answer


@pytest.fixture
def labor(bureau, shelf, clock):
    clock.at = datetime(2026, 1, 9, 13, 0, tzinfo=UTC)  # a Friday, 8:00 in New York
    return Labor(Bls(shelf, clock), Fred(shelf, clock), shelf, clock)


async def test_the_payrolls_of_the_release_before_are_kept_when_a_month_follows_them(labor, bureau, clock):
    first = await labor.labor()
    bureau.payrolls = AFTER
    clock.at = datetime(2026, 1, 9, 13, 32, tzinfo=UTC)
    second = await labor.labor()

    assert first.payrolls_before is None
    assert second.payrolls.newest == date(2025, 12, 1)
    assert second.payrolls_before.by_day() == {date(2025, 10, 1): 159_000, date(2025, 11, 1): 159_060}
    assert second.unemployment.by_day() == {date(2025, 11, 1): 4.5}
    assert (second.earnings, second.openings) == (None, None)


async def test_a_correction_within_a_month_does_not_replace_the_vintage_before(labor, bureau, clock):
    await labor.labor()
    bureau.payrolls = {"M10": 159_000, "M11": 159_061}
    clock.at = datetime(2026, 1, 9, 13, 32, tzinfo=UTC)

    assert (await labor.labor()).payrolls_before is None


async def test_a_day_of_looks_costs_five_requests_and_a_weekend_none(labor, hosts, clock):
    for hour in range(24):
        for minute in range(0, 60, 5):
            clock.at = datetime(2026, 1, 8, hour, minute, tzinfo=UTC)
            await labor.labor()
    assert 5 <= len(hosts.asked) <= 6  # five and the first

    clock.at = datetime(2026, 1, 10, 2, tzinfo=UTC)
    await labor.labor()
    asked = len(hosts.asked)
    for day in (10, 11):
        clock.at = datetime(2026, 1, day, 20, tzinfo=UTC)
        await labor.labor()
    assert len(hosts.asked) == asked


async def test_claims_come_from_fred_once_for_many_questions(labor, hosts):
    for _ in range(3):
        assert (await labor.first_claims()).points == ((date(2026, 1, 10), 215_000.0),)

    assert hosts.addresses() == ["fred.stlouisfed.org/graph/fredgraph.csv"]
