"""The composition: everything that watchers and commands need is provided."""

import pytest

from bot.app import all_commands, all_watchers, schedules
from bot.settings import WrongSetting
from bot.watchers import Schedule


def test_each_watcher_and_command_is_found_by_its_place():
    assert {"price_past_target", "short_interest", "data_stale"} <= set(all_watchers())
    assert {"watch", "unwatch", "watchlist", "target", "short", "status", "help"} <= set(all_commands())


def test_a_schedule_may_be_set_for_a_watcher_that_is_there_and_no_other():
    often = Schedule.parse("every 2s")

    assert schedules(all_watchers(), {"short_interest": often})["short_interest"] is often
    with pytest.raises(WrongSetting, match="MINNOW_SCHEDULE__NOTHING names no watcher"):
        schedules(all_watchers(), {"nothing": often})


def test_everything_asked_for_is_provided(club):
    assert club.minnow.commands.found.keys() == all_commands().keys()
    assert club.minnow.watchers.keys() == all_watchers().keys()
