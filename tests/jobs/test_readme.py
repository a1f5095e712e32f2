"""The watcher that the guide shows, run as it stands there."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import jobs
from bot.watchers import Watcher

GUIDE = Path(jobs.__file__).with_name("README.md")


@pytest.fixture
def shown(club, monkeypatch):
    """The watcher of the guide, taken up by the club."""
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    module = ModuleType("shown_in_the_guide")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(code, str(GUIDE), "exec"), module.__dict__)  # noqa: S102  # our own guide, which this file tests
    watcher = module.WATCHER
    assert isinstance(watcher, Watcher)
    club.minnow.watchers[watcher.name] = watcher
    return watcher.name


async def test_the_guides_watcher_tells_a_big_day_once_a_session(club, shown):
    club.price("APLD", 30, before=30)
    await club.type("watch APLD")
    assert await club.round(shown) == []

    club.price("APLD", 32.9, before=30)
    assert await club.round(shown) == []
    club.price("APLD", 33, before=30)
    assert await club.round(shown) == ["APLD is up 10.0 % today"]
    club.price("APLD", 36, before=30)
    assert await club.round(shown) == []

    club.clock.pass_by(days=1)
    club.price("APLD", 32, before=36)
    assert await club.round(shown) == ["APLD is down 11.1 % today"]


async def test_its_first_look_is_the_baseline(club, shown):
    club.price("APLD", 33, before=30)
    await club.type("watch APLD")

    assert await club.round(shown) == []
    assert await club.round(shown) == []
    club.clock.pass_by(days=1)
    assert club.clock.now().date() == date(2026, 1, 16)
    club.price("APLD", 40, before=33)
    assert await club.round(shown) == ["APLD is up 21.2 % today"]


def test_every_file_the_guide_points_to_is_there():
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE.read_text(encoding="utf-8")):
        assert (GUIDE.parent / target).exists(), target
