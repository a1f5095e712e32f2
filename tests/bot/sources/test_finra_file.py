"""What FINRA's file says, and when it is not FINRA's file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Unreadable
from bot.market.ticker import Ticker
from bot.sources.finra_file import finra_symbol, read_listings, read_settlement, read_short_interest

DAY = date(2026, 1, 15)
HEAD = (
    "accountingYearMonthNumber|symbolCode|issueName|issuerServicesGroupExchangeCode|marketClassCode|"
    "currentShortPositionQuantity|previousShortPositionQuantity|stockSplitFlag|averageDailyVolumeQuantity|"
    "daysToCoverQuantity|revisionFlag|changePercent|changePreviousNumber|settlementDate"
)


def line(symbol, shares=3000, before=2000, volume=1000, days="3.00", *, name="An Issuer Inc.", revised="", split="",
         day=DAY):  # fmt: skip
    return (
        f"{day:%Y%m%d}|{symbol}|{name}|A|NYSE|{shares}|{before}|{split}|{volume}|{days}|{revised}|50.00|1000|"
        f"{day.isoformat()}"
    )


def file(*lines: str, head: str = HEAD, end: str = "\n") -> bytes:
    return end.join([head, *lines, ""]).encode()


def read(symbol: str, written: str):
    return read_short_interest(Ticker(symbol), read_settlement(file(written), DAY).row(symbol))


def test_a_row_is_shares_and_days_as_finra_states_them():
    short = read("AAAA", line("AAAA", 2_571_122, 2_456_982, 1_646_442, "1.56"))

    assert (short.shares, short.previous_shares, short.average_volume) == (2_571_122, 2_456_982, 1_646_442)
    assert (short.days_to_cover, short.days_are_clamped) == (1.56, False)
    assert round(short.change * 100, 2) == 4.65
    assert (short.settlement, short.as_of) == (DAY, datetime(2026, 1, 15, tzinfo=UTC))
    assert (short.source, short.issuer) == ("FINRA", "An Issuer Inc.")


@pytest.mark.parametrize(("days", "volume"), [("1.00", 96_035_157), ("999.99", 0), ("999.99", 1)])
def test_days_to_cover_at_its_floor_and_cap_say_so(days, volume):
    assert read("AAAA", line("AAAA", 96_355, volume=volume, days=days)).days_are_clamped


@pytest.mark.parametrize(
    ("shares", "volume", "days"), [(3_050_011, 347_467, 8.78), (5, 0, 999.99), (1, 100, 1.0), (90_000, 1, 999.99)]
)
def test_days_to_cover_that_are_not_stated_follow_finras_formula(shares, volume, days):
    assert read("AAAA", line("AAAA", shares, volume=volume, days="")).days_to_cover == days


def test_nothing_before_is_no_change_and_not_an_infinite_one():
    assert read("AAAA", line("AAAA", before=0)).change is None
    assert read("AAAA", line("AAAA", before="")).change is None


def test_restated_rows_and_splits_are_marked():
    plain, marked = read("AAAA", line("AAAA")), read("AAAA", line("AAAA", revised="R", split="S"))

    assert (plain.revised, plain.split) == (False, False)
    assert (marked.revised, marked.split) == (True, True)


@pytest.mark.parametrize(
    ("ticker", "symbol"),
    [
        ("APLD", "APLD"),
        ("BRK-B", "BRKB"),
        ("AAIC-PB", "AAICPRB"),
        ("SHOP.TO", None),
        ("VOD.L", None),
        ("GC=F", None),
        ("^GSPC", None),
    ],
)
def test_symbols_lose_their_punctuation_and_foreign_ones_are_not_taken_for_ours(ticker, symbol):
    assert finra_symbol(Ticker(ticker)) == symbol


def test_columns_are_found_by_name_in_any_order():
    head = "settlementDate|" + HEAD.removesuffix("|settlementDate")
    written = "2026-01-15|" + line("AAAA").removesuffix("|2026-01-15")

    row = read_settlement(file(written, head=head), DAY).row("AAAA")

    assert read_short_interest(Ticker("AAAA"), row).shares == 3000


def test_line_ends_of_windows_and_a_byte_order_mark_are_harmless():
    body = b"\xef\xbb\xbf" + file(line("AAAA"), line("AAAB"), end="\r\n")

    assert set(read_settlement(body, DAY).lines) == {"AAAA", "AAAB"}


def test_letters_that_are_not_utf_8_spoil_one_name_and_nothing_else():
    body = file(line("AAAA", name="Soci_t_ SA")).replace(b"Soci_t_", b"Soci\xe9t\xe9")

    assert read_short_interest(Ticker("AAAA"), read_settlement(body, DAY).row("AAAA")).shares == 3000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html>Service unavailable</html>",
        b"<Error><Code>AccessDenied</Code></Error>",
        file(line("AAAA")).replace(b"|", b","),
        HEAD.replace("|daysToCoverQuantity", "").encode(),
    ],
)
def test_another_page_is_not_taken_for_the_file(body):
    with pytest.raises(Unreadable, match="not its short interest file"):
        read_settlement(body, DAY)


def test_a_file_that_breaks_off_is_unreadable():
    with pytest.raises(Unreadable, match="breaks off"):
        read_settlement(file(line("AAAA"), line("AAAB"))[:-40], DAY)


def test_a_file_of_another_day_is_unreadable():
    with pytest.raises(Unreadable, match="another day"):
        read_settlement(file(line("AAAA", day=date(2025, 12, 31))), DAY)


def test_a_file_without_rows_is_unreadable():
    with pytest.raises(Unreadable, match="empty"):
        read_settlement(file(), DAY)


@pytest.mark.parametrize("broken", [{"shares": ""}, {"shares": "many"}, {"volume": "1,5"}, {"days": "n/a"}])
def test_a_row_that_cannot_be_read_is_no_figure(broken):
    with pytest.raises(Unreadable, match="row for AAAA"):
        read("AAAA", line("AAAA", **broken))


def test_listings_are_shares_with_their_names():
    settlement = read_settlement(
        file(
            line("AAAA", name="Alpha Holdings, Inc."),
            line("AAAAPRB", name="Alpha Holdings 7% Pfd Ser B"),
            line("AAAAWS", name="Alpha Holdings Warrants"),
            line("AAAAU", name="Alpha Acquisition Unit"),
            line("BBBB", name=""),
            line("UNIT", name="Uniti Group Inc."),
        ),
        DAY,
    )

    assert [(one.ticker.symbol, one.name) for one in read_listings(settlement)] == [
        ("AAAA", "Alpha Holdings, Inc."),
        ("UNIT", "Uniti Group Inc."),
    ]
