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
from bot.words import month_year, said, say, say_n

PROBE = Ticker("AAPL")  # a ticker that every source knows
FUND = Ticker("IJR")  # the fund whose members are asked about
LIMIT = 30.0  # seconds for one question to a source


def chats(settings: Settings) -> list[Awaitable[Row]]:
    """A question to each platform that has a token."""
    asks: list[Awaitable[Row]] = []
    if settings.slack_bot_token:
        asks.append(_asked(say("Slack live"), lambda: _slack(settings), say("check SLACK_BOT_TOKEN and the network")))
    if settings.discord_token:
        asks.append(_asked(say("Discord live"), lambda: _discord(settings), say("check DISCORD_TOKEN and the network")))
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
        as_of = quote.as_of.astimezone(UTC)
        return say("{ticker} {price} as of {as_of:%Y-%m-%d %H:%M} UTC", ticker=PROBE, price=quote.price, as_of=as_of)

    async def target() -> str:
        seen = await feeds[TargetFeed].target(PROBE)
        return say("{ticker} mean {mean}, {analysts} analysts", ticker=PROBE, mean=seen.mean, analysts=seen.analysts)

    async def short() -> str:
        seen = await feeds[ShortInterestFeed].short_interest(PROBE)
        return say("settlement {day}", day=seen.settlement)

    async def members() -> str:
        seen = await feeds[MembersFeed].outlook(FUND)
        return say(
            "{members} of {fund} held on {day}, {covered:.0%} of their value with a price",
            members=len(seen.members),
            fund=FUND,
            day=seen.held_on,
            covered=seen.covered,
        )

    async def risk() -> str:
        seen = await feeds[GeopoliticsFeed].risk()
        newest = seen.days[-1].day
        return (
            say("to {newest}, published {published}", newest=newest, published=seen.published)
            if seen.published
            else say("to {newest}, published on an unknown day", newest=newest)
        )

    async def supply_chains() -> str:
        return say("to {month}", month=month_year((await feeds[GeopoliticsFeed].supply_chain()).newest))

    async def yields() -> str:
        told = await feeds[CurveFeed].two_years()
        return say("two-year yield {percent:.2f} % on {day}", percent=told.points[-1][1], day=told.newest)

    async def payrolls() -> str:
        told = (await feeds[LaborFeed].labor()).payrolls
        if told is None:
            raise Missing(say("The BLS tells no payrolls."))
        return say("payrolls to {month:%Y-%m}", month=told.newest)

    async def effective() -> str:
        told = await feeds[RatesFeed].effective()
        return f"effective rate {told.percent:.2f} % on {told.day}"

    async def futures() -> str:
        told = await feeds[RatesFeed].futures()
        return say_n("{n} month of fed funds futures", "{n} months of fed funds futures", len(told.prices))

    async def releases() -> str:
        coming = (await feeds[CalendarFeed].calendar()).following(Event.JOBS, clock.now())
        if coming is None:
            raise Missing(say("No employment report is known to come."))
        return say("next employment report {at:%Y-%m-%d %H:%M} UTC, {basis}", at=coming.at, basis=said(coming.basis))

    network = say("check the network or wait; until then the last figures are kept and shown with their age")
    return [
        await _asked(say("Yahoo prices"), price, network),
        await _asked(say("Yahoo targets"), target, network),
        await _asked(say("FINRA short interest"), short, network),
        await _asked(say("Index members"), members, network),
        await _asked(say("Geopolitical risk"), risk, network),
        await _asked(say("Supply-chain pressure"), supply_chains, network),
        await _asked(say("FRED yields"), yields, network),
        await _asked(say("BLS payrolls"), payrolls, network),
        await _asked(say("New York Fed rate"), effective, network),
        await _asked(say("Fed funds futures"), futures, network),
        await _asked(say("release days"), releases, network),
    ]


async def _asked(what: str, ask: Callable[[], Awaitable[str]], next_step: str) -> Row:
    try:
        async with asyncio.timeout(LIMIT):
            return Row(what, State.OK, await ask())
    except Missing as error:
        return Row(what, State.WARNING, str(error), next_step)
    except TimeoutError:
        return Row(what, State.FAILED, say("no answer in {seconds:.0f} s", seconds=LIMIT), next_step)
    except (NoAnswer, NotifyError, OSError) as error:
        return Row(what, State.FAILED, str(error), next_step)
    except Exception as error:  # a vendor's client may raise anything; the table must still be whole
        return Row(what, State.FAILED, f"{type(error).__name__}: {error}", next_step)
