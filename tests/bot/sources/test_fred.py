"""FRED's two shapes, with and without a key; gaps stay gaps."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.sources.fred import Fred, read_dates, read_series
from tests.bench.loopback import Reply

NOW = datetime(2026, 1, 15, 23, tzinfo=UTC)


def told(*rows: tuple[str, str]) -> bytes:
    return json.dumps({"observations": [{"date": day, "value": value} for day, value in rows]}).encode()


@pytest.mark.parametrize("head", ["observation_date", "DATE"])
def test_the_csv_is_read_under_either_header_and_without_its_gaps(head):
    body = f"{head},DGS2\n2025-12-24,3.47\n2025-12-25,.\n2025-12-26,\n2025-12-29,3.45\n".encode()

    read = read_series(body, "DGS2", NOW, "percent")

    assert read.points == ((date(2025, 12, 24), 3.47), (date(2025, 12, 29), 3.45))
    assert (read.as_of, read.name, read.unit) == (NOW, "DGS2", "percent")


def test_the_api_s_answer_is_read_the_same():
    assert read_series(told(("2025-12-25", "."), ("2025-12-29", "3.45")), "DGS2", NOW).points == (
        (date(2025, 12, 29), 3.45),
    )


def test_a_series_without_figures_is_missing():
    with pytest.raises(Missing, match="no figures of DGS2"):
        read_series(b"observation_date,DGS2\n2025-12-25,.\n", "DGS2", NOW)


def test_an_error_of_the_api_says_what_to_do():
    with pytest.raises(Unavailable, match="check FRED_API_KEY, or leave it out"):
        read_series(b'{"error_code":400,"error_message":"Bad Request."}', "DGS2", NOW)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"observation_date,DGS10\n2025-12-29,4.1\n",
        b"observation_date,DGS2\n2025-12-29\n",
        b"observation_date,DGS2\nsoon,4.1\n",
        b"observation_date,DGS2\n2025-12-29,4.1\n2025-12-29,4.2\n",
        b"{",
        b'{"observations": 1}',
        b'{"observations": [1]}',
        told(("soon", "1")),
        b'{"observations": [{"value": "1"}]}',
    ],
)
def test_anything_else_is_unreadable(body):
    with pytest.raises(Unreadable):
        read_series(body, "DGS2", NOW)


def test_release_days_are_read_in_order_and_once():
    rows = [{"release_id": 50, "date": day} for day in ("2026-12-04", "2026-11-06", "2026-12-04")]

    assert read_dates(json.dumps({"release_dates": rows}).encode()) == [date(2026, 11, 6), date(2026, 12, 4)]
    assert read_dates(b'{"release_dates": []}') == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"release_dates": 1}', b'{"release_dates": [{"date": "soon"}]}', b'{"release_dates": [{}]}'],
)
def test_any_other_answer_about_release_days_is_unreadable(body):
    with pytest.raises(Unreadable, match="release dates"):
        read_dates(body)


async def test_the_oil_price_is_asked_for_once_a_day_and_a_yield_twice(hosts, shelf, clock):
    def answer(asked):
        return Reply(f"observation_date,{asked.query['id']}\n2026-01-14,60.5\n")

    hosts.answer = answer
    fred = Fred(shelf, clock)
    for hour in range(24):
        clock.at = datetime(2026, 1, 20, tzinfo=UTC) + timedelta(hours=hour)
        await fred.oil()
        await fred.ten_years()

    counted = Counter(one.query["id"] for one in hosts.asked)
    assert counted == {"DCOILWTICO": 1 + 1, "DGS10": 2 + 1}  # and each once at midnight, for nothing was kept
