"""What no vendor tells of a stock, as the rating's figures: how the thesis stands, and milestones that people entered.

A stock has one rating, one record and one alert of it for all channels, so what people enter must not make the
ratings of two channels differ. Yet a channel's milestones are its own. Therefore reminders and lists stay in the
channel, and what rests on a filing, a public fact with a link to check, counts for everybody, with who entered it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from bot.alerts.milestones import Entry, MilestoneBook
from bot.calls.profile_feed import Early, ProfileFeed
from bot.market.hours import NEW_YORK
from bot.market.milestone import Deed, Milestone
from bot.market.ticker import Ticker
from bot.rating.profile import Absent, Figure, Profile, Value
from bot.thesis.state import Headline
from bot.thesis.thesis import Thesis
from bot.words import filled, later

LASTS = timedelta(days=183)  # two quarterly reports have said by then whether the day still holds
MONTH = 365.25 / 12  # days
REMEMBERED = 128  # profiles
LEVEL = 31  # days by which two rivals may lie apart and still be level
STATUS = {Deed.HIT: "hit", Deed.SLIPPED: "slip", Deed.ADDED: "on_track", Deed.KEPT: "on_track"}
UNFILED = later("its milestone on file has no link to a filing of the SEC")
OVERDUE = later("its milestone is over, and nobody has said whether it was hit")
NO_RIVAL = later("no rival is named beside its milestone")

STATES = {Headline.INTACT: 1.0, Headline.UNDER_REVIEW: 0.0, Headline.BROKEN: -1.0}

Told = Mapping[str, Figure | Absent]


class KeptThesis(Protocol):
    """The thesis after its last look, and when that was (UTC)."""

    @property
    def thesis(self) -> Thesis: ...

    @property
    def at(self) -> datetime: ...


class ThesisSource(Protocol):
    """What keeps the thesis between two looks."""

    async def kept(self) -> KeptThesis | None:
        """None before the first look. Raises StoreAway."""
        ...


class Curated:
    """bot.calls.profile_feed.ProfileFeed: another one's profiles, with the milestones that rest on a filing.

    And with the state of the thesis, where something keeps it; else that stays as it was told.
    """

    def __init__(self, profiles: ProfileFeed, book: MilestoneBook, thesis: ThesisSource | None = None) -> None:
        self._profiles, self._book, self._thesis = profiles, book, thesis
        self._made: OrderedDict[Ticker, tuple[Profile, Told, Profile]] = OrderedDict()  # what it was made of, and it

    async def profile(self, ticker: Ticker) -> Profile:
        """The same profile with the same figures added is the same object again. Raises as ProfileFeed, StoreAway."""
        profile, entries, stands = await asyncio.gather(
            self._profiles.profile(ticker), self._book.of(ticker), self._stands()
        )
        added = await self._added(profile, entries, stands)
        return self._with(ticker, profile, added) if added else profile

    async def early(self, ticker: Ticker) -> Early | None:
        """Raises as ProfileFeed, StoreAway."""
        early = await self._profiles.early(ticker)
        if early is None:
            return None
        entries, stands = await asyncio.gather(self._book.of(ticker), self._stands())
        added = await self._added(early.profile, entries, stands)
        return replace(early, profile=replace(early.profile, figures={**early.profile.figures, **added}))

    async def _stands(self) -> Figure | Absent | None:
        return read_thesis(await self._thesis.kept()) if self._thesis is not None else None

    async def _added(self, profile: Profile, entries: Sequence[Entry], stands: Figure | Absent | None) -> Told:
        added: dict[str, Figure | Absent] = {}
        if isinstance(stands, Figure) or not isinstance(profile.figures.get("thesis_state"), Figure):
            added |= {"thesis_state": stands} if stands is not None else {}
        if entries:
            rivals: dict[Ticker, Sequence[Milestone]] = {}
            for rival in sorted({one.milestone.rival for one in entries if one.milestone.rival}):
                rivals[rival] = newest(await self._book.of(rival))
            added |= read_milestones(newest(entries), rivals, profile.at)
        return added

    def _with(self, ticker: Ticker, profile: Profile, added: Told) -> Profile:
        before, same, made = self._made.get(ticker, (None, None, None))
        if made is None or before is not profile or same != added:
            made = replace(profile, figures={**profile.figures, **added})
            self._made[ticker] = profile, added, made
            self._made.move_to_end(ticker)
            while len(self._made) > REMEMBERED:
                self._made.popitem(last=False)
        return made


def read_thesis(kept: KeptThesis | None) -> Figure | Absent:
    """+1 for intact, 0 under review, -1 broken; dated by the day of the last look, so that a day has one figure."""
    state = STATES.get(kept.thesis.headline) if kept is not None else None
    if kept is None or state is None:
        return Absent(later("too little of the thesis is known to say how it stands"))
    day = kept.thesis.day or kept.at.astimezone(NEW_YORK).date()
    as_of = min(datetime.combine(day, time(), UTC), kept.at)
    return Figure(as_of=as_of, source=later("our thesis monitor"), value=state, unit="ratio")


def newest(entries: Sequence[Entry]) -> Sequence[Milestone]:
    """One milestone for each event, told by its words: of several channels' the one that was spoken of last."""
    found: dict[str, Milestone] = {}
    for one in sorted((entry.milestone for entry in entries), key=lambda one: one.last.at):
        found[one.words.casefold()] = one
    return [one for one in found.values() if one.is_filed]


