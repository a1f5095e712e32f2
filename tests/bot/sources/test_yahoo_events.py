"""Yahoo's calendar of events: which row is of which release, and what a figure without a unit means."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.calendar import Entry, Event
from bot.market.consensus import Awaited
from bot.market.feeds import Unavailable, Unreadable
from bot.sources.yahoo_events import FIELDS, asked_for, expected, read_events, read_figure

AT = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
JOBS = Entry(Event.JOBS, AT, date(2026, 11, 1))


def row(name: str, consensus: object, *, country: object = "US", at: datetime = AT, period: object = "Nov"):
    told = (name, country, f"{at:%Y-%m-%dT%H:%M:%S.000Z}", period, consensus)
    return dict(zip(FIELDS, told, strict=True))


@pytest.mark.parametrize(
    ("awaited", "written", "read"),
    [
        *((Awaited.PAYROLLS, one, 75.0) for one in (75, 75.0, "75", "75K", "75 k", 75000, "75,000", 0.075, "0.075M")),
        *((Awaited.PAYROLLS, one, -25.0) for one in (-25, "-25K", -25000)),
        *((Awaited.PAYROLLS, one, 0.0) for one in (0, 0.0, "0", "0K")),
        *((Awaited.CLAIMS, one, 215_000.0) for one in (215, "215K", 215000, "0.215M")),
        *((Awaited.OPENINGS, one, 7_200.0) for one in (7.2, "7.2M", 7200, "7,200", "7200K", 7_200_000)),
        *((Awaited.UNEMPLOYMENT, one, 4.3) for one in (4.3, "4.3", "4.3%")),
        *((Awaited.EARNINGS, one, 0.3) for one in (0.3, "0.3%", "+0.3")),
        (Awaited.EARNINGS, 0.0, 0.0),
        (Awaited.EARNINGS, -0.1, -0.1),
    ],
)
def test_a_figure_is_read_in_the_unit_that_alone_is_believable(awaited, written, read):
    assert read_figure(written, awaited) == read


@pytest.mark.parametrize(
    ("awaited", "written"),
    [
        (Awaited.PAYROLLS, 1.5),  # thousands or millions
        (Awaited.PAYROLLS, 1500),  # persons or thousands
        (Awaited.PAYROLLS, "75%"),
        (Awaited.PAYROLLS, "75 jobs"),
        (Awaited.PAYROLLS, "9000K"),
        (Awaited.CLAIMS, 0),
        (Awaited.CLAIMS, -215),
        (Awaited.CLAIMS, 15),
        (Awaited.OPENINGS, 70),
        (Awaited.UNEMPLOYMENT, 0.043),
        (Awaited.UNEMPLOYMENT, "4.3K"),
        (Awaited.UNEMPLOYMENT, 43),
        (Awaited.EARNINGS, 0.003),
        (Awaited.EARNINGS, 3.7),  # on the year
        *((Awaited.PAYROLLS, one) for one in (None, True, [], {}, float("nan"), float("inf"), "", "-", "NaN")),
    ],
)
def test_what_is_not_clear_is_not_read(awaited, written):
    assert read_figure(written, awaited) is None


@pytest.mark.parametrize("name", ["Non-Farm Payrolls", "Non-Farm Payrolls *", "Nonfarm Payrolls*", "NONFARM  PAYROLLS"])
def test_the_ways_its_names_are_written(name):
    assert expected([row(name, 75)], Awaited.PAYROLLS, JOBS) == 75.0


@pytest.mark.parametrize(
    "other",
    [
        row("Private Payrolls", 75),
        row("Nonfarm Payrolls Private", 75),
        row("Manufacturing Payrolls", 75),
        row("ADP National Employment", 75),
        row("Non-Farm Payrolls", 75, country="CA"),
        row("Non-Farm Payrolls", 75, country=None),
        row("Non-Farm Payrolls", 75, at=AT - timedelta(days=28)),
        row("Non-Farm Payrolls", 75, at=AT + timedelta(hours=2)),
        row("Non-Farm Payrolls", 75, period="Oct"),
        row("Non-Farm Payrolls", None),
        {"econ_release": 7, "country_code": "US", "startdatetime": "soon", "consensus_estimate": 75},
    ],
)
def test_rows_of_others_other_countries_and_other_days_are_passed_over(other):
    assert expected([other], Awaited.PAYROLLS, JOBS) is None
    assert expected([other, row("Non-Farm Payrolls", 80)], Awaited.PAYROLLS, JOBS) == 80.0


def test_two_rows_that_agree_are_one_and_two_that_do_not_are_none():
    same = [row("Non-Farm Payrolls", 75), row("Non-Farm Payrolls *", "75K")]

    assert expected(same, Awaited.PAYROLLS, JOBS) == 75.0
    assert expected([*same, row("Nonfarm Payrolls", 80)], Awaited.PAYROLLS, JOBS) is None
    assert expected([*same, row("Nonfarm Payrolls", "many")], Awaited.PAYROLLS, JOBS) is None


def test_a_week_is_told_by_its_moment_for_its_period_is_a_days():
    claims = Entry(Event.CLAIMS, AT, date(2026, 11, 28))

    assert expected([row("Initial Jobless Clm", 215, period="28 Nov, w/e")], Awaited.CLAIMS, claims) == 215_000.0


def body(rows: object, columns: object = None) -> str:
    told = [{"id": name} for name in FIELDS] if columns is None else columns
    documents = [{"columns": told, "rows": rows}]
    return json.dumps({"finance": {"result": [{"documents": documents}], "error": None}})


def test_rows_are_told_by_the_ids_of_their_columns_or_in_the_order_that_was_asked():
    values = list(row("Non-Farm Payrolls", 75).values())

    assert read_events(body([values])) == [row("Non-Farm Payrolls", 75)]
    turned = [{"id": name} for name in reversed(FIELDS)]
    assert read_events(body([values[::-1]], turned)) == [row("Non-Farm Payrolls", 75)]
    assert read_events(body([values], [{"label": "Event"}] * len(FIELDS))) == [row("Non-Farm Payrolls", 75)]
    assert read_events(body([])) == []


@pytest.mark.parametrize(
    "written",
    ["", "[]", '{"finance": {"result": []}}', body([["too few"]]), body(["no row"]), '{"finance": {"result": [7]}}'],
)
def test_another_shape_is_unreadable(written):
    with pytest.raises(Unreadable):
        read_events(written)


def test_a_refusal_in_words_is_unavailable():
    with pytest.raises(Unavailable):
        read_events('{"finance": {"result": null, "error": {"code": "Bad Request", "description": "no"}}}')


def test_a_day_is_asked_for_with_its_latest_rows_first():
    asked = asked_for(date(2026, 12, 4), 100)

    assert (asked["size"], asked["offset"], asked["sortType"]) == (100, 100, "DESC")
    assert [one["operands"][1] for one in asked["query"]["operands"]] == ["2026-12-04", "2026-12-04"]
