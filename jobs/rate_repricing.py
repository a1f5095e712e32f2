"""Rate repricing: a quarter of a cut at year end, or half a one in five sessions, and when it is set back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Tone
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.feeds import NoAnswer, RatesFeed
from bot.market.fomc import meetings
from bot.market.hours import NEW_YORK, session_of, sessions_after
from bot.market.rate_odds import MOVE, PricedMoves, ending_rate, moves_in_words, priced_by_year_end
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, later, say

STEP = 0.25  # of a cut: what is told
SWING, SESSIONS = 0.50, 5  # of a cut in so many sessions: what is told too, where it goes on from what was told
NEWS, CALM = 0.10, 0.25  # of a cut: how far it must go on, and under what a swing is over
TOO_OLD, TOO_NEW = timedelta(days=1), timedelta(hours=1)  # futures settle every day; from a wrong clock
_NOISE = 1e-6  # a whole step must not fall just under itself


@dataclass(frozen=True)
class Seen:
    """The futures, the effective rate where it is known, and the kept settlements, oldest first."""

    futures: FedFundsFutures
    effective: EffectiveRate | None
    closes: Sequence[FedFundsFutures] = ()


@dataclass(frozen=True)
class Repricing:
    """Hikes priced by year end then and now (cuts are negative), both counted from the rate that holds now.

    ``swing`` is the change in five sessions, in hikes; None where that is not known. ``by_swing``: it alone is told.
    """

    seen: Seen
    priced: PricedMoves
    before: float
    since: datetime
    set_back: bool = False
    swing: float | None = None
    by_swing: bool = False

    @property
    def change(self) -> float:
        """In hikes; below zero where cuts were added."""
        return self.priced.hikes - self.before


async def ask(*, rates: RatesFeed) -> Seen:
    """Futures, effective rate and settlements; the rate may be missing. Raises Missing, Unavailable."""
    futures, closes = await rates.futures(), await rates.closes()
    try:
        return Seen(futures, await rates.effective(), closes)
    except NoAnswer:
        return Seen(futures, None, closes)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Repricing]:
    """An episode a year. Its value is the rate at year end that was told last, its level the one before that (percent).

    The rate is compared and not the count of cuts: a cut that the Fed delivers as priced leaves one less to come, and
    nothing was repriced. A step back from where an alert left it is that alert's follow-up and needs a whole step too.
    """
    if not now - TOO_OLD <= seen.futures.as_of <= now + TOO_NEW:
        return Judgement()
    year = seen.futures.as_of.astimezone(NEW_YORK).year
    priced = priced_by_year_end(seen.futures, meetings(), year, effective=seen.effective)
    if priced is None:
        return Judgement()
    ending, at, known = priced.rate + priced.hikes * MOVE, seen.futures.as_of, episodes.get(str(year))
    if known is None:
        first = Episode(
            kind=WATCHER.name, about="", name=str(year), side="first look", level=ending, value=ending, seen_at=at
        )
        return Judgement(moved=(first,))
    moved, swing, calm = (ending - known.value) / MOVE, _swing(seen, year, ending), episodes.get(_swings(year))
    if at < known.seen_at:
        return Judgement()
    is_step = abs(moved) >= STEP - _NOISE
    goes_on = swing is not None and abs(moved) >= NEWS - _NOISE and (moved > 0) == (swing > 0)
    is_swing = swing is not None and abs(swing) >= SWING - _NOISE and goes_on and not (calm and calm.is_open)
    if not is_step and not is_swing:
        is_over = calm is not None and calm.is_open and swing is not None and abs(swing) < CALM
        return Judgement(moved=(calm.closed(),) if calm is not None and is_over else ())
    side = "higher" if moved > 0 else "lower"
    before = (known.value - priced.rate) / MOVE
    returns = (
        is_step and known.is_open and side != known.side and abs(ending - known.level) <= abs(known.value - known.level)
    )
    happened = Occurrence(
        name=f"{year}, step {known.number}, set back" if returns else f"{year}, step {known.number + 1}",
        about="",
        at=now,
        what=Repricing(
            seen, priced, before, known.seen_at, set_back=returns, swing=swing, by_swing=is_swing and not is_step
        ),
        severity=Severity.QUIET if returns else Severity.NORMAL,
        size=round(100 * abs(swing if swing is not None and not is_step else moved)),
        follows=known.alert if returns else "",
    )
    told, after = happened.fingerprint(WATCHER.name), known.seen(side=side, level=known.value, value=ending, at=at)
    also: tuple[Episode, ...] = ()
    if is_swing:
        first = Episode(
            kind=WATCHER.name, about="", name=_swings(year), side=side, level=SWING, value=ending, seen_at=at
        )
        also = ((calm or first).seen(side=side, level=SWING, value=ending, at=at).opened(told),)
    return Judgement((happened,), (after.closed() if returns else after.opened(told), *also))


def _swings(year: int) -> str:
    """The episode that is open while a swing was told and is not over."""
    return f"{year}, five sessions"


def _swing(seen: Seen, year: int, ending: float) -> float | None:
    """The change of the rate at year end against the settlement five sessions ago, in hikes; None without that one."""
    back = sessions_after(session_of(seen.futures.as_of), -SESSIONS)
    then = next((one for one in seen.closes if one.as_of.astimezone(NEW_YORK).date() == back), None)
    was = ending_rate(then, meetings(), year) if then else None
    return None if was is None else (ending - was) / MOVE


def word(what: Repricing) -> Card:
    """Both counts with the sign in words, the rate they are counted from, and the next meeting."""
    priced, was = what.priced, moves_in_words(what.before)
    ending = priced.rate + priced.hikes * MOVE
    coming = meetings().after(what.seen.futures.as_of)
    return Card(
        title=_title(what),
        lead=_lead(what),
        facts=(
            Fact(
                say("Priced now"),
                say(
                    "{moves}, a rate of {rate:.2f} % at the end of {year}",
                    moves=priced.words,
                    rate=ending,
                    year=priced.year,
                ),
            ),
            Fact(
                say("Told before"),
                (
                    say("{moves}, a rate of {rate:.2f} %; ", moves=was, rate=priced.rate + what.before * MOVE),
                    Moment(what.since),
                ),
            ),
            *(
                (
                    Fact(
                        say("In five sessions"),
                        say("{moves} added", moves=moves_in_words(what.swing)),
                    ),
                )
                if what.swing is not None
                else ()
            ),
            Fact(say("Counted from"), f"{priced.rate:.2f} %, {priced.basis}"),
            *((Fact(say("Next decision"), day(coming[0].day)),) if coming else ()),
        ),
        origins=origins(what.seen),
        actions=(Action(say("Rates"), "rates"),),
        tone=Tone.NOTE if what.set_back else Tone.RISK if what.change > 0 else Tone.CATALYST,
        note=say("One move is 0.25 percentage points. What is priced is no forecast. Information, not advice."),
    )


def _title(what: Repricing) -> str:
    moves, was, year = what.priced.words, moves_in_words(what.before), what.priced.year
    if what.set_back:
        return say("Rate repricing set back: {moves} by the end of {year}, from {was}", moves=moves, year=year, was=was)
    if what.by_swing:
        return say(
            "Rates repriced in five sessions: {moves} by the end of {year}, from {was}",
            moves=moves,
            year=year,
            was=was,
        )
    return say("Rates repriced: {moves} by the end of {year}, from {was}", moves=moves, year=year, was=was)


def _lead(what: Repricing) -> str:
    moves, year, points = what.priced.words, what.priced.year, abs(what.change) * MOVE
    was = say("No change") if f"{abs(what.before):.1f}" == "0.0" else moves_in_words(what.before)  # begins a sentence
    if what.change > 0:
        return say(
            "{was} → {moves} by the end of {year}: the rate expected then is {points:.2f} points higher.",
            was=was,
            moves=moves,
            year=year,
            points=points,
        )
    return say(
        "{was} → {moves} by the end of {year}: the rate expected then is {points:.2f} points lower.",
        was=was,
        moves=moves,
        year=year,
        points=points,
    )


def origins(seen: Seen) -> tuple[Origin, ...]:
    told = (Origin.of(seen.futures),)
    return told if seen.effective is None else (*told, Origin.of(seen.effective, Form.DAY))


WATCHER = Watcher(
    name="rate_repricing",
    summary=say("futures price a quarter of a rate cut more or less by the end of the year"),
    schedule=Schedule.parse("every 1h in session"),
    ask=ask,
    judge=judge,
    word=word,
    unit=later("% of a cut"),
    pillar="policy",
    explains=("price_past_target", "price_level"),
)
