"""What works and what to do: settings, store, tokens, sources, clock, as a table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.alerts.ports import NotifyError, StoreAway
from bot.app import Store, live_feeds, open_store
from bot.clock import Clock, SystemClock
from bot.market.calendar import Event
from bot.market.calendar import calendar as table
from bot.market.feeds import (
    CalendarFeed,
    CurveFeed,
    GeopoliticsFeed,
    LaborFeed,
    MembersFeed,
    Missing,
    NoAnswer,
    QuoteFeed,
    RatesFeed,
    ShortInterestFeed,
    TargetFeed,
)
from bot.market.hours import NEW_YORK, is_open
from bot.market.ticker import Ticker
from bot.settings import Settings
from bot.store.embedded import StoreRefused
from bot.words import plural

PROBE = Ticker("AAPL")  # a ticker that every source knows
FUND = Ticker("IJR")  # the fund whose members are asked about
LIMIT = 30.0  # seconds for one question to a source


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Row:
    """One line of the table; ``next_step`` says what to do, "" when there is nothing to do."""

    what: str
    state: State
    said: str
    next_step: str = ""


async def checkup(settings: Settings, *, live: bool) -> int:
    """Print the table; 1 when anything failed, else 0."""
    clock = SystemClock()
    rows = [Row("settings", State.OK, "every value can be used"), _clock(clock), *_chats(settings)]
    rows += [*_macro(settings), _calendar(settings, clock.now())]
    try:
        store = await open_store(settings, clock)
    except (StoreRefused, StoreAway) as error:
        rows.append(Row("store", State.FAILED, str(error), "start the Redis that REDIS_URL names, or unset it"))
    else:
        try:
            rows.append(await _store(store))
            if live:
                rows += await asyncio.gather(*_chats_live(settings))
                rows += await _sources_live(settings, store, clock)
        finally:
            await store.close()
    print(written(rows))
    return int(any(row.state is State.FAILED for row in rows))


def written(rows: list[Row]) -> str:
    """The table as text, its next steps under it."""
    width = max(len(row.what) for row in rows)
    lines = [f"{row.what:<{width}}  {row.state.value:<7}  {row.said}" for row in rows]
    steps = [f"  {row.what}: {row.next_step}" for row in rows if row.next_step]
    return "\n".join([*lines, "", "Next steps:", *steps] if steps else lines)


def _clock(clock: Clock) -> Row:
    now: datetime = clock.now()
    market = "open" if is_open(now) else "closed"
    return Row(
        "clock", State.OK, f"{now:%Y-%m-%d %H:%M} UTC, {now.astimezone(NEW_YORK):%H:%M} in New York, market {market}"
    )


def _chats(settings: Settings) -> list[Row]:
    rows = []
    if settings.slack_bot_token:
        how = "Socket Mode" if settings.slack_app_token else "HTTP mode"
        rows.append(Row("Slack", State.OK, f"token set, {how}"))
    else:
        rows.append(
            Row(
                "Slack",
                State.WARNING,
                "no token",
                "minnow manifest slack, then set SLACK_BOT_TOKEN and SLACK_APP_TOKEN",
            )
        )
    if settings.discord_token:
        rows.append(Row("Discord", State.OK, "token set"))
    else:
        rows.append(Row("Discord", State.WARNING, "no token", "set DISCORD_TOKEN; the README has the steps"))
    page = (
        f"http://127.0.0.1:{settings.web_port}"
        if settings.web_port > 0
        else "any free port"
        if settings.web_port == 0
        else "off"
    )
    return [*rows, Row("local page", State.OK, page)]


def _macro(settings: Settings) -> list[Row]:
    """Public sources of macro figures: each works without a key."""
    keyless = "no key: works, at a slower pace"
    fred = (
        Row("FRED", State.OK, "key set")
        if settings.fred_api_key
        else Row("FRED", State.OK, f"{keyless}, and without the days of releases", "set FRED_API_KEY (free)")
    )
    bls = (
        Row("BLS", State.OK, "key set, 500 requests a day")
        if settings.bls_api_key
        else Row("BLS", State.OK, f"{keyless}, 25 requests a day", "set BLS_API_KEY (free)")
    )
    return [fred, bls, Row("New York Fed", State.OK, "needs no key")]


def _calendar(settings: Settings, now: datetime) -> Row:
    """Tables that run out, or have."""
    warnings = table().warnings(now, stated_elsewhere=bool(settings.fred_api_key))
    if warnings:
        return Row("calendar", State.WARNING, " ".join(warnings), "set FRED_API_KEY, add the days, or update Minnow")
    return Row("calendar", State.OK, "meetings of the Fed and days of releases are known")


async def _store(store: Store) -> Row:
    family, version = await store.server.version()
    if tuple(map(int, version.split(".")[:2])) < (7, 0):
        return Row("store", State.FAILED, f"{family} {version}", "use Redis or Valkey 7.0 or newer")
    waiting = await store.outbox.waiting()
    where = "embedded" if store.embedded else "REDIS_URL"
    return Row("store", State.OK, f"{family} {version} ({where}), {waiting} alerts waiting")


def _chats_live(settings: Settings) -> list[Awaitable[Row]]:
    asks: list[Awaitable[Row]] = []
    if settings.slack_bot_token:
        asks.append(_asked("Slack live", lambda: _slack(settings), "check SLACK_BOT_TOKEN and the network"))
    if settings.discord_token:
        asks.append(_asked("Discord live", lambda: _discord(settings), "check DISCORD_TOKEN and the network"))
    return asks


async def _slack(settings: Settings) -> str:
    from bot.platforms.slack.outbox import who

    return await who(settings.slack_bot_token)


async def _discord(settings: Settings) -> str:
    from bot.platforms.discord.outbox import who

    return await who(settings.discord_token)


async def _sources_live(settings: Settings, store: Store, clock: Clock) -> list[Row]:
    feeds = live_feeds(settings, store.shelf, clock)

    async def price() -> str:
        quote = await feeds[QuoteFeed].quote(PROBE)
        return f"{PROBE} {quote.price} as of {quote.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    async def target() -> str:
        seen = await feeds[TargetFeed].target(PROBE)
        return f"{PROBE} mean {seen.mean}, {seen.analysts} analysts"

    async def short() -> str:
        seen = await feeds[ShortInterestFeed].short_interest(PROBE)
        return f"settlement {seen.settlement}"

    async def members() -> str:
        seen = await feeds[MembersFeed].outlook(FUND)
        return f"{len(seen.members)} of {FUND} held on {seen.held_on}, {seen.covered:.0%} of their value with a price"

    async def risk() -> str:
        seen = await feeds[GeopoliticsFeed].risk()
        return f"to {seen.days[-1].day}, published {seen.published or 'on an unknown day'}"

    async def supply_chains() -> str:
        return f"to {(await feeds[GeopoliticsFeed].supply_chain()).newest:%B %Y}"

    async def yields() -> str:
        told = await feeds[CurveFeed].two_years()
        return f"two-year yield {told.points[-1][1]:.2f} % on {told.newest}"

    async def payrolls() -> str:
        told = (await feeds[LaborFeed].labor()).payrolls
        if told is None:
            raise Missing("The BLS tells no payrolls.")
        return f"payrolls to {told.newest:%Y-%m}"

    async def effective() -> str:
        told = await feeds[RatesFeed].effective()
        return f"effective rate {told.percent:.2f} % on {told.day}"

    async def futures() -> str:
        told = await feeds[RatesFeed].futures()
        return f"{plural(len(told.prices), 'month')} of fed funds futures"

    async def releases() -> str:
        coming = (await feeds[CalendarFeed].calendar()).following(Event.JOBS, clock.now())
        if coming is None:
            raise Missing("No employment report is known to come.")
        return f"next employment report {coming.at:%Y-%m-%d %H:%M} UTC, {coming.basis}"

    network = "check the network or wait; until then the last figures are kept and shown with their age"
    return [
        await _asked("Yahoo prices", price, network),
        await _asked("Yahoo targets", target, network),
        await _asked("FINRA short interest", short, network),
        await _asked("Index members", members, network),
        await _asked("Geopolitical risk", risk, network),
        await _asked("Supply-chain pressure", supply_chains, network),
        await _asked("FRED yields", yields, network),
        await _asked("BLS payrolls", payrolls, network),
        await _asked("New York Fed rate", effective, network),
        await _asked("Fed funds futures", futures, network),
        await _asked("release days", releases, network),
    ]


async def _asked(what: str, ask: Callable[[], Awaitable[str]], next_step: str) -> Row:
    try:
        async with asyncio.timeout(LIMIT):
            return Row(what, State.OK, await ask())
    except Missing as error:
        return Row(what, State.WARNING, str(error), next_step)
    except TimeoutError:
        return Row(what, State.FAILED, f"no answer in {LIMIT:.0f} s", next_step)
    except (NoAnswer, NotifyError, OSError) as error:
        return Row(what, State.FAILED, str(error), next_step)
    except Exception as error:  # a vendor's client may raise anything; the table must still be whole
        return Row(what, State.FAILED, f"{type(error).__name__}: {error}", next_step)
