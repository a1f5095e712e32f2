"""What answers now: each platform and each source is asked one question."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC

from bot.alerts.ports import NotifyError
from bot.app import Store, live_feeds
from bot.checkup.table import Row, State
from bot.clock import Clock
from bot.market.calendar import Event
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
from bot.market.ticker import Ticker
from bot.settings import Settings
from bot.words import plural

PROBE = Ticker("AAPL")  # a ticker that every source knows
FUND = Ticker("IJR")  # the fund whose members are asked about
LIMIT = 30.0  # seconds for one question to a source


def chats(settings: Settings) -> list[Awaitable[Row]]:
    """A question to each platform that has a token."""
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


async def sources(settings: Settings, store: Store, clock: Clock) -> list[Row]:
    """Each source of figures, asked for one, one after another."""
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
