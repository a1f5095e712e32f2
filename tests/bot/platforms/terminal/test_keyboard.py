"""A real terminal's keyboard."""

import asyncio
import io
import os

import pytest

from bot.platforms.terminal.keyboard import piped, this_person, typed


@pytest.fixture
def terminal():
    """The far end of a terminal, and its keyboard."""
    far, near = os.openpty()
    with os.fdopen(near, "r", encoding="utf-8") as keys:
        yield far, keys
    os.close(far)


async def test_a_line_is_heard_after_its_prompt_while_the_program_goes_on(terminal):
    far, keys = terminal
    shown = io.StringIO()
    hearing = asyncio.create_task(typed("> ", keys, shown))
    await asyncio.sleep(0)
    assert not hearing.done()

    os.write(far, "漢 one\ntwo\n".encode())

    assert await hearing == "漢 one"
    assert await typed("> ", keys, shown) == "two"
    assert shown.getvalue() == "> > "


async def test_ctrl_d_is_the_end(terminal):
    far, keys = terminal
    os.write(far, b"\x04")

    with pytest.raises(EOFError):
        await typed("> ", keys, io.StringIO())


async def test_somebody_sits_here_only_where_keys_and_screen_are_a_terminal(terminal):
    far, keys = terminal
    screen = os.fdopen(os.dup(far), "w", encoding="utf-8")

    assert this_person(keys, io.StringIO()) is None
    assert this_person(io.StringIO("yes\n"), screen) is None
    person = this_person(keys, screen)
    assert person is not None
    os.write(far, b"yes\n")
    assert await person.hear("") == "yes"
    screen.close()


def test_a_list_is_read_from_a_pipe_and_not_from_a_person(terminal, tmp_path):
    _, keys = terminal
    path = tmp_path / "list.csv"
    path.write_bytes("Symbol\r\nAPLD".encode("utf-16"))

    assert piped(keys) == ""
    with path.open(encoding="utf-8") as handed:
        assert piped(handed) == "Symbol\r\nAPLD"
    path.write_bytes(b"")
    with path.open(encoding="utf-8") as handed:
        assert piped(handed) == ""
