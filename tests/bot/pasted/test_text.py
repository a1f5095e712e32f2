"""Pasted lists and tables: the symbols and nothing else, and nothing silently lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pasted.text import read

NAMES = {
    "APLD": "Applied Digital Corporation",
    "RKLB": "Rocket Lab Corporation",
    "LAB": "Standard BioTools Inc.",
    "F": "Ford Motor Company",
    "FORD": "Forward Industries, Inc.",
    "SMR": "NuScale Power Corporation",
    "CODE": "Spanning Tree Inc.",
}


def words(text, most=200):
    return list(read(text, most, lambda word: NAMES.get(word.strip("$").upper(), "")).words)


@pytest.mark.parametrize(
    "text",
    [
        "APLD RKLB SMR",
        "APLD, RKLB; SMR",
        "APLD\nRKLB\nSMR",
        "APLD\tRKLB\tSMR",
        "- APLD\n- RKLB\n- SMR",
        "1. APLD\n2. RKLB\n3. SMR",
        "• “APLD”\n• 'RKLB'\n• (SMR)",
        "APLD and RKLB & SMR",
        "NASDAQ:APLD, NASDAQ: RKLB, NYSE:SMR",
        "###SPACE,NASDAQ:APLD,NASDAQ:RKLB,###POWER,NYSE:SMR",
        "Symbol\nAPLD\nRKLB\nSMR",
        "Symbol,Name\nAPLD,Applied Digital Corporation\nRKLB,Rocket Lab USA\nSMR,NuScale",
        "Name;Ticker;Price\nApplied Digital;APLD;35,20\nRocket Lab;RKLB;80\nNuScale;SMR;20",
        '"Company","Symbol"\n"Applied Digital, Inc.","APLD"\n"Rocket Lab, Inc.","RKLB"\n"NuScale","SMR"',
        "| Ticker | Company |\n|:---|---:|\n| APLD | Applied Digital |\n| RKLB | Rocket Lab |\n| SMR | NuScale |",
        "APLD\tApplied Digital Corp\t35.20\nRKLB\tRocket Lab\t80.00\nSMR\tNuScale Power\t20.00",
        "NASDAQ,APLD,Applied Digital\nNASDAQ,RKLB,Rocket Lab\nNYSE,SMR,NuScale Power",
        "\ufeffSymbol,Last,Chg %\r\nAPLD,35.20,+1.2%\r\nRKLB,80,-3%\r\nSMR,20,0%",
        "Symbol,Name APLD,Applied Digital Corporation RKLB,Rocket Lab USA, Inc. SMR,NuScale Power Corp",
        "Applied Digital (APLD), Rocket Lab Corp (NASDAQ: RKLB), NuScale Power (SMR)",
        "APLD 35.20 +1.2% 12.5M RKLB $80 (3%) SMR 1,234",
        "APLD APPLIED DIGITAL CORP RKLB ROCKET LAB USA INC SMR NUSCALE POWER CORP CLASS A",
    ],
)
def test_the_symbols_of_a_list_or_table_are_read_whatever_stands_beside_them(text):
    assert words(text) == ["APLD", "RKLB", "SMR"]


def test_small_letters_and_dollars_stay_as_they_were_written():
    assert words("$apld, rklb") == ["$apld", "rklb"]


def test_a_name_that_is_a_symbol_too_counts_by_how_it_is_written():
    assert words("F FORD") == ["F", "FORD"]
    assert words("f ford") == ["f", "ford"]
    assert words("F Ford") == ["F"]
    assert words("RKLB LAB") == ["RKLB", "LAB"]
    assert words("CODE APLD") == ["CODE", "APLD"]


def test_symbols_in_two_columns_are_all_read():
    assert words("APLD,Rocket Lab\nSMR,LAB")[:1] == ["APLD"]
    assert {"APLD", "SMR", "LAB"} <= set(words("APLD,Rocket Lab\nSMR,LAB"))
    assert words("APLD,RKLB\nSMR,LAB") == ["APLD", "RKLB", "SMR", "LAB"]


def test_what_cannot_be_a_symbol_is_kept_to_be_named():
    assert words("APLD !! rocket") == ["APLD", "!!", "rocket"]
    assert words("Symbol,Name\nAPLD,x\nnot a symbol,y") == ["APLD", "not a symbol"]


def test_an_exchange_that_means_another_company_is_kept():
    assert words("LSE:VOD APLD") == ["LSE:VOD", "APLD"]


def test_an_address_that_a_chat_made_of_a_symbol_is_a_symbol_again():
    assert words("<http://SHOP.TO|SHOP.TO> APLD") == ["SHOP.TO", "APLD"]


def test_numeric_symbols_of_other_countries_are_no_numbers():
    assert words("7203.T 000660.KS") == ["7203.T", "000660.KS"]


def test_words_past_the_limit_are_counted_and_doubles_are_not():
    found = read("A1 A2 A1 A3 A4", 2, lambda word: "")

    assert (found.words, found.left_out) == (("A1", "A2"), 2)


def test_ten_thousand_characters_of_a_table_are_read():
    table = "Symbol,Name,Price\n" + "\n".join(f"T{n},Company number {n} Inc.,{n}.50" for n in range(320))

    assert len(table) > 10_000
    assert words(table, 500) == [f"T{n}" for n in range(320)]


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault(text):
    found = read(text, 50, lambda word: NAMES.get(word.upper(), ""))

    assert len(found.words) <= 50
    assert all(found.words)
    assert len(set(found.words)) == len(found.words)


@given(st.lists(st.sampled_from(["APLD", "RKLB", "LAB", "F", "FORD", "SMR", "CODE"]), min_size=1, unique=True))
def test_no_listed_symbol_is_lost_from_a_plain_list(symbols):
    for between in (" ", ",", ";", "\n", "\t", ", "):
        assert words(between.join(symbols)) == symbols


@pytest.mark.parametrize("text", ["x" * 20_000, "9" * 20_000, "<" * 20_000, "<a|" * 6_000, "a:" * 10_000, '"' * 20_000])
def test_the_worst_text_is_read_at_once(text):
    began = time.perf_counter()
    words(text)

    assert time.perf_counter() - began < 1
