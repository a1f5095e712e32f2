"""The six pillars over time as one picture: which state each had from which day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.cards import Chart, Lane
from bot.thesis.balance import stands
from bot.thesis.pillars import PILLARS, Pillar
from bot.thesis.snapshot import Snapshot
from bot.thesis.state import State
from bot.words import day, listed, said, say

SPAN = timedelta(days=365)
HOLDS = timedelta(days=7)  # how long a look speaks for the days after it
TOLD = 6  # spells of a pillar that the words name, the newest


def pillars_over_time(snapshots: Sequence[Snapshot]) -> Chart | None:
    """A lane for each pillar from the first day to the last (oldest first); None with fewer than two days."""
    if len(snapshots) < 2:
        return None
    first, last = snapshots[0].day, snapshots[-1].day
    lanes = tuple(Lane(one.title, _spells(one, snapshots)) for one in PILLARS)
    return Chart(
        title=say("The six pillars of the small-cap thesis"),
        alt=say(
            "From {first} to {last}. {lanes}",
            first=day(first),
            last=day(last),
            lanes=" ".join(_told(one) for one in lanes),
        ),
        series=(),
        lanes=lanes,
        states=tuple(said(one) for one in (State.SUPPORTS, State.NEUTRAL, State.CHALLENGES)),
    )


def _spells(pillar: Pillar, snapshots: Sequence[Snapshot]) -> tuple[tuple[date, date, str], ...]:
    """What was seen holds until the next day that was looked at; a gap of weeks is not known."""
    spells: list[tuple[date, date, str]] = []
    for place, one in enumerate(snapshots):
        following = snapshots[place + 1].day if place + 1 < len(snapshots) else one.day + timedelta(days=1)
        until = min(following - timedelta(days=1), one.day + HOLDS)
        seen = [(one.day, until, stands(one.pillars.get(pillar.name, State.UNKNOWN)))]
        if until + timedelta(days=1) < following:
            seen.append((until + timedelta(days=1), following - timedelta(days=1), stands(State.UNKNOWN)))
        for since, last, state in seen:
            if spells and spells[-1][2] == state:
                spells[-1] = (spells[-1][0], last, state)
            else:
                spells.append((since, last, state))
    return tuple(spells)


def _told(lane: Lane) -> str:
    newest = lane.spells[-TOLD:]
    words = [say("{state} since {day}", state=state, day=day(since)) for since, _, state in newest]
    return f"{lane.name}: {listed(words, 'then')}."
