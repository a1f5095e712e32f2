"""The composition: everything that watchers and commands need is provided."""

import pytest

from bot.app import all_commands, all_watchers, live_feeds, schedules
from bot.market.feeds import FilingFeed, HealthFeed, Unavailable
from bot.market.ticker import Ticker
from bot.settings import WrongSetting, read_settings
from bot.sources.cached import MemoryShelf
from bot.thesis.pillars import PILLARS
from bot.watchers import Schedule
from tests.whole import SetClock


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


def test_every_pillar_that_a_watcher_touches_is_one_of_the_thesis():
    touched = {name: watcher.pillar for name, watcher in all_watchers().items() if watcher.pillar}

    assert set(touched.values()) <= {pillar.name for pillar in PILLARS}
    assert {name: touched[name] for name in ("rate_repricing", "yield_curve", "labor_release", "leadership")} == {
        "rate_repricing": "policy", "yield_curve": "policy", "labor_release": "labor", "leadership": "leadership",
    }  # fmt: skip


async def test_the_sec_counts_as_a_source_only_where_a_contact_is_set(tmp_path, now):
    async def sources(**contact):
        settings = read_settings({"MINNOW_DATA_DIR": str(tmp_path), **contact})
        feeds = live_feeds(settings, MemoryShelf(), SetClock(now))
        return [health.source for health in await feeds[HealthFeed].health()]

    without = await sources()

    assert "SEC" not in without
    assert await sources(SEC_CONTACT="a@example.org") == [*without, "SEC"]


async def test_without_a_contact_a_question_about_filings_says_what_to_set(tmp_path, now):
    feeds = live_feeds(read_settings({"MINNOW_DATA_DIR": str(tmp_path)}), MemoryShelf(), SetClock(now))

    with pytest.raises(Unavailable, match="set SEC_CONTACT"):
        await feeds[FilingFeed].filings(Ticker("APLD"))
