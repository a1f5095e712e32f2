"""An answer in steps: a page that takes it so has each in turn, and any other the whole."""

from __future__ import annotations

import asyncio

import pytest

from bot.cards import Card
from bot.platforms.web import inbox as room
from bot.platforms.web import later as rest
from bot.platforms.web.inbox import WebInbox
from bot.platforms.web.later import Later
from tests.bot.platforms.web.kept import Looks, Still

pytestmark = pytest.mark.timeout(20)


@pytest.fixture
async def page(kept, client, monkeypatch):
    """A page's questions to a program whose command looks twice."""
    monkeypatch.setattr(room, "A_MOMENT", 0.02)
    looks = Looks()
    inbox = WebInbox(0, looks.commands, kept, picture=lambda chart: b"png", clock=Still(), beat=60)
    await inbox.start()

    async def ask(path, **fields):
        async with client.post(f"{inbox.url}{path}", json=fields) as response:
            return await response.json() if response.ok else (response.status, await response.text())

    yield ask, looks
    await inbox.stop()


async def test_what_is_fetched_then_a_look_then_the_answer(page):
    ask, looks = page

    fetching = await ask("command", line="/look", steps="1")
    assert "Fetching a look from Yahoo …" in fetching["html"]
    looks.begin.set()
    look = await ask("more", name=fetching["more"])
    assert "<h3>So far</h3>" in look["html"]
    looks.go.set()
    answer = await ask("more", name=look["more"])

    assert "<h3>At last</h3>" in answer["html"]
    assert "more" not in answer
    assert (await ask("more", name=look["more"]))[0] == 404


async def test_a_look_that_is_there_at_once_comes_first_and_what_is_ready_comes_alone(page):
    ask, looks = page
    looks.begin.set()
    look = await ask("command", line="/look", steps="1")
    assert "<h3>So far</h3>" in look["html"]
    looks.go.set()
    assert "At last" in (await ask("more", name=look["more"]))["html"]

    ready = await ask("command", line="/ping", steps="1")
    assert "<h3>It answers</h3>" in ready["html"]
    assert "more" not in ready


async def test_who_takes_no_steps_has_the_whole_and_no_look_is_made(page):
    ask, looks = page
    looks.begin.set()
    looks.go.set()

    told = await ask("command", line="/look")

    assert "<h3>At last</h3>" in told["html"]
    assert (looks.looks, "more" in told) == (0, False)


async def test_a_name_that_nobody_was_given_is_one_sentence(page):
    ask, _ = page

    assert await ask("more", name="x") == (404, "The rest of this answer is not known any more; ask again.")
    assert await ask("more") == (404, "The rest of this answer is not known any more; ask again.")


async def test_answers_that_nobody_asks_for_any_more_are_let_go(monkeypatch):
    monkeypatch.setattr(rest, "MOST", 2)
    later, forever = Later(), asyncio.Event()

    async def never(_meanwhile):
        await forever.wait()
        return Card("Never")

    steps = [await later.begin(never, Card("One moment"), 0.0) for _ in range(3)]

    with pytest.raises(KeyError):
        await later.more(steps[0].more)
    await later.stop()
    with pytest.raises(KeyError):
        await later.more(steps[2].more)


async def test_a_second_look_is_not_lost():
    later, go = Later(), asyncio.Event()

    async def twice(meanwhile):
        await meanwhile(Card("First"))
        await meanwhile(Card("Second"))
        await go.wait()
        return Card("Third")

    first = await later.begin(twice, None, 0.0)
    second = await later.more(first.more)
    go.set()
    third = await later.more(second.more)

    assert [one.answer.title for one in (first, second, third)] == ["First", "Second", "Third"]
    assert third.more == ""
