"""The table of supply-chain pressure: the newest vintage of every month, and nothing made of gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Missing, Unreadable
from bot.sources.supply_chain import read_pressure

AT = datetime(2026, 9, 8, 14, 30, tzinfo=UTC)
TABLE = "\ufeffDate,Jul-26,Aug-26,Sep-26\r\n30-Jun-2026,0.50,0.44,0.41\r\n31-Jul-2026,#N/A,0.79,0.94\r\n"


def test_each_month_is_read_from_the_newest_vintage():
    read = read_pressure((TABLE + "31-Aug-2026,#N/A,#N/A,1.06\r\n").encode(), AT)

    assert read.points == ((date(2026, 6, 1), 0.41), (date(2026, 7, 1), 0.94), (date(2026, 8, 1), 1.06))
    assert (read.name, read.unit, read.as_of) == ("GSCPI", "standard deviations", AT)


def test_a_vintage_that_is_still_empty_is_passed_over():
    told = b"Date,Aug-26,Sep-26\n2026-06-30,0.44,\n2026-07-31,-0.79,\n,,\n"

    assert read_pressure(told, AT).points == ((date(2026, 6, 1), 0.44), (date(2026, 7, 1), -0.79))


def test_a_table_of_gaps_is_missing():
    with pytest.raises(Missing):
        read_pressure(b"Date,Sep-26\n31-Aug-2026,#N/A\n", AT)


@pytest.mark.parametrize("told", [b"", b"<html>", b"Date\n", b"Month,Sep-26\n", b"Date,Sep-26\nsoon,1.0\n"])
def test_anything_else_is_unreadable(told):
    with pytest.raises(Unreadable):
        read_pressure(told, AT)
