"""What is told of a metric that changed: its figures and their day, the level they crossed, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time

from bot.cards import Form, Origin
from bot.thesis.balance import stands
from bot.thesis.crossing import crossing
from bot.thesis.metric import Metric, Standing
from bot.thesis.state import State
from bot.thesis.thesis import Change, Thesis
from bot.thesis_look import NO_SOURCE
from bot.thesis_words import figures_words, level_words, next_words
from bot.words import day, listed, said, say, say_n


def driver_words(metric: Metric, change: Change, thesis: Thesis, why: Mapping[str, str]) -> str:
    """ "supports → neutral: priced 1.5 cuts (6 March 2026); neutral with …; next: …"; of a lost one why it is lost."""
    standing = thesis.standings.get(metric.name, Standing())
    moved = f"{stands(change.before)} → {stands(change.after)}"
    if change.after == State.UNKNOWN:
        return f"{moved}: {_lost(metric, standing, why)}"
    levels = crossing(metric, State(change.before), State(change.after), dict(standing.figures))
    told = [f"{moved}: {figures_words(metric, standing)}"]
    if levels:
        crossed = listed([level_words(metric, one) for one in levels])
        told.append(say("{state} with {levels}", state=said(change.after), levels=crossed))
    if change.since != standing.as_of:
        told.append(say("so since {day}", day=day(change.since)))
    if beyond := next_words(metric, standing):
        told.append(say("next: {states}", states=beyond))
    return "; ".join(told)


def _lost(metric: Metric, standing: Standing, why: Mapping[str, str]) -> str:
    if standing.as_of is None:
        return why.get(metric.name, NO_SOURCE).rstrip(".")
    newest = say("the newest figure is of {day}", day=day(standing.as_of))
    if metric.name in why:
        return f"{why[metric.name].rstrip('.')}; {newest}"
    return say_n(
        "{newest}, and one is good for {n} day",
        "{newest}, and one is good for {n} days",
        metric.keeps.days,
        newest=newest,
    )


def driver_origins(metrics: Iterable[Metric], thesis: Thesis) -> tuple[Origin, ...]:
    """The source of each metric with the day of its newest figure."""
    told = [
        Origin(standing.told_by(metric), datetime.combine(standing.as_of, time(), UTC), Form.DAY)
        for metric in metrics
        if (standing := thesis.standings.get(metric.name, Standing())).as_of is not None
    ]
    return tuple(dict.fromkeys(told))
