"""The dialog of a command that was called without what it needs: a field for each of its parameters."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import Card
from bot.commands.definition import Command
from bot.commands.param import Kind, Param
from bot.dialogs import Choice, Dialog, Field, File, Page, Pick, Write
from bot.pasted.file import ENDINGS, MOST_BYTES
from bot.words import clipped, say

ASKED = "="  # what such a dialog is about; a command's own dialogs are about something else
_ON_A_PAGE = 5


def asking(command: Command, card: Card) -> Dialog:
    """``card`` says the same in words."""
    fields = [field for param in command.params for field in _fields(param)]
    pages = [fields[start : start + _ON_A_PAGE] for start in range(0, len(fields), _ON_A_PAGE)]
    return Dialog(
        command=command.name,
        about=ASKED,
        title=clipped(command.name.capitalize(), 24),
        lead=command.summary,
        submit=say("Go"),
        pages=tuple(Page(command.name.capitalize(), command.name, tuple(page)) for page in pages),
        card=card,
    )


def _fields(param: Param) -> tuple[Field, ...]:
    """Its field, and beside it one for a file where that may be given instead."""
    if not param.file:
        return (_field(param),)
    label = say("Or a file of {name}", name=param.name)
    help = say(
        "{endings}: a table or list; {size} kB at most", endings=", ".join(ENDINGS).upper(), size=MOST_BYTES // 1024
    )
    return replace(_field(param), required=False), File(name=param.file_name, label=label, help=help)


def _field(param: Param) -> Field:
    label, help = param.name.replace("_", " ").capitalize(), clipped(param.help, 100)
    if param.kind is Kind.CHOICE:
        choices = tuple(Choice(one, one) for one in param.choices)
        value = (param.default,) if param.default in param.choices else ()
        return Pick(name=param.name, label=label, help=help, choices=choices, value=value, required=param.required)
    return Write(
        name=param.name,
        label=label,
        help=help,
        example=param.example,
        long=param.kind is Kind.TEXT,
        suggests=param.suggests,
        required=param.required,
    )
