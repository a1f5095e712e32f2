"""The article's claims, each beside what data said then and the same figure today."""

from __future__ import annotations

from bot.cards import Action, Card, Table
from bot.thesis.claims import ARTICLE, CLAIMS, Claim
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import PILLARS
from bot.thesis.state import State
from bot.thesis_look import NO_SOURCE, ThesisLook
from bot.thesis_words import distance, named, shown
from bot.words import day, said, say, say_n


def claims_card(look: ThesisLook) -> Card:
    """What was said, what was true then, and the same figure today."""
    rows = tuple((one.said, said(one.finding), _then(one), _today(look, one)) for one in CLAIMS)
    return Card(
        title=say("The article of {article}, claim by claim", article=day(ARTICLE)),
        lead=say_n(
            "{n} claim: what it said, what data said then, and the same figure today.",
            "{n} claims: what it said, what data said then, and the same figure today.",
            len(CLAIMS),
        ),
        table=Table((say("Claim"), say("Then"), say("What data said"), say("Today")), rows),
        actions=(Action(say("All pillars"), "thesis"),),
        note=say("Checked in 2026 against the data named. Information, not advice."),
    )


def _then(claim: Claim) -> str:
    return f"{claim.then} ({claim.source})" if claim.then else say("nothing to measure")


def _today(look: ThesisLook, claim: Claim) -> str:
    if not claim.figure:
        return say("no figure to set beside it")
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        standing = look.thesis.standings.get(metric.name, Standing())
        value = dict(standing.figures).get(claim.figure)
        if value is not None and standing.state(metric, look.today) is not State.UNKNOWN and standing.as_of:
            told = look.beside.get(claim.name)
            return told or f"{_compared(metric, claim, value)} ({day(standing.as_of)})"
    return claim.newest or say("not known: {why}", why=_why(look, claim.figure))


def _figure(metric: Metric, claim: Claim, value: float) -> str:
    """With its name, unless the claim states the same figure."""
    return named(metric, claim.figure, value) if claim.stated is None else shown(metric, claim.figure, value)


def _compared(metric: Metric, claim: Claim, value: float) -> str:
    """Today's figure, and how far it is from the one that was stated."""
    told = _figure(metric, claim, value)
    if claim.stated is None or value == claim.stated:
        return told
    away = distance(metric, claim.figure, value - claim.stated)
    if value > claim.stated:
        return say("{figure}, {away} over what it said", figure=told, away=away)
    return say("{figure}, {away} under what it said", figure=told, away=away)


def _why(look: ThesisLook, figure: str) -> str:
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        sides = (*metric.supports, *metric.challenges)
        if any(one.figure == figure for group in sides for one in group):
            as_of = look.thesis.standings.get(metric.name, Standing()).as_of
            old = say("the newest figure is of {day}", day=day(as_of)) if as_of else NO_SOURCE
            return look.why.get(metric.name, old)
    return NO_SOURCE
