"""A typed line on the terminal."""

import json
from typing import Annotated

from bot.cards import Card, Fact
from bot.commands import Arg, Caller, Commands, Text, command
from bot.dialogs import Dialog, Filled, Page, Write
from bot.platforms.terminal.dialog import Person
from bot.platforms.terminal.inbox import ask


@command("echo", "Say it again")
async def echo(words: Annotated[Text, Arg("What to say", "hello")], *, caller: Caller) -> Card:
    return Card(title=words, facts=(Fact("Where", str(caller.channel)), Fact("Who", caller.user)))


async def _named(about: str, filled: Filled, *, caller: Caller) -> Card:
    return Card(title=f"{about} {filled['name'][0]}", facts=(Fact("Who", f"{caller.user} in {caller.channel}"),))


@command("name", "Give it a name", submit=_named)
async def name() -> Dialog:
    page = Page("Name", "name", (Write(name="name", label="Its name"),))
    return Dialog(command="name", about="boat", title="Naming", pages=(page,), card=Card(title="Name it in words"))


COMMANDS = Commands({"echo": echo, "name": name}, {})


async def test_a_line_is_answered_as_text_in_the_named_channel():
    shown = await ask(COMMANDS, "/echo hello \x1b[31mthere", "desk", user="ann", as_json=False)

    assert shown == "NOTE: hello there\n\n  Where  terminal:desk\n  Who    ann"


async def test_json_is_ascii_that_a_program_reads_back():
    shown = await ask(COMMANDS, "echo 漢 \x9b2J", "desk", user="ann", as_json=True)

    assert shown.isascii()
    assert json.loads(shown)["title"] == "漢 \x9b2J"


async def test_a_wrong_line_is_answered_with_the_next_step():
    assert "Did you mean /echo?" in await ask(COMMANDS, "ecoh", "desk", user="ann", as_json=False)


@command("stocks", "Takes a list")
async def stocks(words: Annotated[Text, Arg("Symbols", "APLD", file=True)]) -> Card:
    return Card(title=f"Took {words.split()}")


async def test_what_is_piped_in_stands_for_the_file_that_a_dialog_asks_for():
    commands = Commands({"stocks": stocks, "echo": echo}, {})

    async def asked(line, piped):
        return await ask(commands, line, "desk", user="ann", as_json=False, piped=piped)

    assert await asked("stocks", "APLD\nRKLB\n") == "NOTE: Took ['APLD', 'RKLB']"
    assert "“words” is missing" in await asked("stocks", " \n")
    assert "“words” is missing" in await asked("echo", "APLD")  # takes no file
    assert await asked("stocks SMR", "APLD") == "NOTE: Took ['SMR']"


def person(said, *lines):
    """Who types these lines, and sees what is ``said``."""
    typed = iter(lines)

    async def hear(prompt):
        return next(typed)

    return Person(said.append, hear)


async def test_a_dialog_is_put_to_a_person_who_is_there():
    said = []

    shown = await ask(COMMANDS, "/name", "desk", user="ann", as_json=False, person=person(said, "Ark"))

    assert "Its name" in said
    assert shown == "NOTE: boat Ark\n\n  Who  ann in terminal:desk"


async def test_without_a_person_or_as_json_a_dialog_is_said_in_words():
    said = []

    assert await ask(COMMANDS, "/name", "desk", user="ann", as_json=False) == "NOTE: Name it in words"
    shown = await ask(COMMANDS, "/name", "desk", user="ann", as_json=True, person=person(said))
    assert json.loads(shown)["title"] == "Name it in words"
    assert said == []
