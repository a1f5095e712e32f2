"""An alert's life, told once and lived on every face: opened, acknowledged, snoozed, brought up to date, closed."""

import logging

import pytest

from tests.journeys.faces.discord import DiscordFace, DiscordInPerson
from tests.journeys.faces.slack import SlackFace, SlackInPerson
from tests.journeys.faces.terminal import TerminalFace
from tests.journeys.faces.web import WebFace


def on(*faces):
    return pytest.mark.parametrize("face", faces, indirect=True, ids=lambda one: one.__name__)


CHATS = (SlackFace, SlackInPerson, DiscordFace, DiscordInPerson)
EVERY_ONE = on(*CHATS, WebFace, TerminalFace)
# What was printed on a terminal nobody can take away.
BUT_THE_TERMINAL = on(*CHATS, WebFace)
# On the page every message stands below the last, with a link to what it follows; on a terminal nothing hangs on any.
IN_THREADS = on(*CHATS)
# In their direct messages nobody is a stranger.
AMONG_OTHERS = on(SlackFace, DiscordFace, WebFace, TerminalFace)
# In a terminal a dialog is answered by the one who is asked.
AMONG_OTHERS_WHO_SEND_FORMS = on(SlackFace, DiscordFace, WebFace)


@pytest.fixture
async def face(request, club):
    """Ann's channel, with the whole program behind it."""
    async with request.param(club) as face:
        club.channel = face.channel
        yield face


async def moves(face, minutes=5, **prices):
    """Time passes and prices move; the program looks, and what it has to say arrives."""
    club = face.club
    club.clock.pass_by(minutes=minutes)
    for symbol, price in prices.items():
        club.price(symbol, price)
    await club.minnow.rounds.run(club.minnow.watchers["price_past_target"])
    await club.deliver(face.notifier)


async def watches(face, *symbols):
    """Ann watches these; a first look at each, below its target, is told to nobody."""
    for symbol in symbols:
        face.club.price(symbol, 38)
        face.club.target(symbol, 40)
    await face.type(f"/watch {' '.join(symbols)}")
    await moves(face)
    assert await face.shows() == []


@EVERY_ONE
async def test_an_alert_is_opened_acknowledged_snoozed_and_closed(face):
    await watches(face, "APLD", "RKLB")

    await moves(face, APLD=41)
    (opened,) = await face.shows()
    assert "APLD is above its mean target" in opened.words
    assert "$38.00 → $41.00" in opened.words
    assert "High target $120.00 (5 analysts)" in opened.words
    assert "Test market" in opened.words
    assert opened.quiet is not face.sounds
    assert opened.pictured is face.pictures

    told = await face.press(opened, "Acknowledge")
    await face.club.deliver(face.notifier)
    (seen,) = await face.shows()
    assert told.alone
    assert "Acknowledged" in told.words
    assert (seen.id, seen.pictured) == (opened.id, opened.pictured)
    assert (f"Now Seen by {face.ann}" in seen.words) is face.changes

    told = await face.choose(seen, "APLD: 1 hour")
    assert told.alone
    assert "APLD is snoozed here for 1 hour" in told.words
    await moves(face, APLD=121, RKLB=41)
    before, other = await face.shows()
    assert before == seen
    assert "RKLB is above its mean target" in other.words

    await moves(face, minutes=60, APLD=38)
    closed, *others, last = await face.shows()
    assert others == [other]
    assert (closed.id, closed.pictured) == (opened.id, opened.pictured)
    assert ("Now APLD is back below its mean target" in closed.words) is face.changes
    assert (f"Before Seen by {face.ann}" in closed.words) is face.changes
    assert "APLD is back below its mean target" in last.words
    assert last.follows == (opened.id if face.threads else "")
    assert last.quiet

    await face.press(last, "Acknowledge")
    await face.club.deliver(face.notifier)
    *before, end = await face.shows()
    assert before == [closed, other]
    assert (end.id, end.follows) == (last.id, last.follows)
    assert (f"Now Seen by {face.ann}" in end.words) is face.changes


