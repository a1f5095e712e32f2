"""Whatever answers a feed answers all of it, with the parameters and the answer that its Protocol states."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, Protocol, get_type_hints

import pytest

from bot.app import live_feeds
from bot.calls.profile_feed import ProfileFeed
from bot.demo.play import FEEDS
from bot.market import feeds
from bot.settings import read_settings
from bot.sources.cached import MemoryShelf
from bot.sources.calendar import Dates
from bot.sources.consensus import ConsensusBook
from bot.sources.edgar import Edgar
from bot.sources.finra import Finra
from bot.sources.fred import Fred
from bot.sources.geopolitics import Geopolitics
from bot.sources.labor import Labor
from bot.sources.members import Members
from bot.sources.profile.feed import Profiles
from bot.sources.rates import Rates
from bot.sources.recorded import Recorded
from bot.sources.seasons import Seasons
from bot.sources.sectors import Sectors
from bot.sources.vendor import Vendors
from bot.sources.yahoo import Yahoo
from tests.whole import SetClock

ANSWERS = [
    *((kind, Recorded) for kind in FEEDS),
    *((kind, Yahoo) for kind in (feeds.QuoteFeed, feeds.TargetFeed, feeds.FloatFeed, feeds.HistoryFeed)),
    *((kind, Finra) for kind in (feeds.ShortInterestFeed, feeds.ListingFeed)),
    *((kind, Edgar) for kind in (feeds.FilingFeed, feeds.FactsFeed)),
    (feeds.LeadershipFeed, Yahoo),
    *((kind, Yahoo) for kind in (feeds.EarningsFeed, feeds.InstitutionFeed)),
    (feeds.OwnerFeed, Edgar),
    (feeds.RatesFeed, Rates),
    *((kind, Fred) for kind in (feeds.CurveFeed, feeds.ConditionsFeed)),
    (feeds.LaborFeed, Labor),
    (feeds.GeopoliticsFeed, Geopolitics),
    (feeds.MembersFeed, Members),
    (feeds.SectorFeed, Sectors),
    (feeds.CalendarFeed, Dates),
    (feeds.ConsensusFeed, ConsensusBook),
    (feeds.SeasonFeed, Seasons),
    (ProfileFeed, Profiles),
    (feeds.HealthFeed, Vendors),
]


def methods(protocol: type) -> dict[str, Any]:
    return {name: value for name, value in vars(protocol).items() if inspect.isfunction(value) and name[0] != "_"}


def contract(method: Any) -> tuple[list[tuple[str, Any, Any]], dict[str, Any], bool]:
    """Parameters, types, and whether it is awaited."""
    parameters = [(one.name, one.kind, one.default) for one in inspect.signature(method).parameters.values()]
    return parameters, get_type_hints(method), inspect.iscoroutinefunction(method)


@pytest.mark.parametrize(("kind", "source"), ANSWERS, ids=lambda one: one.__name__)
def test_a_source_has_every_method_of_its_feed_as_the_feed_states_it(kind, source):
    assert methods(kind)
    for name, stated in methods(kind).items():
        assert hasattr(source, name), name
        assert contract(getattr(source, name)) == contract(stated)


def test_every_feed_there_is_has_a_source_in_the_demo_and_in_the_program(now):
    live = live_feeds(read_settings({"MINNOW_DATA_DIR": str(Path("unused"))}), MemoryShelf(), SetClock(now))
    stated = {
        one
        for one in vars(feeds).values()
        if inspect.isclass(one) and Protocol in one.__bases__ and one.__module__ == feeds.__name__
    }

    assert stated | {ProfileFeed} == set(FEEDS) == set(live)
    for kind, source in live.items():
        assert (kind, type(source)) in ANSWERS


@pytest.mark.parametrize("kind", FEEDS, ids=lambda one: one.__name__)
def test_every_question_of_a_feed_says_what_it_answers_or_raises(kind):
    assert all(method.__doc__ for method in methods(kind).values())
