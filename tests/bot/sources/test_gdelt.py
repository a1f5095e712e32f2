"""GDELT's hint: conflict in the news by day, asked seldom, and its refusals that are no JSON."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.sources.gdelt import Gdelt, read_news
from tests.bench.loopback import Reply


def timeline(*data: object) -> str:
    return json.dumps({"query_details": {"title": "war"}, "timeline": [{"series": "Volume Intensity", "data": data}]})


DAYS = timeline({"date": "20260114T000000Z", "value": 2.5}, {"date": "20260115T000000Z", "value": 4.0})


async def test_days_are_told_and_asked_for_every_three_hours(hosts, shelf, clock):
    hosts.answer = lambda asked: Reply(DAYS)
    gdelt = Gdelt(shelf, clock)

    news = await gdelt.conflict_news()
    await gdelt.conflict_news()

    assert news.points == ((date(2026, 1, 14), 2.5), (date(2026, 1, 15), 4.0))
    assert (news.source, news.unit) == ("GDELT", "percent of articles")
    assert [asked.query["mode"] for asked in hosts.asked] == ["timelinevol"]


async def test_too_many_requests_in_words_is_a_pause_and_yesterday_s_answer_is_too_old(hosts, shelf, clock):
    hosts.answer = lambda asked: Reply(DAYS)
    gdelt = Gdelt(shelf, clock)
    await gdelt.conflict_news()
    hosts.answer = lambda asked: Reply("Please limit requests to one every 5 seconds", 429, "text/plain")

    clock.at += timedelta(days=1, hours=1)
    gdelt.vendor._limiter._turns = 1.0  # six seconds have passed
    with pytest.raises(Unavailable, match="GDELT asks us to wait until"):
        await gdelt.conflict_news()


def test_no_day_is_missing(now):
    with pytest.raises(Missing):
        read_news(timeline().encode(), now)
    with pytest.raises(Missing):
        read_news(b'{"timeline": []}', now)


@pytest.mark.parametrize("told", [b"Your query was too short or too long.\n", b"[]", b"{}", timeline(1).encode(),
                                  timeline({"date": "soon", "value": 1}).encode()])  # fmt: skip
def test_anything_else_is_unreadable(told, now):
    with pytest.raises(Unreadable):
        read_news(told, now)
