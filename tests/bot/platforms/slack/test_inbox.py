"""Typed and pressed lines are acknowledged at once and answered once, to the person alone."""

import asyncio
import json

import pytest

from bot.alerts.ports import StoreAway
from bot.cards import Action, Card
from bot.commands import Caller, command
from bot.home import Part
from bot.platforms.slack import inbox as room
from bot.platforms.slack import lines
from bot.platforms.slack.inbox import SlackInbox, SlackRefused
from bot.platforms.slack.render import message
from tests.bot.platforms.slack.made_up import CHART, SNOOZE, Waits, commands, drawn
from tests.bot.platforms.slack.wire import APP_TOKEN, BOT_TOKEN, HOME, SECRET, Told, refusal
from tests.faults.fake_slack import BOT, PERSON
from tests.faults.gate import until


def said(body):
    """Title and lead."""
    texts = [block["text"]["text"] for block in body["blocks"] if block.get("text")]
    return texts[0], texts[1] if len(texts) > 1 else ""


def element(*actions):
    """What Slack keeps of a card's buttons: the last one, or the menu."""
    return message(Card("x", actions=actions))["blocks"][-1]["elements"][-1]


async def test_a_command_is_answered_to_the_one_who_typed_it(inbox, wire, until_answered):
    await wire.type("/rate apld long")

    body = await until_answered()
    assert said(body) == ("APLD: Hold, long", f"slack:{HOME} {PERSON} ann")
    assert body["text"].startswith("APLD: Hold, long")
    assert (body["response_type"], body["replace_original"]) == ("ephemeral", False)
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)


async def test_a_command_is_acknowledged_at_once_and_without_a_word(connect, wire, until_answered, until_acknowledged):
    waits = Waits()
    await connect(parts=commands(waits.command))
    await wire.type("/wait")

    assert await until_acknowledged() == {"envelope_id": "envelope1"}
    assert wire.heard == []
    waits.go.set()

    assert said(await until_answered())[0] == "At last"


async def test_who_waits_is_told_what_is_fetched_and_the_answer_takes_its_place(connect, wire, until_answered):
    waits = Waits()
    await connect(parts=commands(waits.command))
    await wire.type("/wait")

    told = await until_answered()
    assert said(told) == ("One moment", "Fetching a &lt;!channel&gt; from Yahoo …")
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)

    waits.go.set()
    body = await until_answered()
    assert (said(body)[0], body["replace_original"]) == ("At last", True)


async def test_what_is_there_in_a_moment_is_shown_without_another_word(connect, wire, until_answered):
    waits = Waits()
    waits.go.set()
    await connect(parts=commands(waits.command))
    await wire.type("/wait")

    body = await until_answered()
    assert (said(body)[0], body["replace_original"]) == ("At last", False)


async def test_a_press_leaves_the_message_with_its_button_alone(connect, wire, until_answered, monkeypatch):
    monkeypatch.setattr(lines, "A_MOMENT", 0.0)
    waits = Waits()
    await connect(parts=commands(waits.command))
    await wire.press(element(Action("Wait", "wait")))
    assert await until(lambda: waits.asked, 10)
    waits.go.set()

    body = await until_answered()
    assert (said(body)[0], body["replace_original"]) == ("At last", False)


async def test_nothing_is_asked_of_slack_before_the_acknowledgement(inbox, wire, until_answered):
    before = len(wire.calls)

    await wire.type("/ping")
    await until_answered()

    assert [method for method, _ in wire.calls[before:]] == ["/response"]


async def test_a_wrong_word_is_answered_with_the_usage(inbox, wire, until_answered):
    await wire.type("/rate <!channel>")

    body = await until_answered()
    assert "That did not work" in said(body)[0]
    assert "<!channel>" not in json.dumps(body)


async def test_a_direct_message_is_the_persons_channel(inbox, wire, until_answered):
    await wire.type("/rate apld", channel="D0DIRECT")

    assert said(await until_answered())[1] == f"slack:@{PERSON} {PERSON} ann"


async def test_what_slack_wrote_as_entities_is_read_as_it_was_typed(inbox, wire, until_answered):
    await wire.type("/snooze a &lt;b&gt; &amp;amp; c")

    assert said(await until_answered())[0] == "Snoozed a &lt;b&gt; &amp;amp; c"