def read_milestones(kept: Sequence[Milestone], rivals: Mapping[Ticker, Sequence[Milestone]], now: datetime) -> Told:
    """Months to the next one, how the last word on any of them was, and how it stands against its rival's."""
    today = now.astimezone(NEW_YORK).date()
    fresh = [one for one in kept if now < one.last.at + LASTS]
    if not fresh:
        reason = later("what is on file of its milestones is older than a half-year") if kept else UNFILED
        return dict.fromkeys(("milestone_months", "milestone_status", "rival"), Absent(reason))
    ahead = [one for one in fresh if one.is_open and one.due >= today]
    following = min(ahead, key=lambda one: one.due, default=None)
    last = max(fresh, key=lambda one: one.last.at)
    return {
        "milestone_months": _months(following, today),
        "milestone_status": _status(last, today),
        "rival": _rival(following or last, rivals, today, now),
    }


def _figure(one: Milestone, value: Value, unit: str) -> Figure:
    return Figure(
        as_of=one.last.at,
        source=filled(later("a filing, entered by {author}"), author=one.last.author),
        value=value,
        unit=unit,
        expires=one.last.at + LASTS,
    )


def _months(following: Milestone | None, today: date) -> Figure | Absent:
    if following is None:
        return Absent(later("no milestone of it lies ahead"))
    return _figure(following, round((following.due - today).days / MONTH, 2), "months")


def _status(last: Milestone, today: date) -> Figure | Absent:
    if last.is_open and last.due < today:
        return Absent(OVERDUE)
    return _figure(last, STATUS[last.last.deed], "milestone_status")


def _rival(one: Milestone, rivals: Mapping[Ticker, Sequence[Milestone]], today: date, now: datetime) -> Figure | Absent:
    """Whose day of the same event comes first; one that is hit is ahead of one that is not."""
    if one.rival is None:
        return Absent(NO_RIVAL)
    theirs = next(
        (
            other
            for other in rivals.get(one.rival, ())
            if other.words.casefold() == one.words.casefold() and now < other.last.at + LASTS
        ),
        None,
    )
    if theirs is None:
        unfiled = later("no filed milestone of {rival} under the same words is on file")
        return Absent(filled(unfiled, rival=one.rival))
    if any(each.is_open and each.due < today for each in (one, theirs)):
        return Absent(OVERDUE)
    if one.is_open is not theirs.is_open:
        word = "behind" if one.is_open else "ahead"
    else:
        apart = (theirs.due - one.due).days
        word = "level" if abs(apart) <= LEVEL else "ahead" if apart > 0 else "behind"
    older = min(one, theirs, key=lambda each: each.last.at)
    return replace(_figure(one, word, "rival"), as_of=older.last.at, expires=older.last.at + LASTS)
