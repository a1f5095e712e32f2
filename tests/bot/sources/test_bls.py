"""BLS's answers: months and no yearly averages, gaps, quotas, and a key that is never repeated."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Unavailable, Unreadable
from bot.sources.bls import PAYROLLS, UNEMPLOYMENT, check, read_labor
from bot.sources.vendor import Throttled

NOW = datetime(2016, 6, 3, 12, 31, tzinfo=UTC)


def row(year: str, period: str, value: str) -> dict[str, object]:
    return {"year": year, "period": period, "value": value, "footnotes": [{"code": "P", "text": "preliminary"}]}


def answer(series: dict[str, list[dict[str, object]]], status: str = "REQUEST_SUCCEEDED", *messages: str) -> bytes:
    told = [{"seriesID": name, "data": rows} for name, rows in series.items()]
    return json.dumps({"status": status, "message": list(messages), "Results": {"series": told}}).encode()


def test_months_come_oldest_first_and_yearly_averages_are_no_month():
    rows = [row("2016", "M05", "143894"), row("2016", "M04", "143856"), row("2015", "M13", "141000")]

    read = read_labor(answer({PAYROLLS: rows}), NOW)[PAYROLLS]

    assert read.points == ((date(2016, 4, 1), 143_856), (date(2016, 5, 1), 143_894))
    assert (read.unit, read.as_of) == ("thousand jobs", NOW)


def test_a_month_that_was_not_surveyed_is_a_gap():
    rows = [row("2025", "M11", "4.5"), row("2025", "M10", "-"), row("2025", "M09", "4.4")]

    assert [day.month for day, _ in read_labor(answer({UNEMPLOYMENT: rows}), NOW)[UNEMPLOYMENT].points] == [9, 11]


def test_a_series_without_data_is_not_among_them():
    assert list(read_labor(answer({UNEMPLOYMENT: [], PAYROLLS: [row("2016", "M05", "1")]}), NOW)) == [PAYROLLS]


def test_version_one_wraps_its_results_in_a_list():
    told = json.loads(answer({PAYROLLS: [row("2016", "M05", "143894")]}))
    told["Results"] = [told["Results"]]

    assert PAYROLLS in read_labor(json.dumps(told).encode(), NOW)


def test_over_quota_is_a_throttle_though_the_status_is_200():
    with pytest.raises(Throttled):
        check(answer({}, "REQUEST_NOT_PROCESSED", "Request could not be serviced, as the daily threshold for total"))


def test_a_wrong_key_says_what_to_do_and_does_not_repeat_it():
    with pytest.raises(Unavailable, match="check BLS_API_KEY") as raised:
        check(answer({}, "REQUEST_NOT_PROCESSED", "The key:s3cret provided by the User is invalid."))

    assert "s3cret" not in str(raised.value)


def test_an_answer_with_data_passes():
    check(answer({PAYROLLS: []}))
    with pytest.raises(Unavailable, match="did not process"):
        check(answer({}, "REQUEST_FAILED"))


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"Results": []}', b'{"Results": {"series": [1]}}',
     answer({PAYROLLS: [{"year": "2016"}]}), answer({PAYROLLS: [row("2016", "M14", "1")]}),
     answer({PAYROLLS: [row("2016", "M05", "1"), row("2016", "M05", "2")]})],
)  # fmt: skip
def test_anything_else_is_unreadable(body):
    with pytest.raises(Unreadable):
        read_labor(body, NOW)
