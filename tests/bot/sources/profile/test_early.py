"""A first look at a company: three questions about it, and the rest in its place without asking those again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.market.feeds import Missing, Unavailable
from bot.market.ticker import Ticker
from bot.rating.profile import Absent
from bot.rating.rating import rate
from bot.sources.edgar import OFF
from bot.sources.profile import feed as room
from bot.sources.profile.feed import INDEX
from tests.bot.sources.profile.payloads import AAAA, AT, facts, summary
from tests.bot.sources.profile.test_feed import DOWN, SECTOR, asked_for, copied, feed, flags

FIRST = ["summary", "history", "facts"]
GAPS = facts(without=("PaymentsToAcquirePropertyPlantAndEquipment",))
LIST, WORDS, COPY = (
    "the SEC's list of its filings", "the words of its newest report",
    "Yahoo's copy of its statements, for what it does not file",
)  # fmt: skip


def about(sources, ticker=AAAA):
    """What was asked about a ticker itself; FINRA's file is of all of them."""
    return [name for name, asked in sources.asked if asked == ticker and name != "short"]


async def test_three_questions_are_asked_about_a_ticker_and_the_rest_follows_once_each():
    profiles, sources = feed(facts=GAPS, statements=copied())

    early = await profiles.early(AAAA)
    assert sorted(about(sources)) == sorted(FIRST)
    assert early.unread == (LIST, WORDS, COPY)
    assert await profiles.snapshots.days(AAAA) == []

    whole = await profiles.profile(AAAA)
    assert sorted(about(sources)) == sorted([*FIRST, "filings", "doubts", "statements"])
    assert {name for name, ticker in sources.asked if ticker in (INDEX, SECTOR)} == {"index", "sector"}
    assert len(sources.asked) == 6 + 3
    assert whole.figures["capex"].source == "Yahoo Finance"


async def test_the_whole_is_what_it_would_have_been_without_a_first_look():
    profiles, _ = feed()
    alone, _ = feed()
    await profiles.early(AAAA)

    whole = await profiles.profile(AAAA)

    assert whole.fingerprint == (await alone.profile(AAAA)).fingerprint
    assert await profiles.snapshots.days(AAAA) == await alone.snapshots.days(AAAA)
    assert len(await profiles.snapshots.days(AAAA)) == 1


async def test_what_is_not_read_yet_is_not_known_and_never_good_news():
    profiles, _ = feed()
    early, whole = await profiles.early(AAAA), await profiles.profile(AAAA)

    assert early.profile.figures["shelf"] == Absent(room.UNREAD_LIST)
    assert isinstance(early.profile.figures["going_concern"], Absent)
    assert rate(early.profile).score < rate(whole).score  # an unknown use of the shelf counts as the worst
    assert rate(early.profile).coverage < rate(whole).coverage


async def test_a_list_at_hand_is_read_at_once_and_only_the_words_are_left():
    profiles, sources = feed()
    sources.at_hand = {"filings"}

    early = await profiles.early(AAAA)

    assert early.unread == (WORDS,)
    assert early.profile.figures["shelf"].source == "SEC"
    assert "doubts" not in asked_for(sources)


@pytest.mark.parametrize(
    ("told", "at_hand"),
    [
        ({}, {"filings", "doubts"}),
        ({"facts": GAPS, "statements": copied()}, {"filings", "doubts", "statements"}),
        ({"filings": ()}, {"filings"}),
        ({"filings": Missing("The SEC lists no company under AAAA."), "facts": Missing("-")}, {"filings"}),
    ],
)
async def test_where_nothing_is_left_to_be_read_there_is_no_first_look_and_nothing_is_asked_twice(told, at_hand):
    profiles, sources = feed(**told)
    sources.at_hand = at_hand

    assert await profiles.early(AAAA) is None
    await profiles.profile(AAAA)

    assert sorted(set(about(sources))) == sorted(set(FIRST) | {"filings"} | ({"doubts", "statements"} & at_hand))
    assert [about(sources).count(name) for name in FIRST] == [1, 1, 1]


async def test_within_a_minute_of_the_whole_there_is_no_first_look_and_nobody_is_asked():
    profiles, sources = feed()
    await profiles.profile(AAAA)
    asked = len(sources.asked)

    assert await profiles.early(AAAA) is None
    assert len(sources.asked) == asked


