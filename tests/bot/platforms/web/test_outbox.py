"""Alerts in the local channel's transcript."""

import pytest

from bot.alerts.codec import load_alert
from bot.alerts.ports import NotifyError
from bot.platforms.web.outbox import WebNotifier
from tests.bot.platforms.web.kept import HOME, delivery


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
