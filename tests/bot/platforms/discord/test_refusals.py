"""Each refusal: whether to try again, when, and what a person has to do."""

import pytest

from bot.platforms.discord.refusals import told
from bot.platforms.discord.rest import Refused, Unanswered

PLACE = "#alerts"


@pytest.mark.parametrize(
    ("status", "code", "step"),
    [
        (403, 50_001, "Minnow cannot see #alerts: let its role view the channel"),
        (403, 50_013, "Minnow may not post in #alerts: allow it Send Messages and Embed Links there"),
        (404, 10_003, "#alerts is gone: set Minnow up in another channel."),
        (401, 0, "must put a new one into DISCORD_TOKEN and restart it"),
        (403, 50_007, "allow direct messages from that server's members in Discord's privacy settings"),
        (403, 50_278, "share a server with it"),
        (400, 50_083, "reopen or unlock the thread"),
        (403, 160_005, "reopen or unlock the thread"),
        (404, 10_013, "#alerts is nobody Discord knows"),
        (403, 40_333, "put that right, then use any command there."),
    ],
)
def test_what_only_a_person_can_change_is_permanent_and_names_the_next_step(status, code, step):
    error = told(Refused(status, code, "Words of Discord."), PLACE)

    assert error.permanent
    assert not error.doubtful
    assert error.gone == (code in (10_003, 10_013))
    assert step in str(error)
    assert str(error).endswith(".")
    assert "\n" not in str(error)


def test_a_missing_permission_is_named_where_it_is_known():
    error = told(Refused(403, 50_013, "Missing Permissions"), PLACE, ["Send Messages in Threads"])

    assert (
        str(error)
        == "Minnow may not post in #alerts: allow it Send Messages in Threads there, then use any command there."
    )


def test_a_rate_limit_is_waited_for_as_long_as_discord_asks():
    error = told(Refused(429, 0, "You are being rate limited.", 7.5), PLACE)

    assert (error.permanent, error.doubtful, error.retry_after) == (False, False, 7.5)


def test_opening_direct_messages_too_fast_is_waited_for():
    error = told(Refused(400, 40_003, "You are opening direct messages too fast"), PLACE)

    assert (error.permanent, error.retry_after) == (False, 60.0)


@pytest.mark.parametrize("doubtful", [True, False])
def test_an_answer_that_was_lost_is_tried_again_and_says_whether_it_is_doubtful(doubtful):
    error = told(Unanswered("Discord gave no answer in 4 s", doubtful=doubtful), PLACE)

    assert (error.permanent, error.doubtful, str(error)) == (False, doubtful, "Discord gave no answer in 4 s.")


@pytest.mark.parametrize("status", [408, 409, 425])
def test_a_passing_conflict_is_tried_again(status):
    error = told(Refused(status, 0, "Later."), PLACE)

    assert (error.permanent, error.doubtful) == (False, True)


def test_discords_own_words_are_clipped():
    assert len(str(told(Refused(400, 1, "w" * 5_000), PLACE))) < 350
