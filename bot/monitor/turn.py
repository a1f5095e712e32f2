"""What is told of a pillar, or of the headline, that came to another state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.cards import Action, Card, Fact, Table, Tone
from bot.market.hours import NEW_YORK
from bot.monitor.driver import driver_origins, driver_words
from bot.thesis.balance import balance, stands, views
from bot.thesis.metric import Standing
from bot.thesis.pillars import PILLARS, Pillar
from bot.thesis.state import Headline, State
from bot.thesis.thesis import BAND, ENTER, HEADLINE_CLOSES, Change, Thesis, score
from bot.thesis_words import figures_words, headline_words
from bot.words import percent, said, say, say_n

_ORDER = (State.CHALLENGES, State.NEUTRAL, State.SUPPORTS, Headline.BROKEN, Headline.UNDER_REVIEW, Headline.INTACT)


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
    def today(self) -> date:
        return self.at.astimezone(NEW_YORK).date()

    @property
    def is_lost_or_found(self) -> bool:
        return State.UNKNOWN in (self.before, self.after)


def turn_card(what: Turn) -> Card:
    """From which state to which, by which figures past which levels, and how the whole stands now."""
    return _headline(what) if what.pillar is None else _pillar(what, what.pillar)


def _pillar(what: Turn, pillar: Pillar) -> Card:
    title = f"{pillar.title}: {stands(what.before)} → {stands(what.after)}"
    return Card(
        title=say("{title}, as before", title=title) if what.is_back else title,
        lead=say(
            "A pillar with {weight} of the small-cap thesis has changed. {balance}",
            weight=percent(pillar.weight, digits=0),
            balance=_balance(what),
        ),
        facts=(
            *_drivers(what, pillar),
            *_others(what, pillar),
            Fact(say("Score of the pillar"), _scores(what, pillar)),
            Fact(say("Thesis"), headline_words(what.thesis)),
            *_leadership(what, pillar),
        ),
        origins=driver_origins([one for one in pillar.metrics if one.name in _moved(what)], what.thesis),
        actions=(Action(pillar.title, f"thesis {pillar.name}"), Action(say("All pillars"), "thesis")),
        tone=_tone(what),
        note=say("A pillar that fails is news, and no proof that the thesis has failed. Information, not advice."),
    )


def _headline(what: Turn) -> Card:
    today, rows = what.today, []
    was = {one.pillar.name: one for one in views(what.was, what.was.day or today)}
    for one in views(what.thesis, today):
        score_words = "" if one.score is None else f"{one.score:+.2f}"
        before = stands(was[one.pillar.name].state)
        state = stands(one.state) if one.state is was[one.pillar.name].state else f"{before} → {stands(one.state)}"
        rows.append((f"{one.pillar.title} ({percent(one.pillar.weight, digits=0)})", state, score_words))
    mean = score(views(what.thesis, today))
    score_now = _scored(mean)
    title = say("The small-cap thesis: {before} → {after}", before=stands(what.before), after=stands(what.after))
    return Card(
        title=say("{title}, as before", title=title) if what.is_back else title,
        lead=say("{balance} The weighted score is {score}.", balance=_balance(what), score=score_now),
        facts=(
            Fact(
                say("Levels"),
                say(
                    "intact from {intact:+.2f}, broken from {broken:+.2f}, left {band:.2f} back",
                    intact=ENTER,
                    broken=-ENTER,
                    band=BAND,
                ),
            ),
            Fact(
                say("Patience"),
                say_n(
                    "{n} close that says the same; to and from not known at once",
                    "{n} closes that say the same; to and from not known at once",
                    HEADLINE_CLOSES,
                ),
            ),
        ),
        table=Table((say("Pillar"), say("State"), say("Score")), tuple(rows)),
        actions=(Action(say("All pillars"), "thesis"), Action(say("Claims beside today"), "thesis claims")),
        tone=_tone(what),
        note=say("Measured against fixed levels; no forecast. Information, not advice."),
    )


def _scored(mean: float | None) -> str:
    return say("not known") if mean is None else say("{score:+.2f} of -1 to +1", score=mean)


def _balance(what: Turn) -> str:
    told = {one.pillar.name: one.state for one in views(what.thesis, what.today)}
    return say("Of six pillars {balance}.", balance=balance(told))


def _drivers(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """Each metric that changed with it: figures, their day, and the level they crossed."""
    metrics = {one.name: one for one in pillar.metrics}
    facts = [
        Fact(metrics[one.name].title, driver_words(metrics[one.name], one, what.thesis, what.why))
        for one in what.changes
    ]
    return tuple(facts) or (Fact(say("Why"), say("figures of its metrics have grown too old")),)


def _others(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """The states of the metrics that did not move: what the score is made of as well."""
    rest = [one for one in pillar.metrics if one.name not in _moved(what)]
    told = [
        f"{one.title}: {stands(what.thesis.standings.get(one.name, Standing()).state(one, what.today))}" for one in rest
    ]
    return (Fact(say("Beside it"), "; ".join(told)),) if told else ()


def _moved(what: Turn) -> set[str]:
    return {one.name for one in what.changes}


def _scores(what: Turn, pillar: Pillar) -> str:
    def shown(thesis: Thesis, on: date) -> str:
        one = next(one for one in views(thesis, on) if one.pillar is pillar)
        return say("not known") if one.score is None else f"{one.score:+.2f}"

    levels = say(
        "supports from {supports:+.2f}, challenges from {challenges:+.2f}, left {band:.2f} back",
        supports=ENTER,
        challenges=-ENTER,
        band=BAND,
    )
    before, after = shown(what.was, what.was.day or what.today), shown(what.thesis, what.today)
    return say("{before} → {after} of -1 to +1; {levels}", before=before, after=after, levels=levels)


def _leadership(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """What the prices do meanwhile: a pillar failed in March 2026, and small caps went on leading."""
    leads = next(one for one in PILLARS if one.name == "leadership")
    metric = leads.metrics[0]
    standing = what.thesis.standings.get(metric.name, Standing())
    is_known = standing.state(metric, what.today) is not State.UNKNOWN
    if pillar is leads or not is_known:
        return ()
    return (
        Fact(
            say("Meanwhile: {metric}", metric=metric.title),
            f"{said(standing.settled)}: {figures_words(metric, standing)}",
        ),
    )


def _tone(what: Turn) -> Tone:
    if what.is_back or what.is_lost_or_found:
        return Tone.NOTE
    places = [str(one) for one in _ORDER]
    return Tone.CATALYST if places.index(what.after) > places.index(what.before) else Tone.RISK
