"""A stock that nobody asked about: what is fetched, a first look, the rating, each in the place of the one before."""

from __future__ import annotations

import asyncio

import pytest

from bot.calls.profile_feed import Early
from bot.market.ticker import Ticker
from bot.platforms.discord import answers as discord_room
from bot.platforms.slack import lines as slack_room
from bot.platforms.terminal.inbox import ask
from tests.journeys.faces.discord import DiscordFace, _told
from tests.journeys.faces.face import come
from tests.journeys.faces.slack import SlackFace

APLD = Ticker("APLD")
LIST = "the SEC's list of its filings is not read yet"


@pytest.fixture
def cold(club, monkeypatch):
    """A market of which three answers come when ``first`` is set, and the others when ``rest`` is."""
    club.know("APLD", lost=dict.fromkeys(("shelf", "going_concern"), LIST))
    early = Early(club.market._profiles[APLD], ("the SEC's list of its filings",))
    club.know("APLD")
    whole, club.first, club.rest, club.looks = club.market.profile, asyncio.Event(), asyncio.Event(), 0

    async def first(_ticker):
        club.looks += 1
        await club.first.wait()
        return early

    async def rest(ticker):
        await club.rest.wait()
        return await whole(ticker)

    monkeypatch.setattr(club.market, "early", first)
    monkeypatch.setattr(club.market, "profile", rest)
    monkeypatch.setattr(slack_room, "A_MOMENT", 0.0)
    monkeypatch.setattr(discord_room, "AT_ONCE", 0.0)
    return club


async def test_on_slack_three_words_stand_in_one_place(cold):
    async with SlackFace(cold) as face:
        fetching = await face.type("/rating APLD")
        assert fetching.words.startswith("One moment Fetching APLD: prices and estimates from Yahoo")
        cold.first.set()
        replaced, look = await _next(face)
        assert replaced
        assert "so far" in look.words
        assert "Still reading the SEC's list of its filings. Until then they count as not known" in look.words
        assert not look.pictured
        assert "Why" in look.buttons
        cold.rest.set()
        replaced, answer = await _next(face)
        assert replaced
        assert answer.words.startswith("APLD: Buy 58.4")
        assert "Still reading" not in answer.words
        assert answer.alone
        assert face.wire.heard == []
    assert len(await cold.minnow.store.ledger.calls(APLD)) == 1


async def _next(face):
    body = (await come(lambda: face.wire.heard))[0]
    return body["replace_original"], await face._told()


async def test_on_slack_a_button_of_the_first_look_brings_the_whole(cold):
    async with SlackFace(cold) as face:
        cold.first.set()
        look = await face.type("/rating APLD")
        while "so far" not in look.words:
            look = await face._told()
        pressed = asyncio.create_task(face.press(look, "Why"))
        cold.rest.set()
        told = {(await pressed).words[:20], (await face._told()).words[:20]}
    assert told == {"APLD: why Buy 58.4 R", "APLD: Buy 58.4 Buy, "}
    assert cold.looks == 1


async def test_on_discord_the_answer_is_edited_twice(cold):
    async with DiscordFace(cold) as face:
        fetching = await face.type("/rating APLD")
        assert "Fetching APLD" in fetching.words
        cold.first.set()
        look = await _edited(face)
        assert "so far" in look.words
        assert "Still reading the SEC's list of its filings." in look.words
        cold.rest.set()
        answer = await _edited(face)
        assert "APLD: Buy 58.4" in answer.words
        assert "Still reading" not in answer.words
        assert face.wire.callbacks == []


async def _edited(face):
    body, _ = (await come(lambda: face.wire.edits)).pop(0)
    return _told({"data": body})


async def test_the_terminal_prints_the_whole_once(cold):
    cold.rest.set()

    printed = await ask(cold.minnow.commands, "rating APLD", "club", user="ann", as_json=True)

    assert "Buy 58.4" in printed
    assert "Still reading" not in printed
    assert cold.looks == 0
