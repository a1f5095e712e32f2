"""A time zone by whatever name a person writes for it."""

from __future__ import annotations

from functools import cache, reduce
from zoneinfo import available_timezones

from bot.words import say


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
    typed = word.strip()[:30]
    if cities:
        near = reduce(lambda first, last: say("{first} or {last}", first=first, last=last), cities[:3])
        raise ValueError(say("“{typed}” is not a time zone that is known here; is it {near}?", typed=typed, near=near))
    raise ValueError(
        say("“{typed}” is not a time zone that is known here, such as Europe/Berlin or America/New_York.", typed=typed)
    )
