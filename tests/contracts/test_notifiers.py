"""What every local notifier promises, over a real transcript: once, found again, whole, and never lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.alerts.alert import Alert, Severity
from bot.alerts.codec import load_alert
from bot.alerts.living import Stamp, living
from bot.alerts.ports import Delivery, Notifier, NotifyError, StoreAway, Transcript
from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.platforms.terminal.outbox import TerminalNotifier
from bot.platforms.web.outbox import WebNotifier
from bot.store.memory import RedisTranscript
from tests.gallery import GALLERY

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
ROOM, OTHER_ROOM = Channel("local", "home"), Channel("local", "other")
LOCAL: dict[str, Callable[[Transcript], Notifier]] = {
    "terminal": lambda kept: TerminalNotifier(io.StringIO(), kept),
    "web": lambda kept: WebNotifier(kept, lambda channel: None),
}
EVERY_ONE = pytest.mark.parametrize("start", LOCAL.values(), ids=LOCAL)


def delivery(name: str, card: Card | None = None, *, channel: Channel = ROOM, tries: int = 1) -> Delivery:
    alert = Alert(
        kind="price_past_target", about="APLD", occurrence=name, at=AT, card=card or Card(title=name),
        severity=Severity.QUIET, size=1.5, follows="earlier",
    )  # fmt: skip
    return Delivery(f"id-{name}", channel, alert, 1, tries, doubtful=tries > 1, first_try=AT)


class Lost:
    """A transcript whose store does not answer: before it has kept a message, or after."""

    def __init__(self, inner: Transcript, *, after: bool) -> None:
        self._inner, self._after = inner, after

    async def append(self, channel: Channel, id: str, body: str, at: datetime) -> bool:
        if self._after:
            await self._inner.append(channel, id, body, at)
        raise StoreAway("no answer")

    async def messages(self, channel: Channel, after: str, limit: int):
        raise StoreAway("no answer")


@pytest.fixture
def kept(server):
    return RedisTranscript(server)


async def bodies(kept: Transcript, channel: Channel = ROOM) -> list[Alert]:
    return [load_alert(body) for _, body in await kept.messages(channel, "", 1_000)]


@EVERY_ONE
async def test_an_alert_sent_again_after_any_restart_is_there_once_under_one_id(start, kept):
    ids = [await start(kept).send(delivery("one", tries=number)) for number in (1, 2, 3)]

    assert len(set(ids)) == 1
    assert ids[0]
    assert await bodies(kept) == [delivery("one").alert]


@EVERY_ONE
async def test_what_was_sent_is_found_by_the_next_run_and_what_was_not_is_not(start, kept):
    message = await start(kept).send(delivery("one"))

    assert await start(kept).find(delivery("one", tries=2)) == message
    assert await start(kept).find(delivery("two")) is None
    assert await start(kept).find(delivery("one", channel=OTHER_ROOM)) is None


@EVERY_ONE
async def test_channels_do_not_hear_each_other_and_alerts_keep_their_order(start, kept):
    notifier = start(kept)
    for name in ("one", "two", "three"):
        await notifier.send(delivery(name))
    await notifier.send(delivery("four", channel=OTHER_ROOM))

    assert [alert.occurrence for alert in await bodies(kept)] == ["one", "two", "three"]
    assert [alert.occurrence for alert in await bodies(kept, OTHER_ROOM)] == ["four"]


@EVERY_ONE
@pytest.mark.parametrize("after", [False, True], ids=["before it was kept", "after"])
async def test_a_store_that_is_away_is_doubtful_and_the_next_try_leaves_one(start, kept, after):
    with pytest.raises(NotifyError) as sending:
        await start(Lost(kept, after=after)).send(delivery("one"))
    with pytest.raises(NotifyError) as finding:
        await start(Lost(kept, after=after)).find(delivery("one"))

    assert (sending.value.doubtful, sending.value.permanent) == (True, False)
    assert not finding.value.permanent
    assert str(sending.value).endswith("no answer")
    await start(kept).send(delivery("one", tries=2))
    assert len(await bodies(kept)) == 1


@EVERY_ONE
async def test_an_update_may_be_repeated_and_stands_in_nobodys_way(start, kept):
    root, later = delivery("one"), delivery("two")
    stamp = Stamp("stamp", AT, "Seen by ann")
    later = replace(later, follows=root.id, living=living(root.alert, [stamp]))
    await start(kept).send(root)

    assert [await start(kept).update(later) for _ in range(2)] == [True, True]
    assert await start(kept).find(root) == root.id
    assert await start(kept).find(later) is None
    assert await start(kept).send(later) == later.id
    assert await start(kept).find(later) == later.id


@EVERY_ONE
async def test_every_card_of_the_gallery_arrives_whole(start, kept):
    notifier, sent = start(kept), [delivery(name, card) for name, card in GALLERY.items()]
    for one in sent:
        await notifier.send(one)

    assert await bodies(kept) == [one.alert for one in sent]
    assert [await notifier.find(one) for one in sent[-3:]] == [one.id for one in sent[-3:]]
