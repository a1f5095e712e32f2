"""Slash commands: how one is defined, what a person gives, how all of them are answered."""

from bot.commands.answering import Commands
from bot.commands.completion import Completion, Suggestion
from bot.commands.definition import Answer, Caller, Command, command
from bot.commands.param import Arg, Kind, Param, Text, UsageError, span
from bot.commands.refusals import nearest

__all__ = [
    "Answer",
    "Arg",
    "Caller",
    "Command",
    "Commands",
    "Completion",
    "Kind",
    "Param",
    "Suggestion",
    "Text",
    "UsageError",
    "command",
    "nearest",
    "span",
]
