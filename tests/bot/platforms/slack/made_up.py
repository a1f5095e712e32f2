"""Commands, cards and deliveries made up for the tests of Slack's room."""

import asyncio
from typing import Annotated, Literal

from bot.alerts.alert import Alert, Severity
from bot.alerts.ports import Delivery
from bot.alerts.watchlist import Channel
from bot.cards import Card, Fact
from bot.commands import Answer, Arg, Caller, Commands, command
from bot.dialogs import Choice, Dialog, Filled, Misfilled, Page, People, Pick, Time, Write
from bot.market.feeds import Listing
from bot.market.ticker import Ticker
from tests.bot.platforms.made_up import AT, CHART, SNOOZE, ping, snooze
from tests.bot.platforms.slack.wire import HOME
from tests.faults.fake_slack import PERSON

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


@command("status", "How Minnow is")
async def status() -> Card:
    return Card("All is well")


@command("chart", "A picture")
async def chart() -> Card:
    return Card("APLD", "It rose.", chart=CHART)


FORM = Dialog(
    command="form",
    title="How it is told",
    about="APLD",
    lead="Fill in what should change.",
    pages=(
        Page(
            "First",
            "form first",
            (
                Pick(name="state", label="State", choices=(Choice("on", "On"), Choice("off", "Off")), value=("on",),
                     required=True),
                Pick(name="kinds", label="Kinds", choices=(Choice("a", "A"), Choice("b", "B")), several=True),
                Write(name="cap", label="Cap", help="A number", example="12", value=("6",)),
                Write(name="least", label="Least", long=True),
            ),
        ),
        Page(
            "Second",
            "form second",
            (
                Write(name="stock", label="Stock", suggests="listed"),
                People(name="mention", label="Mention", value=(PERSON,)),
                People(name="editors", label="Editors", several=True, value=(PERSON, "&S1")),
                Time(name="until", label="Until", help="In UTC", value=("2026-01-15T14:30:00+00:00",)),
            ),
        ),
    ),
    card=Card("How it is told", "Write /form and what you want."),
)  # fmt: skip


async def _submitted(about: str, filled: Filled, *, caller: Caller) -> Card:
    cap = "".join(filled.get("cap", ()))
    if not cap.isdigit():
        raise Misfilled({"cap": f"“{cap}” is no number."})
    return Card(f"Cap {cap} for {about}", f"{caller.channel} {caller.user} {caller.name}")


@command("form", "Opens a form", submit=_submitted)
async def form(*, caller: Caller) -> Answer:
    return FORM


class Names:
    """Symbols that complete what is typed."""

    async def listed(self, typed, limit):
        return [Listing(Ticker("APLD"), "Applied <Digital>")] if "APLD".startswith(typed.upper()) else []

    async def watched(self, typed, limit, channel):
        return [Listing(Ticker("RKLB"), f"in {channel}")]

    async def meant(self, ticker):
        return []


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
    found = {one.name: one for one in (rate, snooze, ping, status, chart, form, *more)}
    return Commands(found, {}, prefix=prefix, completion=Names())


async def drawn(chart):
    return b"\x89PNG " + chart.title.encode()


def delivery(
    card=None, *, name="one", channel=HOME, follows="", living=None, mention="", severity=Severity.NORMAL, first_try=AT
):
    card = card or Card("APLD crossed its target", "It is above.", (Fact("Price", "$12.00"),), actions=(SNOOZE,))
    alert = Alert(kind="k", about="APLD", occurrence=name, at=AT, card=card, severity=severity)
    id = f"{name:-<20}"
    since = Alert(kind="k", about="APLD", occurrence="root", at=AT, card=living) if living else None
    return Delivery(
        id, Channel("slack", channel), alert, 1, 1, doubtful=False, first_try=first_try, follows=follows, living=since,
        mention=mention,
    )  # fmt: skip
