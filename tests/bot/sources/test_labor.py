"""The labor feed over the wire: few requests a day, and the payrolls that a release replaces are kept."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.feeds import Unavailable
from bot.sources.bls import PAYROLLS, UNEMPLOYMENT, Bls
from bot.sources.calendar import Dates
from bot.sources.fred import Fred
from bot.sources.labor import Labor
from bot.sources.limiter import Limiter
from tests.bench.loopback import Reply

BEFORE = {"M10": 159_000, "M11": 159_060}
AFTER = {"M10": 158_990, "M11": 159_050, "M12": 159_100}


class Bureau:
    """A BLS that tells the payrolls it is given, and FRED's claims."""

    def __init__(self) -> None:
        self.payrolls, self.year_after = BEFORE, {}
        self.refusal = ""
        self.weeks, self.days = (("2026-01-10", 215_000),), []

    def __call__(self, asked):
        if asked.host == "api.bls.gov" and self.refusal:
            return Reply(self.refusal)
        if asked.host == "api.stlouisfed.org":
            days = self.days if asked.query["release_id"] == "50" else []
            return Reply(json.dumps({"release_dates": [{"release_id": 50, "date": day} for day in days]}))
        if asked.host == "fred.stlouisfed.org":
            rows = [f"observation_date,{asked.query['id']}", *(f"{day},{persons}" for day, persons in self.weeks), ""]
            return Reply("\n".join(rows), kind="text/csv")
        told = {"2025": self.payrolls, "2026": self.year_after}
        jobs = [
            {"year": year, "period": month, "value": str(jobs)}
            for year, months in told.items()
            for month, jobs in months.items()
        ]
        rates = [{"year": "2025", "period": "M10", "value": "-"}, {"year": "2025", "period": "M11", "value": "4.5"}]
        series = [{"seriesID": PAYROLLS, "data": jobs}, {"seriesID": UNEMPLOYMENT, "data": rates}]
        return Reply(json.dumps({"status": "REQUEST_SUCCEEDED", "message": [], "Results": [{"series": series}]}))


@pytest.fixture
def bureau(hosts):
    hosts.answer = Bureau()
    return hosts.answer


def labor_of(shelf, clock, *, fred_key="", bls_key=""):
    """The pace is set aside: it waits by the loop's clock, and these days take seconds."""
    fred, bls = Fred(shelf, clock, fred_key), Bls(shelf, clock, bls_key)
    fred.vendor._limiter = bls.vendor._limiter = Limiter(3_600_000, 1_000)
    return Labor(bls, fred, Dates(fred, shelf, clock), shelf, clock)


@pytest.fixture
def labor(bureau, shelf, clock):
    clock.at = datetime(2026, 1, 9, 13, 0, tzinfo=UTC)  # a Friday, 8:00 in New York
    return labor_of(shelf, clock)


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


async def test_a_day_of_looks_without_a_release_costs_two_requests_and_a_weekend_none(labor, bureau, hosts, clock):
    bureau.payrolls = AFTER
    for hour in range(24):
        for minute in range(0, 60, 5):
            clock.at = datetime(2026, 1, 12, hour, minute, tzinfo=UTC)
            await labor.labor()
    assert len(hosts.asked) == 3  # two and the first

    clock.at = datetime(2026, 1, 17, 2, tzinfo=UTC)
    await labor.labor()
    asked = len(hosts.asked)
    for day in (17, 18):
        clock.at = datetime(2026, 1, day, 20, tzinfo=UTC)
        await labor.labor()
    assert len(hosts.asked) == asked


async def test_claims_come_from_fred_once_for_many_questions(labor, hosts):
    for _ in range(3):
        assert (await labor.first_claims()).points == ((date(2026, 1, 10), 215_000.0),)

    assert hosts.addresses() == ["fred.stlouisfed.org/graph/fredgraph.csv"]


DUE = datetime(2026, 2, 6, 13, 30, tzinfo=UTC)  # by the BLS's rule for January: the third Friday after the 17th


async def live_through(labor, clock, start, end, every=timedelta(seconds=20)):
    """A look every 20 seconds; when a request went out, in minutes after the start."""
    clock.at, asked, before = start, [], None
    while clock.at <= end:
        told = await labor.labor()
        if told.payrolls.as_of != before:
            asked.append(round((clock.at - start).total_seconds() / 60, 2))
            before = told.payrolls.as_of
        clock.at += every
    return asked


async def test_a_release_is_looked_for_from_its_minute_on_and_no_more_once_it_is_there(labor, bureau, clock, hosts):
    bureau.payrolls = AFTER
    clock.at = DUE - timedelta(hours=1)
    await labor.labor()
    assert await live_through(labor, clock, DUE - timedelta(minutes=5), DUE + timedelta(minutes=3)) == [0, 5, 6, 7, 8]

    bureau.payrolls, bureau.year_after = AFTER, {"M01": 159_200}
    assert await live_through(labor, clock, DUE + timedelta(minutes=3, seconds=20), DUE + timedelta(minutes=30)) == [
        0, 0.67, 2.67,  # as it was; the new month; 8:36, when any weekday is looked at
    ]  # fmt: skip


