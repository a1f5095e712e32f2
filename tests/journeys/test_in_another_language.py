"""A translation is one file: with it nothing that arrives is left in English, whatever is asked or told."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot.app import all_commands
from tests.pseudo import accented, left_in_english, vocabulary, written
from tests.words import ROOT

KEPT = {"line", "style", "tone", "form", "at", "as_of", "url"}  # of a card as JSON: no words for people
LINES = (
    ("help", "help watch", "help nonsense", "rating APLD", "rating XYZZY", "why APLD", "compare APLD RKLB",
     "compare APLD", "chart APLD", "record", "record APLD", "target APLD", "short APLD", "gap"),
    ("curve", "rates", "labor", "calendar", "thesis", "thesis policy", "thesis claims", "watchlist", "watch RKLB",
     "unwatch RKLB", "note APLD buy zone 8-9", "note", "note APLD", "level APLD above 99"),
    ("level", "level APLD off", "milestone", "snooze APLD 1d", "snoozed", "unsnooze APLD", "unsnooze APLD", "alerts",
     "alerts history", "undo", "ack", "share rating APLD", "start", "status"),
)  # fmt: skip
# Answers a list of lines as `minnow ask LINE --demo --json` does, in one process.
MANY = """
import asyncio, json, pathlib, sys
from bot.settings import environment, read_settings, read_words
from bot.words import speak
env = environment(pathlib.Path.cwd())
speak(read_words(env))
from bot.demo.asked import asked
settings = read_settings(env)
for line in json.loads(sys.argv[1]):
    print(json.dumps(json.loads(asyncio.run(asked(settings, line, "home", as_json=True)))), flush=True)
"""


@pytest.fixture
def speaking(tmp_path, data_folder):
    """Runs Python with a translation set."""
    env = {
        "PATH": os.defpath,
        "PYTHONUTF8": "1",
        "COLUMNS": "200",
        "MINNOW_DATA_DIR": str(data_folder / tmp_path.name[-12:]),
        "MINNOW_WORDS": str(written(tmp_path)),
    }

    def run(*words):
        ended = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=55, check=False
        )
        assert ended.returncode == 0, ended.stderr[-2000:]
        return ended.stdout

    return run


def shown(card, key=""):
    """The texts of a card as JSON that people see."""
    if isinstance(card, str):
        yield card
    elif isinstance(card, dict):
        for name, value in card.items():
            if name not in KEPT:
                yield from shown(value, name)
    elif isinstance(card, list):
        for one in card:
            yield from shown(one, key)


@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines[0])
def test_every_command_answers_in_the_language_that_is_set(speaking, lines):
    known, left = vocabulary(), {}
    assert known

    answers = speaking("-c", MANY, json.dumps(lines)).splitlines()

    assert len(answers) == len(lines)
    for line, answer in zip(lines, answers, strict=True):
        for word, text in left_in_english(shown(json.loads(answer)), known).items():
            left.setdefault(f"{line}: {word}", text)
    assert not left


def test_every_command_is_asked():
    assert {line.split()[0] for lines in LINES for line in lines} == set(all_commands())


def test_the_story_is_told_in_the_language_that_is_set(speaking):
    told = speaking("-m", "bot", "demo", "--once").splitlines()
    commands = tuple(f"  {name} " for name in all_commands())

    left = left_in_english((line for line in told if not line.startswith(commands)), vocabulary())

    assert not left
    assert f" {accented('January')} 2026: " in " ".join(told)


def test_help_for_the_terminal_is_in_the_language_that_is_set(speaking):
    shown = speaking("-m", "bot", "--help")

    assert accented("the watchers, the delivery") in shown
    assert not left_in_english([shown], {"usage", "positional", "arguments", "options", "message"})


def test_the_checkup_is_in_the_language_that_is_set(speaking):
    shown = speaking("-m", "bot", "check")

    assert accented("every value can be used") in shown
    assert not left_in_english(shown.splitlines(), vocabulary())


def test_words_that_nobody_translated_are_seen():
    assert left_in_english(["The watchlist: ťħé, RKLB"], {"watchlist", "rklb"}) == {
        "watchlist": "The watchlist: ťħé, RKLB"
    }
