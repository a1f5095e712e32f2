"""CME's hand-downloaded history: both date orders, its run-together titles, and refusals in words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.feeds import Unreadable
from bot.sources.cme_file import read_history

BANDS = ("(0-25)", "(25-50)", "(50-75)")
TITLES = ("History for 18 Sep 2024 Fed meeting", "History for 7 Nov 2024 Fed meeting")
ROWS = (
    ("9/12/2024", "", "0.280000", "0.720000", "0.1", "0.5", "0.4"),
    ("9/13/2024", "", "0.5", "0.5", "0.3", "0.5", "0.2"),
)


def written(rows=ROWS, titles=TITLES, extra: str = "", separator: str = ",") -> str:
    heads = ["", titles[0], "", "", titles[1], "", "", *([extra] if extra else [])]
    lines = [heads, ["Date", *BANDS, *BANDS], *rows]
    return "\r\n".join(separator.join(line) for line in lines) + "\r\n"


def test_each_day_has_the_odds_of_its_meetings_by_lower_bound():
    first, second = read_history(written())

    assert (first.day, second.day) == (date(2024, 9, 12), date(2024, 9, 13))
    assert [one.meeting for one in second.odds] == [date(2024, 9, 18), date(2024, 11, 7)]
    assert second.odds[0].bands == ((0.25, 0.5), (0.5, 0.5))
    assert second.odds[1].bands == ((0.0, 0.3), (0.25, 0.5), (0.5, 0.2))


def test_expected_moves_are_counted_from_the_range_that_holds():
    november = read_history(written())[1].odds[1]

    assert november.lower == pytest.approx(0.225)
    assert november.hikes_from(0.50) == pytest.approx(-1.1)


@pytest.mark.parametrize("last", ["13.9.2024", "13/9/2024", "2024-9-13", "9/13/2024"])
def test_every_order_of_the_date_is_read(last):
    days = {"13.9.2024": "5.9.2024", "13/9/2024": "5/9/2024", "2024-9-13": "2024-9-5", "9/13/2024": "9/5/2024"}

    read = read_history(written(((days[last], *ROWS[0][1:]), (last, *ROWS[1][1:]))))

    assert [one.day for one in read] == [date(2024, 9, 5), date(2024, 9, 13)]


def test_a_point_means_day_first_even_where_the_days_do_not_tell():
    assert read_history(written((("5.9.2024", *ROWS[0][1:]),)))[0].day == date(2024, 9, 5)


def test_a_slash_that_tells_neither_order_is_refused_rather_than_guessed():
    with pytest.raises(Unreadable, match="whether day or month comes first; download a longer history"):
        read_history(written((("5/9/2024", *ROWS[0][1:]),)))


def test_titles_without_a_block_are_left_over():
    """CME's file of September 2024 ends with two titles run together and no odds under them."""
    extra = "History for 29 Oct 2025 Fed meetingHistory for 10 Dec 2025 Fed meeting"

    assert len(read_history(written(extra=extra))[0].odds) == 2


def test_semicolons_and_decimal_commas_are_read():
    rows = [
        tuple(cell.replace("/", ".") if place == 0 else cell.replace(".", ",") for place, cell in enumerate(row))
        for row in ROWS
    ]
    rows = [("13.9.2024", *row[1:]) for row in rows[1:]]

    assert read_history("\ufeff" + written(rows, separator=";"))[0].odds[0].bands == ((0.25, 0.5), (0.5, 0.5))


def test_days_come_oldest_first_whatever_the_file_s_order():
    assert [one.day.day for one in read_history(written(ROWS[::-1]))] == [12, 13]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not CME's FedWatch history"),
        (written(()), "not CME's FedWatch history"),
        (written((("soon", *ROWS[0][1:]),)), "a row dated “soon”"),
        (written((("31.2.2024", *ROWS[0][1:]),)), "mixes two orders"),
        (written((("9/13/2024", "", "lots", "", "", "", ""),)), "“lots” where a probability should stand"),
        (written((("9/13/2024", "", "1.5", "", "", "", ""),)), "“1.5” where a probability should stand"),
        (written((("9/13/2024", "", "nan", "", "", "", ""),)), "“nan” where a probability should stand"),
        (written(titles=(TITLES[0], "")), "more blocks of odds than meetings"),
        (written(titles=(TITLES[0], "History for 31 Feb 2024 Fed meeting")), "which is no day"),
        (written().replace(",(0-25)", ",x,(0-25)", 1), "do not stand over their blocks"),
    ],
)
def test_a_file_of_another_shape_is_refused_in_words(text, said):
    with pytest.raises(Unreadable, match=said):
        read_history(text)
