"""One field that a person fills in: what it accepts, and how a typed word becomes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Literal

from bot.cards import Fact
from bot.market.ticker import Ticker
from bot.words import clipped, listed, say

_SPAN = re.compile(r"(\d{1,4}) ?(m|min|h|hour|d|day|w|week)s?", re.IGNORECASE)
_SPAN_MINUTES = {"m": 1, "h": 60, "d": 1_440, "w": 10_080}


class UsageError(Exception):
    """A word we could not use: one sentence for the person who typed it, with facts where they help."""

    def __init__(self, sentence: str, *facts: Fact) -> None:
        super().__init__(sentence)
        self.facts = facts


@dataclass(frozen=True)
class Arg:
    """The help text of a parameter, an example that fits it, and what completion offers."""

    help: str
    example: str = ""
    suggests: Literal["", "listed", "watched"] = ""
    phrases: tuple[str, ...] = ()  # what completion offers besides
    file: bool = False  # whether a file may be given for it, where a form is filled in


class Kind(StrEnum):
    """What a parameter accepts; each platform shows it in its own way."""

    TICKER = "ticker"
    WORD = "word"
    CHOICE = "choice"
    SPAN = "span"
    TEXT = "text"  # the rest of the line


@dataclass(frozen=True)
class Param:
    """One field of the form."""

    name: str
    kind: Kind
    help: str
    example: str = ""
    required: bool = True
    default: Any = None
    choices: tuple[str, ...] = ()
    suggests: Literal["", "listed", "watched"] = ""
    phrases: tuple[str, ...] = ()
    file: bool = False

    @property
    def file_name(self) -> str:
        """The field that takes the file."""
        return f"{self.name}_file"

    @property
    def usage(self) -> str:
        shown = "|".join(self.choices) if self.choices else self.name
        return f"<{shown}>" if self.required else f"[{shown}]"


class Text(str):
    """A parameter annotated with Text takes the rest of the line as it was typed."""

    __slots__ = ()


def first_word(text: str) -> tuple[str, str]:
    """The first word, and what comes after it."""
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1] if len(parts) > 1 else "")


def value_of(param: Param, word: str) -> Any:
    """What a typed word means for a field, its default where nothing was typed. UsageError in one sentence."""
    if not word:
        if param.required:
            help = f"{param.help[0].lower()}{param.help[1:]}"
            raise UsageError(say("“{name}” is missing: {help}.", name=param.name, help=help))
        return param.default
    if param.kind is Kind.TICKER:
        try:
            return Ticker.parse(word)
        except ValueError as error:
            raise UsageError(str(error)) from None
    if param.kind is Kind.CHOICE:
        if word.lower() not in param.choices:
            choices = listed(param.choices, "or")
            raise UsageError(say("“{typed}” is not one of {choices}.", typed=clipped(word, 20), choices=choices))
        return word.lower()
    if param.kind is Kind.SPAN:
        return span(word)
    return word


def span(word: str) -> timedelta:
    """``30m``, ``4h``, ``1d``, ``2w``. UsageError for anything else or anything over a year."""
    read = _SPAN.fullmatch(word.strip())
    minutes = int(read[1]) * _SPAN_MINUTES[read[2][0].lower()] if read else 0
    if not 0 < minutes <= 527_040:
        raise UsageError(
            say("“{typed}” is not a span of time; write 30m, 4h, 1d or 2w, a year at most.", typed=clipped(word, 20))
        )
    return timedelta(minutes=minutes)
