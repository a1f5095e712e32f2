"""The rows of the delivery table, and how they are played: each in a world of its own, several side by side."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import harms
from tests.faults.fake_chat import Answer, How
from tests.faults.gate import LIMIT, Moment
from tests.faults.harms import Harm
from tests.faults.stage import Nursery, Stage

PLATFORMS = ("slack", "discord")
AT_ONCE = 6
QUIET_ROUNDS = 2  # watched after everything has settled: nothing more may come


@dataclass(frozen=True, eq=False)
class Row:
    """``what`` is a line of the table and ``when`` one of its cases; ``lost`` and ``repeated`` are what is promised.

    ``words`` is how many people are told on each platform that a channel cannot be written to.
    """

    what: str
    when: str
    harm: Harm
    has_history: bool = True
    knows_nonces: bool = False
    careless: bool = False
    patience: float = LIMIT
    words: int = 0
    lost: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(PLATFORMS, 0))
    repeated: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(PLATFORMS, 0))

    def __str__(self) -> str:
        return f"{self.what}: {self.when}"


@dataclass(frozen=True)
class Outcome:
    """What each home channel showed at the end; ``fault`` says what kept the row from being played."""

    lost: Mapping[str, int] = field(default_factory=dict)
    repeated: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    fault: str = ""
    logs: str = ""


def _rows() -> Iterator[Row]:
    yield from _killed()
    yield from _digested()
    yield from _answered()
    yield from _store()
    yield from _unreadable()


def _killed() -> Iterator[Row]:
    for script in ("record", "admit", "claim"):
        for moment in (Moment.ASKED, Moment.APPLIED):
            yield Row(f"killed at **{script}**", moment, harms.killed_at_script(script, moment))
    for moment in (Moment.ARRIVED, Moment.ACCEPTED, Moment.ANSWERED):
        yield Row("killed at **send**", moment, harms.killed_at_send(moment))
    yield Row("killed at **send** of a follow-up", Moment.ACCEPTED, harms.killed_at_follow_up(Moment.ACCEPTED))
    yield Row(
        "killed at the update of the alert that it follows", Moment.CHANGED, harms.killed_at_follow_up(Moment.CHANGED)
    )
    deleted = harms.killed_at_follow_up(Moment.ACCEPTED, deleted=True)
    yield Row("killed at **send** of what is posted anew for a deleted alert", Moment.ACCEPTED, deleted)
    for moment in (Moment.ASKED, Moment.APPLIED):
        yield Row("killed at **confirm**", moment, harms.killed_at_script("confirm", moment))
    for moment in (Moment.ASKED, Moment.APPLIED):
        harm = harms.killed_at_script("retry", moment, Answer(accepts=True, how=How.FAULT))
        yield Row("killed when handing back after a 500 that had accepted", moment, harm)
    for moment in (Moment.ASKED, Moment.APPLIED):
        harm = harms.killed_at_script("park", moment, Answer(accepts=False, how=How.FOR_GOOD))
        yield Row("killed when parking after a permanent error", moment, harm, words=1)
    yield Row("killed again", "while the accepted messages of the first are taken over", harms.killed_while_taking_over)
    for how, when in ((How.WELL, "answered"), (How.NEVER, "never answered")):
        harm = harms.ended_at_send(Answer(accepts=True, how=how))
        yield Row("asked to end (SIGTERM)", f"while a message is accepted and {when}", harm)
    frozen = "frozen until another worker has taken over, then thawed"
    yield Row(frozen, "at send, accepted", harms.frozen_at_send)
    yield Row(frozen, "at confirm", harms.frozen_at_confirm)


def _digested() -> Iterator[Row]:
    what = "a digest after quiet hours, killed at"
    for script in ("release", "confirm"):
        for moment in (Moment.ASKED, Moment.APPLIED):
            yield Row(f"{what} **{script}**", moment, harms.killed_with_a_digest(moment, script))
    yield Row(f"{what} **send**", Moment.ACCEPTED, harms.killed_with_a_digest(Moment.ACCEPTED))


def _answered() -> Iterator[Row]:
    yield Row("connection refused", "until it was tried twice", harms.refused)
    slower = harms.answered(Answer(accepts=False, how=How.SLOW_DOWN))
    yield Row("answered with 429", "nothing is sent before its Retry-After has passed", slower)
    for how, name in (
        (How.FAULT, "answered with 500"),
        (How.CUT, "answer lost, the connection cut"),
        (How.NEVER, "never answered"),
    ):
        for accepts, when in ((True, "though accepted"), (False, "not accepted")):
            yield Row(name, when, harms.answered(Answer(accepts=accepts, how=how)))
    yield Row("answer lost, though accepted", "and the first look-ups fail as well", harms.lost_and_look_up_fails)
    for_good = harms.answered(Answer(accepts=False, how=How.FOR_GOOD))
    yield Row("permanent error", "parked, one person told, sent when a command is typed there again", for_good, words=1)


def _store() -> Iterator[Row]:
    steps = ("record", "admit", "claim", "confirm")
    for script in steps:
        yield Row("the store's answer lost", f"at {script}", harms.store_answer_lost(script))
    yield Row("the store stands still and comes back", "while the price crosses", harms.store_frozen_before)
    yield Row("the store stands still and comes back", "at confirm", harms.store_frozen_at_confirm)
    for script in steps:
        yield Row("the store killed, and started again on its data", f"after {script}", harms.store_killed_at(script))


def _unreadable() -> Iterator[Row]:
    slack, both = {"slack": 1, "discord": 0}, dict.fromkeys(PLATFORMS, 1)
    killed, lost = harms.killed_at_send(Moment.ACCEPTED), harms.answered(Answer(accepts=True, how=How.CUT), 1)
    what = "the channel's history may not be read"
    yield Row(what, "killed when accepted", killed, has_history=False, knows_nonces=True, repeated=slack)
    yield Row(what, "answer lost", lost, has_history=False, knows_nonces=True, repeated=slack)
    what += ", and Discord has forgotten the nonce (minutes later)"
    yield Row(what, "killed when accepted", killed, has_history=False, repeated=both)


ROWS = tuple(_rows())
CARELESS = Row(
    "a program that confirms before it sends", "killed at send", harms.killed_at_send(Moment.ARRIVED),
    careless=True, patience=3 * 4.0, lost=dict.fromkeys(PLATFORMS, 1),
)  # fmt: skip


async def play(row: Row, nursery: Nursery, folder: Path) -> Outcome:
    """One row from the start of the program to the last quiet round."""
    async with Stage(nursery, folder, careless=row.careless) as stage:
        for platform in stage.platforms:
            platform.has_history = row.has_history
        stage.discord.knows_nonces = row.knows_nonces
        try:
            program = await stage.start()
            await stage.baseline()
            await row.harm(stage, program)
            await stage.settled(row.patience)
            await stage.more_rounds(QUIET_ROUNDS)
        except (AssertionError, TimeoutError) as error:
            return Outcome(fault=f"{type(error).__name__}: {error}", logs=stage.logs)
        shown = {platform.home.platform: platform.shown(platform.home.id) for platform in stage.platforms}
        return Outcome(
            lost={name: stage.alerts - len(set(messages)) for name, messages in shown.items()},
            repeated={name: len(messages) - len(set(messages)) for name, messages in shown.items()},
            words={one.home.platform: len(one.messages) - len(shown[one.home.platform]) for one in stage.platforms},
            logs=stage.logs,
        )


async def play_all(rows: Iterable[Row]) -> Mapping[str, Outcome]:
    """Every row's outcome, by its name."""
    free = asyncio.Semaphore(AT_ONCE)
    folder = Path(tempfile.mkdtemp(prefix="minnow-"))
    wanted = tuple(rows)

    async def one(number: int, row: Row) -> Outcome:
        async with free:
            return await play(row, nursery, folder / str(number))

    try:
        async with Nursery() as nursery:
            outcomes = await asyncio.gather(*(one(number, row) for number, row in enumerate(wanted)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {str(row): outcome for row, outcome in zip(wanted, outcomes, strict=True)}
