"""Every fixed word stands in one place for translators, and can be filled wherever it is said."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from bot.words import Translation
from tests.words import ROOMS, ROOT, TEMPLATE, Call, calls, calls_in, entries, written


def values(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def fault(call: Call) -> str:
    """What is wrong with a call, "" where nothing is."""
    if None in call.texts or not call.texts:
        return f"{call.place}: the text of {call.name}() is no literal, so no translator sees it"
    texts = [text for text in call.texts if text is not None]
    if any("{{" in text or "}}" in text for text in texts):
        return f"{call.place}: a brace that is shown is given as a value"
    if call.name == "later" or (call.argument == "fetches" and not call.filled):  # filled where it is said
        return f"{call.place}: {call.name}() fills nothing" if call.filled else ""
    if call.name == "say_n":
        held, filled = set[str]().union(*(values(text) for text in texts)), {*call.filled, "n"}
        return "" if held == filled else f"{call.place}: {held} stands in the text, {filled} is given"
    if not call.filled:
        return f"{call.place}: what stands in braces is given no value" if set("{}") & set(texts[0]) else ""
    held, filled = values(texts[0]), set(call.filled)
    return "" if held == filled else f"{call.place}: {held} stands in the text, {filled} is given"


def test_the_template_for_translators_is_what_the_code_says():
    assert TEMPLATE.read_text(encoding="utf-8") == written(), "run: python -m tests.words"


def test_everything_said_is_a_literal_whose_values_are_all_given():
    assert not [told for told in map(fault, calls()) if told]


@pytest.mark.parametrize(
    "source",
    [
        "say(text)",
        "say(f'{x} rose')",
        "say('{ticker} rose')",
        "say('{ticker} rose', name=1)",
        "say('It rose', name=1)",
        "say('{} rose', name=1)",
        "say('{{ticker}} of {name}', name=1)",
        "say('{ticker.symbol} rose', ticker=1)",
        "say_n('a stock', 'stocks', 3)",
        "say_n('{n} stock', '{n} stocks in {place}', 3)",
        "later('{n} stock', n=1)",
    ],
)
def test_what_a_translation_could_not_fill_is_found(source):
    (call,) = calls_in(f"from bot.words import later, say, say_n\n{source}", "x.py")

    assert fault(call)


def test_a_sentence_that_counts_is_not_said_without_a_number_too():
    counted = {words[0] for words in entries() if isinstance(words, tuple)}

    assert not counted & {words for words in entries() if isinstance(words, str)}


def test_the_template_is_a_translation_that_changes_nothing():
    read = Translation.parse(written(), "minnow.pot")

    assert (read.singles, read.plurals) == ({}, {})


def test_words_that_stand_in_data_are_in_the_template_too():
    assert {"mean recommendation, 1 to 5", "short interest", "loss path", "on track"} <= set(entries())


def test_days_and_months_are_named_by_the_words():
    named = re.compile(r"%[-#]?[aAbBpcx]\b")

    assert not [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\{[^{}]*:[^{}]*" + named.pattern + r"[^{}]*\}", line) or "strftime" in line
    ]


def test_a_sentence_that_is_kept_is_filled_with_exactly_what_stands_in_it():
    """Where it is marked in the same place: ``filled(later("…"), name=…)``, and ``placed`` likewise."""
    wrong, seen = [], 0
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in {"filled", "placed"}
                ):
                    marked = node.args[0] if node.args else None
                    if isinstance(marked, ast.Call) and isinstance(marked.args[0], ast.Constant):
                        seen += 1
                        if values(str(marked.args[0].value)) != {keyword.arg for keyword in node.keywords}:
                            wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert seen
    assert not wrong


def test_the_unit_of_a_watcher_is_a_key_that_is_said_where_it_is_shown():
    """What people type is read with the unit in their language and in English; a unit said here would be lost."""
    units = [
        (path.name, keyword.value)
        for path in sorted((ROOT / "jobs").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Watcher"
        for keyword in node.keywords
        if keyword.arg == "unit"
    ]

    assert units
    assert not [name for name, unit in units if isinstance(unit, ast.Call) and ast.unparse(unit.func) != "later"]
