"""A reported fact: a figure with its period, and the paper that told it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.reported_fact import ReportedFact


def test_a_figure_is_as_of_an_instant_with_a_zone():
    given = {
        "source": "SEC", "concept": "Assets", "unit": "USD", "start": None, "end": date(2025, 9, 30), "value": 5.0,
        "filed": date(2025, 11, 10), "form": "10-Q", "accession": "0001144879-25-000010",
    }  # fmt: skip

    assert ReportedFact(as_of=datetime(2025, 11, 10, tzinfo=UTC), **given).filed == date(2025, 11, 10)
    with pytest.raises(ValueError, match="time zone"):
        ReportedFact(as_of=datetime(2025, 11, 10), **given)  # noqa: DTZ001  # it is what is refused
