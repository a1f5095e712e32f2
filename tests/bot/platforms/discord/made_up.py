"""Commands, cards and deliveries made up for the tests of Discord's room."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from bot.alerts.alert import Alert, Severity
from bot.alerts.ports import Delivery
from bot.alerts.watchlist import Channel
from bot.cards import Action, Card, Chart, Fact, Level, Series
from bot.commands import Arg, Caller, Commands, Text, command
from bot.market.feeds import Listing
from bot.market.ticker import Ticker
from tests.faults.fake_discord import HOME

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
CHART = Chart("Price", "It rose.", (Series("APLD", ((date(2026, 1, 2), 1.5),)),), (Level("Target", 2.0),))
SNOOZE = Action("Snooze APLD for a day", "snooze APLD 1d")
HOSTILE = (
    "@everyone",
    "<@&1100000000000000102>",
    "**bold** _it_ `code` ||hidden|| ~~gone~~",
    "[press](https://evil.example)",
    "https://evil.example",
    "> # - 1. ```",
    "\u202eabc\u2066\x00\ud800",
    "שלום עולם",
    "😀👩\u200d👧",
    "x" * 10_000,
)


class Kept:
    """Small facts in memory."""

    def __init__(self):
        self.facts = {}

    async def get(self, name):
        return self.facts.get(name, "")

    async def set(self, name, value):
        self.facts[name] = value


class Listings:
    """Completion from three stocks; one of them never comes."""

    known = (("APLD", "Applied Digital " * 20), ("APLS", "Apellis"), ("SOUN", "SoundHound"))

    async def listed(self, typed, limit):
        if typed == "never":
            await asyncio.Event().wait()
        found = [Listing(Ticker(symbol), name) for symbol, name in self.known if symbol.startswith(typed.upper())]
        return found[:limit]

    async def watched(self, typed, limit, channel):
        return [Listing(Ticker("APLD"), str(channel))]


@command("rate", "A stock's grade at a level of detail", fetches="{ticker} from Yahoo")
async def rate(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", "listed")],
    detail: Annotated[Literal["short", "long"], Arg("How much to say", "long")] = "short",
    span: Annotated[timedelta, Arg("How long", "1d")] = timedelta(days=1),
    *,
    caller: Caller,
) -> Card:
    return Card(f"{ticker}: Hold, {detail}", f"{caller.channel} {caller.user} {caller.name}, {span.days} d")


@command("snooze", "Be quiet about a stock")
async def snooze(words: Annotated[Text, Arg("About what, and how long", "APLD 1d", "watched")]) -> Card:
    return Card(f"Snoozed {words}")


@command("ping", "See whether it answers")
async def ping() -> Card:
    return Card("It answers", actions=(SNOOZE,))


def commands(*more, prefix=""):
    return Commands({one.name: one for one in (rate, snooze, ping, *more)}, {}, prefix=prefix, completion=Listings())


async def drawn(chart):
    return b"\x89PNG " + chart.title.encode()


def delivery(card=None, *, name="one", channel=HOME, follows="", severity=Severity.NORMAL, first_try=AT):
    card = card or Card("APLD crossed its target", "It is above.", (Fact("Price", "$12.00"),), actions=(SNOOZE,))
    alert = Alert(kind="k", about="APLD", occurrence=name, at=AT, card=card, severity=severity)
    id = f"{name:-<20}"
    return Delivery(id, Channel("discord", channel), alert, 1, 1, doubtful=False, first_try=first_try, follows=follows)