async def test_with_the_sec_off_there_is_no_first_look_and_the_whole_says_what_that_costs():
    profiles, sources = feed(sec=False)

    assert await profiles.early(AAAA) is None
    assert sources.asked == []
    whole = await profiles.profile(AAAA)

    assert sorted(about(sources)) == ["history", "summary"]
    assert whole.figures["shelf"] == whole.figures["going_concern"] == Absent(OFF)


async def test_a_first_look_that_nobody_follows_up_within_a_minute_is_forgotten():
    profiles, sources = feed()
    await profiles.early(AAAA)
    profiles._clock.at += timedelta(minutes=1)

    await profiles.profile(AAAA)

    assert [about(sources).count(name) for name in FIRST] == [2, 2, 2]


@pytest.mark.parametrize("first", ["early", "profile"])
async def test_when_yahoo_says_nothing_at_all_there_is_no_first_look_either(first):
    profiles, _ = feed(summary=DOWN, history=DOWN, index=DOWN)

    with pytest.raises(Unavailable, match="does not answer"):
        await getattr(profiles, first)(AAAA)


async def test_a_fund_is_refused_at_once():
    profiles, sources = feed(summary=(summary(price={"quoteType": "ETF"}), AT))

    with pytest.raises(Missing, match="AAAA is a fund"):
        await profiles.early(AAAA)
    with pytest.raises(Missing, match="an index"):
        await profiles.early(Ticker("^GSPC"))
    assert "filings" not in asked_for(sources)


async def test_a_source_that_fails_in_the_first_pass_is_a_reason_in_it_and_is_not_asked_again():
    profiles, sources = feed(facts=DOWN)

    early = await profiles.early(AAAA)
    whole = await profiles.profile(AAAA)

    assert early.profile.figures["capex"] == whole.figures["capex"] == Absent(str(DOWN))
    assert asked_for(sources).count("facts") == 1
    assert await profiles.snapshots.days(AAAA) == []


async def test_the_sec_that_is_lost_in_the_second_pass_leaves_what_the_first_one_knew():
    profiles, _ = feed(filings=DOWN)
    await profiles.early(AAAA)

    whole = await profiles.profile(AAAA)

    assert whole.figures["shelf"] == Absent(str(DOWN))
    assert whole.figures["capex"].source == "SEC"


async def test_a_report_is_waited_for_longer_where_a_first_look_is_shown(monkeypatch):
    monkeypatch.setattr(room, "READ_WITHIN", 0.01)
    profiles, sources = feed()
    sources.gate = asyncio.Event()
    await profiles.early(AAAA)
    reading = asyncio.create_task(profiles.profile(AAAA))
    await asyncio.wait({reading}, timeout=0.05)
    assert not reading.done()

    sources.gate.set()
    assert (await reading).figures["going_concern"].value is False


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ([{"type": "424B4", "date": "2026-01-12"}], "big"),
        ([{"type": "424B5", "date": "2026-01-12", "title": "<!channel>"}], None),
        ([{"type": "8-K", "date": "2026-01-12"}, {"type": "10-Q", "epochDate": 1}], None),
        ({}, None),
        ("junk", None),
        (None, None),
    ],
)
async def test_yahoos_list_of_filings_stands_in_where_it_proves_something(listed, told):
    profiles, _ = feed(summary=(summary(secFilings={"filings": listed}), AT))

    shelf = (await profiles.early(AAAA)).profile.figures["shelf"]

    if told is None:
        assert shelf == Absent(room.UNREAD_LIST)
    else:
        assert (shelf.value, shelf.source) == (told, "Yahoo Finance")
    assert (await profiles.profile(AAAA)).figures["shelf"].source == "SEC"


async def test_without_the_sec_a_large_offering_that_yahoo_lists_is_told_and_no_rating_comes_of_it():
    offering = {"filings": [{"type": "424B4", "date": "2026-01-12"}]}
    profiles, _ = feed(sec=False, summary=(summary(secFilings=offering), AT))

    rating = rate(await profiles.profile(AAAA))

    assert "THIN_EVIDENCE" in flags(rating)
