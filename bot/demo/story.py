"""The story as data: what is known at each beat, and whether it is fact or constructed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.demo.macro import Series, read_futures
from bot.demo.profiles import CONSTRUCTED, Known, read_profiles
from bot.market import hours
from bot.market.fed_funds import FedFundsFutures
from bot.market.members import FundHoldings, Position
from bot.market.price_target import PriceTarget
from bot.market.quote import Quote
from bot.market.readings import Readings
from bot.market.sectors import Placed
from bot.market.short_interest import FloatShares, ShortInterest, days_to_cover
from bot.market.ticker import Ticker
from bot.words import later

BUSINESS = later("the story's own reading of each company's business")
MEMBERS = later("constructed for this story, not what the fund holds")
CLOSE = later("Yahoo Finance, adjusted close (fact)")
EVENING = time(18, 45)  # after the close, and after the look at the thesis is planned

Seen = Quote | PriceTarget | ShortInterest | FloatShares | FedFundsFutures | Readings


@dataclass(frozen=True)
class Beat:
    """One moment: what the narrator says, what becomes known (of companies too), and what goes wrong."""

    at: datetime
    say: str
    seen: tuple[Seen, ...]
    known: tuple[Known, ...] = ()
    sectors: tuple[FundHoldings | Placed, ...] = ()
    out: datetime | None = None
    stumbles: bool = False


@dataclass(frozen=True)
class Story:
    """The beats that are told, and the market's closes between them, at which Minnow looks as it does every day."""

    tickers: tuple[Ticker, ...]
    beats: tuple[Beat, ...]
    closes: tuple[Beat, ...]

    @property
    def moments(self) -> Sequence[Beat]:
        """Beats and closes in their order."""
        return sorted((*self.beats, *self.closes), key=lambda one: one.at)


def read_story(path: Path = Path(__file__).parent / "story.toml") -> Story:
    """The story in the file beside this one."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    profiles, series = read_profiles(), Series(told["series"])
    beats = [replace(beat, known=tuple(known for known in profiles if known.at == beat.at)) for beat in _beats(told)]
    beats = [replace(beat, seen=(*beat.seen, *_macro(told, series, beat.at))) for beat in beats]
    beats[0] = replace(beats[0], sectors=_sectors(told))
    closes = [Beat(at, "", tuple(_macro(told, series, at))) for at in _between([beat.at for beat in beats])]
    return Story(tuple(map(Ticker, told["names"])), tuple(beats), tuple(closes))


def _between(beats: Sequence[datetime]) -> Iterator[datetime]:
    """A quarter to seven in New York on every session that no beat looks at after its close."""
    looked = {day for at in beats if _is_closed(day := at.astimezone(hours.NEW_YORK).date(), at)}
    day = min(looked)
    while day < max(looked):
        if hours.is_session(day) and day not in looked:
            yield datetime.combine(day, EVENING, hours.NEW_YORK).astimezone(UTC)
        day += timedelta(days=1)


def _is_closed(day: date, at: datetime) -> bool:
    return hours.is_session(day) and at >= hours.closes(day)


def _macro(told: Mapping[str, Any], series: Series, at: datetime) -> Iterator[Seen]:
    """What becomes known of the money market and the funds, once a day after the close."""
    if _is_closed(at.astimezone(hours.NEW_YORK).date(), at):
        yield from read_futures(told, at)
        yield from series.until(at)


def _sectors(told: Mapping[str, Any]) -> tuple[FundHoldings | Placed, ...]:
    """Each company's sector, and a thousand shares of each at the first close as the members of a fund."""
    first = told["beat"][0]
    at = datetime.combine(first["at"].date(), time(), UTC)
    placed = [
        Placed(ticker=Ticker(symbol), sector=sector, as_of=at, source=BUSINESS)
        for symbol, sector in told["sector"].items()
    ]
    held = [Position(one.ticker, 1_000, 1_000 * first["close"][one.ticker.symbol], one.sector) for one in placed]
    return FundHoldings(fund=Ticker("IJR"), positions=tuple(held), as_of=at, source=MEMBERS), *placed


def _beats(told: Mapping[str, Any]) -> Iterator[Beat]:
    names = {**told["names"], **told["funds"]}
    last: dict[str, tuple[date, float]] = {}
    floats: Sequence[Seen] = [
        FloatShares(ticker=Ticker(symbol), shares=shares, as_of=told["beat"][0]["at"], source=CONSTRUCTED)
        for symbol, shares in told["float"].items()
    ]
    for beat in told["beat"]:
        at = beat["at"].astimezone(UTC)
        seen: list[Seen] = [*floats, *(_target(row, at) for row in beat.get("target", ()))]
        floats = ()
        session = hours.session_of(at)
        for prices, source in ((beat.get("close", {}), CLOSE), (beat.get("price", {}), CONSTRUCTED)):
            for symbol, price in prices.items():
                day, close = last.get(symbol, (session, price))
                before = close if hours.sessions_after(day, 1) == session else None
                seen.append(_quote(symbol, price, before, names[symbol], at, source))
        last.update({symbol: (session, close) for symbol, close in beat.get("close", {}).items()})
        seen += [_short(row, names[row["ticker"]]) for row in beat.get("short", ())]
        yield Beat(at, beat["say"], tuple(seen), out=beat.get("outage"), stumbles=beat.get("stumble", False))


def _quote(symbol: str, price: float, before: float | None, name: str, at: datetime, source: str) -> Quote:
    return Quote(
        ticker=Ticker(symbol), price=price, previous_close=before, currency="USD", volume=1_000_000, name=name,
        as_of=at - timedelta(minutes=5), source=source,
    )  # fmt: skip


def _target(row: Mapping[str, Any], at: datetime) -> PriceTarget:
    return PriceTarget(
        ticker=Ticker(row["ticker"]), mean=row["mean"], median=row["median"], high=row["high"], low=row["low"],
        analysts=row["analysts"], currency="USD", as_of=at, source=CONSTRUCTED,
    )  # fmt: skip


def _short(row: Mapping[str, Any], name: str) -> ShortInterest:
    settlement: date = row["settlement"]
    return ShortInterest(
        ticker=Ticker(row["ticker"]), settlement=settlement, shares=row["shares"], previous_shares=row["previous"],
        average_volume=row["volume"], days_to_cover=days_to_cover(row["shares"], row["volume"]), issuer=name,
        as_of=datetime.combine(settlement, time(), UTC), source=CONSTRUCTED,
    )  # fmt: skip
