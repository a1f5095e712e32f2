"""Extension: a stock ran fast to its highest target without fresh good news (“sell the news”), or no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Origin, Tone
from bot.market.feeds import Missing
from bot.market.hours import session_of, sessions_after
from bot.market.ticker import Ticker
from bot.rating import ratios
from bot.rating.figures import Figures
from bot.rating.gates import gates
from bot.rating.profile import Figure
from bot.rating.rules import read_rules
from bot.rating.scoring import score
from bot.rating.usable import usable
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import money, percent, say

NAME, FLAG, FACTOR = "set-up", "SELL_THE_NEWS", "extension"
OVER_SHARE, OVER_RUN = (
    0.92,
    -1.0,
)  # of the highest target; the factor's score: where the set-up is over, not at its lines
COOLDOWN = 10  # sessions after a telling in which it does not tell again: good news comes and goes by the week
TOO_OLD, TOO_NEW = timedelta(days=5), timedelta(hours=1)  # older than a long weekend; from a wrong clock
HOLDS, FREE = "holds", "free"


@dataclass(frozen=True)
class Seen:
    """The set-up's figures; ``run`` is the factor's score, -2 to +0.5; ``holds`` is the rating's own gate."""

    ticker: Ticker
    figures: Figures
    price: Figure
    high: float
    share: float
    run: float
    holds: bool
    line: float
    grades: tuple[str, str]
    ruleset: str

    @property
    def is_over(self) -> bool:
        return self.figures.yes("fresh_catalyst") or self.share < OVER_SHARE or self.run > OVER_RUN


@dataclass(frozen=True)
class Turn:
    """The set-up came (``opening``) or went."""

    seen: Seen
    opening: bool
    since: date


async def ask(ticker: Ticker, *, profiles: ProfileFeed) -> Seen:
    """The set-up by the last close. Raises Missing where one of its figures is not known; Unavailable."""
    profile, rules = await profiles.profile(ticker), read_rules()
    figures, price = usable(profile, rules), profile.figures.get("price")
    share, high = ratios.high_target_share(figures), figures.maybe("target_high")
    if not isinstance(price, Figure) or share is None or high is None:
        raise Missing(say("Price and highest target of {ticker} are not both known.", ticker=ticker))
    if figures.conflicts:
        raise Missing(
            say("Figures of {ticker} contradict one another: {why}", ticker=ticker, why=figures.conflicts[0][1])
        )
    mode = rules.modes["production"]
    card = score(figures, rules, mode)
    run = card.factor(FACTOR)
    if run.known < 1 or not figures.knows("fresh_catalyst"):
        raise Missing(say("How far {ticker} ran, or whether fresh news carries it, is not known.", ticker=ticker))
    holds = any(one.flag == FLAG for one in gates(figures, card, rules, mode))
    grades = rules.factors[FACTOR].evidence, rules.factors["target_upside"].evidence
    return Seen(
        ticker, figures, price, high, share, run.score, holds, rules.gates["extended"], grades, rules.id
    )  # fmt: skip


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Turn]:
    """One episode: its side says whether the set-up holds and in which session it was last told."""
    known, at = episodes.get(NAME), seen.price.as_of
    if not now - TOO_OLD <= at <= now + TOO_NEW:
        return Judgement()
    session = session_of(at)
    if known is None:  # the first look is the baseline
        first = Episode(
            kind=WATCHER.name, about=seen.ticker.symbol, name=NAME, side=f"{HOLDS if seen.holds else FREE} -",
            level=seen.high, value=float(seen.price.value), seen_at=at,
        )  # fmt: skip
        return Judgement(moved=(first,))
    state, last = known.side.split()
    if at <= known.seen_at or (state == FREE and not seen.holds) or (state == HOLDS and not seen.is_over):
        return Judgement()
    told = "-" if last == "-" else last
    if state == HOLDS:
        after = _after(known, seen, f"{FREE} {told}")
        if not known.is_open:
            return Judgement(moved=(after,))
        turn = Turn(seen, opening=False, since=date.fromisoformat(last))
        happened = Occurrence(
            name=f"over {known.number}, {session}", about=seen.ticker.symbol, at=at, what=turn,
            severity=Severity.QUIET, follows=known.alert,
        )  # fmt: skip
        return Judgement((happened,), (after.closed(),))
    if told != "-" and session < sessions_after(date.fromisoformat(told), COOLDOWN):
        return Judgement(moved=(_after(known, seen, f"{HOLDS} {told}"),))
    happened = Occurrence(
        name=f"{known.number + 1}, {session}", about=seen.ticker.symbol, at=at,
        what=Turn(seen, opening=True, since=session), size=round(abs(seen.run), 2),
    )  # fmt: skip
    after = _after(known, seen, f"{HOLDS} {session}")
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))