@pytest.mark.parametrize("typed", ["/mw-ping", "/mw-ping  "])
async def test_a_prefixed_command_is_found(connect, wire, until_answered, typed):
    await connect(parts=commands(prefix="mw-"))
    await wire.type(typed)

    assert said(await until_answered())[0] == "It answers"


@pytest.mark.parametrize("typed", ["/minnow-status", "/status"])
async def test_a_name_of_slacks_own_is_called_with_ours_before_it(inbox, wire, until_answered, typed):
    await wire.type(typed)

    assert said(await until_answered())[0] == "All is well"


async def test_a_command_that_is_gone_is_answered_in_our_words(inbox, wire, until_answered, until_acknowledged):
    await wire.type("/pong")

    assert await until_acknowledged() == {"envelope_id": "envelope1"}
    title, lead = said(await until_answered())
    assert title.endswith("Unknown command")
    assert lead == "There is no command “pong”. Did you mean /ping?"


async def test_what_is_delivered_twice_is_acknowledged_twice_and_answered_once(inbox, wire, until_answered):
    await wire.type("/rate apld", trigger="the same")
    await wire.type("/rate apld", trigger="the same")
    await wire.type("/ping")

    assert await until(lambda: len(wire.acknowledged) == 3 and len(wire.heard) == 2, 10)
    assert sorted(said(body)[0] for body in wire.heard) == ["APLD: Hold, short", "It answers"]


async def test_the_same_line_typed_twice_is_answered_twice(inbox, wire):
    await wire.type("/ping")
    await wire.type("/ping")

    assert await until(lambda: len(wire.heard) == 2, 10)


async def test_a_button_says_its_line(inbox, wire, until_answered, until_acknowledged):
    await wire.press(element(SNOOZE))

    assert await until_acknowledged() == {"envelope_id": "envelope1"}
    body = await until_answered()
    assert said(body)[0] == "Snoozed APLD 1d"
    assert (body["response_type"], body["replace_original"]) == ("ephemeral", False)
    assert "thread_ts" not in body


async def test_a_choice_from_the_menu_says_its_line(inbox, wire, until_answered):
    menu = element(*(Action(f"b{number}", f"snooze b{number}") for number in range(7)))
    assert menu["type"] == "overflow"

    await wire.press(menu)

    assert said(await until_answered())[0] == "Snoozed b6"


async def test_a_button_knows_who_pressed_it_and_where(inbox, wire, until_answered):
    await wire.press(element(Action("Rate", "rate APLD")))

    assert said(await until_answered())[1] == f"slack:{HOME} {PERSON} ann"


async def test_a_button_in_a_direct_message_is_the_persons(inbox, wire, until_answered):
    await wire.press(element(Action("Rate", "rate APLD")), channel="D0DIRECT")

    assert said(await until_answered())[1] == f"slack:@{PERSON} {PERSON} ann"


async def test_a_button_in_a_thread_is_answered_there(inbox, wire, until_answered):
    await wire.press(element(SNOOZE), thread="7.0")

    assert (await until_answered())["thread_ts"] == "7.0"


async def test_a_button_whose_command_is_gone_is_answered(inbox, wire, until_answered):
    await wire.press(element(Action("x", "vanished APLD")))

    assert said(await until_answered())[0].endswith("Unknown command")


async def test_a_press_that_is_delivered_twice_is_answered_once(inbox, wire):
    await wire.press(element(SNOOZE), trigger="the same")
    await wire.press(element(SNOOZE), trigger="the same")
    await wire.type("/ping")

    assert await until(lambda: len(wire.acknowledged) == 3 and len(wire.heard) == 2, 10)
    assert sorted(said(body)[0] for body in wire.heard) == ["It answers", "Snoozed APLD 1d"]


async def test_an_answer_shows_its_chart(inbox, wire, until_answered):
    await wire.type("/chart")

    (image,) = (block for block in (await until_answered())["blocks"] if block["type"] == "image")
    assert (image["slack_file"], image["alt_text"]) == ({"id": "F0"}, "It rose.")
    assert wire.files == {"F0": await drawn(CHART)}


async def test_an_answer_whose_chart_cannot_be_uploaded_tells_it_in_words(inbox, wire, until_answered):
    wire.refusals = {"files.getUploadURLExternal": [refusal("missing_scope", needed="files:write")]}

    await wire.type("/chart")

    assert "Chart: Price. It rose." in json.dumps(await until_answered())


