"""Asking the demo: the same words as in a chat, offline, with nothing set up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def ask(folder, line, *options):
    env = {"PATH": os.defpath, "PYTHONUTF8": "1", "MINNOW_DATA_DIR": str(folder / "asked")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "ask", line, "--demo", *options],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=40, check=False,
    )  # fmt: skip


def test_a_rating_is_told_as_json_with_its_score_reasons_and_sources(data_folder):
    asked = ask(data_folder, "rating APLD", "--json")

    assert asked.returncode == 0, asked.stderr
    card = json.loads(asked.stdout)
    assert card["title"].startswith("APLD: Hold ")
    names = [fact["name"] for fact in card["facts"]]
    assert {"Sum", "Confidence", "What would change it"} <= set(names)
    assert [name for name in names if name.startswith("For: ")]
    assert [name for name in names if name.startswith("Against: ")]
    assert {"constructed for this story", "Yahoo Finance, adjusted closes (fact)"} == {
        origin["source"] for origin in card["origins"]
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("why APLD", "Question"),
        ("compare APLD RKLB ACHR", "ACHR Sell"),
        ("chart APLD", "Chart: APLD"),
        ("record", "-36.8 %"),
        ("rating OPEN", "Not rated"),
    ],
)
def test_every_command_around_ratings_answers(line, told, data_folder):
    asked = ask(data_folder, line)

    assert asked.returncode == 0, asked.stderr
    assert told in asked.stdout
