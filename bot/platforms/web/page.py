"""The page filled in for one channel: its name, its commands, its banner."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from bot.commands import Command, Commands
from bot.platforms.web.wording import places, script_words
from bot.words import direction, language

_SLOT = re.compile(r"\{\{(\w+)\}\}")
_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def icon() -> bytes:
    """The page's icon, SVG."""
    return Path(__file__).with_name("icon.svg").read_bytes()


def page_html(channel: str, commands: Commands, *, nonce: str, banner: str) -> str:
    """The page; ``nonce`` is what its policy lets run, every other text is escaped."""
    setup = {
        "channel": channel,
        "language": language() or "en",
        "words": script_words(),
        "commands": [_described(command, commands.prefix) for command in commands.found.values()],
    }
    slots = {
        **places(channel),
        "language": html.escape(language()),
        "direction": direction(),
        "nonce": nonce,
        "channel": html.escape(channel),
        "banner": f'<p class="badge" id="banner">{html.escape(banner)}</p>' if banner else "",
        "dialog_style": _part("dialog.css"),
        "dialog_script": _part("dialog.js"),
        "setup": json.dumps(setup).translate(_IN_SCRIPT),
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], _part("page.html"))


def _described(command: Command, prefix: str) -> dict[str, Any]:
    """What completion shows of a command."""
    return {
        "name": f"{prefix}{command.name}",
        "summary": command.summary,
        "params": [
            {
                "name": param.name,
                "usage": param.usage,
                "help": param.help,
                "example": param.example,
                "required": param.required,
                "rest": param.kind == "text",
            }
            for param in command.params
        ],
    }