@pytest.mark.parametrize(("refused", "left"), [(1, ["image"]), (2, []), (3, None)])
async def test_an_answer_that_slack_does_not_take_is_shown_in_a_plainer_form(
    inbox, wire, until_answered, refused, left, monkeypatch
):
    monkeypatch.setattr(inbox._answers, "_pause", 0.001)
    wire.refusals = {"/response": [Told("invalid_blocks", 400)] * refused}

    await wire.type("/chart")

    body = await until_answered()
    blocks = body.get("blocks")
    assert left == (None if blocks is None else [block["type"] for block in blocks if block["type"] == "image"])
    assert body["text"] == "APLD. It rose."
    assert body["response_type"] == "ephemeral"


async def test_a_fault_is_answered_and_is_in_the_log(connect, wire, until_answered, monkeypatch, caplog):
    async def fails(line, caller):
        raise MemoryError

    broken = commands()
    monkeypatch.setattr(broken, "answer", fails)
    await connect(parts=broken)
    await wire.type("/ping")

    title, lead = said(await until_answered())
    assert title.endswith("That failed")
    assert "in its log" in lead
    assert "a command could not be answered" in caplog.text


async def test_an_answer_that_takes_too_long_is_told(connect, wire, until_answered, monkeypatch):
    monkeypatch.setattr(lines, "ANSWER_LIMIT", 0.05)
    await connect(parts=commands(Waits().command))

    await wire.type("/wait")

    title, lead = said(await until_answered())
    assert title.endswith("No answer")
    assert "try again" in lead


async def test_too_many_questions_are_turned_away_in_the_acknowledgement(connect, wire, monkeypatch):
    monkeypatch.setattr(lines, "AT_ONCE", 1)
    monkeypatch.setattr(lines, "BACKLOG", 1)
    waits = Waits()
    await connect(parts=commands(waits.command))

    for _ in range(3):
        await wire.type("/wait")
    assert await until(lambda: len(wire.acknowledged) == 3, 10)

    assert wire.acknowledged[2]["payload"] == {"text": lines._BUSY}
    assert ["payload" in one for one in wire.acknowledged[:2]] == [False, False]
    assert waits.asked == 1
    waits.go.set()
    assert await until(lambda: len(wire.heard) == 2, 10)


async def test_what_was_turned_away_may_be_asked_again(connect, wire, monkeypatch):
    monkeypatch.setattr(lines, "AT_ONCE", 1)
    monkeypatch.setattr(lines, "BACKLOG", 0)
    waits = Waits()
    await connect(parts=commands(waits.command))
    await wire.type("/wait")
    await wire.type("/ping", trigger="the same")
    assert await until(lambda: len(wire.acknowledged) == 2, 10)
    waits.go.set()
    assert await until(lambda: wire.heard, 10)

    await wire.type("/ping", trigger="the same")

    assert await until(lambda: len(wire.heard) == 2, 10)


async def test_an_interaction_that_cannot_be_read_costs_no_other(inbox, wire, until_answered, caplog):
    await wire._deliver("slash_commands", {"command": "/ping"})
    assert await until(lambda: "an interaction could not be read" in caplog.text, 10)

    await wire.type("/ping")

    assert said(await until_answered())[0] == "It answers"


async def test_stopping_lets_an_answer_under_way_go_out(connect, wire):
    waits = Waits()
    inbox = await connect(parts=commands(waits.command))
    await wire.type("/wait")
    assert await until(lambda: waits.asked, 10)

    stopping = asyncio.create_task(inbox.stop())
    assert await until(lambda: wire._lines[0].closed, 10)
    assert not stopping.done()
    waits.go.set()
    await stopping

    assert [said(body)[0] for body in wire.heard] == ["At last"]


async def test_stopping_ends_what_does_not_end_by_itself(connect, wire, monkeypatch):
    monkeypatch.setattr(room, "STOP_WITHIN", 0.05)
    waits = Waits()
    inbox = await connect(parts=commands(waits.command))
    await wire.type("/wait")
    assert await until(lambda: waits.asked, 10)

    await inbox.stop()

    assert not inbox._tasks
    assert wire.heard == []


