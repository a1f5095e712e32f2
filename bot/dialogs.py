"""A dialog: questions with the answers that stand, put to a person in whatever way their platform has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.cards import Card
from bot.words import fitted, say

Filled = Mapping[str, Sequence[str]]  # a field's name -> what was answered; nothing for a field left empty

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FIELDS = 5  # on one page: what a Discord modal holds
_CHOICES = 25  # what a Discord select holds
_LABEL = 45  # what a Discord label holds
_HELP = 100
_TITLE = 24  # what a Slack modal holds


@dataclass(frozen=True)
class Choice:
    """``value`` comes back, ``label`` is what the person sees."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. ``value`` is the answer that stands: one word, or several where several may be chosen."""

    name: str
    label: str
    help: str = ""
    value: tuple[str, ...] = ()
    required: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", fitted(self.label, _LABEL, f"the label of field {self.name!r}"))
        object.__setattr__(self, "help", fitted(self.help, _HELP, f"the help of field {self.name!r}"))
        if not _NAME.fullmatch(self.name) or not self.label:
            raise ValueError(f"field {self.name!r}: small letters; a label of 1 to {_LABEL} characters, help up to 100")


@dataclass(frozen=True, kw_only=True)
class Pick(Field):
    """One of some choices, or ``several`` of them."""

    choices: tuple[Choice, ...]
    several: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        values = [one.value for one in self.choices]
        if not 1 <= len(values) <= _CHOICES or len(set(values)) < len(values) or not set(self.value) <= set(values):
            raise ValueError(f"field {self.name!r}: 1 to {_CHOICES} different choices, and the answer among them")


@dataclass(frozen=True, kw_only=True)
class Write(Field):
    """A line of text, or ``long`` for several lines; ``suggests`` completes tickers where the platform can."""

    example: str = ""
    long: bool = False
    suggests: Literal["", "listed", "watched"] = ""


@dataclass(frozen=True, kw_only=True)
class People(Field):
    """A person, or ``several``; answers are the platform's ids, those of a role or a user group with a ``&`` before."""

    several: bool = False


@dataclass(frozen=True, kw_only=True)
class Time(Field):
    """A day and a time; the answer is ISO 8601 with an offset, or what a person wrote where they can only write."""


@dataclass(frozen=True, kw_only=True)
class File(Field):
    """A file of text, such as a table saved as CSV; the answer is its text. No file stands already."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.value:
            raise ValueError(f"field {self.name!r}: no file can stand in it")


@dataclass(frozen=True)
class Page:
    """Fields that belong together; ``line`` is the command line that opens this page by itself."""

    title: str
    line: str
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.fields) <= _FIELDS:
            raise ValueError(f"page “{self.title}”: 1 to {_FIELDS} fields")


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """What ``command`` asks. Its submit gets ``about`` back beside the answers, of one page or of all.

    ``card`` says the same in words with the typed ways, for a place where nothing can be filled in.
    """

    command: str
    title: str
    pages: tuple[Page, ...]
    card: Card
    about: str = ""
    lead: str = ""
    submit: str = field(default_factory=lambda: say("Save"))

    def __post_init__(self) -> None:
        names = [one.name for one in self.fields]
        if not names or len(set(names)) < len(names):
            raise ValueError("a dialog has fields, each with its own name")
        object.__setattr__(self, "title", fitted(self.title, _TITLE, "a dialog's title"))
        object.__setattr__(self, "submit", fitted(self.submit, _TITLE, "a dialog's submit"))
        if len(self.about) > 60:
            raise ValueError("what a dialog is about has 60 characters at most")

    @property
    def fields(self) -> tuple[Field, ...]:
        """All pages' fields, in order."""
        return tuple(one for page in self.pages for one in page.fields)


class Misfilled(Exception):
    """Answers that cannot be used: one sentence each, by the field's name. Nothing was changed."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(" ".join(why.values()))
        self.why = dict(why)


@dataclass(frozen=True)
class Wrong:
    """What a submitted dialog is answered with when it has to be corrected; sentences by the field's name."""

    why: Mapping[str, str] = field(default_factory=dict)
