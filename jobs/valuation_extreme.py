"""A stock's price leaves what its earnings or sales can explain, or comes back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Tone
from bot.market.feeds import Missing
from bot.market.hours import session_of
from bot.market.ticker import Ticker
from bot.rating import ratios
from bot.rating.profile import Figure
from bot.rating.rules import read_rules
from bot.rating.usable import usable
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import later, said, say

TOO_OLD, TOO_NEW = timedelta(days=5), timedelta(hours=1)  # older than a long weekend; from a wrong clock
BACK = 0.9  # of the line: where a multiple must be for the episode to end
ENDLESS = 1e9  # a price with no sales at all, as a number the store can keep
LABELS = {
    "earnings": later("{multiple:,.1f} times the earnings of the last twelve months"),
    "sales": later("{multiple:,.1f} times the sales of the last twelve months"),
}
BEGINS = {"earnings": later("{ticker}: extreme on earnings"), "sales": later("{ticker}: extreme on sales")}
ENDS = {
    "earnings": later("{ticker}: no longer extreme on earnings"),
    "sales": later("{ticker}: no longer extreme on sales"),
}
ON = {"earnings": say("On earnings"), "sales": say("On sales")}


@dataclass(frozen=True)
class Seen:
    """Multiples by name (None: no such multiple, as for a loss-maker) with their lines; ``price`` dates them."""

    ticker: Ticker
    multiples: Mapping[str, float | None]
    lines: Mapping[str, float]
    price: Figure
    ruleset: str


@dataclass(frozen=True)
class Crossing:
    """A multiple that crossed its line, or (not ``opening``) came back."""

    seen: Seen
    before: Episode
    after: Episode
    opening: bool


async def ask(ticker: Ticker, *, profiles: ProfileFeed) -> Seen:
    """The multiples now. Raises Missing where price or statements are not known, Unavailable."""
    profile, rules = await profiles.profile(ticker), read_rules()
    figures, price = usable(profile, rules), profile.figures.get("price")
    multiples: dict[str, float | None] = {}
    if isinstance(price, Figure) and figures.knows("price"):
        if figures.knows("eps_trailing"):
            multiples["earnings"] = ratios.trailing_multiple(figures)
        if (sales := ratios.sales_multiple(figures)) is not None:
            multiples["sales"] = sales if isfinite(sales) else ENDLESS
    if not isinstance(price, Figure) or not multiples or figures.conflicts:
        raise Missing(say("No multiple of {ticker} is known.", ticker=ticker))
    lines = {"earnings": rules.gates["trailing_pe"], "sales": rules.gates["ev_sales"]}
    return Seen(ticker, multiples, lines, price, rules.id)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Crossing]:
    """Each multiple is an episode. A loss ends one on earnings: what has no multiple is not dear by it."""
    occurrences, moved, at = [], [], seen.price.as_of
    if not now - TOO_OLD <= at <= now + TOO_NEW:
        return Judgement()
    for name, multiple in seen.multiples.items():
        known, line = episodes.get(name), seen.lines[name]
        value = multiple or 0.0
        if known is None:
            side = "above" if value > line else "below"
            first = Episode(
                kind=WATCHER.name, about=seen.ticker.symbol, name=name, side=side, level=line, value=value, seen_at=at
            )
            moved.append(first)
            continue
        if at < known.seen_at:
            continue
        was_above = known.side == "above"
        above = value > line * (BACK if was_above else 1.0)
        if above == was_above:
            continue
        after = known.seen(side="above" if above else "below", level=line, value=value, at=at)
        happened = _occurrence(Crossing(seen, known, after, opening=above))
        occurrences.append(happened)
        moved.append(after.opened(happened.fingerprint(WATCHER.name)) if above else after.closed())
    return Judgement(tuple(occurrences), tuple(moved))


def _occurrence(what: Crossing) -> Occurrence[Crossing]:
    number, day = what.before.number + what.opening, session_of(what.after.seen_at)
    return Occurrence(
        name=f"{what.after.name} {number}, {day}{'' if what.opening else ', over'}",
        about=what.seen.ticker.symbol,
        at=what.after.seen_at,
        what=what,
        severity=Severity.NORMAL if what.opening else Severity.QUIET,
        size=min(what.after.value, ENDLESS),
        follows="" if what.opening else what.before.alert,
    )


def word(what: Crossing) -> Card:
    """The multiple before and now, and its line."""
    seen, name = what.seen, what.after.name
    line = seen.lines[name]
    others = [other for other in seen.multiples if other != name]
    return Card(
        title=said((BEGINS if what.opening else ENDS)[name], ticker=seen.ticker),
        lead=say("It costs {told}; the line is {line:,.0f}.", told=_told(what.after.value, name), line=line)
        if what.opening
        else say("It costs {told}, back under {line:,.0f}.", told=_told(what.after.value, name), line=line * BACK),
        facts=(
            Fact(say("Before"), (f"{_told(what.before.value, name)}, ", Moment(what.before.seen_at, Form.DAY))),
            *(Fact(ON[other], _told(seen.multiples[other] or 0.0, other)) for other in others),
        ),
        origins=(Origin.of(seen.price, Form.DAY),),
        actions=(Action(say("Rating"), f"rating {seen.ticker}"), Action(say("Why"), f"why {seen.ticker}")),
        tone=Tone.RISK if what.opening else Tone.NOTE,
        note=say(
            "While it holds, the rating is at most Hold unless expected earnings and free cash flow carry the "
            "price. Information, not advice. Rule set {ruleset}.",
            ruleset=seen.ruleset,
        ),
    )


def _told(value: float, name: str) -> str:
    if value >= ENDLESS:
        return say("more than any sales: it has none")
    if value <= 0:
        return say("no multiple: it makes a loss") if name == "earnings" else say("less than its cash")
    return said(LABELS[name], multiple=value)


WATCHER = Watcher(
    name="valuation_extreme",
    summary=say("the price passes 100 times earnings or 40 times sales, or comes back"),
    schedule=Schedule.parse("weekdays 17:45"),
    ask=ask,
    judge=judge,
    word=word,
)