@pytest.mark.parametrize(("known", "variable"), [({APP_TOKEN}, "SLACK_BOT_TOKEN"), ({BOT_TOKEN}, "SLACK_APP_TOKEN")])
async def test_a_token_that_slack_does_not_take_ends_the_start_in_one_sentence(wire, base_url, known, variable):
    wire.tokens = known
    inbox = SlackInbox(BOT_TOKEN, commands(), app_token=APP_TOKEN, base_url=base_url)

    with pytest.raises(SlackRefused, match=f"^Slack does not accept {variable}; .* of your app\\.$") as caught:
        await inbox.start()

    await inbox.stop()
    assert "secret" not in str(caught.value)


async def test_a_slack_in_trouble_does_not_hold_up_the_start(connect, wire, until_answered, caplog):
    wire.refusals = {"auth.test": [Told("Server Error", 500)]}

    await connect()
    await wire.type("/ping")

    assert said(await until_answered())[0] == "It answers"
    assert "Slack has trouble of its own" in caplog.text


async def test_the_environments_own_token_is_not_taken(monkeypatch, wire, connect, until_answered):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-another")
    await connect()

    await wire.type("/ping")

    assert said(await until_answered())[0] == "It answers"


# HTTP mode


async def test_a_signed_request_is_acknowledged_without_a_word_and_answered(door, wire, until_answered):
    assert await door.send(wire.typed("/rate", "apld")) == (200, "")

    assert said(await until_answered()) == ("APLD: Hold, short", f"slack:{HOME} {PERSON} ann")


async def test_a_signed_press_is_answered(door, wire, until_answered):
    pressed = {
        "type": "block_actions", "user": {"id": PERSON, "username": "ann"}, "channel": {"id": HOME},
        "container": {"type": "message", "channel_id": HOME}, "trigger_id": "t", "team": {"id": "T"},
        "response_url": f"{wire.url}/response", "actions": [{**element(SNOOZE), "block_id": "b"}],
    }  # fmt: skip

    assert (await door.send({"payload": json.dumps(pressed)}))[0] == 200

    assert said(await until_answered())[0] == "Snoozed APLD 1d"


async def test_a_request_that_slack_repeats_is_answered_once(door, wire):
    for _ in range(3):
        assert (await door.send(wire.typed("/rate", "apld", trigger="the same")))[0] == 200
    await door.send(wire.typed("/ping", trigger="another"))

    assert await until(lambda: any(said(body)[0] == "It answers" for body in wire.heard), 10)
    assert sorted(said(body)[0] for body in wire.heard) == ["APLD: Hold, short", "It answers"]


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "another"},
        {"secret": ""},
        {"signed": b"command=%2Fping"},
        {"age": 301},
        {"age": 86_400},
        {"age": -305},
    ],
    ids=str,
)
async def test_a_request_that_is_not_slacks_or_older_than_five_minutes_is_refused_unheard(door, wire, forged):
    status, _ = await door.send(wire.typed("/rate", "apld"), **forged)
    assert status == 401

    assert (await door.send(wire.typed("/ping", trigger="another")))[0] == 200
    assert await until(lambda: wire.heard, 10)
    assert [said(body)[0] for body in wire.heard] == ["It answers"]


async def test_a_request_of_nearly_five_minutes_ago_is_heard(door, wire):
    assert (await door.send(wire.typed("/ping"), age=290))[0] == 200


@pytest.mark.parametrize(("body", "charset"), [(b"\xff\xfe", "utf-8"), (b"command=%2Fping", "nobody-knows")])
async def test_a_body_that_is_no_text_is_refused(door, body, charset):
    assert await door.send(body, charset=charset) == (400, "")


@pytest.mark.parametrize("body", [b"", b"payload=%7B", b"payload=1", b"command=%2Fping"])
async def test_a_signed_body_that_makes_no_sense_does_no_harm(door, wire, body, until_answered):
    status, _ = await door.send(body)

    assert 400 <= status < 600
    await door.send(wire.typed("/ping"))
    assert said(await until_answered())[0] == "It answers"


async def test_there_is_one_address_and_no_other(door, wire):
    assert (await door.send(wire.typed("/ping"), path="/slack/other"))[0] == 404


async def test_http_without_a_signing_secret_is_one_sentence():
    with pytest.raises(ValueError, match="set SLACK_SIGNING_SECRET"):
        SlackInbox(BOT_TOKEN, commands(), signing_secret="").http_routes()


