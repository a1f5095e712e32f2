"""An alert arrives once, in the richest form its channel takes, and what fails says what to do."""

import asyncio
import re
from datetime import timedelta

import pytest
from discord.http import Route

from bot.alerts.alert import Severity
from bot.alerts.ports import NotifyError
from bot.cards import Card, Fact
from bot.clock import SystemClock
from bot.platforms.discord import outbox
from bot.platforms.discord.outbox import DiscordNotifier, who
from tests.bot.platforms.discord.made_up import HOSTILE, SNOOZE, alert, delivery, drawn
from tests.bot.platforms.discord.wire import BARE, LOCKED, NO_HISTORY, ROLE, THREAD
from tests.bot.platforms.made_up import CHART
from tests.faults.fake_chat import Answer, How
from tests.faults.fake_discord import HOME, PERSON, SERVER

QUIET, REPLY_UNREAD = 1 << 12, 160_002
PICTURED = Card("APLD", "It rose.", chart=CHART, actions=(SNOOZE,))
LOST = Answer(accepts=True, how=How.CUT)


def refusal(status, code, message="No."):
    return (status, {"message": message, "code": code}, {})


def recent():
    """What find() looks back to: the fake's messages carry the present in their ids."""
    return SystemClock().now() - timedelta(seconds=1)


