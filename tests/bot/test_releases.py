"""How a release is watched: once before its minute, often from it on; a first look tells nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.alerts.episode import Episode
from bot.lateness import NAME
from bot.market.calendar import Calendar, Event
from bot.market.hours import NEW_YORK
from bot.market.readings import Readings
from bot.releases import from_its_minute, opened

DUE = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
STATED = Calendar().with_stated(Event.OPENINGS, [date(2026, 11, 3), date(2026, 12, 1)], "FRED")
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def series(*points: tuple[date, float]) -> Readings:
    return Readings(as_of=DUE + timedelta(hours=1), source="BLS", name="openings", points=points)


def look(told: Readings, known: Episode | None = None, *, at: datetime = DUE):
    episodes = {"openings": known} if known else {}
    return opened("job_openings", "openings", Event.OPENINGS, told, STATED, "", episodes, at)


def test_a_first_look_keeps_the_newest_month_and_tells_nothing():
    told = look(series((SEPTEMBER, 7_000.0), (OCTOBER, 7_300.0)))

    assert (told.known, told.month, told.value, told.side) == (None, OCTOBER, 7_300.0, "2026-10-01")
    assert told.judgement.occurrences == ()
    (first,) = told.judgement.moved
    assert (first.name, first.side, first.value, first.is_open) == ("openings", "2026-10-01", 7_300.0, False)


def test_an_absence_is_told_where_a_month_was_seen_before():
    held = series((SEPTEMBER, 7_000.0))
    (known,) = look(held, at=DUE - timedelta(days=3)).moved
    assert look(held, known, at=DUE).told == ()

    late = look(held, known, at=DUE + timedelta(minutes=30))
    (told,) = late.judgement.occurrences
    assert told.name.endswith(NAME)
    assert look(held, at=DUE + timedelta(minutes=30)).told == ()  # on a first look it is only noted


def test_an_empty_series_has_no_beginning():
    assert look(series()) is None


def test_it_is_looked_for_once_before_its_minute_and_every_20_seconds_from_it_on():
    schedule = from_its_minute(Event.JOBS, hours=8)
    at = datetime(2026, 12, 4, 8, 0, tzinfo=NEW_YORK)
    looks = []
    for _ in range(14):
        at = schedule.following(at)
        looks.append(f"{at.astimezone(NEW_YORK):%H:%M:%S}")

    assert looks[:4] == ["08:15:00", "08:30:00", "08:30:20", "08:30:40"]
    assert looks[10:13] == ["08:33:00", "08:34:00", "08:35:00"]
    openings = from_its_minute(Event.OPENINGS, hours=6)
    assert openings.following(datetime(2026, 12, 4, 3, tzinfo=UTC)).astimezone(NEW_YORK).hour == 9
