"""What the macro watchers cost their vendors on a day without a release."""

from datetime import date

import pytest

from tests.bench.loopback import Loopback
from tests.bench.macro import live_through, macro_watchers, play_macro
from tests.bench.process import forget_yfinance

TUESDAY = date(2026, 11, 17)  # no report, no claims, no meeting, nothing of FINRA's
KEYS = {"FRED_API_KEY": "f" * 32, "BLS_API_KEY": "b" * 32}


def test_every_watcher_of_rates_the_curve_labor_and_releases_is_counted():
    names = {one.name for one in macro_watchers()}

    assert names >= {
        "labor_release", "job_openings", "jobless_claims", "fed_decision", "rate_repricing", "yield_curve",
    }  # fmt: skip


@pytest.mark.parametrize("keys", [{}, KEYS], ids=["without keys", "with keys"])
async def test_a_day_without_a_release_costs_all_vendors_fewer_than_40_requests(tmp_path, monkeypatch, keys):
    forget_yfinance()
    with Loopback(play_macro(TUESDAY), tmp_path) as hosts:
        for name, value in hosts.environment.items():
            monkeypatch.setenv(name, value)

        rounds = await live_through(TUESDAY, tmp_path / "data", **keys)

    counted = hosts.counted()
    assert rounds > 150
    assert counted["v7/finance/quote"] == 14  # every half hour of the session
    assert 20 < counted.total() < 40, counted
