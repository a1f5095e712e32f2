"""The largest members of a sector, and what is watched by sector: asked of a fund's file, said in words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Fact, Form, Origin
from bot.commands import UsageError, nearest
from bot.market.feeds import SectorFeed, Unavailable
from bot.market.members import FundHoldings, Position
from bot.market.sectors import SECTORS, Placed, sector_meant
from bot.market.ticker import Ticker
from bot.words import clipped, listed, percent

SMALL = Ticker("IJR")  # whose members are the small caps of a sector
INDEX = "S&P SmallCap 600"
LARGEST = 25  # members that are taken where no number is told
PATIENCE = 10.0  # seconds for a file that has to be fetched first
UNKNOWN = "not known"


@dataclass(frozen=True)
class Sector:
    """A sector's members of a fund, the heaviest first; ``share`` of the fund's value is theirs, a fraction."""

    name: str
    members: tuple[Position, ...]
    file: FundHoldings
    share: float

    @property
    def origin(self) -> Origin:
        return Origin.of(self.file, Form.DAY)

    def told(self, taken: Sequence[Position]) -> Fact:
        """How many of the members are meant, and how much of the sector they are."""
        worth = sum(one.value for one in taken) / sum(one.value for one in self.members)
        are = "all" if len(taken) == len(self.members) else f"the {len(taken)} largest of"
        said = f"{are} {len(self.members)} members in {self.name}, {percent(worth, digits=0)} of their value there"
        return Fact(f"Of {self.file.fund}, the fund of the {INDEX}", said)


async def file_of_small_caps(feed: SectorFeed) -> FundHoldings:
    """The fund's file, fetched where it is not at hand. Raises NoAnswer with what to do."""
    try:
        async with asyncio.timeout(PATIENCE):
            file = await feed.holdings(SMALL)
    except TimeoutError:
        raise Unavailable(f"The members of {SMALL} are being fetched; ask again in a minute.") from None
    if not any(one.sector for one in file.positions):
        raise Unavailable(f"The file of {SMALL} tells no sectors; name the stocks, or paste a list of them.")
    return file


def sector_in(file: FundHoldings, typed: str) -> Sector:
    """UsageError, with the nearest and all there are, for what is none of its sectors."""
    by_name = by_sector(file)
    name = sector_meant(typed, by_name)
    if not name:
        raise UsageError(no_sector(typed, list(by_name)))
    members = tuple(sorted(by_name[name], key=lambda one: (-one.value, one.ticker)))
    whole = sum(one.value for one in file.positions)
    return Sector(name, members, file, sum(one.value for one in members) / whole)


def by_sector(file: FundHoldings) -> Mapping[str, Sequence[Position]]:
    """Every sector that the file names, by its name."""
    names = sorted({one.sector for one in file.positions if one.sector})
    return {name: [one for one in file.positions if one.sector == name] for name in names}


def no_sector(typed: str, names: Sequence[str]) -> str:
    """One sentence or two about a word that is no sector."""
    near = nearest(typed.strip().title()[:40], names, limit=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return f"“{clipped(typed.strip(), 30)}” is no sector.{meant} There are {listed(names)}."


def grouped(watched: Sequence[Ticker], placed: Mapping[Ticker, Placed]) -> Mapping[str, Sequence[Ticker]]:
    """What is watched, by sector in order of their names; what nobody tells of comes last."""
    names = {one: placed[one].sector if one in placed else UNKNOWN for one in watched}
    order = sorted(set(names.values()), key=lambda name: (name == UNKNOWN, name))
    return {name: [one for one in watched if names[one] == name] for name in order}


def sector_watched(typed: str, groups: Mapping[str, Sequence[Ticker]]) -> str:
    """The group that is meant, which may be empty. UsageError."""
    if typed.strip().lower() in ("unknown", UNKNOWN):
        return UNKNOWN
    names = sorted({*SECTORS, *groups} - {UNKNOWN})
    name = sector_meant(typed, names)
    if not name:
        raise UsageError(no_sector(typed, names))
    return name


def origins(placed: Iterable[Placed]) -> tuple[Origin, ...]:
    """Each source once, with its oldest day."""
    oldest: dict[str, Placed] = {}
    for one in sorted(placed, key=lambda one: one.as_of, reverse=True):
        oldest[one.source] = one
    return tuple(Origin.of(one, Form.DAY) for one in oldest.values())
