"""The dialog of a command that was called without what it needs: a field for each of its parameters."""

from __future__ import annotations

from bot.cards import Card
from bot.commands.definition import Command
from bot.commands.param import Kind, Param
from bot.dialogs import Choice, Dialog, Field, Page, Pick, Write
from bot.words import clipped

ASKED = "="  # what such a dialog is about; a command's own dialogs are about something else
_ON_A_PAGE = 5


def asking(command: Command, card: Card) -> Dialog:
    """``card`` says the same in words."""
    fields = [_field(param) for param in command.params]
    pages = [fields[start : start + _ON_A_PAGE] for start in range(0, len(fields), _ON_A_PAGE)]
    return Dialog(
        command=command.name,
        about=ASKED,
        title=clipped(command.name.capitalize(), 24),
        lead=command.summary,
        submit="Go",
        pages=tuple(Page(command.name.capitalize(), command.name, tuple(page)) for page in pages),
        card=card,
    )


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
