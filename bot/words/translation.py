"""A translation of the fixed words: one gettext .po file, whole and checked before a word of it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import c2py
from io import StringIO
from pathlib import Path
from string import Formatter


class WrongWords(Exception):
    """A translation that cannot be used; one sentence that says where it is wrong."""


@dataclass(frozen=True)
class Translation:
    """Sentences by their English, and by the English for one, what is said of each number.

    ``form`` gives the place of a number's wording: the plural rule of the language. ``language`` is its tag ("pt-BR"),
    "" where the file does not name one that is known; ``is_leftward``: it is written from right to left.
    """

    singles: Mapping[str, str]
    plurals: Mapping[str, Sequence[str]]
    form: Callable[[int], int]
    language: str = ""
    is_leftward: bool = False

    def single(self, template: str) -> str:
        return self.singles.get(template, template)

    def plural(self, one: str, many: str, number: int) -> str | None:
        """None where there is none of these two."""
        wordings = self.plurals.get(f"{one}\0{many}")
        return wordings[self.form(number)] if wordings else None

    @classmethod
    def read(cls, file: Path) -> Translation:
        """Entries that are empty or fuzzy are left in English. WrongWords for a file that cannot be relied on."""
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise WrongWords(f"{file} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError as error:
            raise WrongWords(f"{file} is not UTF-8 at byte {error.start}; save it as UTF-8.") from None
        return cls.parse(text, str(file))

    @classmethod
    def parse(cls, text: str, name: str) -> Translation:
        """``name`` is what errors call the file."""
        from babel.messages.pofile import PoFileError, read_po

        for number, line in enumerate(text.splitlines(), 1):  # Babel would cut a letter off
            if line.startswith(("msg", '"')) and (not line.rstrip().endswith('"') or line.rstrip() == '"'):
                raise WrongWords(f"{name}, line {number}: a text stands between quotation marks.")
        try:
            catalog = read_po(StringIO(text), abort_invalid=True)
            wordings, form = catalog.num_plurals, c2py(catalog.plural_expr)
        except (PoFileError, ValueError) as error:
            raise WrongWords(f"{name} is no .po file: {str(error).rstrip('.')}.") from None
        singles: dict[str, str] = {}
        plurals: dict[str, Sequence[str]] = {}
        for entry in catalog:
            texts = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
            if not entry.id or entry.fuzzy or not any(texts):
                continue
            if isinstance(entry.id, str):
                _check(name, entry.lineno, (entry.id,), texts)
                singles[entry.id] = texts[0]
                continue
            if len(texts) != wordings or not all(texts):
                raise WrongWords(
                    f"{name}, line {entry.lineno}: “{entry.id[1]}” needs {wordings} wordings, as Plural-Forms says."
                )
            _check(name, entry.lineno, entry.id, texts)
            plurals["\0".join(entry.id)] = texts
        if plurals:
            _check_rule(name, form, wordings)
        spoken = catalog.locale
        if spoken is None:
            return cls(singles, plurals, form)
        tag = "-".join(filter(None, (spoken.language, spoken.script, spoken.territory)))
        return cls(singles, plurals, form, tag, spoken.text_direction == "rtl")


def _check(name: str, line: int | None, english: Sequence[str], texts: Sequence[str]) -> None:
    """A sentence holds exactly the values of its English, each written the same way; a number may be left to words."""
    wanted = {value for template in english for value in _values(template)}
    free = wanted & {"{n}"} if len(english) > 1 else set()
    for text in texts:
        try:
            held = set(_values(text))
        except ValueError as error:
            raise WrongWords(f"{name}, line {line}: “{text}” cannot be filled: {error}.") from None
        if held - wanted:
            raise WrongWords(f"{name}, line {line}: “{text}” has {_first(held - wanted)}, which its English has not.")
        if wanted - held - free:
            raise WrongWords(f"{name}, line {line}: “{text}” leaves out {_first(wanted - held)} of its English.")


def _values(template: str) -> list[str]:
    """The values of a template as they are written: ``{price:,.2f}``."""
    found = []
    for _, name, spec, conversion in Formatter().parse(template):
        if name is not None:
            found.append(f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}")
    return found


def _first(values: set[str]) -> str:
    return min(values)


def _check_rule(name: str, form: Callable[[int], int], wordings: int) -> None:
    """The rule names a wording for every number it is tried with."""
    for number in range(1_001):
        try:
            place = form(number)
        except (ValueError, ZeroDivisionError) as error:
            raise WrongWords(f"{name}: its Plural-Forms cannot be worked out for {number}: {error}.") from None
        if not 0 <= place < wordings:
            raise WrongWords(f"{name}: its Plural-Forms names wording {place} for {number}, of {wordings}.")
