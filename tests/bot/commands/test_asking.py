"""A command called without what it needs asks for it: a field for each parameter, a wrong one told at its field."""

import pytest

from bot.app import all_commands
from bot.cards import Card
from bot.commands import Caller
from bot.commands.asking import ASKED, asking
from bot.dialogs import Dialog, Pick, Wrong


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
    assert [field.name for field in dialog.fields] == [param.name for param in command.params]
    for field, param in zip(dialog.fields, command.params, strict=True):
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
