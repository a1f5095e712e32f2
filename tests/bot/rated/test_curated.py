"""Milestones that rest on a filing, as figures of the rating: dated, signed, gone after a half-year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from bot.alerts.milestones import Entry
from bot.alerts.watchlist import Channel
from bot.market.feeds import Missing
from bot.market.milestone import Deed, Milestone, Step
from bot.market.ticker import Ticker
from bot.rated.curated import LASTS, Curated, newest, read_milestones
from bot.rating.profile import Absent
from bot.rating.rating import rate
from bot.rating.rules import read_rules
from bot.rating.usable import usable
from bot.thesis.state import Headline
from bot.thesis.thesis import Thesis
from tests.company import company

ACHR, JOBY = Ticker("ACHR"), Ticker("JOBY")
FILED = "https://www.sec.gov/Archives/a.htm"
HOME, OTHER = Channel("web", "home"), Channel("slack", "C1")
NAMES = ("milestone_months", "milestone_status", "rival")


@pytest.fixture
def made(now):
    def make(*steps, ticker=ACHR, words="certification", rival=None, link=FILED, ago=10):
        """Steps as (deed, day); the last of them ``ago`` days ago."""
        told = tuple(
            Step(deed=deed, at=now - timedelta(days=ago + len(steps) - place), due=due, by="U1", name="ann", link=link)
            for place, (deed, due) in enumerate(steps, 1)
        )
        return Milestone(ticker=ticker, words=words, rival=rival, steps=told)

    return make


ADDED = (Deed.ADDED, date(2028, 1, 15))
SLIPPED = (Deed.SLIPPED, date(2028, 7, 15))


def values(told):
    return {name: one.value for name, one in told.items() if not isinstance(one, Absent)}


def test_months_are_counted_to_the_next_open_day_and_the_last_word_is_the_status(made, now):
    later = made(ADDED, words="first delivery", ago=20)
    sooner = made((Deed.ADDED, date(2026, 7, 15)), words="first flight", ago=30)
    hit = made(ADDED, (Deed.HIT, date(2028, 1, 15)), words="funding", ago=2)

    assert values(read_milestones([later, sooner, hit], {}, now)) == {
        "milestone_months": 5.95,
        "milestone_status": "hit",
    }


def test_a_slip_is_a_slip_and_moves_the_clock(made, now):
    assert values(read_milestones([made(ADDED, SLIPPED)], {}, now)) == {
        "milestone_months": 29.96,
        "milestone_status": "slip",
    }
    assert values(read_milestones([made(ADDED)], {}, now))["milestone_status"] == "on_track"


def test_a_slip_that_a_newer_filing_confirms_is_on_track_again(made, now):
    kept = made(ADDED, SLIPPED, (Deed.KEPT, SLIPPED[1]), ago=3)

    assert values(read_milestones([kept], {}, now)) == {"milestone_months": 29.96, "milestone_status": "on_track"}


def test_every_figure_is_signed_dated_and_expires_after_a_half_year(made, now):
    figure = read_milestones([made(ADDED)], {}, now)["milestone_months"]

    assert figure.source == "a filing, entered by ann"
    assert (figure.as_of, figure.expires) == (now - timedelta(days=10), now - timedelta(days=10) + LASTS)
    old = read_milestones([made(ADDED, ago=184)], {}, now)
    assert set(old.values()) == {Absent("what is on file of its milestones is older than a half-year")}


def test_a_milestone_that_is_over_and_not_spoken_of_is_not_known_and_never_a_slip(made, now):
    told = read_milestones([made((Deed.ADDED, date(2026, 1, 14)))], {}, now)

    assert values(told) == {}
    assert "nobody has said" in told["milestone_status"].reason


@pytest.mark.parametrize(
    ("ours", "theirs", "word"),
    [
        ([ADDED], [(Deed.ADDED, date(2027, 6, 1))], "behind"),
        ([ADDED], [SLIPPED], "ahead"),
        ([ADDED], [(Deed.ADDED, date(2028, 2, 10))], "level"),
        ([ADDED], [(Deed.HIT, date(2029, 1, 1))], "behind"),
        ([ADDED, (Deed.HIT, date(2028, 1, 15))], [(Deed.ADDED, date(2027, 1, 1))], "ahead"),
    ],
)
def test_the_rival_is_met_under_the_same_words(made, now, ours, theirs, word):
    rivals = {JOBY: [made(*theirs, ticker=JOBY, words="Certification", ago=40)]}
    figure = read_milestones([made(*ours, rival=JOBY)], rivals, now)["rival"]

    assert figure.value == word
    assert figure.as_of == now - timedelta(days=40)  # as old as the older of the two


def test_a_rival_without_the_same_milestone_is_not_compared_with(made, now):
    kept = [made(ADDED, rival=JOBY)]

    for rivals in ({}, {JOBY: [made(ADDED, ticker=JOBY, words="first flight")]}):
        assert "no filed milestone of JOBY" in read_milestones(kept, rivals, now)["rival"].reason
    assert read_milestones([made(ADDED)], {}, now)["rival"] == Absent("no rival is named beside its milestone")


def test_of_two_channels_words_on_one_event_the_last_counts_and_only_with_a_filing(made):
    here, there = made(ADDED, ago=20), made(ADDED, SLIPPED, words="CERTIFICATION", ago=5)
    entries = [Entry(HOME, here), Entry(OTHER, there)]

    assert newest(entries) == [there]
    assert newest([*entries, Entry(HOME, made(ADDED, ago=1, link="https://example.org"))]) == []


class Book:
    """A book of one stock's entries."""

    def __init__(self, *entries):
        self.entries = entries

    async def of(self, ticker):
        return [one for one in self.entries if one.milestone.ticker == ticker]


