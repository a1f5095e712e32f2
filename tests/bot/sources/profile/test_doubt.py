"""Substantial doubt: voiced, denied, only asked about, or not plain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable
from bot.sources.profile.doubt import newest_report, read_doubt, sentences, verdict
from tests.bot.sources.profile.payloads import filing

AT = datetime(2026, 1, 15, 21, 30, tzinfo=UTC)
REPORT = filing("10-Q", (), AT - timedelta(days=60))


@pytest.mark.parametrize(
    "sentence",
    [
        "These conditions raise substantial doubt about the Company's ability to continue as a going concern.",
        "The Company has not generated revenue, which raises substantial doubt about its ability to continue.",
        "Management has concluded that there is substantial doubt about our ability to continue as a going concern.",
        "Accordingly, substantial doubt about the Company's ability to continue as a going concern exists.",
        "The Company does not have sufficient cash, and these conditions raise substantial doubt about its ability.",
        "These conditions, when considered in the aggregate, raise substantial doubt about our ability to continue.",
        "Our auditor expressed substantial doubt about our ability to continue as a going concern.",
    ],
)
def test_doubt_that_is_voiced_is_yes(sentence):
    assert verdict(sentence) is True


@pytest.mark.parametrize(
    "sentence",
    [
        "Management evaluates whether there are conditions, considered in the aggregate, that raise substantial doubt.",
        "There are no conditions or events that raise substantial doubt about our ability to continue.",
        "We concluded that these plans alleviate the substantial doubt about our ability to continue.",
        "The conditions did not raise substantial doubt about the Company's ability to continue.",
        "A failure to raise capital could raise substantial doubt about our ability to continue.",
        "The substantial doubt that was raised before has been alleviated.",
    ],
)
def test_doubt_that_is_denied_or_only_asked_about_is_no(sentence):
    assert verdict(sentence) is False


@pytest.mark.parametrize(
    "sentence",
    [
        "If we do not raise capital there is substantial doubt about our ability to continue.",
        "Our auditor's report for the prior year expressed substantial doubt about our ability to continue.",
        "Management evaluated whether there is doubt and concluded that these events raise substantial doubt about it.",
        "We do not have enough cash for a year, which may mean that there is substantial doubt about our ability.",
        "Unless revenue grows, there is substantial doubt about our ability to continue.",
        "See “Substantial Doubt” in Note 2.",
    ],
)
def test_what_is_not_plain_is_not_known(sentence):
    assert verdict(sentence) is None


def test_sentences_are_read_as_people_see_them():
    page = (
        b"<html><ix:header>These raise substantial doubt.</ix:header><style>substantial doubt</style>"
        b"<p>Balance Sheets. We lost money. These conditions&nbsp;raise <b>substantial</b>\n doubt about it. "
        b"That is all.</p></html>"
    )

    assert sentences(page) == ["These conditions raise substantial doubt about it."]
    assert sentences(b"<p>All is well.</p><p>Condensed Balance Sheets</p>") == []


def test_a_cover_whose_statements_stand_elsewhere_tells_nothing():
    with pytest.raises(Missing, match="in another document"):
        sentences(b"<p>Our annual report to stockholders is Exhibit 13.</p>")


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ([], False),
        (["There is no substantial doubt."], False),
        (["There is no substantial doubt.", "These raise substantial doubt."], True),
    ],
)
def test_a_report_is_a_yes_or_a_no_dated_by_its_acceptance(told, value):
    figure = read_doubt(REPORT, told)

    assert (figure.value, figure.as_of, figure.source) == (value, REPORT.accepted, "SEC")


def test_a_report_that_is_not_plain_or_not_there_says_so():
    assert "not understood here" in read_doubt(REPORT, ["If so, there is substantial doubt."]).reason
    assert read_doubt(REPORT, Unavailable("The SEC is lost.")).reason == "The SEC is lost."
    assert "no yearly or quarterly report" in read_doubt(None, None).reason


def test_the_newest_report_is_no_amendment_and_none_of_tomorrow():
    older = filing("10-K", (), AT - timedelta(days=150))
    listed = [older, REPORT, filing("10-Q/A", (), AT - timedelta(days=5)), filing("10-K", (), AT + timedelta(days=1))]

    assert newest_report(listed, AT) == REPORT
    assert newest_report([filing("8-K", (), AT)], AT) is None
