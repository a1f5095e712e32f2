"""What the macro watchers cost their vendors on a day without a release."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import pytest

from bot.thesis.state import State
from tests.bench.day import Clock
from tests.bench.loopback import Asked, Loopback
from tests.bench.macro import Days, macro_watchers
from tests.bench.macro_hosts import FUNDS, play_macro
from tests.bench.process import forget_yfinance

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)  # no report, no claims, no meeting, nothing of FINRA's
KEYS = {"FRED_API_KEY": "f" * 32, "BLS_API_KEY": "b" * 32}
VENDORS = {
    "yahoo.com": "Yahoo", "stlouisfed.org": "FRED", "bls.gov": "BLS", "newyorkfed.org": "New York Fed",
    "ishares.com": "iShares", "matteoiacoviello.com": "GPR", "gdeltproject.org": "GDELT",
}  # fmt: skip
USUAL = {"FRED": 8, "BLS": 2, "New York Fed": 2, "GPR": 1, "GDELT": 1}
WITH_KEYS = {"FRED": 9}  # and the days of one release
FILES = (date(2026, 11, 11), date(2026, 11, 17), date(2026, 11, 18))  # a week from Wednesday, when claims are next


def by_vendor(asked: Sequence[Asked]) -> dict[str, int]:
    return dict(Counter(VENDORS[".".join(one.host.split(".")[-2:])] for one in asked))


def members(asked: Sequence[Asked]) -> list[list[str]]:
    """The names in each request for prices that is about an index's members."""
    known = {name for names in FUNDS.values() for name in names}
    told = [one.query["symbols"].split(",") for one in asked if one.path == "/v7/finance/quote"]
    return [names for names in told if names[0] in known]


def test_every_macro_watcher_is_counted():
    assert {one.name for one in macro_watchers()} == {
        "labor_release", "job_openings", "jobless_claims", "fed_decision", "rate_repricing", "yield_curve",
        "leadership", "geopolitics", "valuation_gap", "thesis_change",
    }  # fmt: skip


@pytest.mark.parametrize(("keys", "more"), [({}, {}), (KEYS, WITH_KEYS)], ids=["without keys", "with keys"])
async def test_a_day_without_a_release_costs_all_vendors_fewer_than_40_requests(tmp_path, monkeypatch, keys, more):
    forget_yfinance()
    clock = Clock(datetime.combine(MONDAY, time(), UTC))
    with Loopback(play_macro(clock), tmp_path) as hosts:
        for name, value in hosts.environment.items():
            monkeypatch.setenv(name, value)
        days = Days(clock, tmp_path / "data", **keys)

        await days.live_through(MONDAY)
        first = list(hosts.asked)
        rounds = await days.live_through(TUESDAY)
        usual = hosts.asked[len(first) :]

    assert rounds > 250
    assert not days.without_answer
    counted = by_vendor(usual)
    assert counted.pop("Yahoo") in {18, 19}  # one more where both indexes' names do not come within a moment
    assert counted == USUAL | more
    assert len(usual) < 40
    assert len(first) < 70, by_vendor(first)  # every shelf is empty, and it begins at midnight
    asked = members(usual)
    assert sorted(name for names in asked for name in names) == sorted(FUNDS["IJR_holdings"] + FUNDS["IVV_holdings"])
    assert len(asked) in {5, 6}
    kept = await days.book.kept()
    assert kept is not None
    assert [kept.thesis.standings[name].day for name in ("pe_ratio", "vix", "gpr", "lead_63")] == [TUESDAY] * 4
    assert State.UNKNOWN not in {kept.thesis.standings[name].settled for name in ("cuts_priced", "claims", "payrolls")}


@pytest.mark.parametrize("keys", [{}, KEYS], ids=["without keys", "with keys"])
async def test_the_day_of_the_index_files_and_of_a_coming_release_costs_fewer_than_40_too(tmp_path, monkeypatch, keys):
    forget_yfinance()
    clock = Clock(datetime.combine(FILES[0], time(), UTC))
    with Loopback(play_macro(clock, lacks_a_month=True), tmp_path) as hosts:
        for name, value in hosts.environment.items():
            monkeypatch.setenv(name, value)
        days = Days(clock, tmp_path / "data", **keys)
        for day in FILES:
            before = len(hosts.asked)
            await days.live_through(day)
        asked = hosts.asked[before:]

    assert not days.without_answer
    counted = by_vendor(asked)
    assert counted["iShares"] == 2
    assert [one.path for one in asked].count("/v1/finance/visualization") == 1  # what is expected of tomorrow's claims
    assert counted.pop("Yahoo") in {19, 20}
    assert counted == USUAL | (WITH_KEYS if keys else {}) | {"New York Fed": 3, "iShares": 2}
    assert len(asked) < 40