async def test_http_mode_opens_no_socket(door, wire):
    assert [method for method, _ in wire.calls] == ["auth.test"]
    assert wire._lines == []
    assert SECRET not in json.dumps(wire.calls)


# What happens in the workspace


@pytest.fixture
def joined():
    return []


@pytest.fixture
async def listening(connect, joined):
    async def join(channel):
        joined.append(str(channel))

    async def home(caller):
        return (Part(caller.channel, Card(f"Home of {caller.user}")),)

    return await connect(joined=join, home=home)


async def test_a_channel_that_we_were_added_to_is_joined(listening, wire, joined, until_acknowledged):
    await wire.happen(type="member_joined_channel", user=BOT, channel=HOME, channel_type="C")

    assert "payload" not in await until_acknowledged()
    assert await until(lambda: joined == [f"slack:{HOME}"], 10)


async def test_a_person_who_joins_is_no_news_and_what_is_delivered_twice_happened_once(listening, wire, joined):
    await wire.happen(type="member_joined_channel", user=PERSON, channel="C0OTHER")
    for _ in range(2):
        await wire.happen(type="member_joined_channel", user=BOT, channel=HOME, id="Ev0")

    assert await until(lambda: len(wire.acknowledged) == 3 and joined, 10)
    assert joined == [f"slack:{HOME}"]


async def test_where_slack_was_away_at_the_start_the_event_says_who_we_are(connect, wire, joined):
    wire.refusals = {"auth.test": [Told("Server Error", 500)]}

    async def join(channel):
        joined.append(str(channel))

    await connect(joined=join)
    await wire.happen(type="member_joined_channel", user=BOT, channel=HOME)

    assert await until(lambda: joined == [f"slack:{HOME}"], 10)


async def test_a_store_that_is_away_is_no_fault(connect, wire, caplog):
    async def away(_):
        raise StoreAway("no answer")

    await connect(joined=away, home=away)
    await wire.happen(type="member_joined_channel", user=BOT, channel=HOME)
    await wire.happen(type="app_home_opened", user=PERSON, tab="home")

    assert await until(lambda: "was not welcomed" in caplog.text and "could not be shown" in caplog.text, 10)
    assert wire.asked("views.publish") == []


async def test_who_opens_the_home_tab_finds_their_own(listening, wire, until_asked):
    await wire.happen(type="app_home_opened", user=PERSON, tab="home")

    asked = await until_asked("views.publish")
    view = asked["view"]
    assert (asked["user_id"], view["type"]) == (PERSON, "home")
    assert view["blocks"][0]["text"]["text"] == f"Home of {PERSON}"


async def test_who_opens_the_messages_tab_and_any_other_event_is_acknowledged_alone(listening, wire):
    await wire.happen(type="app_home_opened", user=PERSON, tab="messages")
    await wire.happen(type="message", user=PERSON, text="hello", channel=HOME)
    await wire.type("/ping")

    assert await until(lambda: len(wire.acknowledged) == 3 and wire.heard, 10)
    assert wire.asked("views.publish") == []


async def test_a_home_tab_that_slack_does_not_take_is_in_the_log(listening, wire, caplog):
    wire.refusals = {"views.publish": [refusal("not_enabled")]}

    await wire.happen(type="app_home_opened", user=PERSON, tab="home")

    assert await until(lambda: "the Home tab could not be shown: Slack refused (not_enabled)." in caplog.text, 10)


# Who asks


async def test_a_command_may_ask_who_manages_the_channel_and_one_that_does_not_costs_no_call(
    connect, wire, until_answered
):
    @command("mine", "Whether you manage it")
    async def mine(*, caller: Caller) -> Card:
        return Card(f"Manages: {await caller.manages()}")

    wire.standing = {PERSON: {"is_admin": True}, HOME: {"creator": "U0EVE"}}
    await connect(parts=commands(mine))
    await wire.type("/ping")
    await until_answered()
    assert wire.asked("users.info") == []

    await wire.type("/mine")
    assert said(await until_answered())[0] == "Manages: True"
    await wire.press(element(Action("x", "mine")), channel="D0DIRECT")
    assert said(await until_answered())[0] == "Manages: True"
    assert len(wire.asked("users.info")) == 1
