"""CME's FedWatch history, as a person downloads it by hand: a pure reader. Nothing here asks CME; its terms forbid it.

The file (FedMeetingHistory_YYYYMMDD.csv) has one row a day and one block of columns a meeting, each starting again at
"(0-25)". Its titles may be more than its blocks, the last two run together in one cell. Dates follow the downloader's
locale: month/day/year or day.month.year.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.market.fed_funds import settled_at
from bot.market.feeds import Unreadable
from bot.market.observation import Observation
from bot.words import filled, later

SOURCE = later("CME FedWatch, downloaded by hand")
_TITLE = re.compile(r"History for (\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4}) Fed meeting")
_BAND = re.compile(r"\((\d+)-(\d+)\)")
_DAY = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})")


@dataclass(frozen=True)
class BandOdds:
    """The odds of one meeting: (lower bound of the target range in percent, probability), zeros left out."""

    meeting: date
    bands: tuple[tuple[float, float], ...]

    @property
    def lower(self) -> float:
        """The lower bound expected after the meeting, percent."""
        return sum(lower * chance for lower, chance in self.bands)

    def hikes_from(self, lower: float) -> float:
        """Hikes of a quarter point expected from a range that starts at ``lower`` (percent); cuts are negative."""
        return (self.lower - lower) / 0.25


@dataclass(frozen=True, kw_only=True)
class FedWatchDay(Observation):
    """What CME's tool showed at the settlement of ``day``, soonest meeting first."""

    day: date
    odds: tuple[BandOdds, ...]


def read_history(text: str) -> tuple[FedWatchDay, ...]:
    """Every day of the file, oldest first. Raises Unreadable with what to do about it."""
    lines = text.lstrip("\ufeff").splitlines()
    separator = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    rows = [row for row in csv.reader(lines, delimiter=separator) if any(cell.strip() for cell in row)]
    if len(rows) < 3:
        raise Unreadable(later("This is not CME's FedWatch history; download “All upcoming meetings” again as CSV."))
    blocks = _blocks(rows[0], rows[1])
    days = _days([row[0].strip() for row in rows[2:]])
    told = [
        FedWatchDay(as_of=settled_at(day), source=SOURCE, day=day, odds=_odds(row, blocks))
        for day, row in zip(days, rows[2:], strict=True)
    ]
    return tuple(sorted(told, key=lambda one: one.day))


def _blocks(titles: Sequence[str], names: Sequence[str]) -> list[tuple[date, list[tuple[int, float]]]]:
    """Each meeting with its columns and their lower bounds in percent."""
    blocks: list[list[tuple[int, float]]] = []
    for column, name in enumerate(names):
        band = _BAND.fullmatch(name.strip())
        if band is None:
            continue
        if band[1] == "0":
            blocks.append([])
        if blocks:
            blocks[-1].append((column, int(band[1]) / 100))
    told = [(column, title) for column, cell in enumerate(titles) for title in _TITLE.findall(cell)]
    if not blocks or len(told) < len(blocks):
        raise Unreadable(later("CME's file has more blocks of odds than meetings; download it again."))
    for (column, _), block in zip(told, blocks, strict=False):
        if column != block[0][0]:
            raise Unreadable(later("The titles of CME's file do not stand over their blocks; download it again."))
    meetings = (_meeting(title) for _, title in told)
    return list(zip(meetings, blocks, strict=False))  # titles without a block are left over, as in CME's own file


def _meeting(title: tuple[str, str, str]) -> date:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    day, month, year = title
    try:
        return date(int(year), months.index(month) + 1, int(day))
    except ValueError:
        raise Unreadable(
            filled(later("CME's file names a meeting on “{title}”, which is no day."), title=" ".join(title))
        ) from None


def _days(written: Sequence[str]) -> list[date]:
    """The rows' days. One order must fit them all: a point means day first, a slash is told by a day above twelve."""
    parts = [_DAY.fullmatch(cell) for cell in written]
    if not all(parts):
        bad = next(cell for cell, part in zip(written, parts, strict=True) if part is None)
        raise Unreadable(
            filled(later("CME's file has a row dated “{bad}”; dates look like 9/13/2024 or 13.9.2024."), bad=bad[:20])
        )
    told = [(part[1], part[3], part[4], part[2]) for part in parts if part]
    first, second = max(int(one[0]) for one in told), max(int(one[1]) for one in told)
    if any(len(one[0]) == 4 for one in told):
        order = "%Y %m %d"
    elif told[0][3] == "." or first > 12 >= second:
        order = "%d %m %Y"
    elif second > 12 >= first:
        order = "%m %d %Y"
    else:
        raise Unreadable(later("CME's file does not show whether day or month comes first; download a longer history."))
    try:
        return [datetime.strptime(" ".join(one[:3]), order).date() for one in told]  # noqa: DTZ007  # a day has no zone
    except ValueError:
        raise Unreadable(later("CME's file mixes two orders of day and month; download it again.")) from None


def _odds(row: Sequence[str], blocks: Sequence[tuple[date, list[tuple[int, float]]]]) -> tuple[BandOdds, ...]:
    told = []
    for meeting, columns in blocks:
        cells = ((lower, row[column].strip()) for column, lower in columns if column < len(row))
        bands = tuple((lower, chance) for lower, cell in cells if cell and (chance := _chance(cell)) > 0)
        if bands:
            told.append(BandOdds(meeting, bands))
    return tuple(told)


def _chance(cell: str) -> float:
    try:
        chance = float(cell.replace(",", "."))
    except ValueError:
        chance = -1.0
    if not 0 <= chance <= 1.000001:
        raise Unreadable(
            filled(
                later("CME's file has “{cell}” where a probability should stand; download it again."), cell=cell[:20]
            )
        )
    return chance
