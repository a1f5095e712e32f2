"""How a vendor stands with us, and when it is left alone: the breaker, as pure steps."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.market.remedy import Remedy
from bot.words import filled, later

THROTTLE, LONGEST = timedelta(minutes=15), timedelta(hours=4)  # after "too many requests": doubling up to LONGEST
STUMBLES = 3  # failures in a row before it is left alone for a moment
REST, LONGEST_REST = timedelta(seconds=10), timedelta(minutes=2)  # after other failures: doubling likewise


@dataclass(frozen=True)
class Standing:
    """When a vendor last answered, since when it does not, and until when it is not asked.

    ``trouble`` is a sentence, said when it is shown; ``remedy`` what a person can do about it.
    """

    answered_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    throttles: int = 0
    paused_until: datetime | None = None
    trouble: str = ""
    failed_at: datetime | None = None
    remedy: Remedy | None = None

    @property
    def in_trouble(self) -> bool:
        return self.failing_since is not None

    def paused(self, now: datetime) -> bool:
        """Whether it is left alone now; a pause farther off than the longest comes from a wrong clock and is none."""
        return self.paused_until is not None and now < self.paused_until <= now + LONGEST

    def answered(self, now: datetime) -> Standing:
        return Standing(answered_at=now)

    def failed(self, now: datetime, trouble: str, remedy: Remedy | None = Remedy.ASK_AGAIN) -> Standing:
        """It could not be asked; from the third time in a row it rests a little."""
        failures = self.failures + 1
        rest = min(REST * 2 ** min(failures - STUMBLES, 8), LONGEST_REST) if failures >= STUMBLES else None
        return replace(
            self,
            failing_since=self.failing_since or now,
            failures=failures,
            paused_until=now + rest if rest else self.paused_until,
            trouble=trouble,
            failed_at=now,
            remedy=remedy,
        )

    def throttled(self, now: datetime, vendor: str) -> Standing:
        """It said that we ask too much: 15 minutes, doubling to 4 hours."""
        until = now + min(THROTTLE * 2 ** min(self.throttles, 8), LONGEST)
        return _waiting(self, now, until, self.throttles + 1, vendor)

    def written(self) -> bytes:
        """What is worth keeping over a restart, as JSON."""
        body = {
            "answered_at": self.answered_at.isoformat() if self.answered_at else None,
            "paused_until": self.paused_until.isoformat() if self.paused_until and self.throttles else None,
            "throttles": self.throttles,
        }
        return json.dumps(body).encode()

    def heeding(self, body: bytes, at: datetime, vendor: str) -> Standing:
        """With what was written at ``at``, by us before a restart or by another replica. ValueError if unreadable."""
        try:
            kept = json.loads(body)
            throttles = int(kept["throttles"])
            answered_at, until = (
                datetime.fromisoformat(kept[name]) if kept[name] else None for name in ("answered_at", "paused_until")
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"{vendor}'s standing was not kept as expected") from error
        known = self
        if answered_at and (known.answered_at is None or answered_at > known.answered_at):
            known = replace(known, answered_at=answered_at)
        is_news = known.answered_at is None or at > known.answered_at
        if until and throttles > known.throttles and is_news:
            return _waiting(known, at, until, throttles, vendor)
        return known


def _waiting(standing: Standing, since: datetime, until: datetime, throttles: int, vendor: str) -> Standing:
    return replace(
        standing,
        failing_since=standing.failing_since or since,
        throttles=throttles,
        paused_until=until,
        trouble=filled(later("{vendor} asks us to wait until {time} UTC."), vendor=vendor, time=f"{until:%H:%M}"),
        failed_at=since,
        remedy=Remedy.ASK_AGAIN,
    )
