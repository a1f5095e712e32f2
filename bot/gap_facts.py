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
from bot.words import day, percent, plural

SMALL, LARGE = Ticker("IJR"), Ticker("IVV")
ARTICLE, SMALL_THEN, LARGE_THEN = date(2026, 1, 15), 16.5, 23.8  # S&P 600 and 500 by another provider
BACK = (("a week before", 5), ("a month before", 21), ("a quarter before", 63), ("a year before", 252))  # sessions
SHOWN = 520  # sessions of a picture, two years
RULE = (
    "Our estimate: what the fund holds of each member at Yahoo's price over Yahoo's expected earnings of the next "
    "fiscal year, losses kept in. Another provider's level is not comparable with ours."
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
        return "as much as large ones"
    return f"{percent(abs(less), digits=0)} {'less' if less > 0 else 'more'} than large ones"


def why_unknown(gap: Gap) -> str:
    """One sentence on what the ratio lacks."""
    values = [outlook_value(one) for one in (gap.small, gap.large)]
    for one in values:
        if not one.is_known:
            return (
                f"{percent(one.coverage, digits=0)} of the value of {one.fund} have a forecast, and "
                f"{percent(ENOUGH, digits=0)} are needed; it is asked again after the next close."
            )
        if one.price_to_earnings is None:
            return f"The members of {one.fund} together are expected to lose money, which has no multiple."
    return f"The figures of {SMALL} and {LARGE} are of different days; they are asked again after the next close."


def gap_facts(gap: Gap) -> tuple[Fact, ...]:
    """Where the ratio stands in our own history, the article's figures apart, and what the sums are made of."""
    small, large = outlook_value(gap.small), outlook_value(gap.large)
    return (
        Fact("Rank of the ratio", _rank(gap)),
        Fact("Earnings yield", _yields(small, large)),
        Fact(
            f"The article of {day(ARTICLE)}",
            f"{SMALL_THEN} and {LARGE_THEN}, a ratio of {SMALL_THEN / LARGE_THEN:.3f}: another provider's",
        ),
        Fact(f"Members of {SMALL}", _members(gap.small, small)),
        Fact(f"Members of {LARGE}", _members(gap.large, large)),
        Fact("Expected growth", f"{SMALL} {_growth(growth(gap.small))}; {LARGE} {_growth(growth(gap.large))}"),
        Fact(f"Estimates of {SMALL} revised", _revised(gap.small)),
        Fact(f"{SMALL} above 200-day means", _above(members_above_mean(gap.small))),
    )


def gap_history(gap: Gap) -> Table | None:
    """The multiples and their ratio today and before, as far as our own store goes back."""
    if not gap.days:
        return None
    places = [("newest", 0), *BACK]
    rows = tuple(
        (f"{day(one.day)} ({name})", f"{one.small:.1f}", f"{one.large:.1f}", f"{one.ratio:.3f}")
        for name, back in places
        if back < len(gap.days)
        for one in [gap.days[-1 - back]]
    )
    return Table(("Session", f"{SMALL} P/E", f"{LARGE} P/E", "Ratio"), rows)


def multiples_picture(gap: Gap) -> Chart | None:
    """Both multiples by session with the article's as levels; None with fewer than two sessions."""
    days = gap.days[-SHOWN:]
    if len(days) < 2:
        return None
    first, last = days[0], days[-1]
    return Chart(
        title="Forward P/E of small and of large caps, our estimate",
        alt=(
            f"From {day(first.day)} to {day(last.day)} {SMALL} went from {first.small:.1f} to {last.small:.1f} times "
            f"and {LARGE} from {first.large:.1f} to {last.large:.1f}; the article's provider "
            f"had {SMALL_THEN} and {LARGE_THEN}."
        ),
        series=(
            Series(str(SMALL), tuple((one.day, one.small) for one in days)),
            Series(str(LARGE), tuple((one.day, one.large) for one in days)),
        ),
        levels=(
            Level("Article: small", SMALL_THEN),
            Level("Article: large", LARGE_THEN),
        ),
        unit="times",
    )


def ratio_picture(gap: Gap) -> Chart | None:
    """The ratio of both by session; None with fewer than two."""
    days = gap.days[-SHOWN:]
    if len(days) < 2:
        return None
    return Chart(
        title=f"Forward P/E of {SMALL} over {LARGE}, our estimate",
        alt=f"{days[0].ratio:.3f} on {day(days[0].day)} and {days[-1].ratio:.3f} on {day(days[-1].day)}.",
        series=(Series("Ratio", tuple((one.day, one.ratio) for one in days)),),
        unit="times",
    )


def _rank(gap: Gap) -> str:
    if not gap.days:
        return "not known: our own store has no session yet"
    placed, since = rank(gap.days), day(gap.days[0].day)
    held = plural(len(gap.days), "session")
    if placed is None:
        return f"not known: our own store has {held} since {since}, and {RANKED} are needed"
    return f"{placed:.0f} of 100 among {held} of our own since {since}"


def _yields(small: FundValue, large: FundValue) -> str:
    one, other = small.earnings_yield, large.earnings_yield
    if one is None or other is None:
        return "not known"
    return f"{SMALL} {percent(one)}, {LARGE} {percent(other)}: {(one - other) * 100:+.1f} points"


def _members(outlook: FundOutlook, value: FundValue) -> str:
    return (
        f"{value.members:,} by the issuer's file of {day(outlook.held_on)}; {percent(value.coverage, digits=0)} of the "
        f"value have a forecast; {value.losing:,} expected to lose money"
    )


def _growth(told: Growth) -> str:
    if told.median is None:
        return f"not known ({told.known} of {plural(told.members, 'member')} have estimates)"
    together = f", together {percent(told.aggregate, signed=True)}" if told.aggregate is not None else ""
    return f"median {percent(told.median, signed=True)} of {told.counted:,} that earn something{together}"


def _revised(outlook: FundOutlook) -> str:
    if outlook.before is None:
        return "not known: our own store has no estimates of four weeks ago yet"
    told = revisions(outlook, outlook.before)
    counts = f"{told.raised:,} raised, {told.lowered:,} lowered, {told.same:,} as they were since {day(told.since)}"
    return counts if told.net is None else f"{counts}: net {told.net:+.2f}"


def _above(told: Breadth) -> str:
    return "not known" if told.share is None else f"{percent(told.share, digits=0)} of {told.known:,}"
