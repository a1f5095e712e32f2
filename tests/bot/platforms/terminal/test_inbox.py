"""A typed line on the terminal."""

import json
from typing import Annotated

from bot.cards import Card, Fact
from bot.commands import Arg, Caller, Commands, Text, command
from bot.platforms.terminal.inbox import ask


@command("echo", "Say it again")
async def echo(words: Annotated[Text, Arg("What to say", "hello")], *, caller: Caller) -> Card:
    return Card(title=words, facts=(Fact("Where", str(caller.channel)), Fact("Who", caller.user)))


COMMANDS = Commands({"echo": echo}, {})


async def test_a_line_is_answered_as_text_in_the_named_channel():
    shown = await ask(COMMANDS, "/echo hello \x1b[31mthere", "desk", user="ann", as_json=False)

    assert shown == "NOTE: hello there\n\n  Where  terminal:desk\n  Who    ann"


async def test_json_is_ascii_that_a_program_reads_back():
    shown = await ask(COMMANDS, "echo 漢 \x9b2J", "desk", user="ann", as_json=True)

    assert shown.isascii()
    assert json.loads(shown)["title"] == "漢 \x9b2J"


async def test_a_wrong_line_is_answered_with_the_next_step():
    assert "Did you mean /echo?" in await ask(COMMANDS, "ecoh", "desk", user="ann", as_json=False)
