"""A rating changes: told once, after its closes in a row, with what moved it from before to after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Table, Tone
from bot.market.ticker import Ticker
from bot.rated.card import NOTE, limits, origins
from bot.rated.picture import bars
from bot.rated.ratings import KIND, NAME, Counted, Ratings
from bot.rated.words import points, remedies
from bot.rating.grade import Grade, better
from bot.rating.standing import Standing
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, later, percent, said, say

DRIVERS = 6  # shown


@dataclass(frozen=True)
class Change:
    """A close that changed what is shown, and the standing before it."""

    counted: Counted
    before: Standing

    @property
    def rated(self) -> bool:
        return Grade.NOT_RATED not in (self.before.grade, self.counted.rated.rating.grade)


async def ask(ticker: Ticker, *, ratings: Ratings) -> Counted | None:
    """The rating after the last close; None where that close is counted already. Raises as ProfileFeed."""
    return await ratings.at_close(ticker)


def judge(seen: Counted | None, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Change]:
    """The standing moves into the episode with each close, in one step with the alert; the first is the baseline.

    The episode's side is the standing (JSON), its value the score, its level the coverage.
    """
    known = episodes.get(NAME)
    if seen is None or known != seen.known:
        return Judgement()  # counted already, or by another replica meanwhile
    rated, rating = seen.rated, seen.rated.rating
    side, value, level = rating.standing.to_json(), rating.score, rating.coverage
    if known is None:
        first = Episode(
            kind=KIND, about=rated.ticker.symbol, name=NAME, side=side, level=level, value=value, seen_at=rating.at
        )
        return Judgement(moved=(first,))
    after = known.seen(side=side, level=level, value=value, at=rating.at)
    if rated.standing is None or rating.standing.grade is rated.standing.grade:
        return Judgement(moved=(after,))
    change = Change(seen, rated.standing)
    happened = Occurrence(
        name=f"{rating.ruleset}, {rating.grade}, {rating.standing.session}",
        about=rated.ticker.symbol,
        at=now,
        what=change,
        severity=Severity.NORMAL if change.rated else Severity.QUIET,
        size=round(abs(rating.score - known.value), 1),
    )
    return Judgement((happened,), (after.opened(happened.fingerprint(KIND)),))


def word(what: Change) -> Card:
    """From what to what, on which closes, and the points of each driver before and after."""
    rated, before = what.counted.rated, what.before
    rating, ticker = rated.rating, rated.ticker
    shown = f"{said(rating.grade)} {rating.score:.1f}" if rating.grade is not Grade.NOT_RATED else say("Not rated")
    help = remedies(rated.lacking) if rating.grade is Grade.NOT_RATED else []
    return Card(
        title=f"{ticker}: {said(before.grade)} → {shown}",
        lead=_lead(what),
        facts=(
            *limits(rated),
            Fact(say("Evidence known"), percent(rating.coverage, digits=0)),
            *((Fact(say("What would help"), " ".join(help)),) if help else ()),
            *(
                (
                    Fact(
                        say("Rules"),
                        say(
                            "{before} before, {now} now",
                            before=before.ruleset,
                            now=rating.ruleset,
                        ),
                    ),
                )
                if before.ruleset != rating.ruleset
                else ()
            ),
        ),
        table=drivers(what.counted),
        origins=origins(rated),
        actions=(Action(say("Rating"), f"rating {ticker}"), Action(say("Why"), f"why {ticker}")),
        tone=_tone(what),
        note=say("{note} Rule set {ruleset}.", note=NOTE, ruleset=rating.ruleset),
    )


def _lead(what: Change) -> str:
    rating, before = what.counted.rated.rating, what.before
    close = say("the close of {session}", session=day(rating.standing.session))
    if rating.grade is Grade.NOT_RATED:
        return say(
            "Too little is known for a rating since {close}; it was {grade}.", close=close, grade=said(before.grade)
        )
    if before.grade is Grade.NOT_RATED:
        return say("Enough is known for a rating again since {close}: {grade}.", close=close, grade=said(rating.grade))
    return say(
        "Rated {grade} from {close}, no longer {before}, which it was from {changed}.",
        grade=said(rating.grade),
        close=close,
        before=said(before.grade),
        changed=day(before.changed),
    )


def _tone(what: Change) -> Tone:
    grade = what.counted.rated.rating.grade
    if not what.rated:
        return Tone.NOTE
    return Tone.CATALYST if better(grade, what.before.grade) else Tone.RISK


def drivers(counted: Counted) -> Table | None:
    """The factors that moved, the furthest first, then the others and the score; None without a before."""
    before, after = counted.points_before, counted.rated.rating.scorecard
    if before is None:
        return None
    rows = [(said(factor.label), before.factor(factor.name).points, factor.points) for factor in after.factors]
    rows.append((say("analysts against short sellers"), before.disagreement, after.disagreement))
    rows.sort(key=lambda row: -abs(row[2] - row[1]))
    moved = [row for row in rows[:DRIVERS] if round(row[2] - row[1], 1)]
    rest = [row for row in rows if row not in moved]
    told = [
        *moved,
        (say("the others"), round(sum(row[1] for row in rest), 1), round(sum(row[2] for row in rest), 1)),
    ]
    return Table(
        (say("Driver"), say("Before"), say("After"), say("Change")),
        (
            *((label, points(old), points(new), points(new - old)) for label, old, new in told),
            (say("Score"), f"{before.score:.1f}", f"{after.score:.1f}", points(after.score - before.score)),
        ),
    )


async def picture(what: Change) -> Chart | None:
    """The factors after the change, as bars; none for a stock that is not rated."""
    rated = what.counted.rated
    return bars(rated) if rated.rating.grade is not Grade.NOT_RATED else None


WATCHER = Watcher(
    name=KIND,
    summary=say("the rating changes, after its closes in a row"),
    schedule=Schedule.parse("every 30m"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    unit=later("points"),
)
