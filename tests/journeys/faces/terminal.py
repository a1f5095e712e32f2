"""The terminal: lines that are printed, and lines that are typed; what is printed stays as it is."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace

from bot.alerts.watchlist import Channel
from bot.platforms.terminal.dialog import Person
from bot.platforms.terminal.inbox import ask
from bot.platforms.terminal.outbox import TerminalNotifier
from bot.platforms.terminal.render import Screen
from tests.journeys.faces.face import WITHIN, Face, Form, Shown, spaced

_DESK = "desk"
_SCREEN = Screen(width=120)
_TYPED = re.compile(r"^  (?P<line>\S.*?)  +(?P<label>\S.*)$", re.MULTILINE)
_MENU = "Snooze… "


class TerminalFace(Face):
    channel, ann = Channel("terminal", _DESK), "ann"
    changes = threads = sounds = pictures = False

    async def start(self, stack: AsyncExitStack) -> None:
        self.printed = Printed()
        self.notifier = TerminalNotifier(self.printed, self.minnow.store.transcript, _SCREEN)

    async def shows(self) -> list[Shown]:
        return [_shown(str(at), text) for at, text in enumerate(self.printed.cards)]

    async def type(self, line: str) -> Shown:
        return await self._ask(line, self.ann)

    async def press(self, shown: Shown, label: str) -> Shown:
        return await self.type(shown.buttons[label])

    async def choose(self, shown: Shown, label: str) -> Form | Shown:
        return await self.open(shown.choices[label])

    async def appoint(self) -> None:
        """Nobody manages a terminal: who may is written down."""
        await self.type("/alerts editors me")

    async def open(self, line: str, *, stranger: bool = False) -> Form | Shown:
        if stranger:
            return await self._ask(line, "bob")
        sitting = Sitting()
        sitting.talk = asyncio.create_task(self._talk(line, sitting))
        await sitting.pause()
        return Form([sitting.question], sitting) if sitting.said else _told(sitting.talk.result())

    async def submit(self, form: Form, answers: Mapping[str, str], *, stranger: bool = False) -> Shown:
        """Until all was asked, or something is asked once more: then what stands above the question."""
        assert not stranger, "who is asked is who answers"
        sitting: Sitting = form.kept
        answered: set[str] = set()
        while not sitting.talk.done() and sitting.question not in answered:
            answered.add(sitting.question)
            sitting.answer(answers.get(sitting.question, ""))
            await sitting.pause()
        return _told(sitting.talk.result() if sitting.talk.done() else "\n".join(sitting.asked))

    async def _ask(self, line: str, user: str) -> Shown:
        return _told(await ask(self.minnow.commands, line, _DESK, user=user, as_json=False, screen=_SCREEN))

    async def _talk(self, line: str, sitting: Sitting) -> str:
        person = Person(sitting.said.append, sitting.hear)
        return await ask(self.minnow.commands, line, _DESK, user=self.ann, as_json=False, screen=_SCREEN, person=person)


class Printed(io.StringIO):
    """A screen; each alert is written in one piece."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[str] = []

    def write(self, text: str) -> int:
        self.cards.append(text)
        return len(text)


class Sitting:
    """Ann before a dialog: what was said to her, and what she types when she is asked."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.talk: asyncio.Task[str]
        self._typed: asyncio.Queue[str] = asyncio.Queue()
        self._is_asked = asyncio.Event()

    async def hear(self, prompt: str) -> str:
        self._is_asked.set()
        return await self._typed.get()

    def answer(self, text: str) -> None:
        self._is_asked.clear()
        self._typed.put_nowait(text)

    async def pause(self) -> None:
        """Until a question waits for her, or the talk is over."""
        asked = asyncio.create_task(self._is_asked.wait())
        await asyncio.wait({asked, self.talk}, timeout=WITHIN, return_when=asyncio.FIRST_COMPLETED)
        assert asked.done() or self.talk.done()
        asked.cancel()

    @property
    def asked(self) -> list[str]:
        """The last question, with all that is said about it."""
        start = len(self.said) - self.said[::-1].index("")
        return self.said[start:]

    @property
    def question(self) -> str:
        return self.asked[0]


def _told(text: str) -> Shown:
    return replace(_shown("", text), alone=True)


def _shown(id: str, text: str) -> Shown:
    lines = {found["label"]: found["line"] for found in _TYPED.finditer(text.partition("You can type:")[2])}
    return Shown(
        id=id,
        words=spaced(text),
        buttons={label: line for label, line in lines.items() if not label.startswith(_MENU)},
        choices={label.removeprefix(_MENU): line for label, line in lines.items() if label.startswith(_MENU)},
    )