@EVERY_ONE
async def test_a_time_is_picked_in_the_form_of_the_menu_and_taken_back_by_the_answers_button(face):
    await watches(face, "APLD")
    await moves(face, APLD=41)
    (opened,) = await face.shows()

    form = await face.choose(opened, "Pick what and a time")
    assert form.labels[0] == "What"
    wrong = await face.submit(form, {"Until": "2026-01-14 15:00"})
    assert "not in the year to come" in wrong.words
    told = await face.submit(form, {"Until": "2026-01-18 15:15"})
    assert told.alone
    assert "APLD, price past target is snoozed here for 3 days" in told.words
    await moves(face, APLD=121)
    assert await face.shows() == [opened]

    (wake,) = (label for label in told.buttons if label.startswith("Wake"))
    assert (await face.press(told, wake)).alone
    await moves(face, APLD=38)
    closed, last = await face.shows()
    assert closed.id == opened.id
    assert "APLD is back below its mean target" in last.words


@BUT_THE_TERMINAL
async def test_a_message_that_was_deleted_is_told_once_more_with_all_that_happened_and_lives_on(face, caplog):
    await watches(face, "APLD")
    await moves(face, APLD=41)
    (opened,) = await face.shows()
    await face.delete(opened)
    others = await face.shows()
    assert opened not in others

    await moves(face, APLD=38)
    (again,) = [one for one in await face.shows() if one not in others]
    assert "APLD is above its mean target" in again.words
    assert "Now APLD is back below its mean target" in again.words
    assert again.follows == ""
    assert again.pictured

    await face.press(again, "Acknowledge")
    await face.club.deliver(face.notifier)
    (seen,) = [one for one in await face.shows() if one not in others]
    assert seen.id == again.id
    assert f"Now Seen by {face.ann}" in seen.words
    assert [one.message for one in caplog.records if one.levelno >= logging.WARNING] == []


@IN_THREADS
async def test_follow_ups_that_shall_be_new_messages_leave_the_first_as_it_is_and_hang_on_none(face):
    await face.appoint()
    await face.type("/alerts style new")
    await watches(face, "APLD")
    await moves(face, APLD=41)
    (opened,) = await face.shows()

    await moves(face, APLD=38)

    before, last = await face.shows()
    assert before == opened
    assert "APLD is back below its mean target" in last.words
    assert last.follows == ""

    await face.press(opened, "Acknowledge")
    await face.club.deliver(face.notifier)
    seen, end = await face.shows()
    assert f"Now Seen by {face.ann}" in seen.words
    assert end == last


@EVERY_ONE
async def test_three_alerts_of_one_moment_are_one_message(face):
    symbols = ("APLD", "RKLB", "ACHR")
    await watches(face, *symbols)

    await moves(face, APLD=41, RKLB=41, ACHR=41)
    (together,) = await face.shows()
    assert "3 alerts at once" in together.words
    assert all(f"{symbol} is above its mean target" in together.words for symbol in symbols)

    told = await face.type("/ack")
    await face.club.deliver(face.notifier)
    assert "shows your name, if it came alone" in told.words
    assert await face.shows() == [together]

    await moves(face, APLD=38)
    before, last = await face.shows()
    assert before == together
    assert "APLD is back below its mean target" in last.words


@EVERY_ONE
async def test_a_form_is_corrected_and_kept_and_the_last_of_it_taken_back(face):
    await face.appoint()
    form = await face.open("/alerts times")
    assert form.labels[0] == "Quiet hours"

    wrong = await face.submit(form, {"Quiet hours": "never", "Most messages an hour": "12"})
    assert wrong.alone
    assert "never" in wrong.words
    told = await face.submit(form, {"Quiet hours": "22:00-07:00 Europe/Berlin"})
    assert told.alone
    assert "2 settings changed" in told.words
    assert "Cap an hour: 12 → off" in (await face.press(told, "Undo the last")).words

    assert "22:00-07:00 Europe/Berlin" in (await face.type("/alerts show")).words


@AMONG_OTHERS
async def test_a_form_is_not_opened_to_who_may_not_have_it(face):
    await face.appoint()

    refused = await face.open("/alerts times", stranger=True)

    assert refused.alone
    assert face.refusal in refused.words


@AMONG_OTHERS_WHO_SEND_FORMS
async def test_a_form_that_another_sends_off_changes_nothing(face):
    await face.appoint()
    form = await face.open("/alerts times")

    refused = await face.submit(form, {"Quiet hours": "22:00-07:00 Europe/Berlin"}, stranger=True)

    assert refused.alone
    assert face.refusal in refused.words
    assert "22:00" not in (await face.type("/alerts show")).words
