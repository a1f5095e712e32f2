"""The verbs of the command line, each a few lines over the composed program."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.alerts.ports import PlatformRefused, StoreAway
from bot.market.ticker import Ticker
from bot.pasted.file import NoText
from bot.settings import Settings, WrongSetting, environment, read_settings
from bot.store.embedded import StoreRefused
from bot.words import say

if TYPE_CHECKING:
    from bot.app import Minnow
    from bot.store.memory import RedisShelf
    from bot.watchers import Watcher


class Refused(Exception):
    """A verb cannot do what was asked; one sentence with the next step."""


def log_to_stderr(settings: Settings, *, quiet: bool) -> None:
    """``quiet``: somebody reads the answer on the same screen, so only what is wrong is logged beside it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SecretFormatter(settings.secrets))
    level = "WARNING" if quiet and settings.log == "info" else settings.log.upper()
    logging.basicConfig(level=level, handlers=[handler], force=True)


class SecretFormatter(logging.Formatter):
    """One line each; no setting that is a secret leaves the program, in a message or a traceback."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        said = super().format(record)
        for secret in self._secrets:
            said = said.replace(secret, "•••")
        return said


def run(given: Namespace, folder: Path) -> int:
    """Do a verb; every refusal is one sentence on stderr, never a traceback."""
    try:
        settings = read_settings(environment(folder))
        log_to_stderr(settings, quiet=given.verb != "serve")
        return asyncio.run(VERBS[given.verb](given, settings))
    except WrongSetting as error:
        return _say(error, 2)
    except Refused as error:
        return _say(error, 2)
    except (StoreRefused, StoreAway, PlatformRefused) as error:
        return _say(error, 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # who read along has had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _say(error: Exception, code: int) -> int:
    print(f"minnow: {error}", file=sys.stderr)
    return code


@asynccontextmanager
async def opened(settings: Settings, *, keep: bool = True) -> AsyncIterator[Minnow]:
    """The composed program over its store, not serving; with ``keep=False`` vendors' answers are not kept."""
    from bot.app import assemble, live_feeds, open_store
    from bot.clock import SystemClock
    from bot.serve import Timetable

    clock = SystemClock()
    store = await open_store(settings, clock)
    try:
        shelf = store.shelf if keep else ReadOnly(store.shelf)
        yield assemble(settings, store, live_feeds(settings, shelf, clock), clock, Timetable())
    finally:
        await store.close()


class ReadOnly:
    """A shelf that is looked at and never filled."""

    def __init__(self, shelf: RedisShelf) -> None:
        self.get = shelf.get

    async def put(self, *_: object) -> None:
        return None


def _watcher(minnow: Minnow, name: str) -> Watcher:
    if name not in minnow.watchers:
        raise Refused(
            say("There is no watcher “{name}”; there are {watchers}.", name=name, watchers=", ".join(minnow.watchers))
        )
    return minnow.watchers[name]


async def _serve(_: Namespace, settings: Settings) -> int:
    from bot.serve import serve

    return await serve(settings)


async def _demo(given: Namespace, settings: Settings) -> int:
    from bot.demo.play import play

    return await play(settings, once=given.once, port=given.port, speed=given.speed)


async def _ask(given: Namespace, settings: Settings) -> int:
    if given.demo:
        from bot.demo.asked import asked

        print(await asked(settings, given.line, given.channel, as_json=given.json))
        return 0
    from bot.platforms.terminal.inbox import ask
    from bot.platforms.terminal.keyboard import piped, this_person
    from bot.platforms.terminal.screen import this_screen

    line, dash = (given.line.rstrip()[:-2], True) if given.line.rstrip().endswith(" -") else (given.line, False)
    try:
        handed = piped(sys.stdin) if dash else ""
    except NoText as trouble:
        raise Refused(str(trouble)) from None
    async with opened(settings) as minnow:
        screen, person = this_screen(sys.stdout, minnow.clock.now()), this_person(sys.stdin, sys.stdout)
        said = ask(
            minnow.commands, line, given.channel, user="terminal", as_json=given.json, screen=screen, person=person,
            piped=handed,
        )  # fmt: skip
        print(await said)
    return 0


async def _look(given: Namespace, settings: Settings) -> int:
    from bot.look import look

    async with opened(settings, keep=False) as minnow:
        watcher = _watcher(minnow, given.watcher)
        try:
            tickers = [Ticker.parse(given.ticker)] if given.ticker else await minnow.store.watchlists.watched()
        except ValueError as error:
            raise Refused(str(error)) from None
        print(await look(minnow, watcher, tickers, as_json=given.json))
    return 0


async def _round(given: Namespace, settings: Settings) -> int:
    from bot.serve import deliver_round

    async with opened(settings) as minnow:
        report = await deliver_round(minnow, _watcher(minnow, given.watcher))
    told = say(
        "{watcher}: {asked} asked, {unanswered} unanswered, {alerts} alerts.",
        watcher=report.watcher,
        asked=report.asked,
        unanswered=report.unanswered,
        alerts=report.alerts,
    )
    if report.trouble:
        told = say("{told} First trouble: {trouble}", told=told, trouble=report.trouble)
    print(told)
    return 0


async def _manifest(given: Namespace, settings: Settings) -> int:
    from bot.app import all_commands
    from bot.platforms.slack.manifest import manifest

    try:
        written = manifest(all_commands(), settings.command_prefix, given.address)
    except ValueError as error:
        raise Refused(say("The manifest cannot be written: {error}.", error=error)) from None
    print(json.dumps(written, indent=2))
    return 0


async def _check(given: Namespace, settings: Settings) -> int:
    from bot.checkup.checkup import checkup

    return await checkup(settings, live=given.live)


VERBS = {
    "serve": _serve,
    "demo": _demo,
    "ask": _ask,
    "look": _look,
    "round": _round,
    "manifest": _manifest,
    "check": _check,
}
