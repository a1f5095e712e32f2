"""Asks for a Profile, rates it beside the event loop, and keeps every rating given on record."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.alerts.episode import Episode
from bot.alerts.ports import Episodes
from bot.calls.ledger import Call, Ledger
from bot.calls.profile_feed import ProfileFeed
from bot.clock import Clock
from bot.market import hours
from bot.market.ticker import Ticker
from bot.rating.decision import last_close
from bot.rating.figures import Figures
from bot.rating.grade import Grade
from bot.rating.profile import Absent, Figure, Profile
from bot.rating.rating import Rating, rate
from bot.rating.rules import read_rules
from bot.rating.scorecard import Scorecard
from bot.rating.scoring import score
from bot.rating.standing import Standing
from bot.rating.usable import usable

KIND, NAME = "rating_change", "standing"  # the episode in which a watched stock's standing is kept
REUSED = timedelta(hours=1)  # how long the same figures need not be rated again
REMEMBERED = 128  # ratings
SETTLED = timedelta(hours=1)  # after a close: its prices are in
DOUBTED = timedelta(hours=4)  # after a close: what a source did not tell by then, it does not tell today


_NO_QUEUE = nullcontext()


@dataclass(frozen=True)
class Rated:
    """A rating with what it stands on: ``figures`` are what the rules could use of the profile.

    ``standing`` is what it was rated from (None: no close counted yet). ``unread`` says in words what was not read for
    it, where it was given before all was.
    """

    ticker: Ticker
    profile: Profile
    figures: Figures
    rating: Rating
    standing: Standing | None = None
    unread: tuple[str, ...] = ()

    @property
    def lacking(self) -> Sequence[Absent]:
        """Each figure of the score that its source did not give."""
        figures = self.profile.figures
        return [kept for name in self.rating.scorecard.missing if isinstance(kept := figures.get(name), Absent)]


@dataclass(frozen=True)
class Counted:
    """A close to be counted: the rating after it, and the points of the figures that the call stood on before.

    ``known`` is the episode it was judged from.
    """

    rated: Rated
    points_before: Scorecard | None
    known: Episode | None


class Ratings:
    """What commands and the watcher of ratings ask. The same figures are rated once."""

    def __init__(self, profiles: ProfileFeed, episodes: Episodes, ledger: Ledger, clock: Clock) -> None:
        self._profiles, self._episodes, self._ledger, self._clock = profiles, episodes, ledger, clock
        self._remembered: OrderedDict[tuple[str, ...], Rating] = OrderedDict()
        self._given_last: OrderedDict[Ticker, Rated] = OrderedDict()
        self._round = asyncio.Lock()  # a round rates one after another, and no person's question queues behind it

    async def now(self, ticker: Ticker) -> Rated:
        """The rating at this moment; no close is counted by asking. Raises as ProfileFeed, StoreAway."""
        known, profile = await asyncio.gather(self._known(ticker), self._profiles.profile(ticker))
        standing = standing_of(known)
        last = self._given_last.get(ticker)
        if last is None or last.profile is not profile or last.standing != standing:
            last = self._given_last[ticker] = await self._given(await self._rated(ticker, profile, standing))
            self._given_last.move_to_end(ticker)
            while len(self._given_last) > REMEMBERED:
                self._given_last.popitem(last=False)
        return last

    async def early(self, ticker: Ticker) -> Rated | None:
        """What can be said of a stock that nobody asked about today before all is read; None where that is no quicker.

        Not on record: ``now`` is to follow, and ``keep`` where that fails. Raises as ``now``.
        """
        early = await self._profiles.early(ticker)
        if early is None:
            return None
        standing = standing_of(await self._known(ticker))
        return replace(await self._rated(ticker, early.profile, standing), unread=early.unread)

    async def keep(self, early: Rated) -> Rated:
        """An early rating that stays the answer, now on record. Raises StoreAway."""
        return await self._given(early)

    async def at_close(self, ticker: Ticker) -> Counted | None:
        """The rating that counts the last close, or None where it is counted or not yet settled.

        A close without its price, and one that would take a rating away for want of figures, waits for four hours: a
        source that is out comes back. Raises as ProfileFeed, StoreAway.
        """
        now = self._clock.now()
        session, known = last_close(now), await self._known(ticker)
        standing, since = standing_of(known), now - hours.closes(session)
        if since < SETTLED or (standing is not None and session <= standing.session):
            return None
        rated = await self._rated(ticker, await self._profiles.profile(ticker), standing, self._round)
        if since < DOUBTED and (_is_late(rated.profile, session) or _is_lost(standing, rated.rating)):
            return None
        return Counted(await self._given(rated), _scored(standing), known)

    async def _given(self, rated: Rated) -> Rated:
        """The same, on record; what is on record already is left as it is."""
        await self._ledger.write(_call(rated.ticker, rated.rating, hash_of_inputs(rated.profile)))
        return rated

    async def _known(self, ticker: Ticker) -> Episode | None:
        kept: Mapping[str, Mapping[str, Episode]] = await self._episodes.episodes(KIND, [ticker.symbol])
        return kept.get(ticker.symbol, {}).get(NAME)

    async def _rated(
        self,
        ticker: Ticker,
        profile: Profile,
        standing: Standing | None,
        turn: AbstractAsyncContextManager[Any] = _NO_QUEUE,
    ) -> Rated:
        days = (hours.session_of(profile.at), last_close(profile.at))
        key = (ticker.symbol, hash_of_inputs(profile), *map(str, days), standing.to_json() if standing else "")
        rating = self._remembered.get(key)
        if rating is None or not timedelta(0) <= profile.at - rating.at < REUSED:
            async with turn:
                rating = await asyncio.to_thread(rate, profile, standing)
            self._remembered[key] = rating
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return Rated(ticker, profile, usable(profile, read_rules()), rating, standing)


def standing_of(known: Episode | None) -> Standing | None:
    """The standing kept in an episode; None for none, and for one that an older program wrote in another form."""
    try:
        return Standing.from_json(known.side) if known else None
    except (KeyError, TypeError, ValueError):
        return None


def hash_of_inputs(profile: Profile) -> str:
    """The profile's fingerprint but for the moment it was asked: an unchanged company has the same one all day."""
    return replace(profile, at=datetime(2000, 1, 1, tzinfo=UTC)).fingerprint


def _is_late(profile: Profile, session: date) -> bool:
    """Whether the price is of an earlier session than the one to be counted."""
    price = profile.figures.get("price")
    return isinstance(price, Figure) and hours.session_of(price.as_of) < session


def _is_lost(standing: Standing | None, rating: Rating) -> bool:
    was_rated = standing is not None and standing.grade is not Grade.NOT_RATED
    return was_rated and rating.grade is Grade.NOT_RATED


def _scored(standing: Standing | None) -> Scorecard | None:
    """The points of the figures that the standing call last stood on."""
    if standing is None or standing.basis is None:
        return None
    rules = read_rules()
    return score(standing.basis, rules, rules.modes["production"])


def _call(ticker: Ticker, rating: Rating, inputs: str) -> Call:
    return Call(
        ticker=ticker,
        grade=rating.grade,
        at=rating.at,
        session=last_close(rating.at),
        score=rating.score,
        coverage=rating.coverage,
        confidence=rating.confidence.value,
        inputs=inputs,
        ruleset=rating.ruleset,
        points={
            **{factor.name: factor.points for factor in rating.scorecard.factors},
            **({"disagreement": rating.scorecard.disagreement} if rating.scorecard.disagreement else {}),
        },
    )
