"""Thesis change: a metric, a pillar or the headline of the small-cap thesis comes to another state and stays there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.page import Page
from bot.cards import Card, Chart
from bot.clock import Clock
from bot.market.hours import NEW_YORK
from bot.monitor.picture import SPAN, pillars_over_time
from bot.monitor.shift import Shift, moved_metrics, shift_card
from bot.monitor.turn import Turn, turn_card
from bot.thesis.balance import views
from bot.thesis.book import KIND, NAME, Kept, ThesisBook
from bot.thesis.counted import counted, is_behind
from bot.thesis.metric import Reading
from bot.thesis.pillars import Pillar
from bot.thesis.snapshot import dump_snapshot, snapshot
from bot.thesis.state import State
from bot.thesis.thesis import Thesis, score
from bot.thesis.written import dump_thesis, load_thesis
from bot.thesis_look import MacroFeeds, look_at_thesis
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import later, say

LOOKS = (Schedule.parse("weekdays 08:45"), Schedule.parse("weekdays 18:30"))  # after the releases, after the close
PATIENCE = timedelta(hours=4)  # after a look: what a source did not tell by then, it tells at the next one
HEADLINE = "headline"  # the episode of the whole thesis
SMALL = 9  # of 100: the most that a metric counts, less than any pillar, so that a channel can ask for pillars alone
_ARROW = " → "


@dataclass(frozen=True)
class Seen:
    """The newest figures by metric, and why the others have none."""

    readings: Mapping[str, Reading]
    why: Mapping[str, str] = field(default_factory=dict)


async def ask(
    *,
    feeds: MacroFeeds,
    book: ThesisBook,
    clock: Clock,
) -> Seen | None:
    """The newest figures, twice on a weekday; None between. Raises StoreAway."""
    if not is_due(await book.kept(), clock.now()):
        return None
    look = await look_at_thesis(feeds, clock.now())
    return Seen(look.readings, look.why)


def is_due(kept: Kept | None, now: datetime) -> bool:
    """Whether a planned look was not taken yet, or was taken while a source was out and that may be back."""
    planned = max(one.latest(now) for one in LOOKS)
    return kept is None or kept.at < planned or (now - planned < PATIENCE and is_behind(kept.thesis, now))


def judge(seen: Seen | None, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Turn | Shift]:
    """The thesis moves into its episode with every look, in one step with the alerts and the day's page.

    That episode's side is the thesis (JSON), its value the score, its level the weight that is known. Each pillar and
    the headline have one more: its side is the state, or while it is open "home → state", and its value the score.
    Metrics whose pillar stays are told together, once, without an episode: their states are in the thesis.
    """
    if seen is None:
        return Judgement()
    before = _thesis(episodes.get(NAME))
    after, changes = counted(before or Thesis(), seen.readings, now)
    today = now.astimezone(NEW_YORK).date()
    told = views(after, today)
    mean, weight = score(told), sum(one.pillar.weight for one in told if one.score is not None)
    moved = [_moved(episodes, NAME, dump_thesis(after), weight, mean, now)]
    occurrences: list[Occurrence[Turn | Shift]] = []
    places: list[tuple[Pillar | None, str, float | None]] = [
        *((one.pillar, after.pillars[one.pillar.name].value, one.score) for one in told),
        (None, after.headline.value, mean),
    ]
    for pillar, state, figure in places:
        name = pillar.name if pillar else HEADLINE
        held = episodes.get(name)
        if held is None or before is None:  # a baseline
            first = _moved(episodes, name, state, 0, figure, now)
            moved += [first.closed()] if held is None or _state(held) != state else []
            continue
        if _state(held) == state:
            continue
        mine = changes if pillar is None else tuple(one for one in changes if one.name in _names(pillar))
        turn = Turn(pillar, _state(held), state, _home(held), mine, before, after, now, seen.why)
        happened = _occurrence(turn, held, now)
        occurrences.append(happened)
        moved.append(_turned(turn, held, happened, figure, now))
    if before is not None:
        turned = {one.pillar.name for one in told if before.pillars.get(one.pillar.name) is not one.state}
        occurrences += _shifted(before, after, turned, seen.why, now)
    return Judgement(tuple(occurrences), tuple(moved), (Page(KIND, today, dump_snapshot(snapshot(after, today))),))


def _shifted(
    before: Thesis, after: Thesis, turned: Collection[str], why: Mapping[str, str], now: datetime
) -> tuple[Occurrence[Turn | Shift], ...]:
    """One for all metrics that moved; a pillar that turned tells of its own ones."""
    today = now.astimezone(NEW_YORK).date()
    moved = tuple(one for one in moved_metrics(before, after, today) if one.pillar.name not in turned)
    if not moved:
        return ()
    return (
        Occurrence(
            name="; ".join(one.name for one in moved),
            about="",
            at=now,
            what=Shift(moved, before, after, now, why),
            severity=Severity.QUIET,
            size=min(SMALL, round(100 * max(one.weight for one in moved))),
        ),
    )


def _thesis(known: Episode | None) -> Thesis | None:
    """The kept thesis; None before the first look, and where another version kept it: then it begins anew."""
    try:
        return load_thesis(known.side) if known is not None else None
    except ValueError:
        return None


def _moved(
    episodes: Mapping[str, Episode], name: str, side: str, level: float, value: float | None, now: datetime
) -> Episode:
    held, figure = episodes.get(name), value if value is not None else 0.0
    if held is not None:
        return held.seen(side=side, level=level, value=figure, at=now)
    return Episode(kind=KIND, about="", name=name, side=side, level=level, value=figure, seen_at=now)


def _state(held: Episode) -> str:
    return held.side.split(_ARROW)[-1]


def _home(held: Episode) -> str:
    return held.side.split(_ARROW)[0]


def _names(pillar: Pillar) -> set[str]:
    return {one.name for one in pillar.metrics}


def _occurrence(turn: Turn, held: Episode, now: datetime) -> Occurrence[Turn | Shift]:
    quiet = turn.is_back or turn.is_lost_or_found
    return Occurrence(
        name=f"{held.name}, turn {held.turn}: {turn.after}",
        about="",
        at=now,
        what=turn,
        severity=Severity.QUIET if quiet else Severity.NORMAL,
        size=round(100 * turn.pillar.weight) if turn.pillar else 100,
        follows=held.alert,
    )


def _turned(turn: Turn, held: Episode, told: Occurrence[Turn | Shift], value: float | None, now: datetime) -> Episode:
    """Open until it is back where it came from; what was never known before has nowhere to come back to."""
    ends = turn.home in (turn.after, State.UNKNOWN)
    side = turn.after if ends else f"{turn.home}{_ARROW}{turn.after}"
    after = held.seen(side=side, level=0, value=value if value is not None else 0.0, at=now)
    return after.closed() if ends else after.opened(told.fingerprint(KIND))


def word(what: Turn | Shift) -> Card:
    """A pillar or the headline that turned, or metrics that moved alone."""
    return turn_card(what) if isinstance(what, Turn) else shift_card(what)


async def picture(what: Turn | Shift, *, book: ThesisBook) -> Chart | None:
    """A year of the six pillars up to this change, which is on the last day; none of metrics. Raises StoreAway."""
    if isinstance(what, Shift):
        return None
    today = what.at.astimezone(NEW_YORK).date()
    kept = await book.snapshots(today - SPAN, today - timedelta(days=1))
    return pillars_over_time([*kept, snapshot(what.thesis, today)])


WATCHER = Watcher(
    name=KIND,
    summary=say(
        "a pillar of the small-cap thesis, or the whole thesis, comes to another state and stays there; "
        "quietly a metric, which counts less than 10 %"
    ),
    schedule=Schedule.parse("every 15m"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    unit=later("% of the thesis"),
)
