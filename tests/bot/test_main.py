"""The command line as a person at a terminal meets it: real processes on a data folder of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOWHERE = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")  # no vendor is reached


@pytest.fixture
def minnow(tmp_path, data_folder):
    """Runs `minnow …` to its end; the folder has a short name, as a socket's path must."""
    folder = data_folder / tmp_path.name[-12:]

    def run(*words, **env):
        return subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=ROOT, env=environment(folder, env), capture_output=True, text=True, timeout=40, check=False,
        )  # fmt: skip

    run.folder = folder
    return run


def environment(folder, more):
    # python-dotenv reads .env from the folder a program is started in; a value set here wins over it
    return {
        "PATH": os.defpath,
        "PYTHONUTF8": "1",
        "MINNOW_DATA_DIR": str(folder),
        "MINNOW_WEB_PORT": "0",
        **NOWHERE,
        **more,
    }


def test_ask_answers_and_the_watchlist_of_a_channel_outlives_the_program(minnow):
    said = minnow("ask", "snooze short_interest 1d", "--channel", "club")
    again = minnow("ask", "watchlist", "--channel", "club")
    other = minnow("ask", "unsnooze short_interest", "--channel", "desk")

    assert "short interest is snoozed here for 1 day" in said.stdout
    assert again.returncode == 0
    assert "is not snoozed here" in other.stdout
    assert said.stderr == ""


def test_ask_as_json_is_the_card(minnow):
    said = minnow("ask", "help", "--json")

    assert json.loads(said.stdout)["title"] == "What Minnow answers"


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"SLACK_BOT_TOKEN": "secret-thing"}, "minnow: SLACK_BOT_TOKEN begins with xoxb-"),
        ({"MINNOW_WEB_PORT": "eighty"}, "minnow: MINNOW_WEB_PORT is a port number"),
        ({"MINNOW_SCHEDULE__SHORT_INTEREST": "often"}, "minnow: MINNOW_SCHEDULE__SHORT_INTEREST: “often” is not"),
        ({"REDIS_URL": "localhost"}, "minnow: REDIS_URL begins with"),
        ({"MINNOW_WORDS": "/nowhere/de.po"}, "minnow: MINNOW_WORDS: /nowhere/de.po cannot be read: No such file"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(minnow, env, said):
    ended = minnow("check", **env)

    assert ended.returncode == 2
    assert ended.stderr.startswith(said)
    assert ended.stderr.count("\n") == 1
    assert "secret-thing" not in ended.stderr


def test_a_store_that_is_not_there_is_one_sentence(minnow):
    ended = minnow("ask", "help", REDIS_URL="redis://127.0.0.1:1/0")

    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("words", [("look", "no_such"), ("look", "short_interest", "!!"), ("round", "no_such")])
def test_a_word_that_cannot_be_used_is_one_sentence(minnow, words):
    ended = minnow(*words)

    assert ended.returncode == 2
    assert ended.stderr.startswith("minnow: ")
    assert "Traceback" not in ended.stderr


def test_the_manifest_is_json_with_every_command(minnow):
    from bot.app import all_commands

    written = json.loads(minnow("manifest", "slack", MINNOW_COMMAND_PREFIX="mw-").stdout)

    shown = [one["command"] for one in written["features"]["slash_commands"]]
    assert sorted(shown) == sorted(f"/mw-{name}" for name in all_commands())


def test_the_manifest_for_http_mode_names_the_public_address(minnow):
    written = json.loads(minnow("manifest", "slack", "--address", "https://minnow.example.com").stdout)
    refused = minnow("manifest", "slack", "--address", "minnow.example.com")

    assert written["settings"]["interactivity"]["request_url"] == "https://minnow.example.com/slack/events"
    assert refused.returncode == 2
    assert refused.stderr.startswith("minnow: The manifest cannot be written: a public address is one like https://")
    assert "Traceback" not in refused.stderr


def test_http_mode_that_nobody_could_reach_is_one_sentence(minnow):
    ended = minnow("serve", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="x", MINNOW_WEB_PORT="off")

    assert ended.returncode == 1
    assert "minnow: Slack's HTTP mode is served beside the local page: set MINNOW_WEB_PORT to a port" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Unclosed" not in ended.stderr


def test_a_reader_who_has_had_enough_is_no_fault(minnow):
    words = f"{sys.executable} -m bot demo --once | head -2"
    ended = subprocess.run(
        ["/bin/sh", "-c", words], cwd=ROOT, env=environment(minnow.folder, {}), capture_output=True, text=True,
        timeout=40, check=False,
    )  # fmt: skip

    assert ended.stdout.startswith("— 14 January 2026")
    assert "Traceback" not in ended.stderr


def test_check_is_a_table_with_next_steps(minnow):
    said = minnow("check")

    assert said.returncode == 0
    assert "store" in said.stdout
    assert "Next steps:" in said.stdout
    assert "minnow manifest slack" in said.stdout
    assert "no key: works, at a slower pace" in said.stdout


def test_serve_says_ready_once_refuses_a_second_on_its_folder_and_ends_on_sigterm(minnow):
    env = environment(minnow.folder, {})
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    ) as program:  # fmt: skip
        try:
            ready = program.stdout.readline()
            second = minnow("serve")
            beside = minnow("ask", "status")
            program.send_signal(signal.SIGTERM)
            rest, log = program.communicate(timeout=10)
        finally:
            program.kill()

    assert ready.startswith("ready: http://127.0.0.1:")
    assert second.returncode == 1
    assert second.stderr.startswith("minnow: Another minnow serve works on")
    assert "Minnow is well" in beside.stdout
    assert (program.returncode, rest) == (0, "")
    assert "Traceback" not in log
