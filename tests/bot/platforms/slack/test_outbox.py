"""An alert arrives once, in the richest form that Slack takes, and what fails says what to do."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.ports import NotifyError
from bot.cards import Card
from bot.clock import SystemClock
from bot.platforms.slack import pictures
from bot.platforms.slack.outbox import EVENT, SlackNotifier, who
from bot.platforms.slack.pace import BURST
from tests.bot.platforms.slack.made_up import CHART, HOSTILE, SNOOZE, delivery, drawn
from tests.bot.platforms.slack.wire import BOT_TOKEN, CUT, HOME, PASS, Told, refusal
from tests.faults.fake_chat import Answer, How
from tests.faults.fake_slack import PERSON
from tests.gallery import ENDLESS

POST, UPDATE = "chat.postMessage", "chat.update"
PICTURED = Card("APLD", "It rose.", chart=CHART, actions=(SNOOZE,))
LOST = Answer(accepts=True, how=How.CUT)


def recent():
    """What find() looks back to: the fake's messages carry the present in their ids."""
    return SystemClock().now() - timedelta(seconds=1)


def images(body):
    return [block["slack_file"]["id"] for block in body.get("blocks", ()) if block["type"] == "image"]


async def test_an_alert_is_one_post_with_text_blocks_and_its_delivery_in_metadata(notifier, wire):
    given = delivery()

    message = await notifier.send(given)

    ((method, body),) = wire.calls
    assert method == POST
    assert message == f"{HOME}/{wire.messages[0].kept['ts']}"
    assert body["channel"] == HOME
    assert body["metadata"] == {
        "event_type": EVENT,
        "event_payload": {"delivery": given.id, "alert": given.alert.fingerprint},
    }
    assert body["text"] == "APLD crossed its target. It is above."
    assert [block["type"] for block in body["blocks"]] == ["header", "section", "section", "actions"]
    assert "thread_ts" not in body


async def test_addresses_in_an_alert_are_not_unfolded(notifier, wire):
    await notifier.send(delivery(Card("See https://a.example")))

    (body,) = wire.asked(POST)
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_call_nobody(notifier, wire, words):
    await notifier.send(delivery(Card(words, words)))

    (body,) = wire.asked(POST)
    assert not {"<", ">"} & set(body["text"])


async def test_a_person_is_written_to_in_a_direct_message_that_is_opened_once(notifier, wire):
    message = await notifier.send(delivery(channel=f"@{PERSON}"))
    await notifier.send(delivery(channel=f"@{PERSON}", name="two"))

    assert message == f"D{PERSON}/{wire.messages[0].kept['ts']}"
    assert [method for method, _ in wire.calls] == ["conversations.open", POST, POST]
    assert wire.asked("conversations.open") == [{"users": PERSON}]
    assert [body["channel"] for body in wire.asked(POST)] == [f"D{PERSON}"] * 2


async def test_a_follow_up_stands_in_the_thread_of_its_message(notifier, wire):
    first = await notifier.send(delivery())

    await notifier.send(delivery(name="two", follows=first))

    assert wire.messages[1].kept["thread_ts"] == wire.messages[0].kept["ts"]
    assert wire.messages[1].channel == HOME


async def test_a_follow_up_to_a_person_stays_in_their_direct_message(notifier, wire):
    first = await notifier.send(delivery(channel=f"@{PERSON}"))

    await notifier.send(delivery(name="two", channel=f"@{PERSON}", follows=first))

    assert wire.asked(POST)[1]["channel"] == f"D{PERSON}"
    assert wire.asked(POST)[1]["thread_ts"] == wire.messages[0].kept["ts"]


@pytest.mark.parametrize("follows", ["", "not sent yet", f"{HOME}/"])
async def test_what_is_no_message_is_not_followed(notifier, wire, follows):
    await notifier.send(delivery(follows=follows))

    assert wire.asked(POST)[0]["channel"] == HOME
    assert "thread_ts" not in wire.asked(POST)[0]