class Profiles:
    def __init__(self, profile):
        self.told = profile

    async def profile(self, ticker):
        if self.told is None:
            raise Missing("There is none.")
        return self.told


async def test_the_ratings_clock_runs_by_what_is_filed_and_by_nothing_else(made, now):
    none = company(now, lost=dict.fromkeys(NAMES, "no milestone of it is on file"))
    filed, unfiled = Entry(HOME, made(ADDED)), Entry(HOME, made(ADDED, link="https://example.org"))

    bare = await Curated(Profiles(none), Book()).profile(ACHR)
    told = await Curated(Profiles(none), Book(filed)).profile(ACHR)
    odd = await Curated(Profiles(none), Book(unfiled)).profile(ACHR)

    assert bare == none
    assert usable(told, read_rules()).word("milestone_status") == "on_track"
    assert rate(told).coverage - rate(none).coverage == pytest.approx(0.038)  # shown in tenths of a percent
    assert rate(odd).coverage == rate(none).coverage
    assert "no link to a filing" in odd.figures["milestone_months"].reason


async def test_the_same_day_gives_the_same_figures(made, now):
    filed = Entry(HOME, made(ADDED))
    at = [now, now + timedelta(hours=5)]
    told = [(await Curated(Profiles(company(one)), Book(filed)).profile(ACHR)).figures for one in at]

    assert [told[0][name] for name in NAMES] == [told[1][name] for name in NAMES]


async def test_a_stock_that_is_none_is_missing_still(made):
    with pytest.raises(Missing):
        await Curated(Profiles(None), Book(Entry(HOME, made(ADDED)))).profile(ACHR)


class KeptBook:
    """A thesis that stands so since ``at``; None for one that was never looked at."""

    def __init__(self, headline, at):
        self.told = SimpleNamespace(thesis=Thesis(headline=headline), at=at) if headline else None

    async def kept(self):
        return self.told


@pytest.mark.parametrize(
    ("headline", "state"),
    [
        (Headline.INTACT, 1.0),
        (Headline.UNDER_REVIEW, 0.0),
        (Headline.BROKEN, -1.0),
        (Headline.UNKNOWN, None),
        (None, None),
    ],
)
async def test_the_thesis_stands_for_every_stock_as_it_is_kept(now, headline, state):
    lost = company(now, lost={"thesis_state": "the state of the thesis was not given"})
    told = (await Curated(Profiles(lost), Book(), KeptBook(headline, now)).profile(ACHR)).figures["thesis_state"]

    if state is None:
        assert "too little of the thesis" in told.reason
    else:
        assert (told.value, told.source) == (state, "our thesis monitor")
        assert told.as_of == datetime(2026, 1, 15, tzinfo=UTC)  # the day's, at whatever hour it was looked at


async def test_without_a_keeper_of_the_thesis_its_state_stays_as_it_was_told(now):
    lost = company(now, lost={"thesis_state": "the state of the thesis was not given"})

    assert (await Curated(Profiles(lost), Book()).profile(ACHR)) == lost


async def test_a_thesis_that_is_not_known_takes_no_figure_away(now):
    told = company(now, thesis_state=1.0)

    assert (await Curated(Profiles(told), Book(), KeptBook(None, now)).profile(ACHR)) == told


async def test_the_same_profile_with_the_same_figures_added_is_the_same_object(made, now):
    profiles, kept = Profiles(company(now)), KeptBook(Headline.INTACT, now)
    curated = Curated(profiles, Book(Entry(HOME, made(ADDED))), kept)
    first = await curated.profile(ACHR)

    assert await curated.profile(ACHR) is first

    kept.told = KeptBook(Headline.BROKEN, now).told
    turned = await curated.profile(ACHR)
    assert turned.figures["thesis_state"].value == -1.0

    profiles.told = replace(profiles.told)  # put together anew
    anew = await curated.profile(ACHR)
    assert anew == turned
    assert anew is not turned


async def test_not_many_profiles_are_remembered(now, monkeypatch):
    monkeypatch.setattr("bot.rated.curated.REMEMBERED", 1)
    curated = Curated(Profiles(company(now)), Book(), KeptBook(Headline.INTACT, now))
    first = await curated.profile(ACHR)
    await curated.profile(JOBY)

    assert await curated.profile(ACHR) is not first
