"""What a watcher is: a scheduled question whose answer may be alerts."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from bot.alerts.alert import Severity, fingerprint
from bot.alerts.episode import Episode
from bot.alerts.page import Page
from bot.cards import Card, Chart
from bot.market.hours import NEW_YORK
from bot.market.pace import Pace
from bot.market.ticker import Ticker
from bot.words import say

What = TypeVar("What")

_EVERY = re.compile(r"every (\d{1,5}) ?([smh])( in session)?")
_AT = re.compile(r"(daily|weekdays|mon|tue|wed|thu|fri|sat|sun) (\d{2}):(\d{2})(?: then (.+))?")
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST = timedelta(hours=23)  # that a clock time may go on: even on the shortest day the next one comes after it
GRID = datetime(2024, 1, 1, tzinfo=UTC)  # intervals count from here, so that planned times are equal on every replica


@dataclass(frozen=True)
class Schedule:
    """When rounds happen: ``every 5m in session``, ``every 1h``, ``weekdays 18:30`` (New York time).

    A clock time may go on: ``weekdays 08:30 then every 20s for 3m then every 1m for 15m``.
    """

    words: str
    seconds: int = 0
    in_session: bool = False
    days: str = ""
    at: time | None = None
    then: Pace = field(default_factory=Pace)

    @classmethod
    def parse(cls, words: str) -> Schedule:
        """ValueError says in one sentence what a schedule looks like."""
        text = " ".join(words.lower().split())
        every = _EVERY.fullmatch(text)
        if every and int(every[1]) > 0:
            return cls(text, seconds=int(every[1]) * _SECONDS[every[2]], in_session=bool(every[3]))
        at = _AT.fullmatch(text)
        if at and int(at[2]) < 24 and int(at[3]) < 60:
            then = Pace.parse(at[4]) if at[4] else Pace()
            if then.length < LONGEST:
                return cls(text, days=at[1], at=time(int(at[2]), int(at[3])), then=then)
        raise ValueError(
            say(
                "“{word}” is not a schedule; write “every 5m”, “every 30s in session” or “weekdays 18:30”.",
                word=words[:40],
            )
        )

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of a clock-time schedule, 0 for Monday."""
        spans = {"daily": range(7), "weekdays": range(5)}
        return tuple(spans.get(self.days) or (_DAYS.index(self.days),))

    def latest(self, now: datetime) -> datetime:
        """The newest planned moment that is not after ``now``, UTC."""
        if self.at is None:
            return now - (now - GRID) % timedelta(seconds=self.seconds)
        local = now.astimezone(NEW_YORK)
        for back in range(9):
            day = local.date() - timedelta(days=back)
            planned = self.then.latest(datetime.combine(day, self.at, NEW_YORK).astimezone(UTC), now)
            if day.weekday() in self.weekdays and planned is not None:
                return planned
        raise AssertionError("a week holds every weekday")

    def following(self, after: datetime) -> datetime:
        """The first planned moment later than ``after``, UTC."""
        if self.at is None:
            return self.latest(after) + timedelta(seconds=self.seconds)
        local = after.astimezone(NEW_YORK)
        for ahead in range(-1, 9):
            day = local.date() + timedelta(days=ahead)
            planned = self.then.following(datetime.combine(day, self.at, NEW_YORK).astimezone(UTC), after)
            if day.weekday() in self.weekdays and planned is not None:
                return planned
        raise AssertionError("a week holds every weekday")


@dataclass(frozen=True, kw_only=True)
class Occurrence(Generic[What]):
    """A happening that judge found and word will put into words; ``only`` and ``addressed`` as an Alert's."""

    name: str
    about: str
    at: datetime
    what: What
    severity: Severity = Severity.NORMAL
    size: float = 0.0
    follows: str = ""
    only: tuple[str, ...] = ()
    addressed: bool = False

    def fingerprint(self, kind: str) -> str:
        return fingerprint(kind, self.about, self.name)


@dataclass(frozen=True)
class Judgement(Generic[What]):
    """What happened, the episodes that moved with it (moved ones only), and what is kept of the day for later."""

    occurrences: tuple[Occurrence[What], ...] = ()
    moved: tuple[Episode, ...] = ()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """One file of jobs/: ask (async, feeds), judge (pure), word (pure), and perhaps a picture (async, feeds).

    ``ask`` that takes a ticker runs once for each watched ticker, any other once a round. ``unit`` is what the size of
    its alerts counts; without one a channel cannot ask for the larger ones alone. ``pillar`` names the pillar of the
    thesis that its alerts touch, "" for none: each then says how that pillar and the thesis stand. ``explains`` names
    the kinds whose alerts are no news of their own in the half hour after one of this kind: they come in a digest.
    """

    name: str
    summary: str
    schedule: Schedule
    ask: Callable[..., Awaitable[Any]]
    judge: Callable[[Any, Mapping[str, Episode], datetime], Judgement[Any]]
    word: Callable[[Any], Card]
    picture: Callable[..., Awaitable[Chart | None]] | None = None
    unit: str = ""
    explains: tuple[str, ...] = ()
    pillar: str = ""

    @property
    def by_ticker(self) -> bool:
        return "ticker" in inspect.signature(self.ask).parameters


@dataclass(frozen=True)
class Kinds:
    """The names of all watchers, what a person may silence besides a ticker, and what each tells.

    ``units`` of those whose alerts have a size; ``company`` are those that ask about each ticker.
    """

    names: tuple[str, ...]
    summaries: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    company: frozenset[str] = frozenset()

    @classmethod
    def of(cls, watchers: Mapping[str, Watcher]) -> Kinds:
        """In the order of the watchers."""
        summaries = {name: watcher.summary for name, watcher in watchers.items()}
        units = {name: watcher.unit for name, watcher in watchers.items() if watcher.unit}
        return cls(tuple(watchers), summaries, units, frozenset(n for n, one in watchers.items() if one.by_ticker))

    def subject(self, word: str) -> tuple[str, str]:
        """What a word silences, as (about, kind): “APLD”, “short_interest” or “APLD:short_interest”.

        ValueError for neither a kind nor a ticker.
        """
        first, colon, second = word.partition(":")
        if colon:
            (about, none), (nothing, kind) = self.subject(first), self.subject(second)
            if none or nothing:
                raise ValueError(
                    say(
                        "“{word}” is no stock symbol with a kind of alert after it, like APLD:dilution.", word=word[:40]
                    )
                )
            return about, kind
        kind = word.strip().lower().replace("-", "_")
        if kind in self.names:
            return "", kind
        try:
            return Ticker.parse(word).symbol, ""
        except ValueError:
            shown = ", ".join(self.names)
            raise ValueError(
                say("“{word}” is neither a stock symbol nor a kind of alert ({shown}).", word=word[:20], shown=shown)
            ) from None