@pytest.mark.parametrize(
    "error",
    [
        "thread_not_found",
        "message_not_found",
        "cannot_reply_to_message",
        "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
    ],
)
async def test_where_the_followed_message_cannot_be_replied_to_the_alert_is_posted_anew(notifier, wire, error):
    wire.refusals = {POST: [refusal(error)]}

    await notifier.send(delivery(follows=f"{HOME}/42.0"))

    assert [body.get("thread_ts") for body in wire.asked(POST)] == ["42.0", None]
    assert wire.asked(POST)[1]["blocks"] == wire.asked(POST)[0]["blocks"]
    assert wire.shown(HOME) == [delivery().id]


async def test_who_is_mentioned_is_called_in_the_text_and_in_a_block_and_nobody_else_is(notifier, wire):
    await notifier.send(delivery(Card("<@U0EVE> <!here>", "<!channel>"), mention=PERSON))
    await notifier.send(delivery(name="two", mention="&S0TEAM"))
    await notifier.send(delivery(name="three", mention="everyone"))

    person, group, nobody = (json.dumps({key: body[key] for key in ("text", "blocks")}) for body in wire.asked(POST))
    assert (person.count("<"), person.count(f"<@{PERSON}>")) == (2, 2)
    assert (group.count("<"), group.count("<!subteam^S0TEAM>")) == (2, 2)
    assert "<" not in nobody


# The followed message, kept up


async def test_the_followed_message_shows_what_happened_since(notifier, wire):
    given = delivery(name="two", follows=f"{HOME}/42.0", living=PICTURED)

    assert await notifier.update(given)
    assert await notifier.update(given)

    first, second = wire.asked(UPDATE)
    assert first == second
    assert (first["channel"], first["ts"], first["text"]) == (HOME, "42.0", "APLD. It rose.")
    assert images(first) == ["F0"]
    assert (first["unfurl_links"], first["unfurl_media"]) == (False, False)
    assert "metadata" not in first
    assert wire.asked(POST) == []


async def test_a_followed_message_that_is_gone_is_said(notifier, wire):
    wire.refusals = {UPDATE: [refusal("message_not_found")]}

    assert not await notifier.update(delivery(follows=f"{HOME}/42.0", living=PICTURED))


@pytest.mark.parametrize("follows", ["", "not sent yet", f"{HOME}/"])
async def test_what_is_no_message_is_gone(notifier, wire, follows):
    assert not await notifier.update(delivery(follows=follows, living=PICTURED))
    assert wire.asked(UPDATE) == []


@pytest.mark.parametrize("error", ["cant_update_message", "edit_window_closed"])
async def test_a_message_that_may_not_be_changed_stays_as_it_is(notifier, wire, error, caplog):
    wire.refusals = {UPDATE: [refusal(error)]}

    assert await notifier.update(delivery(follows=f"{HOME}/42.0", living=Card("APLD")))
    assert len(wire.asked(UPDATE)) == 1
    assert error in caplog.text


@pytest.mark.parametrize("refused", [1, 2])
async def test_an_update_that_slack_does_not_take_is_tried_in_plainer_forms_and_holds_up_nothing(
    notifier, wire, refused
):
    wire.refusals = {UPDATE: [refusal("invalid_blocks")] * refused}

    assert await notifier.update(delivery(follows=f"{HOME}/42.0", living=Card("APLD", "It fell.")))
    assert ["blocks" in body for body in wire.asked(UPDATE)] == [True, False]
    assert wire.asked(UPDATE)[1]["text"] == "APLD. It fell."


@pytest.mark.parametrize(
    ("answer", "permanent", "retry_after", "doubtful"),
    [
        (refusal("not_in_channel"), True, None, False),
        (refusal("ratelimited", 429, {"Retry-After": "7"}), False, 7.0, False),
        (refusal("internal_error"), False, None, True),
        (CUT, False, None, True),
    ],
)
async def test_an_update_that_fails_is_an_error_of_its_kind(notifier, wire, answer, permanent, retry_after, doubtful):
    wire.refusals = {UPDATE: [answer]}

    with pytest.raises(NotifyError) as caught:
        await notifier.update(delivery(follows=f"{HOME}/42.0", living=Card("APLD")))

    error = caught.value
    assert (error.permanent, error.retry_after, error.doubtful) == (permanent, retry_after, doubtful)