async def test_an_alert_is_posted_with_an_enforced_nonce_and_its_id_in_its_buttons(notifier, wire):
    given = delivery()

    message = await notifier.send(given)

    (body,) = wire.bodies
    assert message == f"{HOME}/{wire.messages[0].kept['id']}"
    assert (body["nonce"], body["enforce_nonce"]) == (given.id, True)
    assert len(body["nonce"]) <= 25
    assert body["components"][0]["components"][0]["custom_id"] == f"{given.id}|snooze APLD 1d"
    assert body["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert body["embeds"][0]["title"] == "APLD crossed its target"
    assert body["embeds"][-1]["timestamp"] == "2026-01-15T14:30:00+00:00"
    assert not body.get("flags", 0) & QUIET


async def test_an_alert_that_is_sent_twice_is_there_once(notifier, wire):
    wire.knows_nonces = True

    assert await notifier.send(delivery()) == await notifier.send(delivery())
    assert len(wire.messages) == 1


async def test_a_quiet_alert_arrives_without_a_sound(notifier, wire):
    await notifier.send(delivery(severity=Severity.QUIET))

    assert wire.bodies[0]["flags"] & QUIET


async def test_a_quiet_alert_in_plain_text_is_quiet_too(notifier, wire):
    await notifier.send(delivery(severity=Severity.QUIET, channel=BARE))

    assert wire.bodies[0]["flags"] == QUIET | 1 << 2


async def test_a_follow_up_replies_to_its_message_and_is_a_plain_one_when_that_is_gone(notifier, wire):
    await notifier.send(delivery(follows=f"{HOME}/42"))

    assert wire.bodies[0]["message_reference"] == {"message_id": "42", "fail_if_not_exists": False}


@pytest.mark.parametrize("follows", ["", "not sent yet", f"{LOCKED}/42", f"{HOME}/x"])
async def test_what_is_no_message_of_this_channel_is_not_replied_to(notifier, wire, follows):
    await notifier.send(delivery(follows=follows))

    assert "message_reference" not in wire.bodies[0]


async def test_without_the_right_to_reply_a_follow_up_is_a_plain_message(notifier, wire):
    wire.refusals = [refusal(400, REPLY_UNREAD, "Cannot reply without permission to read message history")]

    await notifier.send(delivery(follows=f"{HOME}/42"))

    assert ["message_reference" in body for body in wire.bodies] == [True, False]
    assert wire.bodies[1]["embeds"] == wire.bodies[0]["embeds"]


async def test_a_chart_is_attached_with_its_words(notifier, wire):
    await notifier.send(delivery(PICTURED))

    (body,) = wire.bodies
    assert wire.pictures == [await drawn(CHART)]
    assert body["attachments"] == [{"id": 0, "filename": "chart.png", "description": "Price. It rose."}]
    assert body["embeds"][-1]["image"] == {"url": "attachment://chart.png"}


async def _fails(chart):
    raise MemoryError("no room to draw")


async def _never(chart):
    await asyncio.Event().wait()


@pytest.mark.parametrize("draw", [_fails, _never, None])
async def test_a_picture_that_fails_never_costs_the_alert(inbox, wire, draw, monkeypatch):
    monkeypatch.setattr(outbox, "_DRAW_WITHIN", 0.05)

    await DiscordNotifier(inbox.client, picture=draw).send(delivery(PICTURED))

    assert wire.pictures == [None]
    assert wire.bodies[0]["embeds"][-1]["fields"][-1]["value"] == "Price. It rose."


@pytest.mark.parametrize(
    "refused",
    [refusal(413, 40_005, "Request entity too large"), refusal(403, 50_013, "Missing Permissions")],
)
async def test_a_refused_picture_is_put_in_words_and_a_refused_card_in_plain_text(notifier, wire, refused):
    wire.refusals = [refused] * 2

    await notifier.send(delivery(PICTURED))

    assert [picture is not None for picture in wire.pictures] == [True, False, False]
    assert "image" not in wire.bodies[1]["embeds"][-1]
    assert wire.bodies[2]["content"].startswith("**APLD**")
    assert {body["nonce"] for body in wire.bodies} == {delivery().id}


async def test_a_channel_without_cards_and_files_is_written_to_in_plain_text_at_once(notifier, wire):
    await notifier.send(delivery(PICTURED, channel=BARE))

    (body,) = wire.bodies
    assert body["content"].splitlines() == ["**APLD**", "It rose.", "**Chart**: Price. It rose."]
    assert wire.pictures == [None]


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_ping_nobody(notifier, wire, words):
    await notifier.send(delivery(Card(words, words), channel=BARE))

    assert "@everyone" not in wire.bodies[0]["content"]
    assert wire.bodies[0]["allowed_mentions"]["parse"] == []


@pytest.mark.parametrize(
    ("mention", "call"), [(PERSON, f"<@{PERSON}>"), (f"&{ROLE}", f"<@&{ROLE}>")], ids=["a person", "a role"]
)
@pytest.mark.parametrize("channel", [HOME, BARE, f"@{PERSON}"])
async def test_who_is_mentioned_is_called_beside_the_card_and_nobody_else(notifier, wire, mention, call, channel):
    await notifier.send(delivery(Card("<@1> @everyone", f"<@&{ROLE}0>"), mention=mention, channel=channel))

    (body,) = wire.bodies
    assert re.findall(r"(?<!\\)<@&?\d+>", body["content"]) == [call]
    named = {"roles": [ROLE]} if mention.startswith("&") else {"users": [PERSON]}
    assert body["allowed_mentions"] == {"parse": [], "replied_user": False, **named}


@pytest.mark.parametrize("mention", [f"&{SERVER}", "everyone", "here", "ann", f"{PERSON}> @everyone"])
async def test_everybody_is_never_called(notifier, wire, mention):
    await notifier.send(delivery(mention=mention))

    (body,) = wire.bodies
    assert "content" not in body
    assert body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_message_shows_what_happened_since(notifier, wire):
    message = await notifier.send(delivery())
    since = alert(Card("APLD crossed its target", facts=(Fact("Now", "Seen by Ann"),), actions=(SNOOZE,)))

    there = await notifier.update(delivery(name="two", follows=message, living=since))

    ((body,), (kept,)) = (wire.changed, [said.kept for said in wire.messages])
    assert there
    assert kept["embeds"][0]["fields"][0]["value"] == "Seen by Ann"
    assert body["allowed_mentions"]["parse"] == []
    assert not {"nonce", "attachments", "content"} & body.keys()


async def test_an_updated_message_is_not_taken_for_what_updated_it(notifier, wire):
    message = await notifier.send(delivery(name="one"))
    news = delivery(name="two", follows=message, living=alert(), first_try=recent())
    await notifier.update(news)

    assert await notifier.find(news) is None


async def test_a_message_that_is_gone_is_said_to_be(notifier, wire):
    assert not await notifier.update(delivery(follows=f"{HOME}/42", living=alert()))


@pytest.mark.parametrize("follows", ["", "-", "C0/17.5"])
async def test_what_is_no_message_of_discord_is_gone(notifier, wire, follows):
    assert not await notifier.update(delivery(follows=follows, living=alert()))
    assert wire.changed == []


async def test_in_a_channel_without_cards_the_text_is_changed(notifier, wire):
    message = await notifier.send(delivery(channel=BARE))

    assert await notifier.update(delivery(follows=message, living=alert(Card("It is over")), channel=BARE))

    ((body,), (kept,)) = (wire.changed, [said.kept for said in wire.messages])
    assert kept["content"] == "**It is over**"
    assert body["embeds"] == []


async def test_a_change_that_fails_is_tried_again_as_a_send_is(notifier, wire):
    message = await notifier.send(delivery())
    wire.refused_changes = [refusal(403, 50_001)]

    with pytest.raises(NotifyError, match="Minnow cannot see #alerts") as caught:
        await notifier.update(delivery(follows=message, living=alert()))

    assert caught.value.permanent


@pytest.mark.parametrize(
    ("channel", "refused", "step"),
    [
        (HOME, refusal(403, 50_001), "Minnow cannot see #alerts: let its role view the channel"),
        (HOME, refusal(404, 10_003), "#alerts is gone: set Minnow up in another channel."),
        (HOME, refusal(401, 0), "must put a new one into DISCORD_TOKEN"),
        (f"@{PERSON}", refusal(403, 50_007), "This person takes no direct messages from Minnow"),
        (LOCKED, refusal(403, 50_013), "Minnow may not post in #c3: allow it Send Messages there"),
        ("42", refusal(404, 10_003), "The channel 42 is gone"),
    ],
)
async def test_what_only_a_person_can_change_is_told_once_and_for_good(notifier, wire, channel, refused, step):
    wire.refusals = [refused]

    with pytest.raises(NotifyError) as caught:
        await notifier.send(delivery(channel=channel))

    assert caught.value.permanent
    assert step in str(caught.value)
    assert len(wire.bodies) == 1


async def test_a_thread_needs_its_own_permission(notifier, wire):
    wire.refusals = [refusal(403, 50_013)]

    with pytest.raises(NotifyError, match="in #talk: allow it Send Messages in Threads there"):
        await notifier.send(delivery(channel=THREAD))


async def test_a_channel_that_is_none_is_refused_without_asking(notifier, wire):
    with pytest.raises(NotifyError, match="“C0ALERTS” is no Discord channel") as caught:
        await notifier.send(delivery(channel="C0ALERTS"))

    assert caught.value.permanent
    assert not wire.bodies


async def test_a_person_is_written_to_directly(notifier, wire):
    message = await notifier.send(delivery(channel=f"@{PERSON}"))
    await notifier.send(delivery(channel=f"@{PERSON}", name="two"))

    assert message.startswith(f"9{PERSON}/")
    assert [said.channel for said in wire.messages] == [f"9{PERSON}"] * 2


async def test_a_rate_limit_is_told_with_its_length_and_not_sat_out(notifier, wire):
    wire.refusals = [(429, {"message": "You are being rate limited.", "retry_after": 77.0, "global": False}, {})]

    with pytest.raises(NotifyError) as caught:
        await notifier.send(delivery())

    assert (caught.value.permanent, caught.value.doubtful, caught.value.retry_after) == (False, False, 77.0)


async def test_a_lost_answer_is_doubtful_and_the_message_is_found(notifier, wire):
    wire.answers = [LOST]
    given = delivery(first_try=recent())

    with pytest.raises(NotifyError) as caught:
        await notifier.send(given)

    assert caught.value.doubtful
    assert await notifier.find(given) == f"{HOME}/{wire.messages[0].kept['id']}"


async def test_another_delivery_is_not_taken_for_it(notifier, wire):
    await notifier.send(delivery(name="two"))

    assert await notifier.find(delivery(first_try=recent())) is None


async def test_a_message_without_buttons_is_found_by_its_title_and_time(notifier):
    given = delivery(Card("Bare"), first_try=recent())
    await notifier.send(given)

    assert await notifier.find(given) is not None
    assert await notifier.find(delivery(Card("Another"), first_try=recent())) is None


async def test_a_message_is_found_below_hundreds_of_others(notifier, wire):
    for number in range(250):
        wire.accept(HOME, {"nonce": str(number), "content": "x"})
    given = delivery(first_try=recent())
    await notifier.send(given)

    assert await notifier.find(given) is not None


async def test_what_others_wrote_is_never_ours(notifier, wire):
    given = delivery(first_try=recent())
    await notifier.send(given)
    wire.messages[0].kept["author"] = {"id": "42"}

    assert await notifier.find(given) is None


async def test_a_history_that_may_not_be_read_is_told(notifier, wire):
    with pytest.raises(NotifyError, match="may not read the history of #c6") as caught:
        await notifier.find(delivery(channel=NO_HISTORY))

    assert caught.value.permanent


async def test_a_look_that_fails_is_tried_again(notifier, wire):
    wire.failing_looks = 1

    with pytest.raises(NotifyError) as caught:
        await notifier.find(delivery())

    assert not caught.value.permanent


async def test_a_token_says_whose_it_is_and_how_to_invite_it(wire):
    said = await who("token")

    assert said.startswith("minnow in 2 servers; invite it with https://discord.com/oauth2/authorize?client_id=11000")


@pytest.mark.parametrize("token", ["wrong", "to ken\n"])
async def test_a_wrong_token_is_told_in_one_sentence_that_does_not_hold_it(wire, token):
    with pytest.raises(ConnectionError, match="put a new one into DISCORD_TOKEN") as caught:
        await who(token)

    assert token.strip() not in str(caught.value)


async def test_a_discord_that_is_away_is_told_in_one_sentence(wire, monkeypatch):
    monkeypatch.setattr(Route, "BASE", f"{wire.url}/nowhere")

    with pytest.raises(ConnectionError, match=r"^Discord answered with status 404\.$"):
        await who("token")
