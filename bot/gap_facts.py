"""The valuation gap as facts, history and pictures: what the command and the watcher both show."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from bot.cards import Chart, Fact, Level, Series, Table
from bot.market.earnings_growth import Growth, growth, revisions
from bot.market.feeds import MembersFeed
from bot.market.fund_day import RANKED, GapDay, fund_day, gap_days, rank
from bot.market.leadership import Breadth
from bot.market.members import FundOutlook, members_above_mean
from bot.market.ticker import Ticker
from bot.market.valuation_gap import ENOUGH, FundValue, outlook_value
from bot.words import day, percent, say, say_n

SMALL, LARGE = Ticker("IJR"), Ticker("IVV")
ARTICLE, SMALL_THEN, LARGE_THEN = date(2026, 1, 15), 16.5, 23.8  # S&P 600 and 500 by another provider
BACK = (
    (say("a week before"), 5),
    (say("a month before"), 21),
    (say("a quarter before"), 63),
    (say("a year before"), 252),
)  # sessions
SHOWN = 520  # sessions of a picture, two years
RULE = say(
    "Our estimate: what the fund holds of each member at Yahoo's price over Yahoo's expected earnings of "
    "the next fiscal year, losses kept in. Another provider's level is not comparable with ours."
)


@dataclass(frozen=True)
class Gap:
    """Both funds today, and the sessions of our own store on which both had a multiple, today's the last of them."""

    small: FundOutlook
    large: FundOutlook
    days: tuple[GapDay, ...]

    @property
    def today(self) -> GapDay | None:
        """The session of both funds; None where a multiple is not known or the two are of different days."""
        small, large = fund_day(self.small), fund_day(self.large)
        newest = self.days[-1] if self.days else None
        return newest if newest is not None and newest.day == small.day == large.day else None


async def ask_gap(members: MembersFeed) -> Gap:
    """Raises Missing, Unavailable."""
    small, large = await asyncio.gather(members.outlook(SMALL), members.outlook(LARGE))
    kept = await asyncio.gather(members.kept_days(SMALL), members.kept_days(LARGE))
    now = fund_day(small), fund_day(large)
    each = [[*(one for one in days if one.day < today.day), today] for days, today in zip(kept, now, strict=True)]
    return Gap(small, large, gap_days(*each))


def cheaper(ratio: float) -> str:
    """A ratio of P/Es in words: "28 % less than large ones"."""
    less = 1 - ratio
    if f"{abs(less) * 100:.0f}" == "0":
        return say("as much as large ones")
    apart = percent(abs(less), digits=0)
    return (
        say("{apart} less than large ones", apart=apart)
        if less > 0
        else say("{apart} more than large ones", apart=apart)
    )


def why_unknown(gap: Gap) -> str:
    """One sentence on what the ratio lacks."""
    values = [outlook_value(one) for one in (gap.small, gap.large)]
    for one in values:
        if not one.is_known:
            return say(
                "{coverage} of the value of {fund} have a forecast, and {enough} are needed; it is asked "
                "again after the next close.",
                coverage=percent(one.coverage, digits=0),
                fund=one.fund,
                enough=percent(ENOUGH, digits=0),
            )
        if one.price_to_earnings is None:
            return say(
                "The members of {fund} together are expected to lose money, which has no multiple.", fund=one.fund
            )
    return say(
        "The figures of {small} and {large} are of different days; they are asked again after the next close.",
        small=SMALL,
        large=LARGE,
    )


def gap_facts(gap: Gap) -> tuple[Fact, ...]:
    """Where the ratio stands in our own history, the article's figures apart, and what the sums are made of."""
    small, large = outlook_value(gap.small), outlook_value(gap.large)
    return (
        Fact(say("Rank of the ratio"), _rank(gap)),
        Fact(say("Earnings yield"), _yields(small, large)),
        Fact(
            say("The article of {article}", article=day(ARTICLE)),
            say(
                "{small} and {large}, a ratio of {ratio:.3f}: another provider's",
                small=SMALL_THEN,
                large=LARGE_THEN,
                ratio=SMALL_THEN / LARGE_THEN,
            ),
        ),
        Fact(say("Members of {small}", small=SMALL), _members(gap.small, small)),
        Fact(say("Members of {large}", large=LARGE), _members(gap.large, large)),
        Fact(say("Expected growth"), f"{SMALL} {_growth(growth(gap.small))}; {LARGE} {_growth(growth(gap.large))}"),
        Fact(say("Estimates of {small} revised", small=SMALL), _revised(gap.small)),
        Fact(say("{small} above 200-day means", small=SMALL), _above(members_above_mean(gap.small))),
    )


