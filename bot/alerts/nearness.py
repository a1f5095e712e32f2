"""How near a stock is to its next alert: the distance of its price from the nearest target or level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.crossing import TOO_OLD
from bot.alerts.episode import Episode
from bot.alerts.marks import PriceLevel
from bot.words import later, money, percent, said, say

ROUGH = 0.1  # from here on a distance is told in whole percent
OWN = later("level")  # what a channel set itself
_NAMES = {"mean": later("mean"), "median": later("median"), "high": later("high"), "low": later("low")}  # of targets
TARGETS = "price_past_target"  # the kind whose episodes hold the analyst targets as they were last seen


@dataclass(frozen=True)
class Ahead:
    """A line that a price may cross: ``name`` is “mean” (of the targets) or “level”; above zero, in its currency."""

    name: str
    level: float

    def distance(self, price: float) -> float:
        """How far the price is from the line, as a fraction of the line, never negative."""
        return abs(price / self.level - 1)

    def told(self, price: float, currency: str | None) -> str:
        """``4.2 % under mean $40.00``: so short that the cell of a table holds it on every platform."""
        distance = self.distance(price)
        apart = percent(distance, digits=1 if distance < ROUGH else 0)
        name, level = said(_NAMES.get(self.name, self.name)), money(self.level, currency)
        return (
            say("{apart} under {name} {level}", apart=apart, name=name, level=level)
            if price < self.level
            else say("{apart} over {name} {level}", apart=apart, name=name, level=level)
        )


def ahead(
    targets: Iterable[Episode], levels: Iterable[PriceLevel], price: float, now: datetime
) -> Sequence[tuple[float, Ahead]]:
    """What lies ahead of a price, the nearest first; targets that no round has seen for days say nothing any more.

    A level that the price is past already has to be come back across first, and is not ahead.
    """
    fresh = [one for one in targets if one.level > 0 and now - one.seen_at <= TOO_OLD]
    seen = [Ahead(one.name, one.level) for one in fresh]
    own = [Ahead(OWN, one.price) for one in levels if not one.is_past(price)]
    return sorted(((one.distance(price), one) for one in (*seen, *own)), key=lambda pair: pair[0])


def last_price(episodes: Iterable[Mapping[str, Episode]], now: datetime) -> float | None:
    """The newest price that a round wrote down in the last days, None where there is none."""
    known = [one for by_name in episodes for one in by_name.values() if now - one.seen_at <= TOO_OLD]
    return max(known, key=lambda one: one.seen_at).value if known else None
