"""A message of ours is changed in the shape that it has, and what cannot be changed is left as it is."""

import pytest

from bot.cards import Card
from bot.platforms.discord.edits import edit
from bot.platforms.discord.rest import Refused, Unanswered
from tests.bot.platforms.discord.made_up import SNOOZE, alert, delivery
from tests.bot.platforms.made_up import CHART
from tests.faults.fake_discord import HOME

PICTURED = alert(Card("APLD", chart=CHART, actions=(SNOOZE,)))
LIVING = alert(Card("APLD", "It is over.", actions=(SNOOZE,)))


def refusal(status, code, **more):
    return (status, {"message": "No.", "code": code, **more}, {})


@pytest.fixture
async def posted(notifier, wire):
    """The id of a message of ours with a picture."""
    return (await notifier.send(delivery(PICTURED.card))).partition("/")[2]


async def test_a_picture_stays_where_it_is(rest, wire, posted):
    assert await edit(rest, HOME, posted, PICTURED)

    (body,) = wire.changed
    assert body["embeds"][-1]["image"] == {"url": "attachment://chart.png"}
    assert "attachments" not in body


async def test_a_message_without_its_picture_says_the_chart_in_words(rest, wire, posted):
    wire.pictured.clear()

    assert await edit(rest, HOME, posted, PICTURED)

    first, second = wire.changed
    assert "image" in first["embeds"][-1]
    assert "image" not in second["embeds"][-1]
    assert second["embeds"][-1]["fields"][-1]["name"] == "Chart"


async def test_a_message_without_a_chart_is_changed_once(rest, wire, posted):
    assert await edit(rest, HOME, posted, LIVING)

    assert len(wire.changed) == 1


async def test_the_mention_in_a_message_stays_and_calls_nobody_again(rest, notifier, wire):
    _, _, message = (await notifier.send(delivery(mention="1100000000000000301"))).partition("/")

    assert await edit(rest, HOME, message, LIVING)

    (body,) = wire.changed
    assert wire.messages[-1].kept["content"] == "<@1100000000000000301>"
    assert body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_message_that_was_posted_as_text_stays_text(rest, notifier, wire):
    wire.refusals = [refusal(400, 50_035)] * 2
    _, _, message = (await notifier.send(delivery(PICTURED.card, mention="1100000000000000301"))).partition("/")

    assert await edit(rest, HOME, message, LIVING)

    kept = wire.messages[-1].kept
    assert kept["content"] == "**APLD**\nIt is over."
    assert kept["embeds"] == []


async def test_its_buttons_carry_no_delivery(rest, wire, posted):
    await edit(rest, HOME, posted, LIVING)

    assert wire.changed[0]["components"][0]["components"][0]["custom_id"] == f"-|{SNOOZE.line}"


@pytest.mark.parametrize("embeds", [True, False])
async def test_a_message_that_is_gone_is_told(rest, wire, embeds):
    assert not await edit(rest, HOME, "42", LIVING, embeds=embeds)


@pytest.mark.parametrize("code", [50_005, 50_013, 50_021, 50_083])
async def test_a_message_that_may_not_be_changed_counts_as_there(rest, wire, posted, code, caplog):
    wire.refused_changes = [refusal(403, code)]

    assert await edit(rest, HOME, posted, LIVING)

    assert len(wire.changed) == 1
    assert "stays as it was posted" in caplog.text


async def test_a_message_that_was_changed_too_often_holds_nothing_up(rest, wire, posted):
    wire.refused_changes = [refusal(429, 30_046, retry_after=900.0, **{"global": False})]

    assert await edit(rest, HOME, posted, LIVING)


async def test_a_card_that_is_refused_is_shown_as_text(rest, wire, posted):
    wire.refused_changes = [refusal(400, 50_035)]

    assert await edit(rest, HOME, posted, LIVING)

    assert wire.messages[-1].kept["content"] == "**APLD**\nIt is over."
    assert wire.changed[-1]["embeds"] == []


async def test_a_message_that_is_refused_in_every_form_stays_as_it_is(rest, wire, posted):
    wire.refused_changes = [refusal(400, 50_035)] * 2

    assert await edit(rest, HOME, posted, LIVING)

    assert wire.messages[-1].kept["embeds"][0]["title"] == "APLD"


@pytest.mark.parametrize(
    ("refused", "kind"),
    [
        (refusal(403, 50_001), Refused),
        (refusal(404, 10_003), Refused),
        (refusal(429, 0, retry_after=60.0, **{"global": False}), Refused),
        ((503, {}, {}), Unanswered),
    ],
)
async def test_other_failures_are_told(rest, wire, posted, refused, kind):
    wire.refused_changes = [refused]

    with pytest.raises(kind):
        await edit(rest, HOME, posted, LIVING)
