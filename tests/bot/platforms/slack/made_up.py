"""Commands, cards and deliveries made up for the tests of Slack's room."""

import asyncio
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from bot.alerts.alert import Alert, Severity
from bot.alerts.ports import Delivery
from bot.alerts.watchlist import Channel
from bot.cards import Action, Card, Chart, Fact, Level, Series
from bot.commands import Arg, Caller, Commands, Text, command
from bot.market.ticker import Ticker
from tests.bot.platforms.slack.wire import HOME

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
CHART = Chart("Price", "It rose.", (Series("APLD", ((date(2026, 1, 2), 1.5),)),), (Level("Target", 2.0),))
SNOOZE = Action("Snooze APLD for a day", "snooze APLD 1d")
HOSTILE = (
    "<!channel> <!here> <@U1> <#C1> <!subteam^S1>",
    "*bold* _it_ ~gone~ `code` ```",
    "<https://evil.example|press>",
    "> said\n>>> all",
    ":rocket:",
    "\u202eabc\u2066\x00\ud800",
    "שלום עולם",
    "😀👩\u200d👧",
    "<&>" * 3_000,
)


@command("rate", "A stock's grade at a level of detail")
async def rate(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", "listed")],
    detail: Annotated[Literal["short", "long"], Arg("How much to say", "long")] = "short",
    *,
    caller: Caller,
) -> Card:
    return Card(f"{ticker}: Hold, {detail}", f"{caller.channel} {caller.user} {caller.name}")


@command("snooze", "Be quiet about a stock")
async def snooze(words: Annotated[Text, Arg("About what, and how long", "APLD 1d", "watched")]) -> Card:
    return Card(f"Snoozed {words}")


@command("ping", "See whether it answers")
async def ping() -> Card:
    return Card("It answers", actions=(SNOOZE,))


@command("status", "How Minnow is")
async def status() -> Card:
    return Card("All is well")


@command("chart", "A picture")
async def chart() -> Card:
    return Card("APLD", "It rose.", chart=CHART)


class Waits:
    """Commands that are answered when the test says so."""

    def __init__(self):
        self.go, self.asked = asyncio.Event(), 0

        @command("wait", "Takes long", fetches="a <!channel> from Yahoo")
        async def wait() -> Card:
            self.asked += 1
            await self.go.wait()
            return Card("At last")

        self.command = wait


def commands(*more, prefix=""):
    found = (rate, snooze, ping, status, chart, *more)
    return Commands({one.name: one for one in found}, {}, prefix=prefix)


async def drawn(chart):
    return b"\x89PNG " + chart.title.encode()


def delivery(card=None, *, name="one", channel=HOME, follows="", severity=Severity.NORMAL, first_try=AT):
    card = card or Card("APLD crossed its target", "It is above.", (Fact("Price", "$12.00"),), actions=(SNOOZE,))
    alert = Alert(kind="k", about="APLD", occurrence=name, at=AT, card=card, severity=severity)
    id = f"{name:-<20}"
    return Delivery(id, Channel("slack", channel), alert, 1, 1, doubtful=False, first_try=first_try, follows=follows)
