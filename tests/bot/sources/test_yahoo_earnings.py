"""Expected days and reported quarters out of Yahoo's summary."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.earnings import ExpectedReport, ReportedQuarter
from bot.market.feeds import Missing
from bot.sources.yahoo_earnings import read_earnings
from tests.bot.sources.profile.payloads import AAAA, AT, QUARTER, epoch, summary

FIRST, LAST = datetime(2026, 2, 25, 21, 0, tzinfo=UTC), datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


def row(end=QUARTER, actual=0.21, estimate=0.18, **other):
    return {"epsActual": {"raw": actual}, "epsEstimate": {"raw": estimate}, "quarter": {"raw": epoch(end)}, **other}


def quarters(*rows, **other):
    return read_earnings(AAAA, summary(earningsHistory={"history": list(rows)}, **other), AT).quarters


def expected(*days, **other):
    told = {"earnings": {"earningsDate": [epoch(one) for one in days], **other}}
    return read_earnings(AAAA, summary(calendarEvents=told), AT).expected


def test_the_summary_of_the_day_tells_both():
    told = read_earnings(AAAA, summary(), AT)

    assert (told.as_of, told.source) == (AT, "Yahoo Finance")
    assert told.expected == ExpectedReport(FIRST, FIRST, is_estimate=False)
    assert told.quarters == (ReportedQuarter(QUARTER, 0.21, 0.18, "USD"),)


@pytest.mark.parametrize(
    ("days", "flag", "is_estimate"),
    [((FIRST,), False, False), ((FIRST,), None, False), ((FIRST,), True, True), ((LAST, FIRST), False, True)],
)
def test_two_days_or_the_flag_make_it_an_estimate(days, flag, is_estimate):
    assert expected(*days, isEarningsDateEstimate=flag) == ExpectedReport(FIRST, max(days), is_estimate)


def test_quarters_stand_in_their_order_and_each_once():
    told = quarters(row(date(2025, 9, 30)), row(date(2025, 6, 30), 0.1), row(date(2025, 9, 30), 0.2))

    assert [(one.end, one.actual) for one in told] == [(date(2025, 6, 30), 0.1), (date(2025, 9, 30), 0.2)]


@pytest.mark.parametrize(
    "awkward",
    [
        row(epsActual={}), row(actual="NaN"), row(actual=0, estimate=0), row(actual=0, epsEstimate={}),
        row(date(2026, 3, 31)), row(quarter={}), "a row", None,
    ],
)  # fmt: skip
def test_what_is_no_reported_quarter_is_left_out_and_never_a_zero(awkward):
    assert quarters(awkward) == "no reported quarter is told"
    assert len(quarters(awkward, row(date(2025, 6, 30)))) == 1


@pytest.mark.parametrize("nobody", [0, None, "NaN"])
def test_an_estimate_of_nobody_is_none(nobody):
    (one,) = quarters(row(estimate=nobody))

    assert (one.actual, one.estimate) == (0.21, None)


def test_a_true_zero_of_earnings_is_a_figure():
    (one,) = quarters(row(actual=0.0, estimate=0.02))

    assert (one.actual, one.surprise) == (0.0, -0.02)


def test_the_vendors_percentage_is_not_read():
    fraction, percent = (quarters(row(surprisePercent={"raw": raw})) for raw in (0.1667, 16.67))

    assert fraction == percent


def test_a_row_says_its_currency_and_one_that_cannot_be_known_is_missing():
    (foreign,) = quarters(row(currency="CAD"), financialData={"financialCurrency": "CAD"})
    (own,) = quarters(row())

    assert (foreign.currency, own.currency) == ("CAD", "USD")
    assert quarters(row(), financialData={"financialCurrency": "JPY"}) == "the currency of its earnings is not told"


def test_where_neither_is_told_it_is_missing_in_one_sentence():
    with pytest.raises(Missing, match="tells no reports of AAAA: no day of a report is told, and no reported quarter"):
        read_earnings(AAAA, summary(calendarEvents=None, earningsHistory=None), AT)


@pytest.mark.parametrize(
    "shape", [{"earnings": []}, {"earnings": {"earningsDate": "soon"}}, {"earnings": {"earningsDate": [{}]}}]
)
def test_another_shape_is_no_day(shape):
    assert read_earnings(AAAA, summary(calendarEvents=shape), AT).expected == "no day of a report is told"


async def test_yahoo_is_asked_nothing_beyond_the_summary_of_the_day(yahoo, hosts, apld):
    await yahoo.target(apld)
    before = len(hosts.addresses())

    assert (await yahoo.earnings(apld)).ticker == apld
    with pytest.raises(Missing):
        await yahoo.institutions(apld)  # the summary that is played lists none
    assert len(hosts.addresses()) == before
