"""A noun is read again only of another answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.market.feeds import Unreadable
from bot.market.ticker import Ticker
from bot.sources import read_once
from bot.sources.cached import Answer
from bot.sources.read_once import ReadOnce

APLD, ACHR = Ticker("APLD"), Ticker("ACHR")


@pytest.fixture
def read():
    """What was read, and how."""
    asked = []

    def one(ticker, value):
        if value == "torn":
            raise Unreadable("It is torn.")
        asked.append((ticker.symbol, value))
        return [value]

    return asked, ReadOnce(one)


def test_the_answer_of_the_same_moment_is_read_once(read, now):
    asked, once = read
    first = once.of(APLD, Answer(1, now))

    assert once.of(APLD, Answer(1, now)) is first
    assert once.of(ACHR, Answer(2, now)) == [2]
    assert once.of(APLD, Answer(3, now + timedelta(seconds=1))) == [3]
    assert asked == [("APLD", 1), ("ACHR", 2), ("APLD", 3)]


def test_what_cannot_be_read_is_not_kept(read, now):
    _, once = read
    with pytest.raises(Unreadable):
        once.of(APLD, Answer("torn", now))

    assert once.of(APLD, Answer(1, now)) == [1]


def test_the_reading_that_was_not_wanted_longest_goes_first(read, now, monkeypatch):
    monkeypatch.setattr(read_once, "KEPT", 2)
    asked, once = read
    for ticker in (APLD, ACHR, APLD, Ticker("RKLB"), APLD, ACHR):
        once.of(ticker, Answer(1, now))

    assert [symbol for symbol, _ in asked] == ["APLD", "ACHR", "RKLB", "ACHR"]
