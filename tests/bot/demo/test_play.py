"""The demo in the terminal: the whole story, once, and nothing again."""

import os
import re
import subprocess
import sys
from pathlib import Path

from bot.thesis.pillars import PILLARS

ROOT = Path(__file__).parents[3]


def test_a_page_that_was_stopped_in_the_middle_keeps_nobody_from_the_story_in_the_terminal(data_folder):
    env = {"PATH": os.defpath, "PYTHONUTF8": "1", "MINNOW_DATA_DIR": str(data_folder / "both")}
    words = [sys.executable, "-m", "bot", "demo"]
    with subprocess.Popen(
        [*words, "--port", "0", "--speed", "1000"], cwd=ROOT, env=env, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as page:  # fmt: skip
        page.stdout.readline()
        page.kill()

    told = subprocess.run(
        [*words, "--once"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=40, check=False
    )

    assert told.returncode == 0, told.stderr
    assert "That is the story" in told.stdout


def test_the_story_is_told_to_its_end_and_a_second_run_repeats_no_alert(data_folder):
    env = {"PATH": os.defpath, "PYTHONUTF8": "1", "MINNOW_DATA_DIR": str(data_folder / "demo")}

    def play():
        return subprocess.run(
            [sys.executable, "-m", "bot", "demo", "--once"],
            cwd=ROOT, env=env, capture_output=True, text=True, timeout=50, check=False,
        )  # fmt: skip

    first, second = play(), play()

    alerts = re.findall(r"^(?!—)(\S.* (?:is|short interest|does not answer|answers).*)$", first.stdout, re.MULTILINE)
    assert first.returncode == 0, first.stderr
    assert len(alerts) >= 8
    assert first.stdout.count("APLD is above its mean") == 1
    assert "0.3 hikes by the end of 2026, from 1.5 cuts" in first.stdout
    assert thesis_of(first.stdout) == [
        ("6 March 2026", "Fed policy: supports → neutral"),
        ("23 March 2026", "Fed policy: neutral → challenges"),
        ("11 August 2026", "Leadership: supports → not known"),  # its prices end on 3 August, and the story says so
    ]
    assert "the last count told, held until the next one (constructed)" in " ".join(first.stdout.split())
    assert "APLD: Buy → Hold" in first.stdout
    assert "does not answer" in first.stdout
    assert "503 (constructed)" in first.stdout
    assert second.returncode == 0, second.stderr
    assert not [title for title in set(alerts) if title in second.stdout]


def thesis_of(story):
    """The day and title of each alert in which a pillar turns."""
    day, told = "", []
    for line in story.splitlines():
        if begins := re.match(r"— (\d+ \w+ \d{4}): ", line):
            day = begins[1]
        elif turns := re.match(rf"[A-Z]+: ((?:{'|'.join(one.title for one in PILLARS)}): \w.* → .*)", line):
            told.append((day, turns[1]))
    return told