def gap_history(gap: Gap) -> Table | None:
    """The multiples and their ratio today and before, as far as our own store goes back."""
    if not gap.days:
        return None
    places = [(say("newest"), 0), *BACK]
    rows = tuple(
        (f"{day(one.day)} ({name})", f"{one.small:.1f}", f"{one.large:.1f}", f"{one.ratio:.3f}")
        for name, back in places
        if back < len(gap.days)
        for one in [gap.days[-1 - back]]
    )
    return Table((say("Session"), say("{fund} P/E", fund=SMALL), say("{fund} P/E", fund=LARGE), say("Ratio")), rows)


def multiples_picture(gap: Gap) -> Chart | None:
    """Both multiples by session with the article's as levels; None with fewer than two sessions."""
    days = gap.days[-SHOWN:]
    if len(days) < 2:
        return None
    first, last = days[0], days[-1]
    return Chart(
        title=say("Forward P/E of small and of large caps, our estimate"),
        alt=(
            say(
                "From {first} to {last} {small} went from {small_first:.1f} to {small_last:.1f} times "
                "and {large} from {large_first:.1f} to {large_last:.1f}; the article's provider "
                "had {small_then} and {large_then}.",
                first=day(first.day),
                last=day(last.day),
                small=SMALL,
                large=LARGE,
                small_first=first.small,
                small_last=last.small,
                large_first=first.large,
                large_last=last.large,
                small_then=SMALL_THEN,
                large_then=LARGE_THEN,
            )
        ),
        series=(
            Series(str(SMALL), tuple((one.day, one.small) for one in days)),
            Series(str(LARGE), tuple((one.day, one.large) for one in days)),
        ),
        levels=(
            Level(say("Article: small"), SMALL_THEN),
            Level(say("Article: large"), LARGE_THEN),
        ),
        unit=say("times"),
    )


def ratio_picture(gap: Gap) -> Chart | None:
    """The ratio of both by session; None with fewer than two."""
    days = gap.days[-SHOWN:]
    if len(days) < 2:
        return None
    return Chart(
        title=say("Forward P/E of {small} over {large}, our estimate", small=SMALL, large=LARGE),
        alt=say(
            "{first:.3f} on {first_day} and {last:.3f} on {last_day}.",
            first=days[0].ratio,
            first_day=day(days[0].day),
            last=days[-1].ratio,
            last_day=day(days[-1].day),
        ),
        series=(Series(say("Ratio"), tuple((one.day, one.ratio) for one in days)),),
        unit=say("times"),
    )


def _rank(gap: Gap) -> str:
    if not gap.days:
        return say("not known: our own store has no session yet")
    placed, since = rank(gap.days), day(gap.days[0].day)
    if placed is None:
        return say_n(
            "not known: our own store has {n} session since {since}, and {needed} are needed",
            "not known: our own store has {n} sessions since {since}, and {needed} are needed",
            len(gap.days),
            since=since,
            needed=RANKED,
        )
    return say_n(
        "{rank:.0f} of 100 among {n} session of our own since {since}",
        "{rank:.0f} of 100 among {n} sessions of our own since {since}",
        len(gap.days),
        rank=placed,
        since=since,
    )


def _yields(small: FundValue, large: FundValue) -> str:
    one, other = small.earnings_yield, large.earnings_yield
    if one is None or other is None:
        return say("not known")
    return say(
        "{small} {small_yield}, {large} {large_yield}: {apart:+.1f} points",
        small=SMALL,
        small_yield=percent(one),
        large=LARGE,
        large_yield=percent(other),
        apart=(one - other) * 100,
    )


def _members(outlook: FundOutlook, value: FundValue) -> str:
    return say(
        "{members:,} by the issuer's file of {held_on}; {coverage} of the value have a forecast; "
        "{losing:,} expected to lose money",
        members=value.members,
        held_on=day(outlook.held_on),
        coverage=percent(value.coverage, digits=0),
        losing=value.losing,
    )


def _growth(told: Growth) -> str:
    if told.median is None:
        return say_n(
            "not known ({known} of {n} member have estimates)",
            "not known ({known} of {n} members have estimates)",
            told.members,
            known=told.known,
        )
    median = percent(told.median, signed=True)
    if told.aggregate is None:
        return say("median {median} of {counted:,} that earn something", median=median, counted=told.counted)
    return say(
        "median {median} of {counted:,} that earn something, together {together}",
        median=median,
        counted=told.counted,
        together=percent(told.aggregate, signed=True),
    )


def _revised(outlook: FundOutlook) -> str:
    if outlook.before is None:
        return say("not known: our own store has no estimates of four weeks ago yet")
    told = revisions(outlook, outlook.before)
    counts = say(
        "{raised:,} raised, {lowered:,} lowered, {same:,} as they were since {since}",
        raised=told.raised,
        lowered=told.lowered,
        same=told.same,
        since=day(told.since),
    )
    return counts if told.net is None else say("{counts}: net {net:+.2f}", counts=counts, net=told.net)


def _above(told: Breadth) -> str:
    return (
        say("not known")
        if told.share is None
        else say("{share} of {known:,}", share=percent(told.share, digits=0), known=told.known)
    )
