"""The vendors' hosts on loopback, over TLS; a clock that is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.market.ticker import Ticker
from bot.sources.cached import MemoryShelf
from bot.sources.yahoo import Yahoo
from tests.bench.day import Clock
from tests.bench.loopback import Loopback
from tests.bench.process import forget_yfinance
from tests.bench.yahoo import play


@pytest.fixture
def clock():
    return Clock(datetime(2026, 1, 15, 15, 0, tzinfo=UTC))


@pytest.fixture
def shelf():
    return MemoryShelf()


@pytest.fixture
def hosts(tmp_path, monkeypatch):
    """Every host a vendor has, played by ``hosts.answer``."""
    forget_yfinance()
    with Loopback(play, tmp_path) as hosts:
        for name, value in hosts.environment.items():
            monkeypatch.setenv(name, value)
        yield hosts


@pytest.fixture
def yahoo(hosts, shelf, clock, tmp_path):
    return Yahoo(shelf, clock, tmp_path / "cache")


@pytest.fixture
def apld():
    return Ticker("APLD")
