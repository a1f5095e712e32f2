"""Thesis change: a pillar of the small-cap thesis, or its headline, comes to another state and stays there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.page import Page
from bot.cards import Action, Card, Chart, Fact, Form, Origin, Table, Tone
from bot.clock import Clock
from bot.market.feeds import ConditionsFeed, CurveFeed, LaborFeed, LeadershipFeed, QuoteFeed, RatesFeed
from bot.market.hours import NEW_YORK
from bot.thesis.balance import balance, said, views
from bot.thesis.book import KIND, NAME, Kept, ThesisBook
from bot.thesis.counted import counted, is_behind
from bot.thesis.crossing import crossing
from bot.thesis.metric import Metric, Reading, Standing
from bot.thesis.pillars import PILLARS, Pillar
from bot.thesis.snapshot import dump_snapshot, snapshot
from bot.thesis.state import Headline, State
from bot.thesis.thesis import BAND, ENTER, HEADLINE_CLOSES, Change, Thesis, score
from bot.thesis.written import dump_thesis, load_thesis
from bot.thesis_look import NO_SOURCE, MacroFeeds, look_at_thesis
from bot.thesis_picture import SPAN, pillars_over_time
from bot.thesis_words import figures_words, headline_words, level_words, next_words
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, listed, percent

LOOKS = (Schedule.parse("weekdays 08:45"), Schedule.parse("weekdays 18:30"))  # after the releases, after the close
PATIENCE = timedelta(hours=4)  # after a look: what a source did not tell by then, it tells at the next one
HEADLINE = "headline"  # the episode of the whole thesis
_ARROW = " → "
_ORDER = (State.CHALLENGES, State.NEUTRAL, State.SUPPORTS, Headline.BROKEN, Headline.UNDER_REVIEW, Headline.INTACT)


@dataclass(frozen=True)
class Seen:
    """The newest figures by metric, and why the others have none."""

    readings: Mapping[str, Reading]
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """A pillar (None for the headline) that came from one state to another with these changes of its metrics.

    ``home`` is the state from which it first left, to which a turn may lead back.
    """

    pillar: Pillar | None
    before: str
    after: str
    home: str
    changes: tuple[Change, ...]
    was: Thesis
    thesis: Thesis
    at: datetime
    why: Mapping[str, str]

    @property
    def is_back(self) -> bool:
        return self.after == self.home and self.before != State.UNKNOWN != self.after

    @property
    def is_lost_or_found(self) -> bool:
        return State.UNKNOWN in (self.before, self.after)


async def ask(
    *,
    rates: RatesFeed,
    curve: CurveFeed,
    labor: LaborFeed,
    conditions: ConditionsFeed,
    leadership: LeadershipFeed,
    quotes: QuoteFeed,
    book: ThesisBook,
    clock: Clock,
) -> Seen | None:
    """The newest figures, twice on a weekday; None between. Raises StoreAway."""
    if not is_due(await book.kept(), clock.now()):
        return None
    look = await look_at_thesis(MacroFeeds(rates, curve, labor, conditions, leadership, quotes), clock.now())
    return Seen(look.readings, look.why)


def is_due(kept: Kept | None, now: datetime) -> bool:
    """Whether a planned look was not taken yet, or was taken while a source was out and that may be back."""
    planned = max(one.latest(now) for one in LOOKS)
    return kept is None or kept.at < planned or (now - planned < PATIENCE and is_behind(kept.thesis, now))


def judge(seen: Seen | None, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Turn]:
    """The thesis moves into its episode with every look, in one step with the alerts and the day's page.

    That episode's side is the thesis (JSON), its value the score, its level the weight that is known. Each pillar and
    the headline have one more: its side is the state, or while it is open "home → state", and its value the score.
    """
    if seen is None:
        return Judgement()
    known = episodes.get(NAME)
    before = _thesis(known)
    after, changes = counted(before or Thesis(), seen.readings, now)
    today = now.astimezone(NEW_YORK).date()
    told = views(after, today)
    mean, weight = score(told), sum(one.pillar.weight for one in told if one.score is not None)
    moved = [_moved(episodes, NAME, dump_thesis(after), weight, mean, now)]
    occurrences: list[Occurrence[Turn]] = []
    places: list[tuple[Pillar | None, str, float | None]] = [
        *((one.pillar, after.pillars[one.pillar.name].value, one.score) for one in told),
        (None, after.headline.value, mean),
    ]
    for pillar, state, figure in places:
        name = pillar.name if pillar else HEADLINE
        held = episodes.get(name)
        if held is None or before is None or known is None:
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
    return Judgement(tuple(occurrences), tuple(moved), (Page(KIND, today, dump_snapshot(snapshot(after, today))),))


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


def _occurrence(turn: Turn, held: Episode, now: datetime) -> Occurrence[Turn]:
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


def _turned(turn: Turn, held: Episode, told: Occurrence[Turn], value: float | None, now: datetime) -> Episode:
    """Open until it is back where it came from; what was never known before has nowhere to come back to."""
    ends = turn.after == turn.home or turn.home == State.UNKNOWN
    side = turn.after if ends else f"{turn.home}{_ARROW}{turn.after}"
    after = held.seen(side=side, level=0, value=value if value is not None else 0.0, at=now)
    return after.closed() if ends else after.opened(told.fingerprint(KIND))


def word(what: Turn) -> Card:
    """From which state to which, by which figures past which levels, and how the whole stands now."""
    return _headline(what) if what.pillar is None else _pillar(what, what.pillar)


def _pillar(what: Turn, pillar: Pillar) -> Card:
    title = f"{pillar.title}: {said(what.before)} → {said(what.after)}"
    return Card(
        title=f"{title}, as before" if what.is_back else title,
        lead=f"A pillar with {percent(pillar.weight, digits=0)} of the small-cap thesis has changed. {_balance(what)}",
        facts=(
            *_drivers(what, pillar),
            Fact("Score of the pillar", _scores(what, pillar)),
            Fact("Thesis", headline_words(what.thesis)),
            *_leadership(what, pillar),
        ),
        origins=_origins(what, pillar),
        actions=(Action(pillar.title, f"thesis {pillar.name}"), Action("All pillars", "thesis")),
        tone=_tone(what),
        note="A pillar that fails is news, and no proof that the thesis has failed. Information, not advice.",
    )


def _headline(what: Turn) -> Card:
    today, rows = what.at.astimezone(NEW_YORK).date(), []
    was = {one.pillar.name: one for one in views(what.was, what.was.day or today)}
    for one in views(what.thesis, today):
        score_words = "" if one.score is None else f"{one.score:+.2f}"
        before = said(was[one.pillar.name].state)
        state = said(one.state) if one.state is was[one.pillar.name].state else f"{before} → {said(one.state)}"
        rows.append((f"{one.pillar.title} ({percent(one.pillar.weight, digits=0)})", state, score_words))
    mean = score(views(what.thesis, today))
    number = "not known" if mean is None else f"{mean:+.2f} of -1 to +1"
    title = f"The small-cap thesis: {said(what.before)} → {said(what.after)}"
    return Card(
        title=f"{title}, as before" if what.is_back else title,
        lead=f"{_balance(what)} The weighted score is {number}.",
        facts=(
            Fact("Levels", f"intact from {ENTER:+.2f}, broken from {-ENTER:+.2f}, left {BAND:.2f} back"),
            Fact("Patience", f"{HEADLINE_CLOSES} closes that say the same; to and from not known at once"),
        ),
        table=Table(("Pillar", "State", "Score"), tuple(rows)),
        actions=(Action("All pillars", "thesis"), Action("Claims beside today", "thesis claims")),
        tone=_tone(what),
        note="Measured against fixed levels; no forecast. Information, not advice.",
    )


def _balance(what: Turn) -> str:
    told = {one.pillar.name: one.state for one in views(what.thesis, what.at.astimezone(NEW_YORK).date())}
    return f"Of six pillars {balance(told)}."


def _drivers(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """Each metric that changed with it: figures, their day, and the level they crossed."""
    metrics = {one.name: one for one in pillar.metrics}
    facts = [Fact(metrics[one.name].title, _driver(what, metrics[one.name], one)) for one in what.changes]
    return tuple(facts) or (Fact("Why", "figures of its metrics have grown too old"),)


def _driver(what: Turn, metric: Metric, change: Change) -> str:
    standing = what.thesis.standings.get(metric.name, Standing())
    moved = f"{said(change.before)} → {said(change.after)}"
    if change.after == State.UNKNOWN:
        of = f"; the newest figure is of {day(standing.as_of)}" if standing.as_of else ""
        return f"{moved}: {what.why.get(metric.name, NO_SOURCE)}{of}"
    levels = crossing(metric, State(change.before), State(change.after), dict(standing.figures))
    line = f"; {change.after} with {listed([level_words(metric, one) for one in levels])}" if levels else ""
    since = f"; so since {day(change.since)}" if change.since != standing.as_of else ""
    beyond = next_words(metric, standing)
    further = f"; next: {beyond}" if beyond else ""
    return f"{moved}: {figures_words(metric, standing)}{line}{since}{further}"


def _scores(what: Turn, pillar: Pillar) -> str:
    def shown(thesis: Thesis) -> str:
        today = what.at.astimezone(NEW_YORK).date()
        one = next(one for one in views(thesis, today) if one.pillar is pillar)
        return "not known" if one.score is None else f"{one.score:+.2f}"

    levels = f"supports from {ENTER:+.2f}, challenges from {-ENTER:+.2f}, left {BAND:.2f} back"
    return f"{shown(what.was)} → {shown(what.thesis)} of -1 to +1; {levels}"


def _leadership(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """What the prices do meanwhile: a pillar failed in March 2026, and small caps went on leading."""
    leads = next(one for one in PILLARS if one.name == "leadership")
    metric = leads.metrics[0]
    standing = what.thesis.standings.get(metric.name, Standing())
    is_known = standing.state(metric, what.at.astimezone(NEW_YORK).date()) is not State.UNKNOWN
    if pillar is leads or not is_known:
        return ()
    return (Fact(f"Meanwhile: {metric.title}", f"{standing.settled}: {figures_words(metric, standing)}"),)


def _origins(what: Turn, pillar: Pillar) -> tuple[Origin, ...]:
    told = []
    for metric in pillar.metrics:
        as_of = what.thesis.standings.get(metric.name, Standing()).as_of
        if as_of is not None and any(one.name == metric.name for one in what.changes):
            told.append(Origin(metric.source, datetime.combine(as_of, time(), UTC), Form.DAY))
    return tuple(dict.fromkeys(told))


def _tone(what: Turn) -> Tone:
    if what.is_back or what.is_lost_or_found:
        return Tone.NOTE
    places = [str(one) for one in _ORDER]
    return Tone.CATALYST if places.index(what.after) > places.index(what.before) else Tone.RISK


async def picture(what: Turn, *, book: ThesisBook) -> Chart | None:
    """A year of the six pillars up to this change, which is on the last day. Raises StoreAway."""
    today = what.at.astimezone(NEW_YORK).date()
    kept = await book.snapshots(today - SPAN, today - timedelta(days=1))
    return pillars_over_time([*kept, snapshot(what.thesis, today)])


WATCHER = Watcher(
    name=KIND,
    summary="a pillar of the small-cap thesis, or the whole thesis, comes to another state and stays there",
    schedule=Schedule.parse("every 15m"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
)
