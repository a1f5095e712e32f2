"""What the map promises."""

import subprocess
import sys
from pathlib import Path

import pytest

import handlers
import jobs
from bot.commands import Command
from bot.settings import SETTINGS
from bot.watchers import Watcher
from bot.wiring import find

ROOT = Path(__file__).parents[1]
ROOMS = {"jobs": (jobs, Watcher), "handlers": (handlers, Command)}
DRAWERS = {"utils.py", "helpers.py", "types.py", "common.py", "manager.py", "base.py", "constants.py", "misc.py"}


@pytest.mark.parametrize("room", ROOMS)
def test_one_definition_a_file_named_after_it_and_a_test_for_each(room):
    package, kind = ROOMS[room]
    files = {path.stem for path in (ROOT / room).glob("*.py")} - {"__init__"}

    assert set(find(package, kind)) == files
    assert {path.stem.removeprefix("test_") for path in (ROOT / "tests" / room).glob("test_*.py")} >= files


def test_no_file_is_a_drawer():
    assert not [
        path
        for room in ("bot", "jobs", "handlers", "tests")
        for path in (ROOT / room).rglob("*.py")
        if path.name in DRAWERS
    ]


def test_every_setting_is_described():
    assert all(setting.meaning for setting in SETTINGS)


def test_the_one_way_rule_holds():
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout


def test_every_module_says_what_it_is_for():
    silent = [
        path
        for room in ("bot", "jobs", "handlers", "tests")
        for path in (ROOT / room).rglob("*.py")
        if not path.read_text(encoding="utf-8").lstrip().startswith('"""')
    ]

    assert not silent


def test_help_answers_without_loading_the_program():
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "serve" in said.stdout
    assert not [
        heavy
        for heavy in ("redis", "pandas", "discord", "slack_bolt", "aiohttp", "matplotlib")
        if f" {heavy}\n" in said.stderr
    ]
