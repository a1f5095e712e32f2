"""A transcript in memory, and small parts that the tests of the web channel share."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from bot.alerts.alert import Alert
from bot.alerts.living import Stamp, living
from bot.alerts.ports import Delivery, StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Action, Card, Fact
from bot.commands import Arg, Caller, Commands, Text, command
from bot.dialogs import Choice, Dialog, Filled, Misfilled, Page, People, Pick, Time, Write
from bot.market.feeds import Listing
from bot.market.ticker import Ticker

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
HOME = Channel("web", "home")


class Kept:
    """bot.alerts.ports.Transcript, with ``away`` for a store that does not answer."""

    def __init__(self):
        self.bodies, self.away = {}, False

    async def append(self, channel, id, body, at):
        self._answer()
        return self.bodies.setdefault(channel, {}).setdefault(id, body) is body

    async def messages(self, channel, after, limit):
        self._answer()
        rows = [(f"{number}-0", body) for number, body in enumerate(self.bodies.get(channel, {}).values(), 1)]
        return rows[int(after.removesuffix("-0")) :][:limit] if after else rows[-limit:]

    def _answer(self):
        if self.away:
            raise StoreAway("no answer")


class Still:
    """A clock that stands still."""

    def now(self):
        return AT


def delivery(name, card=None, channel=HOME, follows=""):
    alert = Alert(
        kind="k", about="APLD", occurrence=name, at=AT, card=card or Card(title=f"alert {name}"), follows=follows
    )
    return Delivery(f"id-{name}", channel, alert, 1, 1, doubtful=False, first_try=AT)


def lived(root, *words, name="later"):
    """A delivery that continues ``root``, whose message now says these words too."""
    stamps = [Stamp(f"{name} {word}", AT + timedelta(minutes=number), word) for number, word in enumerate(words)]
    later = delivery(name, channel=root.channel, follows=root.alert.fingerprint)
    return replace(later, follows=root.id, living=living(root.alert, stamps))


class Listings:
    """Completion from three stocks."""

    known = (("APLD", "Applied Digital"), ("APLS", "Apellis"), ("SOUN", "SoundHound"))

    async def listed(self, typed, limit):
        found = [Listing(Ticker(symbol), name) for symbol, name in self.known if symbol.startswith(typed.upper())]
        return found[:limit]

    async def watched(self, typed, limit, channel):
        raise StoreAway("no answer")


@command("echo", "Say it again")
async def echo(words: Annotated[Text, Arg("What to say", "hello")], *, caller: Caller) -> Card:
    return Card(title=words, facts=(Fact("Where", str(caller.channel)), Fact("Who", f"{caller.user} {caller.name}")))


@command("rate", "A stock's grade at a level of detail")
async def rate(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", "listed")],
    detail: Annotated[Literal["short", "long"], Arg("How much to say", "long")] = "short",
) -> Card:
    return Card(title=f"{ticker}: Hold, {detail}")


@command("quiet", "Stop hearing of a stock")
async def quiet(ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", "watched")]) -> Card:
    return Card(title=f"Quiet about {ticker}")


@command("ping", "See whether it answers")
async def ping() -> Card:
    return Card(title="It answers")


async def _tuned(about: str, filled: Filled, *, caller: Caller) -> Card:
    wrong = {"hours": "“never” are no hours; write 22:00-07:00."} if list(filled.get("hours", ())) == ["never"] else {}
    wrong |= {"stocks": "Name one stock at least."} if not filled.get("stocks") else {}
    if wrong:
        raise Misfilled(wrong)
    shown = tuple(Fact(name, " | ".join(words) or "nothing") for name, words in filled.items())
    return Card(title=f"Tuned {about}", facts=(*shown, Fact("Where", str(caller.channel))))


@command("tune", "How this channel sounds", submit=_tuned)
async def tune(about: Annotated[str, Arg("What to tune", "sound")] = "sound") -> Dialog:
    bands = tuple(Choice(f"band_{name}", f"{name} band") for name in ("low", "middle", "high"))
    return Dialog(
        command="tune",
        about=about,
        title="Tuning",
        lead="Everything can be changed later.",
        submit="Tune",
        card=Card(title="Tune it in words", lead="/tune does it."),
        pages=(
            Page(
                "Bands",
                "tune bands",
                (
                    Pick(
                        name="bands",
                        label="Heard",
                        help="Any of them",
                        choices=bands,
                        several=True,
                        value=("band_low",),
                    ),
                    Pick(name="style", label="Style", choices=bands, value=("band_high",), required=True),
                    Pick(name="spare", label="Spare", choices=bands),
                ),
            ),
            Page(
                "Words",
                "tune words",
                (
                    Write(
                        name="hours",
                        label="Quiet hours",
                        help="Held then",
                        example="22:00-07:00",
                        value=("21:00-06:00",),
                    ),
                    Write(name="notes", label="Notes", long=True, value=("\nfirst & foremost\nsecond",)),
                    Write(name="stocks", label="Stocks", suggests="listed"),
                    People(name="people", label="People", several=True, value=("U1", "U2")),
                    Time(
                        name="until",
                        label="Until",
                        help="2026-12-01 09:30 in UTC",
                        value=("2026-01-16T12:00:00+00:00",),
                    ),
                ),
            ),
        ),
    )


def commands():
    return Commands({one.name: one for one in (echo, rate, quiet, ping, tune)}, {}, completion=Listings())


async def event(response):
    """The next server-sent event: (name, position, data)."""
    name = place = data = ""
    async with asyncio.timeout(10):
        async for row in response.content:
            text = row.decode().rstrip("\n")
            if text.startswith("event: "):
                name = text[7:]
            elif text.startswith("id: "):
                place = text[4:]
            elif text.startswith("data: "):
                data = json.loads(text[6:])
            elif not text and name:
                return name, place, data
    raise EOFError("the stream has ended")


class Looks:
    """``/look`` waits for ``begin``, shows a first look where it can be replaced, and is answered after ``go``."""

    def __init__(self):
        self.begin, self.go, self.looks = asyncio.Event(), asyncio.Event(), 0

        @command("look", "Looks twice", fetches="a look from Yahoo")
        async def look(*, caller: Caller) -> Card:
            await self.begin.wait()
            if caller.meanwhile is not None:
                self.looks += 1
                await caller.meanwhile(Card(title="So far", actions=(Action("Ping", "ping"),)))
            await self.go.wait()
            return Card(title="At last")

        self.commands = Commands({one.name: one for one in (look, ping)}, {})
