"""A command called without what it needs asks for it: a field for each parameter, a wrong one told at its field."""

import pytest

from bot.app import all_commands
from bot.cards import Card
from bot.commands import Caller
from bot.commands.asking import ASKED, asking
from bot.dialogs import Dialog, File, Pick, Wrong


async def test_a_ticker_is_asked_for_with_completion_and_then_answered(club):
    club.price("APLD", 38)
    club.target("APLD", 40)
    dialog = await club.open("target")

    (field,) = dialog.fields
    assert (field.name, field.suggests, field.required, field.example) == ("ticker", "listed", True, "APLD")
    assert "“ticker” is missing" in dialog.card.lead
    card = await club.submit(dialog, ticker="apld")
    assert card.title.startswith("APLD")


async def test_each_wrong_word_is_told_at_its_own_field(club):
    wrong = await club.submit(await club.open("target"), ticker="!!")

    assert isinstance(wrong, Wrong)
    assert set(wrong.why) == {"ticker"}


async def test_what_the_command_itself_refuses_is_a_card_with_its_sentence(club):
    card = await club.submit(await club.open("unsnooze"), subject="APLD")

    assert (card.title, card.lead) == ("That did not work", "APLD is not snoozed here; /watchlist shows what is.")


async def test_a_word_that_was_typed_and_is_wrong_is_answered_where_it_was_typed(club):
    card = await club.minnow.commands.answer("target !!", Caller(club.channel, "ann", "ann"))

    assert isinstance(card, Card)


@pytest.mark.parametrize("name", [name for name, one in all_commands().items() if one.params])
def test_every_command_with_parameters_can_ask_for_them(name):
    command = all_commands()[name]
    dialog = asking(command, Card(title="In words"))

    assert isinstance(dialog, Dialog)
    assert dialog.about == ASKED
    assert [field.name for field in dialog.fields] == [
        name for param in command.params for name in ((param.name, param.file_name) if param.file else (param.name,))
    ]
    asked = [field for field in dialog.fields if not isinstance(field, File)]
    for field, param in zip(asked, command.params, strict=True):
        if isinstance(field, Pick):
            assert [one.value for one in field.choices] == list(param.choices)


async def test_a_pasted_list_is_watched_from_the_dialog(club):
    for symbol in ("APLD", "RKLB"):
        club.price(symbol, 10)
    dialog = await club.open("watch")

    assert dialog.fields[0].long
    assert "APLD" in (await club.submit(dialog, tickers="APLD\nRKLB")).text
    assert [one.symbol for one in (await club.minnow.store.watchlists.watchlist(club.channel)).tickers] == [
        "APLD",
        "RKLB",
    ]


async def test_a_file_stands_for_a_pasted_list_and_is_given_instead_of_it(club):
    for symbol in ("APLD", "RKLB"):
        club.price(symbol, 10)
    dialog = await club.open("watch")

    words, file = dialog.fields
    assert (words.required, file.name, isinstance(file, File)) == (False, "tickers_file", True)
    both = await club.submit(dialog, tickers="APLD", tickers_file="Symbol\nRKLB")
    assert both == Wrong({"tickers_file": "Write them or give a file, not both."})
    assert (await club.submit(dialog)).why.keys() == {"tickers"}
    card = await club.submit(dialog, tickers_file="Symbol,Shares\nAPLD,10\nRKLB,5\n")
    assert card.lead.startswith("Added APLD and RKLB.")


async def test_a_file_is_not_held_to_the_length_of_a_line(club):
    for n in range(400):
        club.price(f"T{n}", 1)
    dialog = await club.open("watch")
    table = "Symbol,Name\n" + "\n".join(f"T{n},{'x' * 100}" for n in range(400))
    assert len(table) > 40_000

    assert (await club.submit(dialog, tickers_file=table)).title == "Watching 400 more stocks"


async def test_a_form_of_options_that_was_left_empty_asks_for_what_may_be_a_file(club):
    caller = Caller(club.channel, "ann", "ann")

    assert isinstance(await club.minnow.commands.fill("watch", {}, caller), Dialog)
    assert isinstance(await club.minnow.commands.fill("target", {}, caller), Card)
