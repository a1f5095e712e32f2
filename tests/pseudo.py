"""A language nobody speaks: every fixed word with its letters accented, so that what is left in English shows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import write_po

from bot.app import all_commands, all_watchers
from tests.words import HEAD, ROOT, entries

_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "áƀćđéƒğħíĵķłɱñóƥɋŕśťúṽŵẍýžÁɃĆĐÉƑĞĦÍĴĶŁⱮÑÓƤɊŔŚŤÚṼŴẌÝŽ"
)
_VALUE = re.compile(r"(\{\{|\}\}|\{[^{}]*\})")
_WORD = re.compile(r"\w+")
# What stands on cards as it is in every language: symbols, currencies and the names of who publishes.
NAMES = {
    "APLD", "RKLB", "OPEN", "SMR", "ACHR", "AXTI", "GLBE", "IWM", "SPY", "IJR", "IVV", "USD", "EUR", "UTC", "FINRA",
    "Slack", "Discord", "valkey", "http", "CME", "FRED", "BLS", "SEC", "NYSE", "JOLTS", "CPI", "EDGAR", "ISM", "GPR",
    "Minnow", "terminal", "Yahoo", "Finance", "FedWatch", "Piotroski", "Beneish", "Altman", "EBITDA", "EBIT", "AInvest",
}  # fmt: skip


def accented(text: str) -> str:
    """``text`` but for what is filled in."""
    return "".join(part if n % 2 else part.translate(_ACCENTS) for n, part in enumerate(_VALUE.split(text)))


def translation() -> str:
    """The whole .po file of it."""
    catalog = Catalog()
    for words in entries():
        said = tuple(accented(text) for text in words) if isinstance(words, tuple) else accented(words)
        catalog.add(words, said)
    out = BytesIO()
    write_po(out, catalog, omit_header=True)
    return HEAD + out.getvalue().decode()


def vocabulary() -> set[str]:
    """Every word of three letters or more that is fixed, but for what is also typed, or a name."""
    fixed = {
        word
        for words in entries()
        for text in ([words] if isinstance(words, str) else words)
        for word in plain(_VALUE.sub(" ", text))
    }
    return fixed - set(plain(" ".join(typed()))) - {name.lower() for name in NAMES}


def plain(text: str) -> Iterator[str]:
    """The words of a text that have no accent, in small letters."""
    for word in _WORD.findall(text):
        for part in word.split("_"):
            if part.isascii() and part.isalpha() and len(part) > 2 and part not in NAMES:
                yield part.lower()


def typed() -> Iterator[str]:
    """What people type: names of commands, of their parameters and of kinds, choices and examples."""
    yield from all_watchers()
    for command in all_commands().values():
        yield command.usage
        yield command.example


def data() -> Iterator[str]:
    """What others wrote and the story shows: names of companies and of sources, the longest first."""
    found: set[str] = set()
    for path in (*sorted((ROOT / "bot/demo").glob("*.toml")), ROOT / "bot/calls/published.toml"):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {text for key, text in _texts(told, "") if key in {"source", "names", "funds"}}
    yield from sorted(found, key=len, reverse=True)


def _texts(told: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(told, str):
        yield key, told
    elif isinstance(told, dict):
        for name, one in told.items():
            yield from _texts(one, key if key in {"names", "funds"} else name)
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one, key)


def left_in_english(texts: Iterable[str], known: set[str]) -> dict[str, str]:
    """The words of ``known`` that stand in the texts without an accent, each with the first text that has it."""
    found: dict[str, str] = {}
    phrases = list(data())
    for text in texts:
        rest = text
        for phrase in phrases:
            rest = rest.replace(phrase, " ")
        for word in plain(rest):
            if word in known:
                found.setdefault(word, text)
    return found


def written(folder: Path) -> Path:
    """The file in a folder."""
    path = folder / "pseudo.po"
    path.write_text(translation(), encoding="utf-8")
    return path
