"""What is done to the program while it tells of a crossing; each returns when the harm is over."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.faults.fake_chat import RETRY_AFTER, Answer, How
from tests.faults.gate import Gate, Moment, until
from tests.faults.stage import ABOVE, BELOW, Program, Stage

Harm = Callable[[Stage, Program], Awaitable[None]]

PER_SCRIPT = {"confirm": 2, "retry": 2, "park": 2}  # one for each platform; the others carry both at once
DRAIN_LIMIT = 10.0  # seconds between SIGTERM and the end
UNTIL_PUT_RIGHT = 1_000  # sends
AWAY = 3  # failed connections to the store until it is back


async def _killed_at(stage: Stage, program: Program, gate: Gate) -> None:
    stage.prices_are(ABOVE)
    await gate.full()
    await stage.kill(program)
    gate.open(goes_on=False)
    await stage.start()


def killed_at_follow_up(moment: Moment, *, deleted: bool = False) -> Harm:
    """SIGKILL while the price is back below its target and what is told of it in each channel has come so far.

    ``deleted``: a person has deleted the alerts that it continues.
    """

    async def harm(stage: Stage, program: Program) -> None:
        stage.prices_are(ABOVE)
        await stage.settled()
        if deleted:
            for platform in stage.platforms:
                for delivery in platform.shown(platform.home.id):
                    platform.delete(platform.home.id, delivery)
        stage.alerts *= 2
        gate = stage.stop_sends(moment)
        stage.prices_are(BELOW)
        await gate.full()
        await stage.kill(program)
        gate.open(goes_on=False)
        await stage.start()

    return harm


def killed_with_a_digest(moment: Moment, script: str = "") -> Harm:
    """Quiet hours hold both alerts and end; SIGKILL at the digest's script, or at its send; then a new start."""

    async def harm(stage: Stage, program: Program) -> None:
        await stage.quiet(begins=True)
        stage.prices_are(ABOVE)
        held = {}

        async def all_held() -> bool:
            held.update({one.home: await stage.outbox.held(one.home) for one in stage.platforms})
            return all(len(waiting) == stage.alerts for waiting in held.values())

        assert await until(all_held), f"not held:\n{stage.logs}"
        stage.alerts = 1
        gate = stage.stop_script(script, moment, PER_SCRIPT.get(script, 1)) if script else stage.stop_sends(moment)
        await stage.quiet(begins=False)
        await gate.full()
        await stage.kill(program)
        gate.open(goes_on=False)
        await stage.start()
        await stage.settled()
        for channel, waiting in held.items():
            told = await stage.outbox.told(channel, [one.alert.fingerprint for one in waiting])
            assert all(told), f"{channel}: an alert of the digest is not marked as told:\n{stage.logs}"

    return harm


def killed_at_script(script: str, moment: Moment, answer: Answer | None = None) -> Harm:
    """SIGKILL while a script is on its way to the store, or its answer on the way back; then a new start."""

    async def harm(stage: Stage, program: Program) -> None:
        if answer is not None:
            stage.answer(answer, UNTIL_PUT_RIGHT if answer.how is How.FOR_GOOD else 1)
        await _killed_at(stage, program, stage.stop_script(script, moment, PER_SCRIPT.get(script, 1)))
        if answer is not None and answer.how is How.FOR_GOOD:
            await _put_right(stage)

    return harm


def killed_at_send(moment: Moment) -> Harm:
    """SIGKILL while the first message to each platform is under way; then a new start."""

    async def harm(stage: Stage, program: Program) -> None:
        await _killed_at(stage, program, stage.stop_sends(moment))

    return harm


async def killed_while_taking_over(stage: Stage, program: Program) -> None:
    """Killed with messages accepted, and the next one killed when it has just taken them over."""
    sent = stage.stop_sends(Moment.ACCEPTED)
    stage.prices_are(ABOVE)
    await sent.full()
    await stage.kill(program)
    sent.open(goes_on=False)
    taking = stage.stop_script("take_over", Moment.APPLIED)
    second = await stage.start()
    await taking.full()
    await stage.kill(second)
    taking.open(goes_on=False)
    await stage.start()


def answered(answer: Answer, times: int = 2) -> Harm:
    """The first messages to each platform are answered so."""

    async def harm(stage: Stage, _program: Program) -> None:
        stage.answer(answer, UNTIL_PUT_RIGHT if answer.how is How.FOR_GOOD else times)
        stage.prices_are(ABOVE)
        if answer.how is How.FOR_GOOD:
            await _put_right(stage)
        await stage.settled()
        if answer.how is How.SLOW_DOWN:
            for platform in stage.platforms:
                first, second = platform.sends[:2]
                assert second - first >= RETRY_AFTER, f"{platform.home} was written to before Retry-After had passed"

    return harm


