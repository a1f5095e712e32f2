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
from bot.words import clipped, day, listed, percent, said, say, say_n

SHOWN = 3  # best factors, and worst
ROWS = 15  # of missing figures
NOTE = say("Information, not advice.")


def verdict(rated: Rated) -> Card:
    """The card of one stock. Its points add up: 50, the factors named, the others, and nothing else."""
    card = _unrated(rated) if rated.rating.grade is Grade.NOT_RATED else _graded(rated)
    if not rated.unread:
        return card
    told = say("{parts} did not come in time and count as not known; ask again later.", parts=listed(rated.unread))
    return replace(card, facts=(Fact(say("Not read"), told), *card.facts))


def meanwhile(rated: Rated) -> Card:
    """The same before all is read: which parts are on their way. No picture, for it stands for some seconds."""
    card = verdict(replace(rated, unread=()))
    is_rated = rated.rating.grade is not Grade.NOT_RATED
    if is_rated:
        title = say("{verdict} so far", verdict=card.title)
    else:
        title = say("{ticker}: not rated yet", ticker=rated.ticker)
    told = say(
        "{parts}. Until then they count as not known; this answer is replaced when they are read.",
        parts=listed(rated.unread),
    )
    return replace(card, title=title, facts=(Fact(say("Still reading"), told), *card.facts), chart=None)


def _graded(rated: Rated) -> Card:
    rating, ticker = rated.rating, rated.ticker
    best, worst = outermost(rating.scorecard.factors)
    return Card(
        title=f"{ticker}: {said(rating.grade)} {rating.score:.1f}",
        lead=_lead(rated),
        facts=(
            *(
                Fact(say("For: {factor}", factor=said(factor.label)), words.standing_on(rated, factor))
                for factor in best
            ),
            *(
                Fact(say("Against: {factor}", factor=said(factor.label)), words.standing_on(rated, factor))
                for factor in worst
            ),
            Fact(say("Sum"), _sum(rated, best, worst)),
            *limits(rated),
            Fact(say("Confidence"), _confidence(rated)),
            *_mind(rated),
            *_missing(rated),
        ),
        chart=bars(rated),
        origins=origins(rated),
        actions=(
            Action(say("Watch {ticker}", ticker=ticker), f"watch {ticker}"),
            Action(say("Why"), f"why {ticker}"),
            Action(say("Chart"), f"chart {ticker}"),
            _share(ticker),
        ),
        note=say("{note} Rule set {ruleset}.", note=NOTE, ruleset=rating.ruleset),
    )


def _share(ticker: Ticker) -> Action:
    return Action(say("Share to channel"), f"share rating {ticker}")


def outermost(factors: Sequence[FactorScore]) -> tuple[Sequence[FactorScore], Sequence[FactorScore]]:
    """The three factors that help most and the three that hurt most, the furthest first."""
    up = sorted((one for one in factors if one.points > 0), key=lambda one: -one.points)[:SHOWN]
    down = sorted((one for one in factors if one.points < 0), key=lambda one: one.points)[:SHOWN]
    return up, down


def _lead(rated: Rated) -> str:
    rating, lines = rated.rating, read_rules().decision
    lead = say(
        "{grade}, at {score:.1f} of 100 points (Buy from {buy:.0f}, Sell up to {sell:.0f}); "
        "{known} of the evidence is known.",
        grade=said(rating.grade),
        score=rating.score,
        buy=lines["buy_at"],
        sell=lines["sell_at"],
        known=percent(rating.coverage, digits=0),
    )
    if rating.held:
        return f"{lead} {rating.held}"
    if rating.call is not rating.grade and rating.call is not Grade.NOT_RATED:
        alone = say(
            "Today's figures alone say {call}; a change needs {closes:.0f} closes in a row.",
            call=said(rating.call),
            closes=lines["closes"],
        )
        return f"{lead} {alone}"
    return lead


def _sum(rated: Rated, best: Sequence[FactorScore], worst: Sequence[FactorScore]) -> str:
    card = rated.rating.scorecard
    shown = round(sum(one.points for one in (*best, *worst)), 1)
    others = len(card.factors) - len(best) - len(worst)
    rest = round(card.score - MIDDLE - shown - card.disagreement, 1)
    parts = [
        say("{points:.0f} to start", points=MIDDLE),
        say("{points} from the factors above", points=words.points(shown)),
    ]
    parts.append(say("{points} from the other {others}", points=words.points(rest), others=others))
    if card.disagreement:
        parts.append(
            say("{points} for analysts and short sellers who disagree", points=words.points(card.disagreement))
        )
    return f"{', '.join(parts)}: {card.score:.1f}"


