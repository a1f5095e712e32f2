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
    """A message as it stands there now, or an answer.

    ``buttons`` and ``choices`` (of the menu) are what is pressed, by the words on it. ``follows`` is the id of the
    message that it hangs on, ``quiet``: it makes no sound, ``pictured``: its chart is seen, ``alone``: one person alone
    sees it.
    """

    id: str
    words: str
    buttons: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Any] = field(default_factory=dict)
    follows: str = ""
    quiet: bool = True
    pictured: bool = False
    alone: bool = False


@dataclass
class Form:
    """An open dialog: what it asks for, as far as it is seen, and as the platform keeps it."""

    labels: Sequence[str]
    kept: Any


class Face(ABC):
    """One channel of one platform: its real inbox and outbox, and Ann, who sits there. Used as ``async with``.

    ``changes``: a message can be changed after it was shown. ``threads``: a message can hang on another. ``sounds``: a
    message can be loud. ``pictures``: a chart can be seen. ``refusal`` is in what somebody is answered who may not
    change how the channel is told.
    """

    channel: ClassVar[Channel]
    ann: ClassVar[str]  # her name
    changes: ClassVar[bool] = True
    threads: ClassVar[bool] = True
    sounds: ClassVar[bool] = True
    pictures: ClassVar[bool] = True
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
    async def type(self, line: str) -> Shown: ...

    @abstractmethod
    async def press(self, shown: Shown, label: str) -> Shown: ...

    @abstractmethod
    async def choose(self, shown: Shown, label: str) -> Form | Shown: ...

    @abstractmethod
    async def appoint(self) -> None:
        """From now on Ann may change how the channel is told, and not everybody may."""

    @abstractmethod
    async def open(self, line: str, *, stranger: bool = False) -> Form | Shown:
        """The form that a line opens, to Ann or to somebody who may not have it."""

    @abstractmethod
    async def submit(self, form: Form, answers: Mapping[str, str], *, stranger: bool = False) -> Shown:
        """Send it off with these texts by label, and the rest as it stands; what is wrong, or what came of it.

        A moment is written in UTC.
        """

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
