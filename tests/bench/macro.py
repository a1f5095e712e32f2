"""A day of every macro watcher over the real sources, with the time as data: what it asks of all vendors together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.app import all_watchers, live_feeds
from bot.market.feeds import CalendarFeed, ConditionsFeed, CurveFeed, LaborFeed, NoAnswer, RatesFeed
from bot.market.hours import NEW_YORK, is_open
from bot.market.readings import months_from
from bot.serve import AFTER_CLOSE
from bot.settings import read_settings
from bot.sources.bls import UNITS
from bot.sources.cached import MemoryShelf
from bot.watchers import Watcher
from bot.wiring import needs, supply
from tests.bench.day import Clock
from tests.bench.loopback import Asked, Reply
from tests.bench.yahoo import play, row, told

MACRO = {RatesFeed, CurveFeed, LaborFeed, ConditionsFeed, CalendarFeed}


def macro_watchers() -> Sequence[Watcher]:
    """Whatever asks a macro feed."""
    return [one for one in all_watchers().values() if MACRO & set(needs(one.ask).values())]


def play_macro(today: date) -> object:
    """Yahoo's futures, FRED, BLS and the New York Fed as they are on a day, with or without keys."""

    def answer(asked: Asked) -> Reply:
        if asked.host == "markets.newyorkfed.org":
            rate = {"effectiveDate": (today - timedelta(days=1)).isoformat(), "type": "EFFR", "percentRate": 3.88}
            return Reply(json.dumps({"refRates": [rate]}))
        if asked.host == "api.bls.gov":
            return Reply(json.dumps(_bls(today)))
        if asked.path.endswith("release/dates"):
            return Reply(json.dumps({"release_dates": [{"date": "2026-11-06"}, {"date": "2026-12-04"}]}))
        if asked.host.endswith("stlouisfed.org"):
            return _fred(asked, today)
        if asked.path == "/v7/finance/quote" and "crumb" in asked.query:
            at = int(datetime.combine(today, time(12), NEW_YORK).timestamp())
            names = asked.query["symbols"].split(",")
            rows = [row(name, quoteType="FUTURE", regularMarketPrice=96.1, regularMarketTime=at) for name in names]
            return told("quoteResponse", *rows)
        return play(asked)

    return answer


def _fred(asked: Asked, today: date) -> Reply:
    name = asked.query.get("id") or asked.query["series_id"]
    is_weekly = name == "ICSA"
    last = today - timedelta(days=(today.weekday() + 2) % 7 or 7) if is_weekly else today
    days = [last - timedelta(days=back * (7 if is_weekly else 1)) for back in range(110)][::-1]
    if "series_id" in asked.query:
        return Reply(json.dumps({"observations": [{"date": str(day), "value": "4.00"} for day in days]}))
    return Reply("\n".join([f"observation_date,{name}", *(f"{day},4.00" for day in days), ""]), kind="text/csv")


def _bls(today: date) -> object:
    months = [months_from(today, -back) for back in range(1, 30)]
    data = [{"year": str(one.year), "period": f"M{one.month:02d}", "value": "159000"} for one in months]
    series = [{"seriesID": name, "data": data} for name in UNITS]
    return {"status": "REQUEST_SUCCEEDED", "message": [], "Results": {"series": series}}


async def live_through(day: date, folder: Path, **keys: str) -> int:
    """Every round that the schedules plan on a New York day, asked for over live_feeds; how many rounds there were."""
    clock = Clock(datetime.combine(day, time(), NEW_YORK).astimezone(UTC))
    feeds = live_feeds(read_settings({"MINNOW_DATA_DIR": str(folder), **keys}), MemoryShelf(), clock)
    end = clock.at + timedelta(days=1)
    watchers = macro_watchers()
    planned = {one.name: one.schedule.following(clock.at - timedelta(seconds=1)) for one in watchers}
    rounds = 0
    while (at := min(planned.values())) < end:
        clock.at = at
        for one in watchers:
            if planned[one.name] != at:
                continue
            planned[one.name] = one.schedule.following(at)
            if one.schedule.in_session and not (is_open(at) or is_open(at - AFTER_CLOSE)):
                continue
            rounds += 1
            try:
                await one.ask(**supply(one.ask, feeds))
            except NoAnswer:
                continue
    return rounds