def limits(rated: Rated) -> Sequence[Fact]:
    """Every gate that binds, and every flag, with its sentence."""
    named = {
        Effect.NOT_RATED: say("Limit: not rated"),
        Effect.SELL: say("Limit: Sell"),
        Effect.AT_MOST_HOLD: say("Limit: at most Hold"),
        Effect.FLAG: say("Flag"),
        Effect.WAIT: say("Waits"),
    }
    return [Fact(named[gate.effect], gate.why) for gate in rated.rating.gates]


def _confidence(rated: Rated) -> str:
    rating = rated.rating
    return say(
        "{confidence}: {known} of the evidence is known, {agreeing} of what counts pulls one way, and the call stands "
        "in {stable} of trials with every figure shaken; {founded} of the points rest on evidence of grade A or B",
        confidence=said(rating.confidence),
        known=percent(rating.coverage, digits=0),
        agreeing=percent(rating.agreement, digits=0),
        stable=percent(rating.stability, digits=0),
        founded=percent(rating.scorecard.well_founded, digits=0),
    )


def _mind(rated: Rated) -> Sequence[Fact]:
    found = [words.flipped(rated, flip) for flip in rated.rating.flips]
    told = say("; or ").join(found) if found else say("no usual move of one figure alone")
    event = rated.rating.next_event
    return (
        Fact(say("What would change it"), told),
        *((Fact(say("Next report"), day(date.fromisoformat(event))),) if event else ()),
    )


def _missing(rated: Rated) -> Sequence[Fact]:
    missing = rated.rating.scorecard.missing
    if not missing:
        return ()
    more = len(missing) - 6
    named = words.labels(list(missing)[:6])
    told = named if more <= 0 else say("{named}, and {more} more (/why has them)", named=named, more=more)
    return (Fact(say("Not known"), told),)


def _unrated(rated: Rated) -> Card:
    rating, ticker = rated.rating, rated.ticker
    why = [gate.why for gate in rating.gates if gate.effect is Effect.NOT_RATED]
    help = words.remedies(rated.lacking)
    gaps = words.absent(rating.scorecard.missing)
    more = len(gaps) - ROWS
    rows = tuple((clipped(names, 300), clipped(reason, 200)) for names, reason in gaps[:ROWS])
    return Card(
        title=say("{ticker}: Not rated", ticker=ticker),
        lead=" ".join(why) or rating.held or _again(rated),
        facts=(
            *((Fact(say("What would help"), " ".join(help)),) if help else ()),
            *(one for one in limits(rated) if one.value not in why),
            *((Fact(say("Not shown"), say_n("{n} more reason", "{n} more reasons", more)),) if more > 0 else ()),
        ),
        table=Table((say("Not known"), say("Why")), rows) if rows else None,
        origins=origins(rated),
        actions=(
            Action(say("Watch {ticker}", ticker=ticker), f"watch {ticker}"),
            Action(say("Why"), f"why {ticker}"),
            _share(ticker),
        ),
        tone=Tone.NOTE,
        note=say("{note} Rule set {ruleset}.", note=NOTE, ruleset=rating.ruleset),
    )


def _again(rated: Rated) -> str:
    """Why a stock about which enough is known again has no rating yet."""
    closes = read_rules().decision["closes"]
    return say(
        "Its figures say {call} again; a rating comes back after {closes:.0f} closes in a row.",
        call=said(rated.rating.call),
        closes=closes,
    )


def origins(rated: Rated) -> tuple[Origin, ...]:
    """Each source with its newest figure that counted; every line of a card has a day of its own."""
    newest: dict[str, Figure] = {}
    for name in rated.figures.values:
        kept = words.figure(rated, name)
        if kept and (kept.source not in newest or kept.as_of > newest[kept.source].as_of):
            newest[kept.source] = kept
    return tuple(Origin.of(newest[source], Form.DAY) for source in sorted(newest))