async def lost_and_look_up_fails(stage: Stage, program: Program) -> None:
    """The answer is lost, and so are the first answers when the history is asked for it."""
    for platform in stage.platforms:
        platform.failing_looks = 2
    await answered(Answer(accepts=True, how=How.CUT), 1)(stage, program)
    assert not any(platform.failing_looks for platform in stage.platforms), "the history was not asked"


async def _put_right(stage: Stage) -> None:
    """The channels are broken and a person was told of it; then it is put right and a command typed there."""

    async def parked() -> bool:
        return len(await stage.outbox.broken()) == len(stage.platforms) and not await stage.outbox.waiting()

    assert await until(parked), f"not parked:\n{stage.logs}"
    for platform in stage.platforms:
        told = [message for message in platform.messages if message.channel != platform.home.id]
        assert len(told) == 1, f"{platform.home.platform}: one person is told once, not {len(told)} times"
        platform.answers = []
        await platform.type("/help")


async def refused(stage: Stage, _program: Program) -> None:
    """Both platforms refuse connections until each was tried; then they are back."""
    for platform in stage.platforms:
        await platform.go_away()
    stage.prices_are(ABOVE)
    assert await until(lambda: stage.was_tried(2)), f"not tried again:\n{stage.logs}"
    for platform in stage.platforms:
        await platform.come_back()


def ended_at_send(answer: Answer) -> Harm:
    """SIGTERM while the first message to each platform is under way; it ends by itself, and is started again."""

    async def harm(stage: Stage, program: Program) -> None:
        stage.answer(answer, 1)
        gate = stage.stop_sends(Moment.ACCEPTED)
        stage.prices_are(ABOVE)
        await gate.full()
        program.ask_to_end()
        gate.open(goes_on=True)
        assert await until(lambda: "ended: 0" in program.said, DRAIN_LIMIT), f"it did not end:\n{stage.logs}"
        await stage.start()

    return harm


async def _frozen_at(stage: Stage, program: Program, gate: Gate) -> None:
    """SIGSTOP with one delivery under way and one queued, until another worker has delivered both; then SIGCONT."""
    stage.prices_are(ABOVE)
    await gate.full()
    program.freeze()
    await stage.start()
    await stage.settled()
    gate.open(goes_on=True)
    program.thaw()


async def frozen_at_send(stage: Stage, program: Program) -> None:
    await _frozen_at(stage, program, stage.stop_sends(Moment.ACCEPTED))


async def frozen_at_confirm(stage: Stage, program: Program) -> None:
    await _frozen_at(stage, program, stage.stop_script("confirm", Moment.ASKED, PER_SCRIPT["confirm"]))


def store_answer_lost(script: str) -> Harm:
    """The store has done it, and the connection breaks before the program hears."""

    async def harm(stage: Stage, _program: Program) -> None:
        gate = stage.stop_script(script, Moment.APPLIED, PER_SCRIPT.get(script, 1))
        stage.prices_are(ABOVE)
        await gate.full()
        gate.open(goes_on=False)

    return harm


async def store_frozen_before(stage: Stage, _program: Program) -> None:
    """The store stands still when the price crosses, and for some tries after."""
    async with _frozen(stage):
        stage.prices_are(ABOVE)
        await _tried_again(stage)


async def store_frozen_at_confirm(stage: Stage, _program: Program) -> None:
    """The store stands still when the platforms have answered."""
    gate = stage.stop_script("confirm", Moment.ASKED, PER_SCRIPT["confirm"])
    stage.prices_are(ABOVE)
    await gate.full()
    async with _frozen(stage):
        gate.open(goes_on=True)
        await _tried_again(stage)


def store_killed_at(script: str) -> Harm:
    """The store is killed when it has just done a step, and started again on its data after some tries."""

    async def harm(stage: Stage, _program: Program) -> None:
        gate = stage.stop_script(script, Moment.APPLIED, PER_SCRIPT.get(script, 1))
        stage.prices_are(ABOVE)
        await gate.full()
        stage.signal_store(signal.SIGKILL)
        await stage.store.stop()
        gate.open(goes_on=False)
        await _tried_again(stage)
        await stage.store.start()

    return harm


@asynccontextmanager
async def _frozen(stage: Stage) -> AsyncIterator[None]:
    stage.signal_store(signal.SIGSTOP)
    try:
        yield
    finally:
        stage.signal_store(signal.SIGCONT)


async def _tried_again(stage: Stage) -> None:
    enough = stage.proxy.connections + AWAY
    assert await until(lambda: stage.proxy.connections >= enough), f"the store was not tried again:\n{stage.logs}"
