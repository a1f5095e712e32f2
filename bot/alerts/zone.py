"""A time zone by whatever name a person writes for it."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def _zones() -> dict[str, str]:
    """IANA names by their small letters."""
    return {name.lower(): name for name in sorted(available_timezones())}


def zone_named(word: str) -> str:
    """The IANA name for a name in any letters, or for a city that only one name ends with. ValueError."""
    wanted = word.strip().lower().replace(" ", "_")
    if wanted in _zones():
        return _zones()[wanted]
    cities = [name for low, name in _zones().items() if low.endswith(f"/{wanted}")]
    if len(cities) == 1:
        return cities[0]
    meant = f"; is it {' or '.join(cities[:3])}?" if cities else ", such as Europe/Berlin or America/New_York."
    raise ValueError(f"“{word.strip()[:30]}” is not a time zone that is known here{meant}")
