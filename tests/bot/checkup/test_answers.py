"""What each source answers now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.checkup import answers
from bot.checkup.table import State
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


class Shelved:
    """What the checkup needs of a store: a shelf that its feeds are given."""

    shelf = None


@pytest.fixture
def source(monkeypatch):
    recorded = Recorded()
    monkeypatch.setattr(answers, "live_feeds", lambda *_parts: dict.fromkeys(FEEDS, recorded))
    return recorded


async def live():
    return by_name(await answers.sources(read_settings({}), Shelved(), SetClock(NOW)))


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
