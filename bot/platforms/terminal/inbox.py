"""A line typed in a terminal goes in, text or JSON comes out."""

from __future__ import annotations

import json
from functools import partial

from bot.alerts.watchlist import Channel
from bot.commands import Caller, Commands
from bot.dialogs import Dialog
from bot.platforms.terminal import render
from bot.platforms.terminal.dialog import Person, put

_PLAIN = render.Screen()


async def ask(
    commands: Commands,
    line: str,
    channel_name: str,
    *,
    user: str,
    as_json: bool,
    screen: render.Screen = _PLAIN,
    person: Person | None = None,
) -> str:
    """The answer to a typed line: text that fits the screen, or JSON (ASCII, no trailing newline).

    A dialog is put to the ``person``, where there is one to be asked; otherwise its card says the same.
    """
    caller = Caller(Channel("terminal", channel_name), user, user)
    answer = await commands.answer(line, caller)
    if isinstance(answer, Dialog) and person is not None and not as_json:
        submit = partial(commands.submit, answer.command, answer.about, caller=caller)
        card = await put(answer, person, submit, screen)
        person.say("")
    else:
        card = answer.card if isinstance(answer, Dialog) else answer
    if as_json:
        return json.dumps(render.as_json(card), indent=2)
    return render.card_text(card, screen)
