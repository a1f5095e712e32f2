"""The table of `minnow check`: what works without a key, what runs out, and what each source answers now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import checkup
from bot.checkup import State
from bot.demo.play import FEEDS
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.labor import LaborMarket
from bot.market.readings import Readings
from bot.settings import read_settings
from bot.sources.fred import TWO_YEARS
from bot.sources.recorded import Recorded
from tests.whole import SetClock

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
LIVE = ("FRED yields", "BLS payrolls", "New York Fed rate", "Fed funds futures", "release days")


def by_name(rows):
    return {row.what: row for row in rows}


def test_public_sources_work_without_a_key_and_say_that_they_are_slower():
    rows = by_name(checkup._macro(read_settings({})))

    assert {row.state for row in rows.values()} == {State.OK}
    assert rows["FRED"].said == "no key: works, at a slower pace, and without the days of releases"
    assert rows["FRED"].next_step == "set FRED_API_KEY (free)"
    assert rows["BLS"].said == "no key: works, at a slower pace, 25 requests a day"
    assert rows["New York Fed"].said == "needs no key"


def test_with_keys_there_is_nothing_to_do_and_no_key_is_shown():
    keys = {"FRED_API_KEY": "f" * 32, "BLS_API_KEY": "b" * 32}
    rows = checkup._macro(read_settings(keys))

    assert not any(row.next_step for row in rows)
    assert not any(key in checkup.written(rows) for key in keys.values())


def test_a_table_that_has_run_out_is_a_warning_unless_fred_states_the_days():
    without = checkup._calendar(read_settings({}), NOW)
    with_key = checkup._calendar(read_settings({"FRED_API_KEY": "f" * 32}), NOW)
    later = checkup._calendar(read_settings({"FRED_API_KEY": "f" * 32}), datetime(2027, 11, 1, tzinfo=UTC))

    assert (without.state, with_key.state, later.state) == (State.WARNING, State.OK, State.WARNING)
    assert "THE TABLE OF BLS RELEASES HAS RUN OUT" in without.said
    assert "THE TABLE OF FED MEETINGS RUNS OUT" in later.said


class Shelved:
    """What the checkup needs of a store: a shelf that its feeds are given."""

    shelf = None


@pytest.fixture
def source(monkeypatch):
    recorded = Recorded()
    monkeypatch.setattr(checkup, "live_feeds", lambda *_parts: dict.fromkeys(FEEDS, recorded))
    return recorded


async def live():
    return by_name(await checkup._sources_live(read_settings({}), Shelved(), SetClock(NOW)))


async def test_each_public_source_is_asked_and_its_answer_shown(source):
    payrolls = Readings(as_of=NOW, source="BLS", name="payrolls", points=((date(2026, 10, 1), 160_000.0),))
    source.tell(
        Readings(as_of=NOW, source="FRED", name=TWO_YEARS, points=((date(2026, 11, 24), 3.456),)),
        EffectiveRate(as_of=NOW, source="New York Fed", day=date(2026, 11, 24), percent=3.88),
        FedFundsFutures(as_of=NOW - timedelta(minutes=15), source="Yahoo", prices=((date(2026, 11, 1), 96.1),)),
    )
    source.tell_labor(LaborMarket(payrolls=payrolls))

    told = await live()

    assert {name: told[name].said for name in LIVE} == {
        "FRED yields": "two-year yield 3.46 % on 2026-11-24",
        "BLS payrolls": "payrolls to 2026-10",
        "New York Fed rate": "effective rate 3.88 % on 2026-11-24",
        "Fed funds futures": "1 month of fed funds futures",
        "release days": "next employment report 2026-12-04 13:30 UTC, by rule",
    }
    assert {told[name].state for name in LIVE} == {State.OK}


async def test_a_source_that_does_not_answer_fails_and_one_without_figures_warns(source):
    source.tell_labor(LaborMarket())
    assert (await live())["BLS payrolls"].state is State.WARNING

    source.out = NOW
    told = await live()
    assert {told[name].state for name in LIVE[:-1]} == {State.FAILED}
    assert all(told[name].next_step for name in LIVE[:-1])
