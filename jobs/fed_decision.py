"""Fed decision: what the Fed did at a meeting, beside what futures priced the day before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Origin, Table, Tone
from bot.market.decisions import Decision, decisions
from bot.market.fed_funds import FedFundsFutures
from bot.market.feeds import RatesFeed
from bot.market.fomc import meetings
from bot.market.hours import NEW_YORK
from bot.market.rate_odds import MOVE, MeetingOdds, meeting_odds, moves_in_words, whole_moves
from bot.market.readings import Readings
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, listed, percent, say

RECENT = timedelta(days=5)  # before the meeting: a long weekend, and no older prices
LIKELY = 0.005  # what was less likely is not shown
DECISION = "decision"  # the episode


@dataclass(frozen=True)
class Seen:
    """The range's upper bound by day (percent), and the futures after each settlement, oldest first."""

    upper: Readings
    closes: Sequence[FedFundsFutures]


@dataclass(frozen=True)
class Decided:
    """A decision, the odds of the last settlement before its day and where they come from; both None if not kept."""

    decision: Decision
    upper: Readings
    odds: MeetingOdds | None = None
    priced: FedFundsFutures | None = None

    @property
    def moves(self) -> float:
        """Hikes that were done; below zero for cuts."""
        return self.decision.change / MOVE


async def ask(*, rates: RatesFeed) -> Seen:
    """The target range and the kept settlements. Raises Missing, Unavailable."""
    return Seen(await rates.target_upper(), await rates.closes())


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Decided]:
    """The episode's side is the day of the newest decision, its value the change (percentage points)."""
    last, known = decisions(meetings(), seen.upper, now).last, episodes.get(DECISION)
    if last is None:
        return Judgement()
    side, at = last.day.isoformat(), datetime.combine(last.day, time(), UTC)
    if known is None:
        first = Episode(
            kind=WATCHER.name, about="", name=DECISION, side=side, level=0, value=last.change, seen_at=at
        )  # fmt: skip
        return Judgement(moved=(first,))
    if side <= known.side:
        return Judgement()
    priced = _day_before(seen.closes, last.day)
    odds = _odds(priced, last.day) if priced else None
    happened = Occurrence(
        name=side,
        about="",
        at=now,
        what=Decided(last, seen.upper, odds, priced if odds else None),
        size=round(100 * abs(last.change)),
    )
    after = known.seen(side=side, level=known.value, value=last.change, at=at)
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))


def _day_before(closes: Sequence[FedFundsFutures], meeting: date) -> FedFundsFutures | None:
    """The last settlement before the day of a meeting."""
    earlier = [one for one in closes if meeting - RECENT <= one.as_of.astimezone(NEW_YORK).date() < meeting]
    return earlier[-1] if earlier else None


def _odds(priced: FedFundsFutures, meeting: date) -> MeetingOdds | None:
    coming = meeting_odds(priced, meetings())
    return coming[0] if coming and coming[0].day == meeting else None


def word(what: Decided) -> Card:
    """Hike, cut or hold in words, the odds of each the day before, and how far the two lie apart."""
    done, upper = what.decision, what.upper.by_day()
    before, after = (upper.get(done.day + timedelta(days=later)) for later in (0, 1))
    coming = meetings().after(datetime.combine(done.day, time(23), NEW_YORK))
    return Card(
        title=_title(done.change),
        lead=_lead(what),
        facts=(
            Fact(
                say("Target range"),
                say("up to {before:.2f} % → up to {after:.2f} %", before=before, after=after)
                if before and after
                else say("not known"),
            ),
            Fact(say("Against what was priced"), _apart(what)),
            *((Fact(say("Next decision"), day(coming[0].day)),) if coming else ()),
        ),
        table=_table(what),
        origins=(Origin(what.upper.source, what.upper.as_of), *((Origin.of(what.priced),) if what.priced else ())),
        actions=(Action(say("Rates"), "rates"), Action(say("Calendar"), "calendar")),
        tone=Tone.NOTE if done.change == 0 else Tone.RISK if done.change > 0 else Tone.CATALYST,
        note=say(
            "CME's FedWatch method, from our own settlements. What is priced is no forecast. Information, not advice."
        ),
    )


def _title(change: float) -> str:
    if change == 0:
        return say("The Fed held its rate")
    return (
        say("The Fed raised its rate by {change:.2f} points", change=abs(change))
        if change > 0
        else say("The Fed cut its rate by {change:.2f} points", change=abs(change))
    )


def _lead(what: Decided) -> str:
    done, moved = day(what.decision.day), _at_start(round(what.moves))
    if what.odds is None or what.priced is None:
        return say("{moves} on {day}; what was priced the day before was not kept.", moves=moved, day=done)
    told = listed(
        [
            say("{chance} for {moves}", chance=percent(chance, digits=0), moves=whole_moves(moves))
            for moves, chance in _likely(what.odds)
        ]
    )
    return say(
        "{moves} on {day}; futures of {settled} priced {chances}.",
        moves=moved,
        day=done,
        settled=day(what.priced.as_of.astimezone(NEW_YORK)),
        chances=told,
    )


def _at_start(moves: int) -> str:
    """As words that begin a sentence or stand alone."""
    return whole_moves(moves) if moves else say("No change")


def _apart(what: Decided) -> str:
    if what.odds is None:
        return say("not known: no settlement of the days before was kept")
    apart = what.moves - what.odds.expected
    if f"{abs(apart):.1f}" == "0.0":
        return say("as priced")
    return say(
        "{moves} more than the {priced} priced", moves=moves_in_words(apart), priced=moves_in_words(what.odds.expected)
    )


def _likely(odds: MeetingOdds) -> Sequence[tuple[int, float]]:
    """Most likely first."""
    return sorted((one for one in odds.odds if one[1] >= LIKELY), key=lambda one: -one[1])


def _table(what: Decided) -> Table | None:
    if what.odds is None or what.priced is None:
        return None
    rows = tuple((_at_start(moves), percent(chance)) for moves, chance in _likely(what.odds))
    return Table(
        (say("At this meeting"), say("Priced on {day}", day=day(what.priced.as_of.astimezone(NEW_YORK)))), rows
    )


WATCHER = Watcher(
    name="fed_decision",
    summary=say("the Fed has decided: what it did, and what futures priced the day before"),
    schedule=Schedule.parse("weekdays 08:05 then every 1h for 10h"),
    ask=ask,
    judge=judge,
    word=word,
    pillar="policy",
    explains=("price_past_target", "price_level", "rate_repricing"),
)
