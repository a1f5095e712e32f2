"""/thesis: the six pillars with their states and figures, one pillar in full, or the article's claims beside today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Annotated, Literal

from bot.cards import Action, Card, Fact, Form, Origin, Table, Tone
from bot.clock import Clock
from bot.commands import Arg, command
from bot.market.feeds import (
    ConditionsFeed,
    CurveFeed,
    GeopoliticsFeed,
    LaborFeed,
    LeadershipFeed,
    MembersFeed,
    QuoteFeed,
    RatesFeed,
)
from bot.thesis.claims import ARTICLE, CLAIMS, Claim
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import PILLARS, Pillar
from bot.thesis.state import Headline, State
from bot.thesis.thesis import COVERAGE, PillarView, view
from bot.thesis_look import NO_SOURCE, MacroFeeds, ThesisLook, look_at_thesis
from bot.thesis_words import figures_words, next_words, shown, state_words
from bot.words import day, percent, plural

Part = Literal["overview", "policy", "valuation", "earnings", "leadership", "labor", "geopolitics", "claims"]
_TONES = {Headline.INTACT: Tone.CATALYST, Headline.BROKEN: Tone.RISK}
_NOTE = "Worked out from the newest figures alone: how long a state has lasted is not counted. Information, not advice."


@command("thesis", "The small-cap thesis: six pillars, their figures, and what would change them")
async def thesis(
    part: Annotated[Part, Arg("A pillar in full, or the article's claims beside today", "policy")] = "overview",
    *,
    rates: RatesFeed,
    curve: CurveFeed,
    labor: LaborFeed,
    conditions: ConditionsFeed,
    leadership: LeadershipFeed,
    quotes: QuoteFeed,
    geopolitics: GeopoliticsFeed,
    members: MembersFeed,
    clock: Clock,
) -> Card:
    feeds = MacroFeeds(rates, curve, labor, conditions, leadership, quotes, geopolitics, members)
    look = await look_at_thesis(feeds, clock.now())
    if part == "claims":
        return _claims(look)
    views = [view(one, look.thesis.standings, look.thesis.pillars[one.name], look.today) for one in PILLARS]
    if part == "overview":
        return _overview(look, views)
    return _pillar(look, next(one for one in views if one.pillar.name == part))


def _overview(look: ThesisLook, views: Sequence[PillarView]) -> Card:
    known = sum(one.pillar.weight for one in views if one.score is not None)
    headline = look.thesis.headline
    return Card(
        title=f"The small-cap thesis is {'not known' if headline is Headline.UNKNOWN else headline}",
        lead=_lead(headline, known),
        facts=tuple(
            Fact(f"{one.pillar.title} ({percent(one.pillar.weight, digits=0)})", _summary(one)) for one in views
        ),
        table=Table(
            ("Metric", "State", "Figures", "Next"),
            tuple(
                (metric.title, state_words(metric, standing, look.today, ""), figures_words(metric, standing),
                 next_words(metric, standing))
                for one in views for metric, standing in _known(look, one.pillar)
            ),
        ),
        origins=_origins(look, [one.pillar for one in views]),
        actions=(Action("Claims beside today", "thesis claims"), *_buttons(views)),
        tone=_TONES.get(headline, Tone.NOTE),
        note=_NOTE,
    )  # fmt: skip


def _lead(headline: Headline, known: float) -> str:
    if headline is Headline.UNKNOWN:
        return (
            f"Pillars with {percent(known, digits=0)} of the weight are known, and {percent(COVERAGE, digits=0)} are "
            "needed: nothing is concluded from less."
        )
    return f"Pillars with {percent(known, digits=0)} of the weight are known."


def _summary(one: PillarView) -> str:
    known = sum(state is not State.UNKNOWN for _, state in one.metrics)
    told = f"{known} of {plural(len(one.metrics), 'metric')} known"
    if one.score is None:
        return f"not known: {told}, {percent(one.coverage, digits=0)} of its weight"
    return f"{one.state}, score {one.score:+.2f} of -1 to +1; {told}"


def _known(look: ThesisLook, pillar: Pillar) -> list[tuple[Metric, Standing]]:
    pairs = [(one, look.thesis.standings.get(one.name, Standing())) for one in pillar.metrics]
    return [(one, standing) for one, standing in pairs if standing.state(one, look.today) is not State.UNKNOWN]


def _pillar(look: ThesisLook, seen: PillarView) -> Card:
    """Every metric of a pillar, the unknown ones with why, the known ones with their source."""
    rows = []
    for metric in seen.pillar.metrics:
        standing = look.thesis.standings.get(metric.name, Standing())
        state = state_words(metric, standing, look.today, look.why.get(metric.name, NO_SOURCE))
        title = f"{metric.title} ({percent(metric.weight, digits=0)})"
        rows.append((title, state, figures_words(metric, standing), next_words(metric, standing), metric.source))
    return Card(
        title=f"{seen.pillar.title}: {'not known' if seen.score is None else seen.state}",
        lead=f"It weighs {percent(seen.pillar.weight, digits=0)} of the thesis: {_summary(seen)}.",
        table=Table(("Metric", "State", "Figures", "Next", "Source"), tuple(rows)),
        origins=_origins(look, [seen.pillar]),
        actions=(Action("All pillars", "thesis"), Action("Claims beside today", "thesis claims")),
        note=_NOTE,
    )


def _origins(look: ThesisLook, pillars: Sequence[Pillar]) -> tuple[Origin, ...]:
    """The sources of the known metrics, with the day of each one's newest figure."""
    told = [
        Origin(metric.source, _midnight(standing), Form.DAY)
        for pillar in pillars
        for metric, standing in _known(look, pillar)
    ]
    return tuple(dict.fromkeys(told))


def _midnight(standing: Standing) -> datetime:
    if standing.as_of is None:
        raise ValueError("a known metric has the day of its figures")
    return datetime.combine(standing.as_of, time(), UTC)


def _buttons(views: Sequence[PillarView]) -> tuple[Action, ...]:
    return tuple(Action(one.pillar.title, f"thesis {one.pillar.name}") for one in views if one.score is not None)[:3]


def _claims(look: ThesisLook) -> Card:
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
            return f"{shown(metric, claim.figure, value)} ({day(standing.as_of)})"
    return f"not known: {_why(look, claim.figure)}"


def _why(look: ThesisLook, figure: str) -> str:
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        sides = (*metric.supports, *metric.challenges)
        if any(one.figure == figure for group in sides for one in group):
            return look.why.get(metric.name, NO_SOURCE)
    return NO_SOURCE
