"""Who is in a user group: asked of Slack when it is needed, remembered for a while, and never guessed."""

import pytest

from bot.platforms.slack import groups as room
from bot.platforms.slack.groups import Groups
from tests.bot.platforms.slack.wire import NEVER, refusal
from tests.faults.fake_slack import PERSON

GROUP = "S0DESK"


@pytest.fixture
def groups(api, wire):
    wire.groups = {GROUP: [PERSON]}
    return Groups(api)


async def test_members_are_in_it_and_others_are_not(groups):
    assert [await groups.has(user, GROUP) for user in (PERSON, "U0EVE")] == [True, False]


async def test_it_is_asked_once_for_all_and_again_after_a_while(groups, wire, api):
    await groups.has(PERSON, GROUP)
    await groups.has("U0EVE", GROUP)
    assert len(wire.asked("usergroups.users.list")) == 1

    hasty = Groups(api, kept_for=0.0)
    assert await hasty.has("U0EVE", GROUP) is False
    wire.groups[GROUP].append("U0EVE")
    assert await hasty.has("U0EVE", GROUP) is True


@pytest.mark.parametrize("said", [refusal("missing_scope", needed="usergroups:read"), NEVER], ids=["scope", "trouble"])
async def test_what_slack_does_not_say_is_not_known_and_is_asked_anew(groups, wire, monkeypatch, caplog, said):
    monkeypatch.setattr(room, "_LIMIT", 0.3)
    wire.refusals = {"usergroups.users.list": [said]}

    assert await groups.has(PERSON, GROUP) is None
    assert "does not say who is in S0DESK" in caplog.text
    assert await groups.has(PERSON, GROUP) is True


async def test_only_the_last_groups_are_remembered(groups, wire, monkeypatch):
    monkeypatch.setattr(room, "_KEPT", 1)
    wire.groups["S0OTHER"] = []

    for group in (GROUP, "S0OTHER", GROUP):
        await groups.has(PERSON, group)

    assert len(wire.asked("usergroups.users.list")) == 3
