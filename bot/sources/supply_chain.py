"""The Global Supply Chain Pressure Index of the New York Fed: its table of vintages, of which the newest is read."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime

from bot.market.feeds import Missing, Unreadable
from bot.market.readings import Readings
from bot.sources.web import fetch
from bot.sources.yahoo_bodies import number
from bot.words import filled, later

SOURCE = later("New York Fed")
NAME, UNIT = "GSCPI", later("standard deviations")
# The book offered beside it is an old Excel one under a new one's name; this table is the same figures as text.
TABLE = "https://www.newyorkfed.org/medialibrary/research/interactives/data/gscpi/gscpi_interactive_data.csv"


def fetch_pressure() -> bytes:
    """The table as it is offered. Raises Throttled, Refused, Unavailable, OSError."""
    return fetch(TABLE, SOURCE).body


def read_pressure(body: bytes, at: datetime) -> Readings:
    """Months of the newest vintage, standard deviations from the mean; ``at`` is when it was asked for.

    The first column is the month's last day ("31-Aug-2026"), each other one a vintage, the newest on the right; "#N/A"
    is a month that a vintage has not. Raises Missing where there is no figure, Unreadable for another shape.
    """
    rows = [row for row in csv.reader(body.decode("utf-8-sig", errors="replace").splitlines()) if any(row)]
    if not rows or rows[0][0].strip().lower() != "date" or len(rows[0]) < 2:
        raise Unreadable(later("The New York Fed's table of supply-chain pressure has not its known shape."))
    lines = [line for line in rows[1:] if line[0].strip()]
    for vintage in range(len(rows[0]) - 1, 0, -1):
        told = [(line[0], number(line[vintage].strip())) for line in lines if len(line) > vintage]
        points = {_month(day): figure for day, figure in told if figure is not None}
        if points:
            ordered = tuple(sorted(points.items()))
            return Readings(as_of=at.astimezone(UTC), source=SOURCE, name=NAME, points=ordered, unit=UNIT)
    raise Missing(later("The New York Fed's table of supply-chain pressure holds no figure."))


def _month(told: str) -> date:
    for form in ("%d-%b-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(told.strip(), form).date().replace(day=1)  # noqa: DTZ007  # a month has no zone
        except ValueError:
            continue
    raise Unreadable(
        filled(later("The New York Fed's table of supply-chain pressure has a row dated “{told}”."), told=told[:20])
    )
