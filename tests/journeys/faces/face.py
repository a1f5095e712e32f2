"""What every chat that we speak to is to a person: messages that are shown, buttons, a menu, answers, forms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from bot.alerts.ports import Notifier
from bot.alerts.watchlist import Channel
from bot.commands import Kind
from tests.faults.gate import until
from tests.whole import Club

WITHIN = 10.0  # seconds until what does not come is a failure


@dataclass(frozen=True)
class Shown:
    """A message of the channel as it stands there now.

    ``buttons`` and ``choices`` (of the menu) are what is pressed, by the words on it. ``follows`` is the id of the
    message that it hangs on, and ``quiet`` says that it makes no sound.
    """

    id: str
    words: str
    buttons: Mapping[str, Any]
    choices: Mapping[str, Any]
    follows: str = ""
    quiet: bool = True


@dataclass(frozen=True)
class Told:
    """An answer to a person; ``alone``: nobody else sees it."""

    words: str
    alone: bool


@dataclass
class Form:
    """An open dialog: what it asks for, and as the platform keeps it; ``typed`` is what was written in it before."""

    labels: Sequence[str]
    kept: Any
    typed: dict[str, str] = field(default_factory=dict)


class Face(ABC):
    """One channel of one platform: its real inbox and outbox, and Ann, who sits there. Used as ``async with``.

    ``changes``: a message can be changed after it was shown. ``threads``: a message can hang on another. ``sounds``: a
    message can be loud. ``refusal`` is in what somebody is answered who may not change how the channel is told.
    """

    channel: ClassVar[Channel]
    ann: ClassVar[str]  # her name
    changes: ClassVar[bool] = True
    threads: ClassVar[bool] = True
    sounds: ClassVar[bool] = True
    refusal: ClassVar[str] = "may change how this channel is told"
    notifier: Notifier

    def __init__(self, club: Club) -> None:
        self.club, self.minnow = club, club.minnow
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with self._stack:
            await self.start(self._stack)
            self._stack = self._stack.pop_all()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stack.aclose()

    @abstractmethod
    async def start(self, stack: AsyncExitStack) -> None: ...

    @abstractmethod
    async def shows(self) -> list[Shown]:
        """The channel as somebody sees it who looks now, from the first message to the last."""

    @abstractmethod
    async def type(self, line: str) -> Told: ...

    @abstractmethod
    async def press(self, shown: Shown, label: str) -> Told: ...

    @abstractmethod
    async def choose(self, shown: Shown, label: str) -> Told: ...

    @abstractmethod
    async def appoint(self) -> None:
        """From now on Ann may change how the channel is told, and not everybody may."""

    @abstractmethod
    async def open(self, line: str, *, stranger: bool = False) -> Form | Told:
        """The form that a line opens, to Ann or to somebody who may not have it."""

    @abstractmethod
    async def submit(self, form: Form, answers: Mapping[str, str], *, stranger: bool = False) -> Told:
        """Send it off with these texts by label, and the rest as it stands; what is wrong, or what came of it."""

    async def delete(self, shown: Shown) -> None:
        """Somebody takes a message away."""
        raise NotImplementedError


async def come(wanted: Any) -> Any:
    """What a function gives, once it gives something."""
    assert await until(wanted, WITHIN)
    return wanted()


def spaced(text: str) -> str:
    """Words as they are read, however the lines are broken."""
    return " ".join(text.split())


def filled(club: Club, line: str) -> tuple[str, dict[str, str]]:
    """A typed line as the name of its command and the fields of its form."""
    name, *words = line.removeprefix("/").split()
    given: dict[str, str] = {}
    for param in club.minnow.commands.found[name].params:
        if words:
            given[param.name] = " ".join(words) if param.kind is Kind.TEXT else words.pop(0)
    return name, given
