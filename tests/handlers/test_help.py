"""/help: every command with what it is for, and one with its words."""

import pytest

from bot.app import all_commands
from tests.whole import facts, rows


async def test_every_command_is_listed(club):
    assert [row[0] for row in rows(await club.type("help"))] == [f"/{name}" for name in all_commands()]


@pytest.mark.parametrize("name", all_commands())
async def test_each_command_is_explained_with_an_example_that_is_understood(club, name):
    card = await club.type(f"help /{name}")
    example = facts(card)["Example"]

    answer = await club.type(example)

    assert card.title == f"/{name}"
    assert facts(card)["Usage"].startswith(f"/{name}")
    assert answer.title not in ("Unknown command", f"/{name} failed")
    assert "is missing" not in answer.lead


async def test_a_slip_is_offered_what_was_meant(club):
    assert "Did you mean watch" in (await club.type("help wacth")).lead
