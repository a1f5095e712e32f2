"""One place for a person who waits: what is fetched, a first look, the answer, within the uses of a response URL."""

from __future__ import annotations

import asyncio

from bot.alerts.watchlist import Channel
from bot.cards import Action, Card
from bot.commands import Caller, command
from bot.platforms.slack import lines as room
from bot.platforms.slack.answers import TRIES, Answers
from bot.platforms.slack.api import Api
from bot.platforms.slack.asking import Asked
from bot.platforms.slack.render import message
from bot.platforms.slack.showing import Showing
from bot.platforms.slack.waiting import Waiting
from tests.bot.platforms.slack.made_up import commands
from tests.bot.platforms.slack.wire import BOT_TOKEN, HOME, Told
from tests.faults.fake_slack import PERSON

RESPONSE = "/response"


class Looks:
    """A command that shows a first look, and goes on when the test says so."""

    def __init__(self, *, slow: bool) -> None:
        self.begin, self.go, self.shown = asyncio.Event(), asyncio.Event(), 0
        if not slow:
            self.begin.set()

        @command("look", "Looks twice", fetches="a look from Yahoo")
        async def look(*, caller: Caller) -> Card:
            await self.begin.wait()
            if caller.meanwhile is not None:
                await caller.meanwhile(Card("So far"))
                self.shown += 1
            await self.go.wait()
            return Card("At last")

        self.command = look


def told(body):
    return body["text"].split(".")[0].strip(), body["replace_original"]


async def test_a_first_look_takes_the_place_of_what_is_fetched_and_the_answer_that_of_the_look(
    connect, wire, until_answered, monkeypatch
):
    monkeypatch.setattr(room, "A_MOMENT", 0.0)
    looks = Looks(slow=True)
    await connect(parts=commands(looks.command))
    await wire.type("/look")

    assert told(await until_answered()) == ("One moment", False)
    looks.begin.set()
    assert told(await until_answered()) == ("So far", True)
    looks.go.set()
    assert told(await until_answered()) == ("At last", True)


async def test_a_first_look_that_is_there_at_once_is_said_without_another_word(connect, wire, until_answered):
    looks = Looks(slow=False)
    await connect(parts=commands(looks.command))
    await wire.type("/look")

    assert told(await until_answered()) == ("So far", False)
    await asyncio.sleep(0)
    looks.go.set()
    assert told(await until_answered()) == ("At last", True)


async def test_after_a_first_look_nothing_is_said_of_fetching(connect, wire, until_answered, monkeypatch):
    monkeypatch.setattr(room, "A_MOMENT", 0.05)
    looks = Looks(slow=False)
    await connect(parts=commands(looks.command))
    await wire.type("/look")
    assert told(await until_answered()) == ("So far", False)
    await asyncio.wait({asyncio.create_task(looks.go.wait())}, timeout=0.15)

    assert wire.heard == []
    looks.go.set()
    assert told(await until_answered()) == ("At last", True)


async def test_a_press_is_answered_once_beside_the_message_with_its_button(connect, wire, until_answered):
    looks = Looks(slow=False)
    await connect(parts=commands(looks.command))
    looks.go.set()
    await wire.press(message(Card("x", actions=(Action("Look", "look"),)))["blocks"][-1]["elements"][0])

    assert told(await until_answered()) == ("At last", False)
    assert looks.shown == 0


async def nobody(_user):
    """There is no Home tab."""


async def test_all_words_together_use_the_response_url_five_times_at_most(wire):
    api, answers = Api(BOT_TOKEN, f"{wire.url}/api/"), Answers(pause=0.0)
    caller = Caller(Channel("slack", HOME), PERSON)
    asked = Asked(caller, f"{wire.url}{RESPONSE}", typed=True)
    waiting = Waiting(Showing(api, answers, None, nobody), asked)
    wire.refusals = {RESPONSE: [Told("busy", 500)] * (TRIES + 5)}

    await waiting.promise(Card("One moment"))
    await waiting.meanwhile(Card("So far"))
    await waiting.meanwhile(Card("So far still"))
    await waiting.show(Card("At last"))
    await answers.close()
    await api.close()

    assert TRIES + 5 - len(wire.refusals[RESPONSE]) == 5
