"""Institutions out of Yahoo's summary."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.feeds import Missing
from bot.market.ownership import Holding
from bot.sources.yahoo_holders import read_institutions
from tests.bot.sources.profile.payloads import AAAA, AT, QUARTER, epoch, summary


def row(**other):
    told = {
        "organization": "A Fund", "reportDate": {"raw": epoch(QUARTER)}, "position": {"raw": 3_500_000},
        "pctHeld": {"raw": 0.0188}, "pctChange": {"raw": 0.6291},
    }  # fmt: skip
    return {**told, **other}


def holdings(*rows):
    return read_institutions(AAAA, summary(institutionOwnership={"ownershipList": list(rows)}), AT).holdings


def test_a_holding_has_its_own_quarter():
    older = row(organization="B Fund", reportDate={"raw": epoch(date(2025, 6, 30))})

    assert holdings(row(), older) == (
        Holding("A Fund", QUARTER, 3_500_000, 0.0188, 0.6291),
        Holding("B Fund", date(2025, 6, 30), 3_500_000, 0.0188, 0.6291),
    )


def test_a_share_above_one_is_cut_and_what_is_not_told_is_none():
    (over, bare) = holdings(row(pctHeld={"raw": 1.04}), row(pctHeld={}, pctChange={}))

    assert over.share == 1.0
    assert (bare.share, bare.change) == (None, None)


@pytest.mark.parametrize(
    "awkward",
    [
        row(position={"raw": 0}),
        row(position={}),
        row(organization=""),
        row(reportDate={}),
        row(reportDate=9e9),
        "a row",
    ],
)
def test_a_zero_that_means_nobody_is_missing(awkward):
    with pytest.raises(Missing, match="Yahoo lists no institution that holds AAAA"):
        holdings(awkward)


def test_a_company_without_the_list_is_missing():
    with pytest.raises(Missing):
        read_institutions(AAAA, summary(), AT)
