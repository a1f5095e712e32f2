"""The article's claims, each beside what data said then and the same figure today."""

from __future__ import annotations

from bot.cards import Action, Card, Table
from bot.thesis.claims import ARTICLE, CLAIMS, Claim
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import PILLARS
from bot.thesis.state import State
from bot.thesis_look import NO_SOURCE, ThesisLook
from bot.thesis_words import distance, named, shown
from bot.words import day, plural


def claims_card(look: ThesisLook) -> Card:
    """What was said, what was true then, and the same figure today."""
    rows = tuple((one.said, one.finding.value, _then(one), _today(look, one)) for one in CLAIMS)
    return Card(
        title=f"The article of {day(ARTICLE)}, claim by claim",
        lead=f"{plural(len(CLAIMS), 'claim')}: what it said, what data said then, and the same figure today.",
        table=Table(("Claim", "Then", "What data said", "Today"), rows),
        actions=(Action("All pillars", "thesis"),),
        note="Checked in 2026 against the data named. Information, not advice.",
    )


def _then(claim: Claim) -> str:
    return f"{claim.then} ({claim.source})" if claim.then else "nothing to measure"


def _today(look: ThesisLook, claim: Claim) -> str:
    if not claim.figure:
        return "no figure to set beside it"
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        standing = look.thesis.standings.get(metric.name, Standing())
        value = dict(standing.figures).get(claim.figure)
        if value is not None and standing.state(metric, look.today) is not State.UNKNOWN and standing.as_of:
            told = look.beside.get(claim.name)
            return told or f"{_figure(metric, claim, value)}{_off(metric, claim, value)} ({day(standing.as_of)})"
    return claim.newest or f"not known: {_why(look, claim.figure)}"


def _figure(metric: Metric, claim: Claim, value: float) -> str:
    """With its name, unless the claim states the same figure."""
    return named(metric, claim.figure, value) if claim.stated is None else shown(metric, claim.figure, value)


def _off(metric: Metric, claim: Claim, value: float) -> str:
    """How far today's figure is from the one that was stated."""
    if claim.stated is None or value == claim.stated:
        return ""
    side = "over" if value > claim.stated else "under"
    return f", {distance(metric, claim.figure, value - claim.stated)} {side} what it said"


def _why(look: ThesisLook, figure: str) -> str:
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        sides = (*metric.supports, *metric.challenges)
        if any(one.figure == figure for group in sides for one in group):
            as_of = look.thesis.standings.get(metric.name, Standing()).as_of
            return look.why.get(metric.name, f"the newest figure is of {day(as_of)}" if as_of else NO_SOURCE)
    return NO_SOURCE
