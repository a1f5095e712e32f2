"""Valuation gap: small caps get cheaper or dearer beside large ones, by our own history and no provider's level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Form, Origin, Tone
from bot.gap_facts import LARGE, RULE, SMALL, Gap, ask_gap, cheaper, gap_facts, ratio_picture
from bot.market.feeds import MembersFeed, Missing
from bot.market.fund_day import GapDay, rank
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, percent, say

STEP = 0.05  # of the ratio that was told last
LOW, HIGH = 10.0, 90.0  # ranks in our own history at which a side begins …
LOW_LEFT, HIGH_LEFT = 20.0, 80.0  # … and past which it is over
_SIDES = {
    "low": say("The valuation gap is in the lowest tenth of our own history"),
    "high": say("The valuation gap is in the highest tenth of our own history"),
}


@dataclass(frozen=True)
class Shift:
    """The ratio told or seen before and its day, and today's; ``side`` is a rank's where that is the news."""

    gap: Gap
    before: float
    before_on: datetime
    today: GapDay
    side: str = ""


async def ask(*, members: MembersFeed) -> Gap:
    """Both funds and our own history. Raises Missing where today's ratio is not known, Unavailable."""
    gap = await ask_gap(members)
    if gap.today is None:
        raise Missing(say("The valuation gap is not known today."))
    return gap


def judge(gap: Gap, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Shift]:
    """The ratio is compared with the one that was told last, its rank with the side that it was last on.

    A move and a new side on one day are one alert, for they are one happening.
    """
    today = gap.today
    if today is None:
        return Judgement()
    at = datetime.combine(today.day, time(), UTC)
    ratio, ranked = episodes.get("ratio"), episodes.get("rank")
    placed = rank(gap.days)
    side = _side(placed, ranked.side if ranked else "middle")
    occurrences: list[Occurrence[Shift]] = []
    moved: list[Episode] = []
    if ratio is None:
        moved.append(_first("ratio", "", today.ratio, at))
    elif at > ratio.seen_at and abs(today.ratio / ratio.level - 1) >= STEP:
        turn = "dearer" if today.ratio > ratio.level else "cheaper"
        happened = _occurrence(f"{turn} on {today.day}", Shift(gap, ratio.level, ratio.seen_at, today), now)
        occurrences.append(happened)
        after = ratio.seen(side=turn, level=today.ratio, value=today.ratio, at=at)
        moved.append(after.opened(happened.fingerprint(WATCHER.name)))
    if placed is None:
        return Judgement(tuple(occurrences), tuple(moved))
    if ranked is None:
        moved.append(_first("rank", side, placed, at, level=today.ratio))
    elif at > ranked.seen_at and side != ranked.side:
        after = ranked.seen(side=side, level=today.ratio, value=placed, at=at)
        if side == "middle":
            moved.append(after.closed())
        else:
            happened = _occurrence(
                f"{side} since {today.day}", Shift(gap, ranked.level, ranked.seen_at, today, side), now
            )
            moved.append(after.opened((occurrences or [happened])[0].fingerprint(WATCHER.name)))
            occurrences = occurrences or [happened]
    return Judgement(tuple(occurrences), tuple(moved))


def _side(placed: float | None, held: str) -> str:
    if placed is None:
        return held
    if placed <= (LOW_LEFT if held == "low" else LOW):
        return "low"
    return "high" if placed >= (HIGH_LEFT if held == "high" else HIGH) else "middle"


def _first(name: str, side: str, value: float, at: datetime, *, level: float | None = None) -> Episode:
    told = value if level is None else level
    return Episode(kind=WATCHER.name, about="", name=name, side=side, level=told, value=value, seen_at=at)


def _occurrence(name: str, what: Shift, now: datetime) -> Occurrence[Shift]:
    return Occurrence(
        name=name, about="", at=now, what=what, size=round(1000 * abs(what.today.ratio / what.before - 1))
    )


def word(what: Shift) -> Card:
    """The ratio before and now with both multiples, its rank among our own sessions, and what the sums are made of."""
    today, is_cheaper = what.today, what.today.ratio < what.before
    if what.side:
        title = _SIDES[what.side]
    else:
        title = (
            say("Small caps are cheaper beside large ones")
            if is_cheaper
            else say("Small caps are dearer beside large ones")
        )
    return Card(
        title=title,
        lead=say(
            "Forward P/E of {small} over {large}: {before:.3f} on {before_on} → {ratio:.3f} on {today} "
            "({change}). For a dollar of expected earnings small caps cost {cheaper}.",
            small=SMALL,
            large=LARGE,
            before=what.before,
            before_on=day(what.before_on),
            ratio=today.ratio,
            today=day(today.day),
            change=percent(today.ratio / what.before - 1, signed=True),
            cheaper=cheaper(today.ratio),
        ),
        facts=(
            Fact(
                say("Now"),
                say(
                    "{small} {small_multiple:.1f}, {large} {large_multiple:.1f} times",
                    small=SMALL,
                    small_multiple=today.small,
                    large=LARGE,
                    large_multiple=today.large,
                ),
            ),
            *gap_facts(what.gap),
        ),
        origins=(Origin.of(what.gap.small, Form.DAY),),
        actions=(Action(say("Gap"), "gap"), Action(say("Thesis"), "thesis valuation")),
        tone=Tone.NOTE,
        note=say("{rule} A gap says nothing of when it closes. Information, not advice.", rule=RULE),
    )


async def picture(what: Shift) -> Chart | None:
    """The ratio over our own sessions."""
    return ratio_picture(what.gap)


WATCHER = Watcher(
    name="valuation_gap",
    summary=say("small caps' forward P/E beside large caps' moves by 5 %, or to an end of our own history"),
    schedule=Schedule.parse("weekdays 17:15"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="valuation",
)
