"""Yield curve: ten-year yields fall below two-year ones, or rise above them again, and stay there for three days."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Form, Level, Origin, Series, Tone
from bot.market.curve import CurveDay, curve_days, curve_move
from bot.market.feeds import CurveFeed
from bot.market.readings import Readings
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, later, said, say

DWELL = 3  # published days in a row on the other side
SHOWN = 250  # days of the picture, a year
_INVERTED = later(
    "Ten-year yields less two-year ones: {before} on {before_day} → {newest} on {newest_day}, below zero since {since}."
)
_UPRIGHT = later(
    "Ten-year yields less two-year ones: {before} on {before_day} → {newest} on {newest_day}, above zero since {since}."
)


@dataclass(frozen=True)
class Seen:
    """Both yields by day, percent."""

    two: Readings
    ten: Readings

    @property
    def days(self) -> Sequence[CurveDay]:
        return curve_days(self.two, self.ten)


@dataclass(frozen=True)
class Turn:
    """An inversion, or (not ``inverts``) the end of one; ``began`` is its first day, ``before`` the slope ere that."""

    seen: Seen
    inverts: bool
    began: CurveDay
    before: CurveDay


async def ask(*, curve: CurveFeed) -> Seen:
    """The yields of two years. Raises Missing, Unavailable."""
    return Seen(*await asyncio.gather(curve.two_years(), curve.ten_years()))


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Turn]:
    """The episode's side is where the slope was last confirmed; a slope of exactly zero is on neither side."""
    days, known = seen.days, episodes.get("2s10s")
    side = _side(days[-DWELL:]) if len(days) >= DWELL else ""
    if not side:
        return Judgement()
    newest = days[-1]
    at = datetime.combine(newest.day, time(), UTC)
    if known is None:
        first = Episode(
            kind=WATCHER.name, about="", name="2s10s", side=side, level=0, value=newest.slope, seen_at=at
        )  # fmt: skip
        return Judgement(moved=(first,))
    if side == known.side or at <= known.seen_at:
        return Judgement()
    place = _began(days, inverted=side == "inverted")
    what = Turn(seen, side == "inverted", days[place], days[max(place - 1, 0)])
    happened = Occurrence(
        name=f"{side} since {what.began.day}",
        about="",
        at=now,
        what=what,
        severity=Severity.NORMAL if what.inverts or not known.is_open else Severity.QUIET,
        size=round(100 * abs(newest.slope)),
        follows="" if what.inverts else known.alert,
    )
    after = known.seen(side=side, level=0, value=newest.slope, at=at)
    return Judgement(
        (happened,), (after.opened(happened.fingerprint(WATCHER.name)) if what.inverts else after.closed(),)
    )


def _side(days: Sequence[CurveDay]) -> str:
    if all(one.slope < 0 for one in days):
        return "inverted"
    return "upright" if all(one.slope > 0 for one in days) else ""


def _began(days: Sequence[CurveDay], *, inverted: bool) -> int:
    """The place of the first of the days up to the newest that are on its side."""
    place = len(days) - 1
    while place > 0 and days[place - 1].slope != 0 and (days[place - 1].slope < 0) == inverted:
        place -= 1
    return place


def word(what: Turn) -> Card:
    """From which slope to which, which end moved it, and both yields."""
    newest, move = what.seen.days[-1], curve_move(what.seen.days)
    title = say("The yield curve has inverted") if what.inverts else say("The yield curve is upright again")
    return Card(
        title=title,
        lead=said(
            _INVERTED if what.inverts else _UPRIGHT,
            before=what.before.words,
            before_day=day(what.before.day),
            newest=newest.words,
            newest_day=day(newest.day),
            since=day(what.began.day),
        ),
        facts=(
            Fact(say("Two years"), f"{newest.two:.2f} %"),
            Fact(say("Ten years"), f"{newest.ten:.2f} %"),
            *((Fact(say("In 60 published days"), move.words),) if move else ()),
        ),
        origins=(Origin.of(what.seen.ten, Form.DAY),),
        actions=(Action(say("Curve"), "curve"),),
        tone=Tone.RISK if what.inverts else Tone.NOTE,
        note=say("Told after {days} published days on the same side of zero. Information, not advice.", days=DWELL),
    )


async def picture(what: Turn) -> Chart | None:
    """A year of slopes with the zero line."""
    shown = what.seen.days[-SHOWN:]
    return Chart(
        title=say("Ten-year less two-year Treasury yields"),
        alt=say(
            "The slope from {first} on {first_day} to {last} on {last_day}.",
            first=shown[0].words,
            first_day=day(shown[0].day),
            last=shown[-1].words,
            last_day=day(shown[-1].day),
        ),
        series=(Series(say("Slope"), tuple((one.day, one.slope) for one in shown)),),
        levels=(Level(say("Zero"), 0.0),),
        unit=say("points"),
    )


WATCHER = Watcher(
    name="yield_curve",
    summary=say("the yield curve (ten years less two) inverts, or is upright again, for three days"),
    schedule=Schedule.parse("weekdays 18:30"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="policy",
)
