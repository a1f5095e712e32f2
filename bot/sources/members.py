"""The members of two index funds in one feed: holdings by the issuer, prices and estimates by Yahoo, days by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date, datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.market.feeds import Missing
from bot.market.fund_day import FundDay, fund_day
from bot.market.hours import NEW_YORK
from bot.market.members import Estimates, FundHoldings, FundOutlook, Member, Position, is_same_share
from bot.market.ticker import Ticker
from bot.sources.cached import Answer, Cached, Shelf, unpacked, until_next_close
from bot.sources.ishares import IShares
from bot.sources.yahoo import Yahoo
from bot.sources.yahoo_bodies import above_zero, moment, number, text
from bot.words import filled, later

SOURCE = later("our estimate; Yahoo forward EPS, members by iShares")
OLD = timedelta(days=7)  # how old an answer may be while a vendor is lost
REST = timedelta(minutes=10)  # after a vendor failed us: an index is too dear to be asked about by every command
KEPT = 1300  # sessions of our own, five years
APART, GOAL, LONGEST = timedelta(days=6), timedelta(days=28), timedelta(days=60)  # of the estimates that are kept
EARLIEST = timedelta(days=21)  # before that a revision is not compared


class Members:
    """Answers MembersFeed: a fund of six hundred costs three requests of Yahoo's a session, and one of iShares' a week.

    Each session's figures, and once a week every member's estimates, are kept on the shelf.
    """

    def __init__(self, yahoo: Yahoo, ishares: IShares, shelf: Shelf, clock: Clock) -> None:
        self._yahoo, self._ishares, self._shelf, self._clock = yahoo, ishares, shelf, clock
        self._kept = Cached("members", self._ask, shelf, clock, fresh=until_next_close, stale_for=OLD, rest=REST)

    async def outlook(self, fund: Ticker) -> FundOutlook:
        return _outlook(fund, (await self._kept.get(fund.symbol)).value)

    async def kept_days(self, fund: Ticker) -> Sequence[FundDay]:
        return [_day(told) for told in await self._list(f"members.days:{fund}")]

    async def _ask(self, symbol: str) -> Mapping[str, Any]:
        fund = Ticker(symbol)
        holdings = await self._ishares.holdings(fund)
        rows = await self._yahoo.rows([one.ticker for one in holdings.positions])
        told = read_members(holdings, rows)
        told["before"] = await self._before(fund, told)
        await self._keep_day(fund, fund_day(_outlook(fund, told)))
        return told

    async def _keep_day(self, fund: Ticker, day: FundDay) -> None:
        """Under its session, in place of what an earlier look at the same one brought."""
        written = [day.day.isoformat(), *astuple(day)[1:]]
        days = [one for one in await self._list(f"members.days:{fund}") if one[0] < written[0]]
        await self._put(f"members.days:{fund}", [*days, written][-KEPT:])

    async def _before(self, fund: Ticker, told: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What was expected about four weeks ago; today's estimates are kept where a week has passed."""
        place, today = f"members.estimates:{fund}", datetime.fromisoformat(told["as_of"]).astimezone(NEW_YORK).date()
        kept = [one for one in await self._list(place) if date.fromisoformat(one["day"]) > today - LONGEST]
        if not kept or today - date.fromisoformat(kept[-1]["day"]) >= APART:
            of = {row[0]: row[4:6] for row in told["members"] if row[4] is not None}
            kept.append({"day": today.isoformat(), "of": of})
            await self._put(place, kept)
        old = [one for one in kept if today - date.fromisoformat(one["day"]) >= EARLIEST]
        return min(old, key=lambda one: abs(today - date.fromisoformat(one["day"]) - GOAL), default=None)

    async def _list(self, place: str) -> list[Any]:
        packed = await self._shelf.get(place)
        kept = unpacked(*packed) if packed else None
        return kept.value if kept is not None and isinstance(kept.value, list) else []

    async def _put(self, place: str, value: list[Any]) -> None:
        now = self._clock.now()
        await self._shelf.put(place, Answer(value, now).packed(), now)


def read_members(holdings: FundHoldings, rows: Mapping[Ticker, Mapping[str, Any]]) -> dict[str, Any]:
    """Positions with Yahoo's figures beside them, as values that can be kept. Raises Missing where it has no price.

    A row is (symbol, shares, value, price, this year's earnings a share, the next's, mean of 200 closes).
    """
    seen, written = [], []
    for one in holdings.positions:
        row = rows.get(one.ticker, {})
        price, at = above_zero(row.get("regularMarketPrice")), moment(row.get("regularMarketTime"))
        if price is None or at is None or text(row.get("quoteType")) == "NONE" or not is_same_share(one, price):
            written.append([one.ticker.symbol, one.shares, one.value, None, None, None, None])
            continue
        seen.append(at)
        estimates = _estimates(row)
        mean = above_zero(row.get("twoHundredDayAverage"))
        written.append([one.ticker.symbol, one.shares, one.value, price, *estimates, mean])
    if not seen:
        raise Missing(filled(later("Yahoo has no prices of the members of {fund}."), fund=holdings.fund))
    return {
        "as_of": max(seen).isoformat(),
        "held_on": holdings.as_of.date().isoformat(),
        "members": written,
        "before": None,
    }


def _estimates(row: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Earnings a share of this fiscal year and the next; Yahoo writes 0 for none. In another currency they are none."""
    stated = text(row.get("financialCurrency"))
    if stated and stated != text(row.get("currency")):
        return None, None
    return number(row.get("epsCurrentYear")) or None, number(row.get("epsForward")) or None


def _outlook(fund: Ticker, told: Mapping[str, Any]) -> FundOutlook:
    before = told["before"]
    return FundOutlook(
        as_of=datetime.fromisoformat(told["as_of"]),
        source=SOURCE,
        fund=fund,
        held_on=date.fromisoformat(told["held_on"]),
        members=tuple(
            Member(Position(Ticker(symbol), shares, value), *figures)
            for symbol, shares, value, *figures in told["members"]
        ),
        before=Estimates(
            date.fromisoformat(before["day"]), {Ticker(name): (one, two) for name, (one, two) in before["of"].items()}
        )
        if before
        else None,
    )


def _day(told: Sequence[Any]) -> FundDay:
    return FundDay(date.fromisoformat(told[0]), *told[1:])
