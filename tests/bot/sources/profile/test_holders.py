"""Holders: open-market trades alone are insiders' trades."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rating.profile import Absent
from bot.sources.profile.holders import read_counted, read_holders
from tests.bot.sources.profile.payloads import AT, summary, trade

BUY, SALE = "Purchase at price 0.98 - 1.07 per share.", "Sale at price 3.30 per share."
GRANT, EXERCISE = "Stock Award(Grant) at price 0.00 per share.", "Exercise of options at price 1.96 per share."


def insider(*rows):
    return read_holders(summary(insiderTransactions={"transactions": list(rows)}), AT)["insider"]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([trade("A", BUY)], "buy"),
        ([trade("A", BUY), trade("A", BUY), trade("B", SALE)], "buy"),
        ([trade("A", BUY), trade("B", BUY), trade("C", BUY)], "cluster_buy"),
        ([trade("A", SALE)], "sell"),
        ([trade("A", BUY, date(2025, 3, 1))], "none"),
    ],
)
def test_six_months_of_trades_are_one_word(rows, word):
    assert insider(*rows).value == word


@pytest.mark.parametrize("words", [GRANT, EXERCISE, "", "Gift"])
def test_grants_exercises_and_gifts_are_no_purchases(words):
    assert insider(*(trade(name, words) for name in "ABCD")).value == "none"


def test_an_empty_list_may_be_silence():
    assert "silence" in insider().reason
    assert "silence" in insider("no row").reason


def test_the_ten_largest_institutions_are_not_all_of_them():
    assert isinstance(read_holders(summary(), AT)["institutional_change"], Absent)


def test_holders_above_all_there_is_are_clipped():
    assert read_counted(summary(majorHoldersBreakdown={"institutionsPercentHeld": 1.0407})) == {
        "institutions_share": 1.0,
        "institutions_count": 210,
    }
    assert read_counted(summary(majorHoldersBreakdown=None)) == {}
