"""The two closes around a report."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.market.hours import NEW_YORK
from bot.market.reaction import closes_around


@pytest.mark.parametrize(
    ("report", "before", "after"),
    [
        ("2026-01-14 08:00", "2026-01-13", "2026-01-15"),  # before the open
        ("2026-01-14 12:00", "2026-01-13", "2026-01-15"),
        ("2026-01-14 16:05", "2026-01-14", "2026-01-16"),  # after the close
        ("2026-01-16 16:05", "2026-01-16", "2026-01-21"),  # over a weekend and a holiday
        ("2026-01-17 10:00", "2026-01-16", "2026-01-21"),  # on a Saturday
        ("2026-11-27 14:00", "2026-11-27", "2026-12-01"),  # after an early close
    ],
)
def test_the_first_close_could_not_know_it_and_two_later_ones_did(report, before, after):
    at = datetime.fromisoformat(report).replace(tzinfo=NEW_YORK)

    assert closes_around(at) == (date.fromisoformat(before), date.fromisoformat(after))
