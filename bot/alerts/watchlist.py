"""Who wants what where: channels, their watchlists and silences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.alert import Alert, Severity
from bot.market.ticker import Ticker
from bot.words import say


@dataclass(frozen=True, order=True)
class Channel:
    """A place that can be written to; a direct message to a person is ``id="@U123"``."""

    platform: str
    id: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Channel:
        platform, _, id = text.partition(":")
        if not platform or not id:
            raise ValueError(say("“{typed}” is not platform:id", typed=text))
        return cls(platform, id)

    @classmethod
    def to_person(cls, platform: str, user: str) -> Channel:
        return cls(platform, f"@{user}")

    @property
    def person(self) -> str:
        """The user id behind a direct message, "" for any other channel."""
        return self.id[1:] if self.id.startswith("@") else ""


@dataclass(frozen=True)
class Silence:
    """Nothing of ``kind`` ("" for all) about ``about`` ("" for all) before ``until`` (UTC).

    ``change``: only until it changes, so what goes on in the same direction is silenced, and a turn or a new story
    is told and ends the silence.
    """

    about: str
    kind: str
    until: datetime
    change: bool = False

    def concerns(self, alert: Alert, now: datetime) -> bool:
        return now < self.until and self.about in ("", alert.about) and self.kind in ("", alert.kind)

    def covers(self, alert: Alert, now: datetime) -> bool:
        return self.concerns(alert, now) and not self.ended_by(alert)

    def ended_by(self, alert: Alert) -> bool:
        """Whether an alert that it concerns is the change it waits for."""
        return self.change and (not alert.follows or alert.severity is Severity.QUIET)


def is_silenced(alert: Alert, silences: Iterable[Silence], now: datetime) -> bool:
    """Whether a channel with these silences is not told of this alert."""
    return any(silence.covers(alert, now) for silence in silences)


@dataclass(frozen=True)
class Watchlist:
    """A channel's tickers in the order they were added, its silences, and the user id of who set it up."""

    channel: Channel
    tickers: tuple[Ticker, ...] = ()
    silences: tuple[Silence, ...] = ()
    set_up_by: str = ""
