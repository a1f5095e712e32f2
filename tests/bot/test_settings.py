"""The environment is read once, and a wrong value is one sentence that names it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import WrongSetting, environment, read_settings

ROOT = Path(__file__).parents[2]
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_nothing_set_is_a_working_set_up():
    settings = read_settings({})

    assert (settings.web_port, settings.redis_url, settings.log, settings.command_prefix) == (8765, "", "info", "")
    assert settings.data_dir.is_absolute()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "hello"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("REDIS_URL", "localhost"),
        ("MINNOW_WEB_PORT", "eighty"),
        ("MINNOW_WEB_PORT", "70000"),
        ("MINNOW_COMMAND_PREFIX", "Too Long!"),
        ("MINNOW_LOG", "loud"),
        ("SEC_CONTACT", "me"),
        ("MINNOW_SCHEDULE__PRICE_PAST_TARGET", "now and then"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_variable(name, value):
    with pytest.raises(WrongSetting) as refusal:
        read_settings({**SLACK, name: value})

    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_wrong_secret_is_not_repeated():
    with pytest.raises(WrongSetting) as refusal:
        read_settings({"SLACK_BOT_TOKEN": "xoxp-very-secret"})

    assert "very-secret" not in str(refusal.value)


def test_half_of_slack_is_told_what_the_other_half_is():
    with pytest.raises(WrongSetting, match=r"SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET"):
        read_settings({"SLACK_BOT_TOKEN": "xoxb-1"})
    with pytest.raises(WrongSetting, match="SLACK_BOT_TOKEN"):
        read_settings({"SLACK_APP_TOKEN": "xapp-1"})


@pytest.mark.parametrize("contact", ["ann@example.org", "Ann Example ann@example.org", "Ann <ann@example.org>"])
def test_a_contact_with_an_address_is_taken(contact):
    assert read_settings({"SEC_CONTACT": contact}).sec_contact == contact


def test_the_schedule_of_one_watcher_can_be_set():
    settings = read_settings({"MINNOW_SCHEDULE__PRICE_PAST_TARGET": "every 2s"})

    assert settings.schedules["price_past_target"].seconds == 2


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("MINNOW_LOG=debug\nMINNOW_WEB_PORT=1234\n")
    monkeypatch.setenv("MINNOW_LOG", "error")

    env = environment(tmp_path)

    assert (env["MINNOW_LOG"], env["MINNOW_WEB_PORT"]) == ("error", "1234")


def test_secrets_do_not_show_when_settings_are_printed():
    settings = read_settings({**SLACK, "REDIS_URL": "redis://:pass@h"})

    assert not [secret for secret in ("xoxb-1", "xapp-1", "pass") if secret in repr(settings)]
    assert set(settings.secrets) == {"xoxb-1", "xapp-1", "redis://:pass@h"}


def test_the_program_ends_with_2_and_one_line_and_no_traceback(tmp_path):
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "MINNOW_WEB_PORT": "x", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-m", "bot", "serve"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )

    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "MINNOW_WEB_PORT" in run.stderr
