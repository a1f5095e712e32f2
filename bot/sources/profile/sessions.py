"""Finished sessions of a stock, and what they must be like before anything is measured on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.market import hours
from bot.market.quote import Candle, PriceHistory, Split

DELAY = timedelta(minutes=15)  # a last trade this near the close stands for the close
MONTH, YEAR = 21, 252  # sessions
TWO_YEARS = timedelta(days=365 * 2 - 12)  # a chart of two years starts on a session near that day
NEAR = 5  # days: how far apart two series may be at one date (a holiday, a halt)
A_SPLIT = 1.5  # a ratio nearer to one than this drowns in the day's own move


@dataclass(frozen=True)
class Sessions:
    """Closed sessions, oldest first; ``as_of`` is when the last close was made, UTC."""

    candles: tuple[Candle, ...]
    as_of: datetime
    currency: str
    unadjusted: Split | None = None

    @property
    def closes(self) -> Sequence[float]:
        return [candle.close for candle in self.candles]

    def close_on(self, day: date) -> float | None:
        """The close on a day or shortly before it, None where the series has none near it."""
        for candle in reversed(self.candles):
            if candle.day <= day:
                return candle.close if (day - candle.day).days <= NEAR else None
        return None

    def change(self, start: date, end: date) -> float | None:
        """The return between two days, a fraction."""
        first, last = self.close_on(start), self.close_on(end)
        return None if first is None or last is None else last / first - 1


def read_sessions(history: PriceHistory, now: datetime) -> Sessions:
    """What of a history is finished at ``now``: the running session's bar is no close and is left out."""
    done = [candle for candle in history.candles if candle.day <= now.astimezone(hours.NEW_YORK).date()]
    as_of = min(history.as_of, now)
    if done and _is_running(done[-1].day, as_of):
        done.pop()
        as_of = _close(done[-1].day) if done else as_of
    return Sessions(tuple(done), as_of, history.currency or "", _unadjusted(done, history.splits))


def _is_running(day: date, as_of: datetime) -> bool:
    return hours.is_session(day) and as_of < hours.closes(day) - DELAY


def _close(day: date) -> datetime:
    return hours.closes(day) if hours.is_session(day) else datetime.combine(day, time(21), UTC)


def _unadjusted(candles: Sequence[Candle], splits: Sequence[Split]) -> Split | None:
    """A split across which the prices jump by its very ratio: the vendor has not adjusted them yet."""
    for split in splits:
        before = [candle.close for candle in candles if candle.day < split.day][-1:]
        after = [candle.close for candle in candles if candle.day >= split.day][:1]
        if before and after and max(split.ratio, 1 / split.ratio) >= A_SPLIT:
            left = before[0] / after[0] / split.ratio  # 1.0 where the prices jump as the share count does
            if 1 / 1.25 < left < 1.25:
                return split
    return None
