"""The thesis as a card: the whole of it, or one pillar in full."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Action, Card, Chart, Fact, Table, Tone
from bot.monitor.shown import Shown
from bot.thesis.balance import balance, stands, states
from bot.thesis.state import Headline, State
from bot.thesis.thesis import COVERAGE, PillarView
from bot.thesis_look import NO_SOURCE
from bot.thesis_words import figures_words, headline_words, state_words
from bot.words import percent, said, say, say_n

_TONES = {Headline.INTACT: Tone.CATALYST, Headline.BROKEN: Tone.RISK}


def overview(seen: Shown, chart: Chart | None) -> Card:
    known = sum(one.pillar.weight for one in seen.views if one.score is not None)
    headline = seen.thesis.headline
    return Card(
        title=say("The small-cap thesis is {state}", state=stands(headline)),
        lead=_lead(seen, known),
        facts=(
            *(
                Fact(f"{one.pillar.title} ({percent(one.pillar.weight, digits=0)})", _summary(seen, one))
                for one in seen.views
            ),
            *seen.counted,
        ),
        table=Table(
            (say("Metric"), say("State"), say("Figures"), say("Next")),
            tuple(
                (metric.title, state_words(metric, seen.standing(metric), seen.look.today, ""),
                 figures_words(metric, seen.next(metric)), seen.next_words(metric))
                for one in seen.views for metric in seen.known(one.pillar)
            ),
        ),
        chart=chart,
        origins=seen.origins([one.pillar for one in seen.views]),
        actions=(Action(say("Claims beside today"), "thesis claims"), *_buttons(seen.views)),
        tone=_TONES.get(headline, Tone.NOTE),
        note=seen.note,
    )  # fmt: skip


def _lead(seen: Shown, known: float) -> str:
    weight = say("Pillars with {known} of the weight are known", known=percent(known, digits=0))
    if seen.thesis.headline is Headline.UNKNOWN:
        return say(
            "{weight}, and {coverage} are needed: nothing is concluded from less.",
            weight=weight,
            coverage=percent(COVERAGE, digits=0),
        )
    told = say(
        "Of six pillars {balance}. {weight}.", balance=balance(states(seen.thesis, seen.look.today)), weight=weight
    )
    return (
        say("{told} It is {headline}.", told=told, headline=headline_words(seen.thesis))
        if seen.thesis.pending
        else told
    )


def _summary(seen: Shown, one: PillarView) -> str:
    known = sum(state is not State.UNKNOWN for _, state in one.metrics)
    told = say_n("{known} of {n} metric known", "{known} of {n} metrics known", len(one.metrics), known=known)
    coming = states(seen.coming, seen.look.today)[one.pillar.name]
    if one.score is None:
        summary = say(
            "not known; {told}, with {coverage} of its weight", told=told, coverage=percent(one.coverage, digits=0)
        )
    else:
        summary = say(
            "{state}, score {score:+.2f} of -1 to +1; {told}", state=said(one.state), score=one.score, told=told
        )
    if coming is one.state:
        return summary
    return say("{summary}; would change to {state} if today closed so", summary=summary, state=stands(coming))


def pillar_card(seen: Shown, told: PillarView) -> Card:
    """Every metric of a pillar, the unknown ones with why, the known ones with their source."""
    rows = []
    for metric in told.pillar.metrics:
        why = seen.look.why.get(metric.name, NO_SOURCE)
        state = state_words(metric, seen.standing(metric), seen.look.today, why)
        title = f"{metric.title} ({percent(metric.weight, digits=0)})"
        figures = figures_words(metric, seen.next(metric))
        if figures and metric.name in seen.look.why and seen.state(metric) is not State.UNKNOWN:
            figures = say("{figures}; nothing newer: {why}", figures=figures, why=why)
        rows.append((title, state, figures, seen.next_words(metric), seen.next(metric).told_by(metric)))
    return Card(
        title=f"{told.pillar.title}: {stands(told.state)}",
        lead=say(
            "It weighs {weight} of the thesis. Its state: {summary}.",
            weight=percent(told.pillar.weight, digits=0),
            summary=_summary(seen, told),
        ),
        facts=(*seen.counted, *seen.notes(told.pillar)),
        table=Table((say("Metric"), say("State"), say("Figures"), say("Next"), say("Source")), tuple(rows)),
        origins=seen.origins([told.pillar]),
        actions=(Action(say("All pillars"), "thesis"), Action(say("Claims beside today"), "thesis claims")),
        note=seen.note,
    )


def _buttons(views: Sequence[PillarView]) -> tuple[Action, ...]:
    return tuple(Action(one.pillar.title, f"thesis {one.pillar.name}") for one in views if one.score is not None)[:3]
