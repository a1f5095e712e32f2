"""The words of the page: those that stand in its HTML, and those that its script says."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

from bot.platforms.web.inert import HERE
from bot.words import later, said, say, say_n

_COUNTED = 200  # numbers a wording is told for; a language's rule looks at a number's last two digits at most
_IN_SCRIPT = {
    "asks": later("Minnow asks in a dialog"),
    "closed": later("Closed; nothing was changed."),
    "follows": later("Follows “{title}”"),
    "follows_unseen": later("Follows an earlier alert, which is not shown here"),
    "live": later("Live"),
    "needed": later("This is needed."),
    "no_time": later("Give a whole day and a time."),
    "now": later("now"),
    "only_you": later("Only you can see this"),
    "open_again": later("Open again"),
    "pressed": later("pressed “{label}”"),
    "reconnecting": later("Reconnecting"),
    "silent": later("Minnow does not answer. Is it still running?"),
    "silent_kept": later("Minnow does not answer. Is it still running? What you typed is kept."),
    "such_as": later("{help}, such as {example}"),
    "today": later("Today"),
    "today_at": later("today, {time}"),
    "too_large": later("That file has {size} kB; {most} kB are read. Keep the column of symbols."),
    "unread": later("The file cannot be read; choose it again."),
    "working": later("Minnow is working on it"),
    "y": later("Y"),
    "yesterday": later("Yesterday"),
    "you": later("You"),
    "zone": later(", {zone}"),
}  # the script fills what stands in braces


def places(channel: str) -> Mapping[str, str]:
    """What stands in the page's HTML, escaped, by the name of its place."""
    intro = say("Alerts arrive here as they happen, each once. Type {key} below to see what you can ask.", key=HERE)
    told = {
        "alone": say("Minnow on this machine; nobody else can see this channel"),
        "command_here": say("Command for Minnow in {channel}", channel=channel),
        "connecting": say("Connecting"),
        "intro": intro,
        "keys": say("Tab completes, Enter sends, ↑ brings back what you sent before."),
        "messages": say("Messages"),
        "messages_here": say("Messages in {channel}", channel=channel),
        "needs_script": say("This page needs JavaScript to show messages."),
        "older": say("Earlier alerts are not shown."),
        "placeholder": say("Type / for a command"),
        "send": say("Send"),
        "skip": say("Skip to the message box"),
        "suggestions": say("Suggestions"),
    }
    escaped = {name: html.escape(text).replace(HERE, "<kbd>/</kbd>") for name, text in told.items()}
    return {**escaped, "source": _in_style(say("Source: "))}


def script_words() -> dict[str, Any]:
    """What the script says, by name: a text, or the wordings of a number and which of them each number has."""
    return {
        **{name: said(text) for name, text in _IN_SCRIPT.items()},
        "newer": _wordings(lambda n: say_n("{n} new message ↓", "{n} new messages ↓", n)),
        "offered": _wordings(lambda n: say_n("{n} suggestion", "{n} suggestions", n)),
        "wrong": _wordings(
            lambda n: say_n(
                "{n} answer is to be corrected; nothing was changed yet.",
                "{n} answers are to be corrected; nothing was changed yet.",
                n,
            )
        ),
    }


def _wordings(told: Callable[[int], str]) -> dict[str, Any]:
    texts = [told(number).replace(f"{number}", "{n}") for number in range(_COUNTED)]
    found = list(dict.fromkeys(texts))
    return {"wordings": found, "by": [found.index(text) for text in texts]}


def _in_style(text: str) -> str:
    """For a quoted text of CSS, which nothing in it can end."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} " for letter in text)