async def test_the_longest_living_message_keeps_the_limit_of_an_update(notifier, wire):
    await notifier.update(delivery(follows=f"{HOME}/42.0", living=Card(ENDLESS, ENDLESS)))

    (body,) = wire.asked(UPDATE)
    assert len(body["text"]) <= 4_000


# In plainer forms


async def test_a_card_that_slack_does_not_take_arrives_as_plain_text(notifier, wire, caplog):
    wire.refusals = {POST: [refusal("invalid_blocks")]}

    await notifier.send(delivery())

    whole, plainer = wire.asked(POST)
    assert "blocks" in whole
    assert "blocks" not in plainer
    assert plainer["text"] == "APLD crossed its target. It is above."
    assert plainer["metadata"] == whole["metadata"]
    assert (plainer["unfurl_links"], plainer["unfurl_media"]) == (False, False)
    assert "A plainer one is tried" in caplog.text


async def test_a_thread_that_is_gone_is_not_asked_for_again_in_plainer_forms(notifier, wire):
    wire.refusals = {POST: [refusal("thread_not_found"), refusal("invalid_blocks")]}

    await notifier.send(delivery(follows=f"{HOME}/42.0"))

    assert ["thread_ts" in body for body in wire.asked(POST)] == [True, False, False]


async def test_worse_news_in_a_thread_is_told_in_the_channel_too(notifier, wire):
    await notifier.send(delivery(severity=Severity.HIGH))
    await notifier.send(delivery(severity=Severity.HIGH, follows=f"{HOME}/42.0"))
    await notifier.send(delivery(severity=Severity.NORMAL, follows=f"{HOME}/42.0"))

    assert [body.get("reply_broadcast") for body in wire.asked(POST)] == [None, True, None]


async def test_what_slack_takes_in_no_form_is_not_lost(notifier, wire):
    wire.refusals = {POST: [refusal("msg_too_long")] * 2}

    with pytest.raises(NotifyError, match="does not take the message in this form") as caught:
        await notifier.send(delivery())

    assert (caught.value.permanent, caught.value.doubtful) == (False, False)
    assert len(wire.calls) == 2


async def test_a_chart_is_uploaded_and_shown_with_its_words(notifier, wire):
    await notifier.send(delivery(PICTURED))

    assert wire.files == {"F0": await drawn(CHART)}
    (body,) = wire.asked(POST)
    assert images(body) == ["F0"]
    assert next(block for block in body["blocks"] if block["type"] == "image")["alt_text"] == "It rose."


async def _fails(chart):
    raise MemoryError("no room to draw")


async def _never(chart):
    await asyncio.Event().wait()


@pytest.mark.parametrize("draw", [_fails, _never])
async def test_a_picture_that_fails_never_costs_the_alert(notify, wire, draw, monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.05)

    await notify(picture=draw).send(delivery(PICTURED))

    (body,) = wire.asked(POST)
    assert images(body) == []
    assert "Chart: Price. It rose." in str(body["blocks"])
    assert "The picture of this chart could not be uploaded." in str(body["blocks"])


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "/upload/F0", "files.completeUploadExternal"])
@pytest.mark.parametrize("cut", [True, False])
async def test_an_upload_that_fails_at_any_step_never_costs_the_alert(notifier, wire, step, cut):
    wire.refusals = {step: [CUT if cut else refusal("missing_scope", 403, needed="files:write")]}

    await notifier.send(delivery(PICTURED))

    assert wire.shown(HOME) == [delivery().id]
    assert images(wire.asked(POST)[0]) == []


async def test_a_file_that_slack_cannot_show_yet_is_tried_once_more_and_then_left_out(notifier, wire):
    wire.refusals = {POST: [refusal("invalid_blocks")] * 2}

    await notifier.send(delivery(PICTURED))

    assert [images(body) for body in wire.asked(POST)] == [["F0"], ["F0"], []]
    assert wire.shown(HOME) == [delivery().id]


