"""A command is one function; what people type reaches it checked, and every failure is a card."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.ports import StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Card, Tone
from bot.commands import Arg, Caller, Command, Commands, Kind, Text, UsageError, command, span
from bot.dialogs import Dialog
from bot.market.feeds import Listing, Missing
from bot.market.ticker import Ticker

NOTHING = Text()
CALLER = Caller(Channel("web", "home"), "u", "Ann")


class Greeting(str):
    __slots__ = ()


@command("target", "A made-up command")
async def target(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", suggests="listed")],
    mode: Annotated[Literal["show", "hide"], Arg("What to do")] = "show",
    length: Annotated[timedelta | None, Arg("How long", "1d")] = None,
    *,
    caller: Caller,
    greeting: Greeting,
) -> Card:
    if ticker.symbol.startswith("APD"):
        raise Missing("There is no such stock.")
    return Card(title=f"{greeting} {caller.name}: {ticker} {mode} {length}")


@command("note", "Another one")
async def note(text: Annotated[Text, Arg("Anything", suggests="watched")] = NOTHING, *, caller: Caller) -> Card:
    if text == "away":
        raise StoreAway("gone")
    if text == "missing":
        raise Missing("Nobody covers it.")
    if text == "fault":
        raise RuntimeError("secret detail")
    if text == "usage":
        raise UsageError("Not like that.")
    return Card(title=text or "nothing")


class Known:
    async def meant(self, ticker):
        return [Listing(Ticker("APLD"), "Applied Digital")] if ticker.symbol == "APDL" else []

    async def listed(self, typed, limit):
        return [Listing(Ticker("APLD"), "Applied Digital")]

    async def watched(self, typed, limit, channel):
        return [Listing(Ticker("RKLB"), "Rocket Lab")]


@pytest.fixture
def commands():
    return Commands({"target": target, "note": note}, {Greeting: Greeting("hello")}, prefix="mw-", completion=Known())


def test_the_signature_is_the_form():
    assert isinstance(target, Command)
    assert [(one.name, one.kind, one.required, one.choices) for one in target.params] == [
        ("ticker", Kind.TICKER, True, ()),
        ("mode", Kind.CHOICE, False, ("show", "hide")),
        ("length", Kind.SPAN, False, ()),
    ]
    assert target.usage == "/target <ticker> [show|hide] [length]"
    assert target.example == "/target APLD 1d"


@pytest.mark.parametrize("line", ["target apld hide 2d", "/mw-target $APLD HIDE 2d", "TARGET apld hide 48h"])
async def test_a_typed_line_reaches_the_function(commands, line):
    assert (await commands.answer(line, CALLER)).title == "hello Ann: APLD hide 2 days, 0:00:00"


async def test_a_filled_form_goes_the_same_way(commands):
    assert (await commands.fill("mw-target", {"ticker": "brk.b"}, CALLER)).title == "hello Ann: BRK-B show None"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("target", "“ticker” is missing: stock symbol."),
        ("target !!", "is not a ticker symbol"),
        ("target APLD maybe", "“maybe” is not one of show or hide."),
        ("target APLD show soon", "is not a span of time"),
        ("target APLD show 1d please", "“please” is more than /target takes."),
        ("note usage", "Not like that."),
    ],
)
async def test_a_word_that_cannot_be_used_is_one_sentence_and_the_usage(commands, line, said):
    answer = await commands.answer(line, CALLER)
    card = answer.card if isinstance(answer, Dialog) else answer

    assert said in card.lead
    assert card.tone is Tone.TROUBLE
    assert card.facts[0].value.startswith("/mw-")


@pytest.mark.parametrize(
    ("line", "said"),
    [("note away", "nothing was changed"), ("note missing", "Nobody covers it."), ("note fault", "a fault in Minnow")],
)
async def test_a_failure_is_a_card_with_a_next_step_and_no_detail(commands, line, said):
    card = await commands.answer(line, CALLER)

    assert said in card.lead
    assert "secret detail" not in card.text


async def test_a_mistyped_command_is_offered_what_was_meant(commands):
    assert "/mw-target" in (await commands.answer("tagret APLD", CALLER)).lead


async def test_a_ticker_that_is_not_there_is_offered_the_nearest_with_a_button(commands):
    card = await commands.answer("target APDL", CALLER)

    assert card.lead == "There is no such stock. Did you mean APLD (Applied Digital)?"
    assert [action.line for action in card.actions] == ["target APLD"]
    assert (await commands.answer("target APDX", CALLER)).lead == "There is no such stock."


async def test_an_empty_line_is_answered(commands):
    assert "/mw-help" in (await commands.answer("   ", CALLER)).lead


@given(st.text(max_size=300))
async def test_any_text_is_answered_and_nothing_is_logged_as_a_fault(text):
    commands = Commands({"target": target, "note": note}, {Greeting: Greeting("hello")})
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    logging.getLogger("bot.commands").addHandler(handler)

    card = await commands.answer(f"target {text}", CALLER)
    other = await commands.answer(text, CALLER)
    logging.getLogger("bot.commands").removeHandler(handler)

    assert card.title
    assert other.title
    assert not records or text.strip().startswith(("note fault", "/note fault"))


async def test_completion_offers_choices_tickers_and_the_last_word_of_a_list(commands):
    async def offered(name, param, typed):
        return [one.value for one in await commands.suggest(name, param, typed, CALLER)]

    assert await offered("target", "mode", "h") == ["hide"]
    assert await offered("target", "ticker", "ap") == ["APLD"]
    assert await offered("note", "text", "APLD rk") == ["APLD RKLB"]
    assert await offered("note", "text", "APLD ") == ["APLD RKLB"]
    assert await offered("nothing", "text", "") == []


async def test_a_field_of_a_dialog_is_completed_as_a_list_is(commands):
    assert [one.value for one in await commands.complete("watched", "APLD rk", CALLER)] == ["APLD RKLB"]
    assert [one.value for one in await commands.complete("listed", "ap", CALLER)] == ["APLD"]
    assert await commands.complete("", "ap", CALLER) == []


async def test_a_need_that_nothing_fills_stops_the_start():
    with pytest.raises(LookupError, match="greeting"):
        Commands({"target": target}, {})


async def test_whoever_wants_to_know_is_told_who_a_command_came_from_and_where():
    heard = []

    async def hear(caller):
        heard.append(caller)

    await Commands({"note": note}, {}, heard=hear).answer("note hi", CALLER)

    assert heard == [CALLER]


@command("price", "One that asks", fetches="{ticker} from Yahoo")
async def price(ticker: Annotated[Ticker, Arg("Stock symbol", "APLD")]) -> Card:
    return Card(title=f"{ticker}")


def test_while_a_person_waits_it_can_be_said_what_is_being_fetched():
    found = Commands({"price": price, "note": note}, {Caller: None})

    assert found.fetching("/price aapl").lead == "Fetching AAPL from Yahoo …"
    assert [found.fetching(line) for line in ("price", "price !!", "price A B", "note x", "pric A", "")] == [None] * 6


def test_what_is_fetched_can_name_parameters_only():
    with pytest.raises(KeyError, match="stock"):
        command("price", "One that asks", fetches="{stock} from Yahoo")(price.run)


@pytest.mark.parametrize(
    ("word", "minutes"), [("30m", 30), ("4h", 240), ("1d", 1440), ("2 weeks", 20160), ("90min", 90)]
)
def test_spans_are_read(word, minutes):
    assert span(word) == timedelta(minutes=minutes)


@pytest.mark.parametrize("word", ["0m", "99w", "-1d", "1", "soon"])
def test_other_spans_are_refused(word):
    with pytest.raises(UsageError):
        span(word)
