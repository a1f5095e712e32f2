"""What is known of the story's companies: prices measured on real closes, the rest constructed, each labelled."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.market.hours import closes
from bot.market.ticker import Ticker
from bot.rating.decision import last_close
from bot.rating.profile import Absent, Figure, Profile, Value
from bot.rating.rules import Input, read_rules
from bot.words import later

CLOSES = later("Yahoo Finance, adjusted closes (fact)")
CONSTRUCTED = later("constructed for this story")
UNTOLD = later("the story tells its prices only")
UNITS = {"money": "USD", "money/share": "USD/share"}
MEASURED = "prices"  # the group of figures that are facts


@dataclass(frozen=True)
class Known:
    """A company's figures as they stood at ``at``."""

    ticker: Ticker
    at: datetime
    profile: Profile


def read_profiles(path: Path = Path(__file__).parent / "profiles.toml") -> Sequence[Known]:
    """Every profile in the file, oldest first."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [_known(row, told["age"]) for row in told["profile"]]
    return sorted(found, key=lambda known: known.at)


def _known(row: Mapping[str, Any], ages: Mapping[str, int]) -> Known:
    at = row["at"].astimezone(UTC)
    inputs, close = read_rules().inputs, closes(last_close(at))
    figures: dict[str, Figure | Absent] = {name: Absent(UNTOLD) for name in inputs}
    for group in (part for part in row.values() if isinstance(part, Mapping)):
        source = CLOSES if group is row.get(MEASURED) else CONSTRUCTED
        for name, value in group.items():
            figures[name] = _figure(value, inputs[name], source, _as_of(inputs[name], at, close, ages))
    return Known(Ticker(row["ticker"]), at, Profile(at, figures))


def _as_of(wanted: Input, at: datetime, close: datetime, ages: Mapping[str, int]) -> datetime:
    """Prices stand at the close, the others as many days before as figures of their kind usually are."""
    if wanted.kind == "price":
        return close
    return datetime.combine(at.date(), time(), UTC) - timedelta(days=ages.get(wanted.kind, 0))


def _figure(value: Value, wanted: Input, source: str, as_of: datetime) -> Figure:
    return Figure(as_of=as_of, source=source, value=value, unit=UNITS.get(wanted.unit, wanted.unit))