def _after(known: Episode, seen: Seen, side: str) -> Episode:
    return known.seen(side=side, level=seen.high, value=float(seen.price.value), at=seen.price.as_of)


def word(what: Turn) -> Card:
    """How far it ran, how near the highest target it stands, and how good the evidence for that is."""
    seen, figures = what.seen, what.seen.figures
    currency = seen.price.unit.partition("/")[0]
    price = figures.number("price")
    month = price / figures.number("price_21d_ago") - 1
    if what.opening:
        title = say("{ticker}: the “sell the news” set-up", ticker=seen.ticker)
        lead = say("It ran fast, stands at its highest target, and no fresh good news carries it.")
    else:
        title, lead = say("{ticker}: the “sell the news” set-up is over", ticker=seen.ticker), _why_over(seen)
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact(
                say("Price"),
                say(
                    "{price}, {share} of the highest target {high}",
                    price=money(price, currency),
                    share=percent(seen.share),
                    high=money(seen.high, currency),
                ),
            ),
            Fact(
                say("In 21 sessions"),
                f"{percent(month, signed=True)}; IWM {percent(figures.number('market_return_21d'), signed=True)}",
            ),
            Fact(say("Against its 50-day mean"), percent(price / figures.number("mean_50") - 1, signed=True)),
            Fact(say("Mean of its five largest days"), percent(figures.number("largest_days"), signed=True)),
            Fact(
                say("Extension"),
                say("{run:+.2f} on a scale down to -2; the line is {line:+.2f}", run=seen.run, line=seen.line),
            ),
            Fact(
                say("Evidence"),
                say(
                    "{extension} for extension (real but decayed), {targets} for targets (mixed); the two together "
                    "are plausible and not tested on small caps",
                    extension=seen.grades[0],
                    targets=seen.grades[1],
                ),
            ),
        ),
        origins=(Origin.of(seen.price, Form.DAY),),
        actions=(Action(say("Rating"), f"rating {seen.ticker}"), Action(say("Why"), f"why {seen.ticker}")),
        tone=Tone.RISK if what.opening else Tone.NOTE,
        note=say(
            "While it holds, the rating is at most Hold. Information, not advice. Rule set {ruleset}.",
            ruleset=seen.ruleset,
        )
        if what.opening
        else say("Information, not advice. Rule set {ruleset}.", ruleset=seen.ruleset),
    )


def _why_over(seen: Seen) -> str:
    if seen.figures.yes("fresh_catalyst"):
        return say("Fresh good news came: a positive surprise within ten sessions, or estimates raised in a week.")
    if seen.share < OVER_SHARE:
        return say("The price is back under {share} of the highest target.", share=percent(OVER_SHARE, digits=0))
    return say("It is no longer stretched: the run of the last weeks has cooled.")


WATCHER = Watcher(
    name="extension",
    summary=say("a stock ran fast to its highest target without fresh good news (“sell the news”), or no longer"),
    schedule=Schedule.parse("weekdays 17:50"),
    ask=ask,
    judge=judge,
    word=word,
)
