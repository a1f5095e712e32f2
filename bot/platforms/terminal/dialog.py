"""A dialog in a terminal: its questions one after another, each with the answer that stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot.cards import Card, Tone
from bot.dialogs import Dialog, Field, File, Filled, People, Pick, Write, Wrong
from bot.pasted.file import NoText
from bot.platforms.terminal.files import read_file
from bot.platforms.terminal.layout import clean, padded, wrapped
from bot.platforms.terminal.render import NARROWEST, Screen
from bot.words import clipped, say

NOTHING = "-"  # typed for an empty answer
_HOW = say("Enter keeps what stands, {nothing} leaves it empty; Ctrl-D ends it and changes nothing.", nothing=NOTHING)
_NEEDED = say("This one needs an answer.")

Submit = Callable[[Filled], Awaitable[Card | Wrong]]


@dataclass(frozen=True)
class Person:
    """Who is asked: ``say`` shows lines, ``hear`` shows a prompt and waits for a line. EOFError when they leave.

    ``read`` gives the text of a file that they name, or raises NoText.
    """

    say: Callable[[str], None]
    hear: Callable[[str], Awaitable[str]]
    read: Callable[[str], str] = read_file


class Unusable(Exception):
    """An answer to one question that cannot be taken; one sentence."""


async def put(dialog: Dialog, person: Person, submit: Submit, screen: Screen) -> Card:
    """Ask every question, submit the answers, ask again what is wrong; the card that answers them."""
    talk = _Talk(person, screen)
    talk.say(f"{dialog.title}", bold=True)
    talk.say(*filter(None, (dialog.lead, _HOW)))
    filled: dict[str, Sequence[str]] = {}
    try:
        for page in dialog.pages:
            if len(dialog.pages) > 1:
                talk.say("")
                talk.say(page.title, bold=True)
            for one in page.fields:
                filled[one.name] = await talk.ask(one)
        while isinstance(answer := await submit(filled), Wrong):
            again = [one for one in dialog.fields if one.name in answer.why]
            if not again:
                return Card(title=say("That did not work"), lead=" ".join(answer.why.values()), tone=Tone.TROUBLE)
            for one in again:
                filled[one.name] = await talk.ask(_answered(one, filled[one.name]), answer.why[one.name])
    except EOFError:
        return Card(
            title=say("Nothing was changed"), lead=say("The questions were left before they were all answered.")
        )
    return answer


def _answered(one: Field, given: Sequence[str]) -> Field:
    return replace(one, value=tuple(given))


class _Talk:
    """Questions on a screen."""

    def __init__(self, person: Person, screen: Screen) -> None:
        self._person, self._screen, self._width = person, screen, max(screen.width, NARROWEST)

    def say(self, *texts: str, bold: bool = False) -> None:
        for text in texts:
            for line in wrapped(clean(text), self._width):
                self._person.say(self._screen.painted(line, "1") if bold else line)

    async def ask(self, one: Field, wrong: str = "") -> Sequence[str]:
        """Until the answer can be taken."""
        self.say("")
        self.say(one.label, bold=True)
        self.say(*filter(None, (one.help, _example(one))))
        if isinstance(one, Pick):
            self._list(one)
        elif not isinstance(one, File):
            self.say(*(say("Now: {answer}", answer=line) for line in _standing(one)))
        while True:
            self.say(*filter(None, (wrong,)))
            try:
                return await self._hear(one)
            except Unusable as error:
                wrong = str(error)

    async def _hear(self, one: Field) -> Sequence[str]:
        line = (await self._person.hear(_prompt(one))).strip()
        if isinstance(one, Write) and one.long and line not in ("", NOTHING):
            line = await self._more(line)
        answer = one.value if not line else () if line == NOTHING else self._answer(one, line)
        if one.required and not answer:
            raise Unusable(_NEEDED)
        return answer

    def _answer(self, one: Field, line: str) -> Sequence[str]:
        if not isinstance(one, File):
            return _read(one, line)
        try:
            return (self._person.read(line),)
        except NoText as trouble:
            raise Unusable(str(trouble)) from None

    async def _more(self, first: str) -> str:
        lines = [first]
        while line := (await self._person.hear("> ")).strip():
            lines.append(line)
        return "\n".join(lines)

    def _list(self, one: Pick) -> None:
        digits = len(str(len(one.choices)))
        for number, choice in enumerate(one.choices, 1):
            mark = "*" if choice.value in one.value else " "
            head = f"{mark} {padded(str(number), digits, right=True)}  "
            first, *rest = wrapped(clean(choice.label), self._width - len(head))
            self._person.say(f"{head}{first}".rstrip())
            for line in rest:
                self._person.say(" " * len(head) + line)


def _example(one: Field) -> str:
    example = say("Such as {example}", example=one.example) if isinstance(one, Write) and one.example else ""
    long = say("An empty line ends it.") if isinstance(one, Write) and one.long else ""
    return ". ".join(filter(None, (example, long)))


def _standing(one: Field) -> Sequence[str]:
    if isinstance(one, Write) and one.long:
        return [line for answer in one.value for line in answer.splitlines()] or [say("nothing")]
    return [" ".join(one.value) or say("nothing")]


def _prompt(one: Field) -> str:
    if isinstance(one, Pick):
        return say("Numbers (* is chosen now) > ") if one.several else say("A number (* is chosen now) > ")
    return say("A file's path > ") if isinstance(one, File) else "> "


def _read(one: Field, line: str) -> Sequence[str]:
    """Unusable for what no choice has."""
    if isinstance(one, Pick):
        words = line.replace(",", " ").split() if one.several else [line]
        chosen = {_choice(one, word) for word in words}
        return tuple(choice.value for choice in one.choices if choice.value in chosen)
    if isinstance(one, People) and one.several:
        return tuple(line.replace(",", " ").split())
    return (line,)


def _choice(one: Pick, word: str) -> str:
    """By number, or by what a person sees."""
    if word.isdecimal() and 1 <= int(word) <= len(one.choices):
        return one.choices[int(word) - 1].value
    named = [choice.value for choice in one.choices if word.lower() in (choice.value.lower(), choice.label.lower())]
    if named:
        return named[0]
    wrong, last = clipped(word, 20), len(one.choices)
    if one.several:
        raise Unusable(say("“{word}” is not in the list; write numbers, such as 1 {last}.", word=wrong, last=last))
    raise Unusable(say("“{word}” is not in the list; write a number, 1 to {last}.", word=wrong, last=last))
