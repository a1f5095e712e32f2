"""Alerts in the local channel's transcript."""

from dataclasses import replace

import pytest

from bot.alerts.codec import load_alert
from bot.alerts.ports import NotifyError
from bot.platforms.web.message import Message
from bot.platforms.web.outbox import WebNotifier
from tests.bot.platforms.web.kept import HOME, delivery, lived


async def test_an_alert_is_kept_once_under_its_delivery_and_the_channel_is_woken(kept):
    woken = []
    notifier = WebNotifier(kept, woken.append)

    assert await notifier.send(delivery("one")) == "id-one"
    assert await notifier.send(delivery("one")) == "id-one"

    [(_, body)] = await kept.messages(HOME, "", 10)
    assert load_alert(body) == delivery("one").alert
    assert woken == [HOME, HOME]


async def test_a_look_back_finds_what_is_there(kept):
    notifier = WebNotifier(kept, lambda channel: None)
    await notifier.send(delivery("one"))

    assert await notifier.find(delivery("one")) == "id-one"
    assert await notifier.find(delivery("two")) is None


async def test_a_store_that_is_away_is_a_passing_failure(kept):
    notifier = WebNotifier(kept, lambda channel: None)
    kept.away = True

    with pytest.raises(NotifyError) as sending:
        await notifier.send(delivery("one"))
    with pytest.raises(NotifyError) as finding:
        await notifier.find(delivery("one"))

    assert sending.value.doubtful
    assert not sending.value.permanent
    assert not finding.value.permanent


async def shown(kept):
    return [Message.load(body) for _, body in await kept.messages(HOME, "", 100)]


async def test_what_happened_since_is_kept_once_however_often_it_is_told(kept):
    woken = []
    notifier, root = WebNotifier(kept, woken.append), delivery("one")
    await notifier.send(root)

    assert await notifier.update(lived(root, "Seen by ann"))
    assert await notifier.update(lived(root, "Seen by ann"))
    assert await notifier.update(lived(root, "Seen by ann", "Closed"))

    first, *updates = await shown(kept)
    assert first == Message(root.alert)
    assert updates == [
        Message(lived(root, "Seen by ann").living, anew=True),
        Message(lived(root, "Seen by ann", "Closed").living, anew=True),
    ]
    assert {one.alert.fingerprint for one in updates} == {root.alert.fingerprint}
    assert woken == [HOME] * 4


async def test_an_alert_that_no_page_shows_any_more_is_gone(kept):
    notifier, root = WebNotifier(kept, lambda channel: None), delivery("one")

    assert not await notifier.update(lived(root, "Closed"))
    await notifier.send(root)
    assert await notifier.update(lived(root, "Closed"))
    for number in range(200):
        await notifier.send(delivery(str(number)))
    assert not await notifier.update(lived(root, "Closed again"))
    assert len(await kept.messages(HOME, "", 1_000)) == 202


async def test_an_update_does_not_stand_for_the_alert_itself(kept):
    notifier, root = WebNotifier(kept, lambda channel: None), delivery("one")
    await notifier.send(root)
    for number in range(150):
        await notifier.send(delivery(str(number)))
    assert await notifier.update(lived(root, "Closed"))
    for number in range(150, 250):
        await notifier.send(delivery(str(number)))

    assert not await notifier.update(lived(root, "Closed again"))


async def test_what_stands_anew_is_the_earlier_alert_and_lives_on(kept):
    notifier, root = WebNotifier(kept, lambda channel: None), delivery("one")
    later = lived(root, "Closed")
    anew = replace(later, follows="", alert=replace(later.alert, card=later.living.card))

    assert await notifier.find(anew) is None
    assert await notifier.send(anew) == later.id
    assert await notifier.find(anew) == later.id
    assert await notifier.update(lived(root, "Closed", "Seen by ann"))

    stands, update = await shown(kept)
    assert stands.alert == replace(later.living, at=later.alert.at)
    assert update.alert.fingerprint == stands.alert.fingerprint


async def test_a_follow_up_beside_an_update_is_found_by_its_own_words(kept):
    notifier, root = WebNotifier(kept, lambda channel: None), delivery("one")
    later = lived(root, "Closed")
    await notifier.send(root)
    await notifier.update(later)

    assert await notifier.find(later) is None
    assert await notifier.send(later) == later.id
    assert await notifier.find(later) == later.id
    assert [one.alert for one in await shown(kept)] == [root.alert, later.living, later.alert]


async def test_a_message_of_another_version_does_not_stop_an_update(kept):
    notifier, root = WebNotifier(kept, lambda channel: None), delivery("one")
    await kept.append(HOME, "old", '{"is": "Poster", "occurrence": "one"}', root.first_try)
    await notifier.send(root)

    assert await notifier.update(lived(root, "Closed"))


@pytest.mark.parametrize("away", [1, 2], ids=["while looking", "while keeping"])
async def test_an_update_while_the_store_is_away_is_tried_again(kept, away):
    notifier, root = WebNotifier(kept, lambda channel: None), delivery("one")
    await notifier.send(root)
    answered, calls = kept._answer, []

    def fail():
        calls.append(1)
        kept.away = len(calls) == away
        answered()

    kept._answer = fail
    with pytest.raises(NotifyError) as updating:
        await notifier.update(lived(root, "Closed"))

    assert not updating.value.permanent
    assert await notifier.update(lived(root, "Closed"))
    assert len(await shown(kept)) == 2
