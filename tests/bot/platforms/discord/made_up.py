"""Commands, cards and deliveries made up for the tests of Discord's room."""

import asyncio
from datetime import timedelta
from typing import Annotated, Literal

from bot.alerts.alert import Alert, Severity
from bot.alerts.ports import Delivery
from bot.alerts.watchlist import Channel
from bot.cards import Action, Card, Fact, Menu
from bot.commands import Answer, Arg, Caller, Commands, UsageError, command
from bot.dialogs import Choice, Dialog, Misfilled, Page, People, Pick, Time, Write
from bot.market.feeds import Listing
from bot.market.ticker import Ticker
from tests.bot.platforms.made_up import AT, SNOOZE, ping, snooze
from tests.faults.fake_discord import HOME

MENU = Menu("Snooze…", (SNOOZE, Action("Pick a time", "form times")))
KINDS = Page(
    "Kinds",
    "form kinds",
    (
        Pick(
            name="heard", label="Heard", choices=(Choice("a", "Ay"), Choice("b", "Bee")), value=("a", "b"), several=True
        ),
        Write(name="note", label="Note", example="anything"),
    ),
)
TIMES = Page(
    "Times",
    "form times",
    (
        Write(name="hours", label="Quiet hours", help="Held then", example="22-7", value=("1-2",)),
        Write(name="lines", label="Only larger ones", long=True, value=("x 1\ny 2",)),
        People(name="who", label="Mention", value=("&1100000000000000102",)),
        People(name="all", label="Who may", several=True),
        Time(name="until", label="Until", required=True),
    ),
)
WORDS = Card("How it is told", "Write /form and a page.")
DIALOG = Dialog(command="form", title="How it is told", pages=(KINDS, TIMES), card=WORDS, about="APLD:dilution")
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


async def _submitted(about: str, filled: dict, *, caller: Caller) -> Card:
    said = {name: list(words) for name, words in filled.items()}
    if (hours := said.get("hours")) and hours[0].startswith("late"):
        raise Misfilled({"hours": f"“{hours[0]}” is no time."})
    if said.get("note") == ["refuse"]:
        raise UsageError("Only people who manage this channel may.")
    return Card("Kept", f"{about} {caller.user} {await caller.manages()} {said}")


@command("form", "Fill something in", submit=_submitted)
async def form(page: Annotated[str, Arg("The page", "kinds")] = "") -> Answer:
    one = {"kinds": (KINDS,), "times": (TIMES,)}
    return Dialog(command="form", title=DIALOG.title, pages=one.get(page, DIALOG.pages), card=WORDS, about=DIALOG.about)


def commands(*more, prefix=""):
    return Commands({one.name: one for one in (rate, snooze, ping, *more)}, {}, prefix=prefix, completion=Listings())


async def drawn(chart):
    return b"\x89PNG " + chart.title.encode()


def alert(card=None, *, name="one", severity=Severity.NORMAL):
    card = card or Card("APLD crossed its target", "It is above.", (Fact("Price", "$12.00"),), actions=(SNOOZE,))
    return Alert(kind="k", about="APLD", occurrence=name, at=AT, card=card, severity=severity)


def delivery(
    card=None, *, name="one", channel=HOME, follows="", severity=Severity.NORMAL, first_try=AT, living=None, mention=""
):
    id = f"{name:-<20}"
    told = alert(card, name=name, severity=severity)
    return Delivery(
        id, Channel("discord", channel), told, 1, 1, doubtful=False, first_try=first_try, follows=follows,
        living=living, mention=mention,
    )  # fmt: skip
