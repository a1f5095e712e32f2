"""A file's bytes become text in whatever encoding they are, or one sentence says what to send instead."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pasted import text as pasted
from bot.pasted.file import MOST_BYTES, NoText, text_of

LIST = "Symbol;Name\r\nAPLD;Zürich – “Ltd”\r\nRKLB;x\r\n"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_table_is_read_in_any_usual_encoding(name):
    assert text_of(LIST.encode(name)) == LIST


def test_letters_that_windows_does_not_know_do_not_stop_it():
    assert text_of(b"APLD,\x81\xff\nRKLB").splitlines()[1] == "RKLB"


def test_what_excel_writes_for_itself_is_no_row():
    assert text_of(b"\xef\xbb\xbfsep=;\r\nSymbol;Name\r\nAPLD;x") == "Symbol;Name\r\nAPLD;x"


def test_controls_are_dropped():
    assert text_of(b"AP\x00LD,a\tb\r\n" + b"RKLB\n" * 50).startswith("APLD,a\tb\r\n")


def book() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("body", "why"),
    [(book(), "export it as CSV"), (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "export it as CSV"),
     (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "not a text file"), (b"", "empty"), (b" \r\n\t", "empty"),
     (b"\xef\xbb\xbf", "empty"), (b"A" * (MOST_BYTES + 1), "256 kB are read")],
)  # fmt: skip
def test_what_is_no_text_is_told_in_one_sentence(body, why):
    with pytest.raises(NoText, match=why):
        text_of(body)


@given(st.binary(max_size=600))
def test_any_bytes_are_text_or_a_sentence(body):
    try:
        text, said = text_of(body), ""
    except NoText as trouble:
        text, said = "", str(trouble)

    assert bool(text.strip()) is not said.endswith(".")
    assert not set(text) & set("\x00\x07\x1b")


def read(text):
    names = {"APLD": "Applied Digital", "RKLB": "Rocket Lab"}
    return pasted.read(text, 500, lambda word: names.get(word.upper(), "")).words


def test_a_brokers_file_is_read_from_its_head_to_its_last_row():
    file = (
        'Positions for account XXXX-1 as of 04:00 PM ET\n\n"Symbol","Description","Qty"\n'
        '"APLD","APPLIED, DIGITAL","10"\n"RKLB","ROCKET LAB","5"\n\n'
        '"The data in this file is provided as it is, without a warranty."\nDate downloaded today\n'
    )

    assert read(file) == ("APLD", "RKLB")


def test_a_symbol_alone_below_a_table_is_not_lost():
    assert "SMR" in read("Symbol,Name\nAPLD,Applied Digital\nRKLB,Rocket Lab\nSMR")


def test_a_cell_longer_than_any_table_has_stops_nothing():
    assert len(read("A" * 200_000)) == 1
    assert "APLD" in read("Symbol,Name\nAPLD," + "x" * 200_000)


def test_words_past_what_is_read_of_a_long_text_are_counted():
    found = pasted.read("APLD " * 6_000 + "RKLB SMR apld", 500, lambda word: "")

    assert (found.words, found.left_out) == (("APLD",), 2)