async def test_with_a_key_looks_are_twenty_seconds_apart_at_first(bureau, shelf, clock):
    labor = labor_of(shelf, clock, bls_key="k" * 32)
    bureau.payrolls = AFTER
    clock.at = DUE - timedelta(hours=1)
    await labor.labor()

    looks = await live_through(labor, clock, DUE, DUE + timedelta(minutes=20))

    assert looks[:10] == [0, 0.33, 0.67, 1, 1.33, 1.67, 2, 2.33, 2.67, 3]
    assert looks[10:] == [*range(4, 19)]


async def test_a_release_that_does_not_come_is_looked_for_within_what_the_bls_allows_without_a_key(
    labor, bureau, clock, hosts
):
    bureau.payrolls = AFTER
    clock.at = DUE - timedelta(hours=9)
    await labor.labor()
    before = len(hosts.asked)

    await live_through(labor, clock, DUE - timedelta(hours=8), DUE + timedelta(hours=9), timedelta(minutes=1))
    assert len(hosts.asked) - before <= 18  # of 25 a day

    before, monday = len(hosts.asked), DUE + timedelta(days=3)
    await live_through(labor, clock, monday, monday + timedelta(hours=9), timedelta(minutes=1))
    assert 7 <= len(hosts.asked) - before <= 9


async def test_claims_are_looked_for_at_half_past_eight_on_thursdays(labor, bureau, hosts, clock):
    clock.at = datetime(2026, 1, 15, 13, 0, tzinfo=UTC)
    assert (await labor.first_claims()).newest == date(2026, 1, 10)
    clock.at = datetime(2026, 1, 22, 13, 29, tzinfo=UTC)
    await labor.first_claims()
    before = len(hosts.asked)

    for second in range(0, 600, 20):
        clock.at = datetime(2026, 1, 22, 13, 30, tzinfo=UTC) + timedelta(seconds=second)
        if second == 180:
            bureau.weeks = (*bureau.weeks, ("2026-01-17", 220_000))
        await labor.first_claims()

    assert (await labor.first_claims()).points[-1] == (date(2026, 1, 17), 220_000.0)
    assert len(hosts.asked) - before == 5  # at 8:30, :31, :32, :33, and 8:36


async def test_days_of_fred_move_the_looks(bureau, shelf, clock, hosts):
    """FRED says that January's report comes on the 11th: the 6th has no looks."""
    labor = labor_of(shelf, clock, fred_key="k" * 32)
    bureau.payrolls, bureau.days = AFTER, ["2026-01-09", "2026-02-11", "2026-03-06"]
    clock.at = DUE - timedelta(hours=1)
    await labor.labor()

    assert await live_through(labor, clock, DUE, DUE + timedelta(minutes=5)) == [0]
    moved = datetime(2026, 2, 11, 13, 30, tzinfo=UTC)
    assert await live_through(labor, clock, moved, moved + timedelta(minutes=5)) == [0, 1, 2, 3, 4]


SAID = "Request could not be serviced, as the daily threshold for total number of requests has been reached."
OVER_QUOTA = {"status": "REQUEST_NOT_PROCESSED", "message": [SAID], "Results": {}}


async def test_over_quota_the_last_figures_stand_with_their_age_and_the_bls_is_left_alone(labor, bureau, hosts, clock):
    """The BLS says so in a 200 of its own: no status tells it."""
    bureau.payrolls = AFTER
    clock.at = DUE - timedelta(hours=1)
    before = await labor.labor()
    bureau.refusal = json.dumps(OVER_QUOTA)
    asked = len(hosts.asked)

    told = [await live_through(labor, clock, DUE, DUE + timedelta(minutes=10))]

    assert told == [[0.0]]  # one vintage all along
    assert (await labor.labor()).payrolls.as_of == before.payrolls.as_of
    assert len(hosts.asked) - asked == 1
    health = await labor._bls.vendor.health()
    assert health.paused_until == DUE + timedelta(minutes=15)
    assert "too many" in health.trouble.lower() or "wait" in health.trouble.lower()


@pytest.mark.parametrize("results", [{}, {"series": []}, {"series": [{"seriesID": UNEMPLOYMENT, "data": []}]}])
async def test_an_empty_answer_replaces_nothing_and_the_vintage_before_is_kept_all_the_same(
    labor, bureau, clock, results
):
    bureau.payrolls = AFTER
    clock.at = DUE - timedelta(hours=1)
    await labor.labor()
    bureau.refusal = json.dumps({"status": "REQUEST_SUCCEEDED", "message": [], "Results": results})
    clock.at = DUE
    assert (await labor.labor()).payrolls.newest == date(2025, 12, 1)

    bureau.refusal, bureau.year_after = "", {"M01": 159_200}
    clock.at = DUE + timedelta(minutes=2)
    told = await labor.labor()
    assert told.payrolls.newest == date(2026, 1, 1)
    assert told.payrolls_before.newest == date(2025, 12, 1)


async def test_without_anything_kept_an_empty_answer_is_no_labor_market(labor, bureau):
    bureau.refusal = json.dumps({"status": "REQUEST_SUCCEEDED", "message": [], "Results": {"series": []}})

    with pytest.raises(Unavailable, match="holds no payrolls"):
        await labor.labor()
