"""Days and months as people write them: months have names, so that no order of month and day is to be guessed."""

from __future__ import annotations

from datetime import date, datetime

from bot.words.saying import later, said

# Whole wordings, for a month's name may differ by what stands beside it (genitive, small letters).
_DAYS = (
    later("{day} January {year}"),
    later("{day} February {year}"),
    later("{day} March {year}"),
    later("{day} April {year}"),
    later("{day} May {year}"),
    later("{day} June {year}"),
    later("{day} July {year}"),
    later("{day} August {year}"),
    later("{day} September {year}"),
    later("{day} October {year}"),
    later("{day} November {year}"),
    later("{day} December {year}"),
)
_DAYS_OF_YEAR = (
    later("{day} Jan"),
    later("{day} Feb"),
    later("{day} Mar"),
    later("{day} Apr"),
    later("{day} May"),
    later("{day} Jun"),
    later("{day} Jul"),
    later("{day} Aug"),
    later("{day} Sep"),
    later("{day} Oct"),
    later("{day} Nov"),
    later("{day} Dec"),
)
_MONTHS = (
    later("January {year}"),
    later("February {year}"),
    later("March {year}"),
    later("April {year}"),
    later("May {year}"),
    later("June {year}"),
    later("July {year}"),
    later("August {year}"),
    later("September {year}"),
    later("October {year}"),
    later("November {year}"),
    later("December {year}"),
)
_NAMES = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
_SHORT = (
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
)
_WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)


def day(when: date | datetime) -> str:
    """``15 January 2026``."""
    return said(_DAYS[when.month - 1], day=when.day, year=when.year)


def day_month(when: date | datetime) -> str:
    """``15 Jan``: where the year is known and room is short."""
    return said(_DAYS_OF_YEAR[when.month - 1], day=when.day)


def month_year(when: date | datetime) -> str:
    """``January 2026``."""
    return said(_MONTHS[when.month - 1], year=when.year)


def month_name(when: date | datetime) -> str:
    """``January``."""
    return said(_NAMES[when.month - 1])


def short_month(when: date | datetime) -> str:
    """``Jan``."""
    return said(_SHORT[when.month - 1])


def weekday(when: date | datetime) -> str:
    """``Monday``."""
    return said(_WEEKDAYS[when.weekday()])