async def test_a_file_that_slack_can_show_a_moment_later_is_shown(notifier, wire):
    wire.refusals = {POST: [refusal("invalid_blocks")]}

    await notifier.send(delivery(PICTURED))
    await notifier.send(delivery(PICTURED, name="two", channel="C0OTHER"))

    assert [images(body) for body in wire.asked(POST)] == [["F0"]] * 3
    assert len(wire.files) == 1


async def test_a_file_that_cannot_be_shown_is_not_shown_again(notifier, wire):
    wire.refusals = {POST: [refusal("invalid_blocks")] * 2}

    await notifier.send(delivery(PICTURED))
    await notifier.send(delivery(PICTURED, name="two"))

    assert images(wire.asked(POST)[-1]) == ["F1"]


async def test_many_channels_share_one_upload(notifier, wire):
    await asyncio.gather(*(notifier.send(delivery(PICTURED, name=f"n{n}", channel=f"C{n}")) for n in range(8)))

    assert len(wire.files) == 1
    assert [images(body) for body in wire.asked(POST)] == [["F0"]] * 8


async def test_a_rate_limit_is_told_with_its_length_and_not_sat_out(notifier, wire):
    wire.refusals = {POST: [refusal("ratelimited", 429, {"Retry-After": "77"})]}

    with pytest.raises(NotifyError) as caught:
        await notifier.send(delivery())

    assert (caught.value.permanent, caught.value.doubtful, caught.value.retry_after) == (False, False, 77.0)
    assert len(wire.calls) == 1


async def test_what_only_a_person_can_change_is_told_once_and_for_good(notifier, wire):
    wire.refusals = {POST: [refusal("not_in_channel")]}

    with pytest.raises(NotifyError, match="I am not in this channel; invite me there with /invite @Minnow") as caught:
        await notifier.send(delivery())

    assert caught.value.permanent
    assert len(wire.calls) == 1


@pytest.mark.parametrize("said", [{"ok": True}, {"ok": True, "channel": HOME}, []])
async def test_an_answer_that_names_no_message_is_doubtful(notifier, wire, said):
    wire.refusals = {POST: [Told(said)]}

    with pytest.raises(NotifyError) as caught:
        await notifier.send(delivery())

    assert (caught.value.permanent, caught.value.doubtful) == (False, True)


async def test_a_lost_answer_is_doubtful_is_not_posted_again_and_the_message_is_found(notifier, wire):
    wire.answers = [LOST]
    given = delivery(first_try=recent())

    with pytest.raises(NotifyError) as caught:
        await notifier.send(given)

    assert caught.value.doubtful
    assert wire.shown(HOME) == [given.id]
    assert await notifier.find(given) == f"{HOME}/{wire.messages[0].kept['ts']}"


async def test_a_message_is_found_in_its_thread_by_the_next_run(notify, wire):
    first = await notify().send(delivery())
    given = delivery(name="two", follows=first, first_try=recent())
    message = await notify().send(given)

    assert await notify().find(given) == message
    assert [method for method, _ in wire.calls[2:]] == ["conversations.replies"]


async def test_a_follow_up_that_was_posted_anew_is_found_in_the_channel(notifier, wire):
    gone = f"{HOME}/42.0"
    wire.refusals = {POST: [refusal("thread_not_found")]}
    given = delivery(follows=gone, first_try=recent())
    message = await notifier.send(given)

    assert await notifier.find(given) == message
    assert [method for method, _ in wire.calls[2:]] == ["conversations.replies", "conversations.history"]


async def test_a_message_to_a_person_is_found_in_their_direct_message(notifier):
    given = delivery(channel=f"@{PERSON}", first_try=recent())
    message = await notifier.send(given)

    assert await notifier.find(given) == message


async def test_a_message_is_found_below_hundreds_of_others(notifier, wire):
    given = delivery(first_try=recent())
    message = await notifier.send(given)
    other = wire.asked(POST)[0] | {"metadata": {"event_type": EVENT, "event_payload": {"delivery": "another"}}}
    for _ in range(250):
        wire.accept(HOME, other)

    assert await notifier.find(given) == message
    assert len(wire.asked("conversations.history")) == 3


