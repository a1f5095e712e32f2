"""The fixed words of the program in the one language of this process: English, or a translation of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from bot.words.clipping import clipped
from bot.words.translation import Translation


@dataclass
class _Voice:
    """The only state of the language: what it is translated by, and whether anything was said yet."""

    translation: Translation | None = None
    has_spoken: bool = False


_voice = _Voice()


class Sentence(str):
    """An English sentence that remembers what it was filled from, so that ``said`` can say it in the language.

    It is the English text wherever it is stored, hashed, compared or logged, so that none of that changes with the
    language. What is stored and read again is that text alone, unless ``template`` and ``values`` are kept too.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, text: str, template: str = "", values: Mapping[str, object] | None = None) -> Self:
        made = super().__new__(cls, text)
        made.template, made.values = template or text, values or {}
        return made


def speak(translation: Translation) -> None:
    """From now on everything is said by ``translation``. RuntimeError where something was said before, in English."""
    if _voice.has_spoken:
        raise RuntimeError("the language is set before anything is said; a module says something when it is imported")
    _voice.translation = translation


def language() -> str:
    """The tag of what is spoken ("en", "pt-BR"), "" for a translation that does not tell."""
    return _voice.translation.language if _voice.translation else "en"


def direction() -> Literal["ltr", "rtl"]:
    """How it is written."""
    return "rtl" if _voice.translation and _voice.translation.is_leftward else "ltr"


def say(template: str, /, **values: object) -> str:
    """A fixed sentence, which is its own key in a translation, with ``{name}`` filled by the value of that name.

    The template is a literal, so that it can be found; without values it is said as it stands.
    """
    return said(template, **values)


def say_n(one: str, many: str, n: int, /, **values: object) -> str:
    """``one`` or ``many`` by the number, which ``{n}`` stands for: ``1 analyst``, ``1,024 analysts``."""
    _voice.has_spoken = True
    translated = _voice.translation.plural(one, many, n) if _voice.translation else None
    return (translated or (one if n == 1 else many)).format(n=f"{n:,}", **values)


def later(template: str, /) -> str:
    """A literal that is fixed words, kept as it stands for ``said``: where nothing may be said yet, or it is a key."""
    return template


def filled(template: str, /, **values: object) -> Sentence:
    """A template that ``later`` marked, filled in English and said by ``said``: where it is stored, hashed or compared.

    A value is a word, which may be one that ``later`` marked or a Sentence, or a number; of anything else its text.
    """
    plain = {name: value if isinstance(value, (str, int, float)) else str(value) for name, value in values.items()}
    return Sentence(template.format(**plain), template, plain)


def fitted(text: str, room: int, what: str) -> str:
    """Said ``text`` cut to ``room`` characters where a translation is longer; English that is so is a ValueError."""
    if len(text) > room and _voice.translation is None:
        raise ValueError(f"{what} has {room} characters at most: “{text}”")
    return clipped(text, room)


def said(template: str, /, **values: object) -> str:
    """What ``later`` marked, ``filled`` filled or a data file holds, said now; without a translation, in English."""
    _voice.has_spoken = True
    if isinstance(template, Sentence):
        return said(template.template, **{name: _in_words(value) for name, value in template.values.items()})
    text = _voice.translation.single(template) if _voice.translation else template
    return text.format(**values) if values else text


def _in_words(value: object) -> object:
    return said(value) if isinstance(value, str) else value
