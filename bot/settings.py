"""The environment, read once: every setting, what it means, and what is wrong with it in one sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values

from bot.words import Translation, WrongWords, say

if TYPE_CHECKING:
    from bot.watchers import Schedule

SCHEDULE_PREFIX = "MINNOW_SCHEDULE__"
_LEVELS = ("debug", "info", "warning", "error")


class WrongSetting(Exception):
    """A setting that cannot be used; one sentence that names it."""


def _text(value: str) -> str:
    return value


def _starts(*prefixes: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not value.startswith(prefixes):
            raise ValueError(say("begins with {prefixes}", prefixes=say(" or ").join(prefixes)))
        return value

    return read


def _port(value: str) -> int:
    if value == "off":
        return -1
    if not value.isdigit() or int(value) > 65_535:
        raise ValueError(say("is a port number (0 to 65535, 0 for any free one) or “off”"))
    return int(value)


def _prefix(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,7}", value):
        raise ValueError(say("is 1 to 8 small letters, digits, - or _, such as “mw-”"))
    return value


def _level(value: str) -> str:
    if value.lower() not in _LEVELS:
        raise ValueError(say("is one of {levels}", levels=", ".join(_LEVELS)))
    return value.lower()


def _contact(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+( [^@\s]+)* ?<?[^@\s]+@[^@\s]+\.[^@\s]+>?|[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise ValueError(say("holds an e-mail address, which the SEC asks for"))
    return value


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


@dataclass(frozen=True)
class Setting:
    """One variable: its meaning for the README, its default as written, how it is read (ValueError: "is …")."""

    name: str
    meaning: str
    default: str = ""
    read: Callable[[str], object] = _text
    secret: bool = False


SETTINGS = (
    Setting("SLACK_BOT_TOKEN", "Slack bot token; with it Minnow speaks in Slack", "", _starts("xoxb-"), secret=True),
    Setting("SLACK_APP_TOKEN", "Slack app token, for Socket Mode (no public address)",
            "", _starts("xapp-"), secret=True),
    Setting("SLACK_SIGNING_SECRET", "Slack signing secret, for HTTP mode where no app token is set", secret=True),
    Setting("DISCORD_TOKEN", "Discord bot token; with it Minnow speaks in Discord", secret=True),
    Setting("REDIS_URL", "a Redis or Valkey 7.0 or newer; without it Minnow runs its own",
            "", _starts("redis://", "rediss://", "unix://"), secret=True),
    Setting("FRED_API_KEY", "free FRED key, for a faster pace of macro series", secret=True),
    Setting("BLS_API_KEY", "free BLS key, for a faster pace of labor series", secret=True),
    Setting("SEC_CONTACT", "your name and e-mail for the SEC's User-Agent; without it SEC filings are off",
            "", _contact),
    Setting("MINNOW_DATA_DIR", "where the store and caches live", "~/.local/share/minnow", _folder),
    Setting("MINNOW_WEB_PORT", "port of the local page on 127.0.0.1, “off” for none", "8765", _port),
    Setting("MINNOW_COMMAND_PREFIX", "put before every slash command where names clash, such as “mw-”", "", _prefix),
    Setting("MINNOW_WORDS", "a .po file with every fixed word in another language", "", _folder),
    Setting("MINNOW_LOG", "how much is logged: debug, info, warning or error", "info", _level),
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The settings as the program uses them; secrets never show in repr."""

    slack_bot_token: str = field(repr=False)
    slack_app_token: str = field(repr=False)
    slack_signing_secret: str = field(repr=False)
    discord_token: str = field(repr=False)
    redis_url: str = field(repr=False)
    fred_api_key: str = field(repr=False)
    bls_api_key: str = field(repr=False)
    sec_contact: str
    data_dir: Path
    web_port: int
    command_prefix: str
    words: Path | str  # "" for English
    log: str
    schedules: Mapping[str, Schedule]

    @property
    def speaks_slack(self) -> bool:
        return bool(self.slack_bot_token)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never appear in a log."""
        held = (
            self.slack_bot_token, self.slack_app_token, self.slack_signing_secret, self.discord_token,
            self.redis_url, self.fred_api_key, self.bls_api_key,
        )  # fmt: skip
        return tuple(value for value in held if value)


def environment(folder: Path) -> dict[str, str]:
    """The process's environment over the .env file in ``folder``."""
    written = {name: value for name, value in dotenv_values(folder / ".env").items() if value is not None}
    return {**written, **os.environ}  # noqa: TID251  # the one place that reads it


def read_words(env: Mapping[str, str]) -> Translation | None:
    """What is said instead of English, None for English; read before anything is said. WrongSetting in one sentence."""
    written = env.get("MINNOW_WORDS", "").strip()
    try:
        return Translation.read(_folder(written)) if written else None
    except WrongWords as error:
        raise WrongSetting(f"MINNOW_WORDS: {error}") from None


def read_settings(env: Mapping[str, str]) -> Settings:
    """Every setting checked. WrongSetting names the first that cannot be used."""
    values: dict[str, object] = {}
    for setting in SETTINGS:
        written = env.get(setting.name, "").strip()
        try:
            value = setting.read(written or setting.default) if written or setting.default else ""
        except ValueError as error:
            raise WrongSetting(
                say("{name} {wanted}; its value cannot be used.", name=setting.name, wanted=error)
                if setting.secret
                else say(
                    "{name} {wanted}; “{value}” cannot be used.", name=setting.name, wanted=error, value=written[:40]
                )
            ) from None
        values[setting.name.lower().removeprefix("minnow_")] = value
    settings = Settings(**values, schedules=_schedules(env))  # type: ignore[arg-type]  # read by the table above
    if settings.slack_bot_token and not (settings.slack_app_token or settings.slack_signing_secret):
        raise WrongSetting(
            say("SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) beside it.")
        )
    if settings.slack_app_token and not settings.slack_bot_token:
        raise WrongSetting(say("SLACK_APP_TOKEN is set and SLACK_BOT_TOKEN is not; Slack needs both."))
    return settings


def _schedules(env: Mapping[str, str]) -> dict[str, Schedule]:
    from bot.watchers import Schedule  # it says words, and the settings tell in which language

    schedules = {}
    for name, words in env.items():
        if name.startswith(SCHEDULE_PREFIX) and words.strip():
            try:
                schedules[name.removeprefix(SCHEDULE_PREFIX).lower()] = Schedule.parse(words)
            except ValueError as error:
                raise WrongSetting(f"{name}: {error}") from None
    return schedules