async def test_a_look_ends_after_some_pages(notifier, wire):
    given = delivery(first_try=recent())
    await notifier.send(given)
    other = wire.asked(POST)[0] | {"metadata": {"event_type": EVENT, "event_payload": {"delivery": "another"}}}
    for _ in range(700):
        wire.accept(HOME, other)

    assert await notifier.find(given) is None
    assert len(wire.asked("conversations.history")) == 5


async def test_a_look_goes_back_to_the_first_try_and_two_minutes_for_another_clock(notifier, wire):
    given = delivery()

    await notifier.find(given)

    (asked,) = wire.asked("conversations.history")
    assert float(asked["oldest"]) == given.first_try.timestamp() - 120


async def test_another_delivery_and_another_apps_message_are_not_taken_for_it(notifier, wire):
    await notifier.send(delivery(name="two"))
    foreign = {"event_type": "their_event", "event_payload": {"delivery": delivery().id}}
    wire.accept(HOME, {"text": "x", "metadata": foreign})

    assert await notifier.find(delivery(first_try=recent())) is None


async def test_a_history_that_may_not_be_read_is_told(notifier, wire):
    wire.has_history = False

    with pytest.raises(NotifyError, match="The app lacks channels:history") as caught:
        await notifier.find(delivery())

    assert caught.value.permanent


async def test_a_look_that_was_stopped_goes_on_where_it_was(notifier, wire):
    given = delivery(first_try=recent())
    message = await notifier.send(given)
    other = wire.asked(POST)[0] | {"metadata": {"event_type": EVENT, "event_payload": {"delivery": "another"}}}
    for _ in range(150):
        wire.accept(HOME, other)
    wire.refusals = {"conversations.history": [PASS, refusal("ratelimited", 429, {"Retry-After": "60"})]}

    with pytest.raises(NotifyError) as caught:
        await notifier.find(given)
    assert caught.value.retry_after == 60

    assert await notifier.find(given) == message
    assert [asked.get("cursor") for asked in wire.asked("conversations.history")] == [None, "100", "100"]


async def test_a_look_that_fails_is_tried_again(notifier, wire):
    wire.failing_looks = 1

    with pytest.raises(NotifyError) as caught:
        await notifier.find(delivery())

    assert not caught.value.permanent


async def test_a_token_says_whose_it_is_and_where(wire, base_url):
    assert await who(BOT_TOKEN, base_url) == "minnow in Home"


async def test_a_wrong_token_is_told_in_one_sentence_that_does_not_hold_it(wire, base_url):
    with pytest.raises(NotifyError, match="does not accept the token; install the app again") as caught:
        await who("xoxb-wrong", base_url)

    assert "xoxb-wrong" not in str(caught.value)


async def test_a_slack_that_is_away_is_told_in_one_sentence(wire, base_url):
    await wire.go_away()

    with pytest.raises(NotifyError, match=r"^Slack cannot be reached; the connection did not come about\.$"):
        await who(BOT_TOKEN, base_url)


async def test_a_busy_channel_keeps_slacks_pace_and_holds_up_no_other(notify, wire):
    notifier = notify(every=60.0)
    for number in range(BURST):
        await notifier.send(delivery(name=f"n{number}"))

    waiting = asyncio.create_task(notifier.send(delivery(name="late")))
    for number in range(10):
        await notifier.send(delivery(name=f"o{number}", channel=f"C{number}"))

    assert not waiting.done()
    assert (len(wire.shown(HOME)), len(wire.messages)) == (BURST, BURST + 10)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_closing_lets_go_of_a_picture_under_way(base_url, monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    ended = []

    async def draws(chart):
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(chart)

    notifier = SlackNotifier(BOT_TOKEN, picture=draws, base_url=base_url)
    await notifier.send(delivery(PICTURED))
    await notifier.close()

    assert ended == [CHART]
