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
from bot.words import clipped, later, listed, percent, said, say

SMALL = Ticker("IJR")  # whose members are the small caps of a sector
INDEX = "S&P SmallCap 600"
LARGEST = 25  # members that are taken where no number is told
PATIENCE = 10.0  # seconds for a file that has to be fetched first
UNKNOWN = later("not known")  # a key


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
        sector, share = said(self.name), percent(worth, digits=0)
        meant = (
            say(
                "all {members} members in {sector}, {share} of their value there",
                members=len(self.members),
                sector=sector,
                share=share,
            )
            if len(taken) == len(self.members)
            else say(
                "the {largest} largest of {members} members in {sector}, {share} of their value there",
                largest=len(taken),
                members=len(self.members),
                sector=sector,
                share=share,
            )
        )
        return Fact(say("Of {fund}, the fund of the {index}", fund=self.file.fund, index=INDEX), meant)


async def file_of_small_caps(feed: SectorFeed) -> FundHoldings:
    """The fund's file, fetched where it is not at hand. Raises NoAnswer with what to do."""
    try:
        async with asyncio.timeout(PATIENCE):
            file = await feed.holdings(SMALL)
    except TimeoutError:
        raise Unavailable(say("The members of {fund} are being fetched; ask again in a minute.", fund=SMALL)) from None
    if not any(one.sector for one in file.positions):
        raise Unavailable(
            say("The file of {fund} tells no sectors; name the stocks, or paste a list of them.", fund=SMALL)
        )
    return file


def sector_in(file: FundHoldings, typed: str) -> Sector:
    """UsageError, with the nearest and all there are, for what is none of its sectors."""
    by_name = by_sector(file)
    name = _meant(typed, list(by_name))
    if not name:
        raise UsageError(no_sector(typed, list(by_name)))
    members = tuple(sorted(by_name[name], key=lambda one: (-one.value, one.ticker)))
    whole = sum(one.value for one in file.positions)
    return Sector(name, members, file, sum(one.value for one in members) / whole)


def by_sector(file: FundHoldings) -> Mapping[str, Sequence[Position]]:
    """Every sector that the file names, by its name."""
    names = sorted({one.sector for one in file.positions if one.sector})
    return {name: [one for one in file.positions if one.sector == name] for name in names}


def _meant(typed: str, names: Sequence[str]) -> str:
    """Which sector is meant, by its name or by what the name is said to be; "" for none or several."""
    as_said = {said(name).casefold(): name for name in names}
    return sector_meant(typed, names) or as_said.get(typed.strip().casefold(), "")


def no_sector(typed: str, names: Sequence[str]) -> str:
    """One sentence or two about a word that is no sector."""
    shown = [said(name) for name in names]
    near = nearest(typed.strip().title()[:40], shown, limit=1)
    word = clipped(typed.strip(), 30)
    if near:
        return say(
            "“{word}” is no sector. Did you mean {near}? There are {sectors}.",
            word=word,
            near=near[0],
            sectors=listed(shown),
        )
    return say("“{word}” is no sector. There are {sectors}.", word=word, sectors=listed(shown))


def grouped(watched: Sequence[Ticker], placed: Mapping[Ticker, Placed]) -> Mapping[str, Sequence[Ticker]]:
    """What is watched, by sector in order of their names; what nobody tells of comes last."""
    names = {one: placed[one].sector if one in placed else UNKNOWN for one in watched}
    order = sorted(set(names.values()), key=lambda name: (name == UNKNOWN, name))
    return {name: [one for one in watched if names[one] == name] for name in order}


def sector_watched(typed: str, groups: Mapping[str, Sequence[Ticker]]) -> str:
    """The group that is meant, which may be empty. UsageError."""
    if typed.strip().casefold() in ("unknown", UNKNOWN, said(UNKNOWN).casefold()):
        return UNKNOWN
    names = sorted({*SECTORS, *groups} - {UNKNOWN})
    name = _meant(typed, names)
    if not name:
        raise UsageError(no_sector(typed, names))
    return name


def origins(placed: Iterable[Placed]) -> tuple[Origin, ...]:
    """Each source once, with its oldest day."""
    oldest: dict[str, Placed] = {}
    for one in sorted(placed, key=lambda one: one.as_of, reverse=True):
        oldest[one.source] = one
    return tuple(Origin.of(one, Form.DAY) for one in oldest.values())
