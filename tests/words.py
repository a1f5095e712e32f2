"""Every fixed word, for translators: `python -m tests.words` writes them, tests/test_words.py compares them."""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "bot/words/minnow.pot"
ROOMS = ("bot", "handlers", "jobs")
SAYING = {"say": 1, "later": 1, "say_n": 2}  # and how many texts each begins with
# The shown words of data files: the places of their texts, * for any name or row, ? for the names themselves.
DATA = {
    "bot/market/calendar.toml": ("release.*.none", "release.*.told"),
    "bot/rating/rules.toml": ("factors.*.label", "inputs.*.label", "factors.*.signals.?", "categories.*.?"),
}
# Rooms that still say something in English alone, by how their paths begin; the list is to become empty.
NOT_YET = (
    "bot/demo/", "bot/owners/", "bot/reports/", "jobs/material_filing.py", "jobs/milestone.py",
    "jobs/ownership.py", "jobs/price_level.py", "jobs/price_past_target.py", "jobs/price_target_change.py",
    "jobs/short_interest.py", "jobs/trend.py",
)  # fmt: skip

HEAD = r"""# Every fixed word that Minnow says. Copy this file to a name such as de.po, set Language and
# Plural-Forms, write each sentence in your language under msgstr, start Minnow with MINNOW_WORDS=/path/to/de.po.
# What stands in braces is filled in: keep it as it is, wherever in the sentence it belongs.
msgid ""
msgstr ""
"Language: \n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


@dataclass(frozen=True)
class Call:
    """A place in the code that says something: its texts (None for no literal), the names it fills in."""

    name: str
    file: str
    line: int
    texts: tuple[str | None, ...]
    filled: tuple[str | None, ...]
    argument: str = ""  # which argument of another call it is

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def calls_in(source: str, file: str) -> Iterator[Call]:
    """Every say, say_n and later of a module."""
    tree = ast.parse(source)
    saying = {
        name.name: SAYING[name.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in {"bot.words", "bot.words.saying"}
        for name in node.names
        if name.name in SAYING
    }
    arguments = {
        id(keyword.value): keyword.arg or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in saying:
            texts = tuple(
                one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None
                for one in node.args[: saying[node.func.id]]
            )
            filled = tuple(keyword.arg for keyword in node.keywords)
            yield Call(node.func.id, file, node.lineno, texts, filled, arguments.get(id(node), ""))


def calls() -> Iterator[Call]:
    """Of the whole program, but for the room that says it."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            if file != "bot/words/saying.py":
                yield from calls_in(path.read_text(encoding="utf-8"), file)


def data_words() -> Iterator[tuple[str, str]]:
    """The shown words of data files, each with its file; names are shown with blanks, those of watchers too."""
    for path in sorted((ROOT / "jobs").glob("[a-z]*.py")):
        yield path.stem.replace("_", " "), path.relative_to(ROOT).as_posix()
    for file, places in DATA.items():
        told = tomllib.loads((ROOT / file).read_text(encoding="utf-8"))
        for place in places:
            for text in _at(told, place.split(".")):
                yield text, file


def _at(told: object, place: list[str]) -> Iterator[str]:
    if not place:
        if isinstance(told, str):
            yield told
        return
    first, *rest = place
    if first == "?" and isinstance(told, dict):
        yield from (str(name).replace("_", " ") for name in told)
        return
    if first == "*":
        for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
            yield from _at(one, rest)
    elif isinstance(told, dict) and first in told:
        yield from _at(told[first], rest)


Words = str | tuple[str, str]  # a sentence, or its wordings for one and for more


def entries() -> dict[Words, list[str]]:
    """Every fixed word in the order it is first met, with the files that say it."""
    found: dict[Words, dict[str, None]] = defaultdict(dict)
    for call in calls():
        texts = [text for text in call.texts if text is not None]
        if texts:
            found[texts[0] if len(texts) == 1 else (texts[0], texts[1])][call.file] = None
    for text, file in data_words():
        found[text][file] = None
    return {words: list(files) for words, files in found.items()}


def written() -> str:
    """The template of a translation."""
    catalog = Catalog()
    for words, files in entries().items():
        catalog.add(words, locations=[(file, 0) for file in files])
    out = BytesIO()
    write_po(out, catalog, width=120, omit_header=True, include_lineno=False)
    return HEAD + out.getvalue().decode()


if __name__ == "__main__":
    TEMPLATE.write_text(written(), encoding="utf-8")
