"""The card of a rating: the verdict first, then what moved it, what bounds it, what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import Action, Card, Fact, Form, Origin, Table, Tone
from bot.market.ticker import Ticker
from bot.rated import words
from bot.rated.picture import bars
from bot.rated.ratings import Rated
from bot.rating.gates import Effect
from bot.rating.grade import Grade
from bot.rating.profile import Figure
from bot.rating.rules import read_rules
from bot.rating.scorecard import FactorScore
from bot.rating.scoring import MIDDLE
from bot.words import clipped, day, listed, percent, plural

SHOWN = 3  # best factors, and worst
ROWS = 15  # of missing figures
NOTE = "Information, not advice."


def verdict(rated: Rated) -> Card:
    """The card of one stock. Its points add up: 50, the factors named, the others, and nothing else."""
    card = _unrated(rated) if rated.rating.grade is Grade.NOT_RATED else _graded(rated)
    if not rated.unread:
        return card
    told = f"{listed(rated.unread)} did not come in time and count as not known; ask again later."
    return replace(card, facts=(Fact("Not read", told), *card.facts))


def meanwhile(rated: Rated) -> Card:
    """The same before all is read: which parts are on their way. No picture, for it stands for some seconds."""
    card = verdict(replace(rated, unread=()))
    is_rated = rated.rating.grade is not Grade.NOT_RATED
    title = f"{card.title} so far" if is_rated else f"{rated.ticker}: not rated yet"
    told = f"{listed(rated.unread)}. Until then they count as not known; this answer is replaced when they are read."
    return replace(card, title=title, facts=(Fact("Still reading", told), *card.facts), chart=None)


def _graded(rated: Rated) -> Card:
    rating, ticker = rated.rating, rated.ticker
    best, worst = outermost(rating.scorecard.factors)
    return Card(
        title=f"{ticker}: {rating.grade} {rating.score:.1f}",
        lead=_lead(rated),
        facts=(
            *(Fact(f"For: {factor.label}", words.standing_on(rated, factor)) for factor in best),
            *(Fact(f"Against: {factor.label}", words.standing_on(rated, factor)) for factor in worst),
            Fact("Sum", _sum(rated, best, worst)),
            *limits(rated),
            Fact("Confidence", _confidence(rated)),
            *_mind(rated),
            *_missing(rated),
        ),
        chart=bars(rated),
        origins=origins(rated),
        actions=(
            Action(f"Watch {ticker}", f"watch {ticker}"),
            Action("Why", f"why {ticker}"),
            Action("Chart", f"chart {ticker}"),
            _share(ticker),
        ),
        note=f"{NOTE} Rule set {rating.ruleset}.",
    )


def _share(ticker: Ticker) -> Action:
    return Action("Share to channel", f"share rating {ticker}")


def outermost(factors: Sequence[FactorScore]) -> tuple[Sequence[FactorScore], Sequence[FactorScore]]:
    """The three factors that help most and the three that hurt most, the furthest first."""
    up = sorted((one for one in factors if one.points > 0), key=lambda one: -one.points)[:SHOWN]
    down = sorted((one for one in factors if one.points < 0), key=lambda one: one.points)[:SHOWN]
    return up, down


def _lead(rated: Rated) -> str:
    rating, lines = rated.rating, read_rules().decision
    said = f"{rating.grade}, at {rating.score:.1f} of 100 points (Buy from {lines['buy_at']:.0f}, Sell up to "
    said += f"{lines['sell_at']:.0f}); {percent(rating.coverage, digits=0)} of the evidence is known."
    if rating.held:
        said += f" {rating.held}"
    elif rating.call is not rating.grade and rating.call is not Grade.NOT_RATED:
        said += f" Today's figures alone say {rating.call}; a change needs {lines['closes']:.0f} closes in a row."
    return said


def _sum(rated: Rated, best: Sequence[FactorScore], worst: Sequence[FactorScore]) -> str:
    card = rated.rating.scorecard
    shown = round(sum(one.points for one in (*best, *worst)), 1)
    others = len(card.factors) - len(best) - len(worst)
    rest = round(card.score - MIDDLE - shown - card.disagreement, 1)
    parts = [f"{MIDDLE:.0f} to start", f"{words.points(shown)} from the factors above"]
    parts.append(f"{words.points(rest)} from the other {others}")
    if card.disagreement:
        parts.append(f"{words.points(card.disagreement)} for analysts and short sellers who disagree")
    return f"{', '.join(parts)}: {card.score:.1f}"


def limits(rated: Rated) -> Sequence[Fact]:
    """Every gate that binds, and every flag, with its sentence."""
    named = {
        Effect.NOT_RATED: "Limit: not rated",
        Effect.SELL: "Limit: Sell",
        Effect.AT_MOST_HOLD: "Limit: at most Hold",
        Effect.FLAG: "Flag",
        Effect.WAIT: "Waits",
    }
    return [Fact(named[gate.effect], gate.why) for gate in rated.rating.gates]


def _confidence(rated: Rated) -> str:
    rating = rated.rating
    return (
        f"{rating.confidence}: {percent(rating.coverage, digits=0)} of the evidence is known, "
        f"{percent(rating.agreement, digits=0)} of what counts pulls one way, and the call stands in "
        f"{percent(rating.stability, digits=0)} of trials with every figure shaken; "
        f"{percent(rating.scorecard.well_founded, digits=0)} of the points rest on evidence of grade A or B"
    )


def _mind(rated: Rated) -> Sequence[Fact]:
    found = [words.flipped(rated, flip) for flip in rated.rating.flips]
    told = "; or ".join(found) if found else "no usual move of one figure alone"
    event = rated.rating.next_event
    return (
        Fact("What would change it", told),
        *((Fact("Next report", day(date.fromisoformat(event))),) if event else ()),
    )


def _missing(rated: Rated) -> Sequence[Fact]:
    missing = rated.rating.scorecard.missing
    if not missing:
        return ()
    named, more = list(missing)[:6], len(missing) - 6
    said = words.labels(named) if more <= 0 else f"{words.labels(named)}, and {more} more (/why has them)"
    return (Fact("Not known", said),)


def _unrated(rated: Rated) -> Card:
    rating, ticker = rated.rating, rated.ticker
    why = [gate.why for gate in rating.gates if gate.effect is Effect.NOT_RATED]
    help = words.remedies(rating.scorecard.missing)
    gaps = words.absent(rating.scorecard.missing)
    more = len(gaps) - ROWS
    rows = tuple((clipped(names, 300), clipped(reason, 200)) for names, reason in gaps[:ROWS])
    return Card(
        title=f"{ticker}: Not rated",
        lead=" ".join(why) or rating.held or _again(rated),
        facts=(
            *((Fact("What would help", " ".join(help)),) if help else ()),
            *(one for one in limits(rated) if one.value not in why),
            *((Fact("Not shown", plural(more, "more reason")),) if more > 0 else ()),
        ),
        table=Table(("Not known", "Why"), rows) if rows else None,
        origins=origins(rated),
        actions=(Action(f"Watch {ticker}", f"watch {ticker}"), Action("Why", f"why {ticker}"), _share(ticker)),
        tone=Tone.NOTE,
        note=f"{NOTE} Rule set {rating.ruleset}.",
    )


def _again(rated: Rated) -> str:
    """Why a stock about which enough is known again has no rating yet."""
    closes = read_rules().decision["closes"]
    return f"Its figures say {rated.rating.call} again; a rating comes back after {closes:.0f} closes in a row."


def origins(rated: Rated) -> tuple[Origin, ...]:
    """Each source with its newest figure that counted; every line of a card has a day of its own."""
    newest: dict[str, Figure] = {}
    for name in rated.figures.values:
        kept = words.figure(rated, name)
        if kept and (kept.source not in newest or kept.as_of > newest[kept.source].as_of):
            newest[kept.source] = kept
    return tuple(Origin.of(newest[source], Form.DAY) for source in sorted(newest))
