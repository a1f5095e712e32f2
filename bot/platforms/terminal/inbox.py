"""A line typed in a terminal goes in, text or JSON comes out."""

from __future__ import annotations

import json
from functools import partial

from bot.alerts.watchlist import Channel
from bot.cards import Card, Tone
from bot.commands import Answer, Caller, Commands
from bot.dialogs import Dialog, File, Wrong
from bot.platforms.terminal import render
from bot.platforms.terminal.dialog import Person, put
from bot.words import say

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
    piped: str = "",
) -> str:
    """The answer to a typed line: text that fits the screen, or JSON (ASCII, no trailing newline).

    A dialog is put to the ``person``, where there is one to be asked; otherwise its card says the same. What was
    ``piped`` in stands for the file of the dialog that the line would open.
    """
    caller = Caller(Channel("terminal", channel_name), user, user)
    answer: Answer = await commands.answer(line, caller)
    file = next((one for one in answer.fields if isinstance(one, File)), None) if isinstance(answer, Dialog) else None
    if isinstance(answer, Dialog) and file is not None and piped:
        told = await commands.submit(answer.command, answer.about, {file.name: [piped]}, caller)
        answer = _told(told) if isinstance(told, Wrong) else told
    if isinstance(answer, Dialog) and person is not None and not as_json:
        submit = partial(commands.submit, answer.command, answer.about, caller=caller)
        card = await put(answer, person, submit, screen)
        person.say("")
    else:
        card = answer.card if isinstance(answer, Dialog) else answer
    if as_json:
        return json.dumps(render.as_json(card), indent=2)
    return render.card_text(card, screen)


def _told(wrong: Wrong) -> Card:
    return Card(title=say("That did not work"), lead=" ".join(wrong.why.values()), tone=Tone.TROUBLE)
