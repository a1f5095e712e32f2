"""Alerts printed on a terminal, once."""

import io
from datetime import UTC, datetime

import pytest

from bot.alerts.alert import Alert
from bot.alerts.ports import Delivery, NotifyError, StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.platforms.terminal.outbox import TerminalNotifier

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)


class Kept:
    """A transcript in memory; ``away`` names when it fails: before or after it kept the message."""

    def __init__(self):
        self.bodies, self.away = {}, ""

    async def append(self, channel, id, body, at):
        self._fail("before")
        fresh = self.bodies.setdefault((channel, id), body) is body
        self._fail("after")
        return fresh

    async def messages(self, channel, after, limit):
        self._fail("reading")
        return [(key[1], body) for key, body in self.bodies.items() if key[0] == channel][-limit:]

    def _fail(self, when):
        if self.away == when:
            raise StoreAway("no answer")


def delivery(name="one"):
    alert = Alert(kind="k", about="APLD", occurrence=name, at=AT, card=Card(title=f"alert {name}"))
    return Delivery(name, Channel("terminal", "desk"), alert, 1, 1, doubtful=False, first_try=AT)


async def test_an_alert_is_printed_once_however_often_it_is_sent():
    stream, kept = io.StringIO(), Kept()

    first = await TerminalNotifier(stream, kept).send(delivery())
    again = await TerminalNotifier(stream, kept).send(delivery())

    assert first == again == "one"
    assert stream.getvalue() == "NOTE: alert one\n\n"


async def test_a_look_back_finds_what_was_told_and_nothing_else():
    notifier = TerminalNotifier(io.StringIO(), Kept())
    await notifier.send(delivery("one"))

    assert await notifier.find(delivery("one")) == "one"
    assert await notifier.find(delivery("two")) is None


@pytest.mark.parametrize("away", ["before", "after"])
async def test_an_alert_is_printed_once_when_the_store_went_away_while_keeping_it(away):
    stream, kept = io.StringIO(), Kept()
    notifier, kept.away = TerminalNotifier(stream, kept), away

    with pytest.raises(NotifyError) as failure:
        await notifier.send(delivery())
    kept.away = ""

    assert failure.value.doubtful
    assert stream.getvalue() == ""
    assert await notifier.find(delivery()) is None
    await notifier.send(delivery())
    assert stream.getvalue().count("alert one") == 1


async def test_a_store_that_is_away_while_looking_back_is_a_passing_failure():
    kept = Kept()
    kept.away = "reading"

    with pytest.raises(NotifyError) as failure:
        await TerminalNotifier(io.StringIO(), kept).find(delivery())
    assert not failure.value.permanent


async def test_a_closed_stream_waits_for_a_person_and_loses_nothing():
    stream, kept = io.StringIO(), Kept()
    notifier = TerminalNotifier(stream, kept)
    stream.close()

    with pytest.raises(NotifyError) as failure:
        await notifier.send(delivery())

    assert failure.value.permanent
    assert await notifier.find(delivery()) is None


async def test_letters_that_the_terminal_does_not_know_are_replaced():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    alert = Alert(kind="k", about="", occurrence="o", at=AT, card=Card(title="€ 漢"))

    await TerminalNotifier(stream, Kept()).send(Delivery("d", Channel("terminal", "desk"), alert, 1, 1, False, AT))

    assert raw.getvalue() == b"NOTE: ? ?\n\n"
