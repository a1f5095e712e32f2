"""A line typed in a terminal goes in, text or JSON comes out."""

from __future__ import annotations

import json

from bot.alerts.watchlist import Channel
from bot.commands import Caller, Commands
from bot.dialogs import Dialog
from bot.platforms.terminal import render

_PLAIN = render.Screen()


async def ask(
    commands: Commands,
    line: str,
    channel_name: str,
    *,
    user: str,
    as_json: bool,
    screen: render.Screen = _PLAIN,
) -> str:
    """The answer to a typed line: text that fits the screen, or JSON (ASCII, no trailing newline)."""
    answer = await commands.answer(line, Caller(Channel("terminal", channel_name), user, user))
    card = answer.card if isinstance(answer, Dialog) else answer
    if as_json:
        return json.dumps(render.as_json(card), indent=2)
    return render.card_text(card, screen)
