"""Trend: the price crosses its 200-day mean and stays there; a bottom is confirmed, or no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Origin, Tone
from bot.market.feeds import Missing
from bot.market.hours import session_of
from bot.market.ticker import Ticker
from bot.rating.figures import Figures
from bot.rating.profile import Figure
from bot.rating.rules import read_rules
from bot.rating.usable import usable
from bot.sources.profile.prices import HELD, RESTED, RISEN, SINCE
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import money, percent, say

BAND = 0.01  # of the mean: a close nearer to it than that has not crossed
DWELL = 3  # closes in a row, as for a change of rating
CONFIRMED, LOST = 4, 2  # of four tests: at the one a bottom is confirmed, from the other down it is no longer
TOO_OLD, TOO_NEW = timedelta(days=5), timedelta(hours=1)  # older than a long weekend; from a wrong clock
CROSS, BOTTOM = "mean_200", "bottom"  # the two episodes of a ticker
ABOVE, BELOW, YES, NO = "above", "below", "confirmed", "unconfirmed"
EVIDENCE = {
    CROSS: say("for trends as a factor; a crossing by itself was not studied"),
    BOTTOM: say("no study of confirmed bottoms was found, and a check of large survivors found nothing"),
}
NOTE = say("Information, not advice.")


@dataclass(frozen=True)
class Seen:
    """The closes' figures; ``price`` dates them. ``tests`` of a bottom that hold, 0 to 4, None where none can be told.

    ``fell`` is False for a stock that never lost 40 % in two years: it made no bottom.
    """

    ticker: Ticker
    figures: Figures
    price: Figure
    mean: float | None
    tests: int | None
    fell: bool
    grades: Mapping[str, str]
    ruleset: str

    @property
    def gap(self) -> float | None:
        return None if self.mean is None else float(self.price.value) / self.mean - 1


@dataclass(frozen=True)
class Turn:
    """``after`` is on a new side; ``before`` was on the other."""

    seen: Seen
    before: Episode
    after: Episode


async def ask(ticker: Ticker, *, profiles: ProfileFeed) -> Seen:
    """The figures of the last close. Raises Missing where neither a mean nor a bottom can be told; Unavailable."""
    profile, rules = await profiles.profile(ticker), read_rules()
    figures, price = usable(profile, rules), profile.figures.get("price")
    mean, tests = figures.maybe("mean_200"), figures.maybe("bottom_count")
    fell = figures.applies("bottom_count")
    if not isinstance(price, Figure) or not figures.knows("price") or (mean is None and tests is None and fell):
        raise Missing(
            say("Neither the 200-day mean nor a bottom of {ticker} can be told from its prices.", ticker=ticker)
        )
    factor = rules.factors["trend"]
    grades = {
        CROSS: factor.weaker.get("long_mean", factor.evidence),
        BOTTOM: factor.weaker.get("bottom", factor.evidence),
    }
    return Seen(ticker, figures, price, mean, None if tests is None else int(tests), fell, grades, rules.id)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Turn]:
    """Two episodes. A side is a word and how many closes in a row stood on the other one ("above 2")."""
    if not now - TOO_OLD <= seen.price.as_of <= now + TOO_NEW:
        return Judgement()
    parts = [_judge_cross(seen, episodes.get(CROSS)), _judge_bottom(seen, episodes.get(BOTTOM))]
    return Judgement(
        tuple(one for part in parts for one in part.occurrences), tuple(one for part in parts for one in part.moved)
    )


def _judge_cross(seen: Seen, known: Episode | None) -> Judgement[Turn]:
    if seen.gap is None or seen.mean is None:
        return Judgement()
    here = ABOVE if seen.gap >= 0 else BELOW
    if known is None:
        return Judgement(moved=(_first(seen, CROSS, here, seen.mean),))
    settled = known.side.split()[0]
    return _counted(
        seen, known, here, seen.mean, is_back=here == settled, is_across=here != settled and abs(seen.gap) >= BAND
    )


def _judge_bottom(seen: Seen, known: Episode | None) -> Judgement[Turn]:
    if seen.fell and seen.tests is None:
        return Judgement()
    tests = seen.tests if seen.fell and seen.tests is not None else 0
    if known is None:
        return Judgement(moved=(_first(seen, BOTTOM, YES if tests >= CONFIRMED else NO, tests),))
    settled = known.side.split()[0]
    is_across = tests >= CONFIRMED if settled == NO else tests <= LOST
    is_back = tests < CONFIRMED if settled == NO else tests > LOST
    return _counted(seen, known, NO if settled == YES else YES, tests, is_back=is_back, is_across=is_across)


def _first(seen: Seen, name: str, side: str, level: float) -> Episode:
    return Episode(
        kind=WATCHER.name, about=seen.ticker.symbol, name=name, side=f"{side} 0",
        level=level, value=float(seen.price.value), seen_at=seen.price.as_of,
    )  # fmt: skip


def _counted(
    seen: Seen, known: Episode, across: str, level: float, *, is_back: bool, is_across: bool
) -> Judgement[Turn]:
    """A close more on the other side, or none; the third in a row is told. Within the band nothing is counted."""
    at = seen.price.as_of
    settled, count = known.side.split()
    if at <= known.seen_at or not (is_across or (is_back and count != "0")):
        return Judgement()
    closes = int(count) + 1 if is_across else 0
    value = float(seen.price.value)
    if closes < DWELL:
        return Judgement(moved=(known.seen(side=f"{settled} {closes}", level=level, value=value, at=at),))
    after = known.seen(side=f"{across} 0", level=level, value=value, at=at)
    is_end = across == NO
    if is_end and (not known.is_open or not seen.fell):  # confirmed since the first look; or the fall is too long ago
        return Judgement(moved=(after.closed(),))
    happened = Occurrence(
        name=f"{known.name} {across} {known.number + (not is_end)}, {session_of(at)}",
        about=seen.ticker.symbol,
        at=at,
        what=Turn(seen, known, after),
        severity=Severity.QUIET if is_end else Severity.NORMAL,
        size=round(100 * abs(seen.gap or 0.0), 1),
        follows=known.alert if is_end else "",
    )
    moved = after.closed() if is_end else after.opened(happened.fingerprint(WATCHER.name))
    return Judgement((happened,), (moved,))


def word(what: Turn) -> Card:
    """Which side the price is on now, since which closes, and how good the evidence for such a turn is."""
    seen, name = what.seen, what.after.name
    currency = seen.price.unit.partition("/")[0]
    rises = what.after.side.split()[0] in (ABOVE, YES)
    means = tuple(
        Fact(
            label,
            say(
                "{mean}; the price is {apart}",
                mean=money(mean, currency),
                apart=percent(seen.figures.number("price") / mean - 1, signed=True),
            ),
        )
        for label, mean in ((say("200-day mean"), seen.mean), (say("50-day mean"), seen.figures.maybe("mean_50")))
        if mean
    )
    title, lead = _told(what, currency, rises=rises)
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact(say("Price"), money(float(seen.price.value), currency)),
            *means,
            *(
                ()
                if seen.tests is None
                else (
                    Fact(
                        say("Tests of a bottom"),
                        say("{tests} of {confirmed} hold", tests=seen.tests, confirmed=CONFIRMED),
                    ),
                )
            ),
            Fact(say("Evidence"), f"{seen.grades[name]}: {EVIDENCE[name]}"),
        ),
        origins=(Origin.of(seen.price, Form.DAY),),
        actions=(Action(say("Rating"), f"rating {seen.ticker}"), Action(say("Chart"), f"chart {seen.ticker}")),
        tone=Tone.CATALYST if rises else Tone.RISK if name == CROSS else Tone.NOTE,
        note=say(
            "Told after {dwell} closes in a row. {note} Rule set {ruleset}.",
            dwell=DWELL,
            note=NOTE,
            ruleset=seen.ruleset,
        ),
    )


def _told(what: Turn, currency: str, *, rises: bool) -> tuple[str, str]:
    seen, ticker = what.seen, what.seen.ticker
    if what.after.name == CROSS:
        far = {"dwell": DWELL, "band": percent(BAND, digits=0), "mean": money(what.after.level, currency)}
        if rises:
            return (
                say("{ticker} is above its 200-day mean", ticker=ticker),
                say("{dwell} closes in a row lie above it by {band} or more; the mean is {mean}.", **far),
            )
        return (
            say("{ticker} is below its 200-day mean", ticker=ticker),
            say("{dwell} closes in a row lie below it by {band} or more; the mean is {mean}.", **far),
        )
    if rises:
        low = say(
            "The two-year low is at least {rested} sessions old, the price {risen} above it, the 50-day mean above the "
            "200-day one, and the lows of {since} sessions {held} above it.",
            rested=RESTED,
            risen=percent(RISEN - 1, digits=0),
            since=SINCE,
            held=percent(HELD - 1, digits=0),
        )
        return say("{ticker}: the bottom is confirmed by all {tests} tests", ticker=ticker, tests=CONFIRMED), low
    return (
        say("{ticker}: the bottom is no longer confirmed", ticker=ticker),
        say("Only {tests} of {confirmed} tests still hold.", tests=seen.tests, confirmed=CONFIRMED),
    )


WATCHER = Watcher(
    name="trend",
    summary=say("the price stays on the other side of its 200-day mean; a bottom is confirmed, or no longer"),
    schedule=Schedule.parse("weekdays 17:55"),
    ask=ask,
    judge=judge,
    word=word,
)
