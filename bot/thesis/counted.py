"""Which figures of a look count: a close once, and a publication as soon as it is out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.market import hours
from bot.thesis.levels import judged
from bot.thesis.metric import Metric, Reading, Standing
from bot.thesis.pillars import PILLARS
from bot.thesis.state import State
from bot.thesis.thesis import Change, Thesis, advance


def counted(thesis: Thesis, readings: Mapping[str, Reading], now: datetime) -> tuple[Thesis, tuple[Change, ...]]:
    """The thesis after a look at ``now``, and what changed; ``readings`` are the newest figures by metric.

    They count for the last close, each metric once: one whose source was late is taken in by a later look. While the
    market is open no close is counted (but for the very first look). A new publication of a metric that waits for
    publications counts at any time. Figures that lack too much to be judged are as good as none: what was known stays
    known until it is too old.
    """
    today, session = now.astimezone(hours.NEW_YORK).date(), _last_close(now)
    waits = hours.is_open(now) and thesis.day is not None
    taken: dict[str, Reading] = {}
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        reading, standing = readings.get(metric.name), thesis.standings.get(metric.name, Standing())
        if reading is None or not _can_be_judged(metric, standing, reading):
            continue
        if not waits and (standing.day is None or standing.day < session):
            taken[metric.name] = replace(reading, day=session)
        elif _is_published(metric, standing, reading):
            taken[metric.name] = replace(reading, day=today)
    return advance(thesis, taken, thesis.day if waits and thesis.day is not None else session)


def foreseen(thesis: Thesis, readings: Mapping[str, Reading], now: datetime) -> Thesis:
    """The thesis if the session of today closed on these figures; for display, nothing is counted by asking."""
    today = now.astimezone(hours.NEW_YORK).date()
    taken = {
        metric.name: replace(reading, day=today)
        for metric in (one for pillar in PILLARS for one in pillar.metrics)
        if (reading := readings.get(metric.name)) is not None
        and _can_be_judged(metric, thesis.standings.get(metric.name, Standing()), reading)
        and (hours.is_session(today) or _is_published(metric, thesis.standings.get(metric.name, Standing()), reading))
    }
    return advance(thesis, taken, today if hours.is_session(today) else thesis.day or today)[0]


def is_behind(thesis: Thesis, now: datetime) -> bool:
    """Whether a metric that is known has no figures for the last close yet: its source was out."""
    session = _last_close(now)
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        standing = thesis.standings.get(metric.name, Standing())
        is_known = standing.state(metric, session) is not State.UNKNOWN
        if is_known and standing.day is not None and standing.day < session:
            return True
    return False


def _can_be_judged(metric: Metric, standing: Standing, reading: Reading) -> bool:
    """Whether the figures speak for some state; where none was ever known, lacking figures may be seen as they are."""
    speaks = judged(metric.supports, metric.challenges, reading.figures, standing.settled)
    return standing.as_of is None or speaks is not State.UNKNOWN


def _is_published(metric: Metric, standing: Standing, reading: Reading) -> bool:
    return metric.dwell.prints and standing.as_of is not None and reading.as_of > standing.as_of


def _last_close(now: datetime) -> date:
    session = hours.session_of(now)
    return session if now >= hours.closes(session) else hours.sessions_after(session, -1)
