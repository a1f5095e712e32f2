"""/record: every past call beside what came after, close to close; losses as plainly as gains."""

from datetime import UTC, datetime, timedelta

from bot.market.hours import closes, sessions_after
from tests.whole import facts, rows

PUBLISHED = {"OPEN Buy", "APLD Buy", "RKLB Hold", "SMR Hold", "ACHR Sell"}


def close(club, session: int, **prices: float) -> None:
    """Closing prices of a session, counted from 15 January 2026."""
    club.clock.at = closes(sessions_after(datetime(2026, 1, 15, tzinfo=UTC).date(), session))
    for symbol, price in prices.items():
        club.price(symbol, price)


async def test_the_published_calls_are_shown_with_their_source_losses_like_gains(club):
    close(club, 0, APLD=40, OPEN=7, RKLB=90, SMR=20, ACHR=8, IWM=260)
    close(club, 1, APLD=30, OPEN=6, RKLB=99, SMR=20, ACHR=4, IWM=273)
    club.clock.pass_by(hours=3)

    card = await club.type("record")

    told = {row[0]: row[2:] for row in rows(card)}
    assert set(told) == PUBLISHED
    source, days = "AInvest article (written by an AI)", "15 January 2026 to 16 January 2026"
    assert told["APLD Buy"] == (source, "-25.0 %", "+5.0 %", days)
    assert told["RKLB Hold"] == (source, "+10.0 %", "+5.0 %", days)
    assert told["ACHR Sell"] == (source, "-50.0 %", "+5.0 %", days)
    assert (
        card.lead
        == "0 of 2 Buys did better than IWM; 1 of 2 Holds did better than IWM; 0 of 1 Sell did better than IWM."
    )


async def test_our_own_call_counts_from_the_first_close_after_it(club):
    close(club, 0, APLD=40, IWM=260)
    club.clock.pass_by(hours=3)
    club.know("APLD")
    await club.type("rating APLD")  # given in the evening: the close before it is not its own
    close(club, 1, APLD=50, IWM=260)
    close(club, 2, APLD=45, IWM=273)
    club.clock.pass_by(hours=3)

    card = await club.type("record APLD")

    ours = next(row for row in rows(card) if row[2] == "Minnow")
    assert ours[0] == "APLD Buy 58.4"
    assert ours[3:] == ("-10.0 %", "+5.0 %", "16 January 2026 to 20 January 2026")
    assert [row[0] for row in rows(card)] == ["APLD Buy 58.4", "APLD Buy"]


async def test_a_running_session_is_no_close(club):
    close(club, 0, APLD=40, IWM=260)
    club.clock.at = closes(sessions_after(club.clock.at.date(), 1)) - timedelta(hours=2)
    club.price("APLD", 80)
    club.price("IWM", 300)

    card = await club.type("record APLD")

    assert rows(card)[0][3] == "no second close yet"
    assert card.lead == "No call has two closes behind it yet."


async def test_a_call_stands_until_another_is_given(club):
    for hours, changed in enumerate(
        ({}, {"momentum": 0.2}, {"going_concern": True}, {"going_concern": True, "cash": 1e8})
    ):
        club.clock.pass_by(hours=hours)
        club.know("APLD", **changed)
        await club.type("rating APLD")

    card = await club.type("record APLD")

    assert [str(row[0]).split()[1] for row in rows(card) if row[2] == "Minnow"] == ["Sell", "Buy"]
    assert list(rows(card)) == [row for row in rows(await club.type("record")) if str(row[0]).startswith("APLD")]


async def test_prices_that_are_not_had_leave_the_call_on_the_list(club):
    card = await club.type("record ACHR")

    assert rows(card)[0][0] == "ACHR Sell"
    assert rows(card)[0][3] == "not known: There is no prices of ACHR in the recording."


async def test_a_stock_without_a_call_says_so_and_offers_to_rate(club):
    card = await club.type("record TINY")

    assert card.title == "No call of TINY is on record"
    assert [action.line for action in card.actions] == ["rating TINY"]

    club.know("TINY", price=0.5)
    await club.type("rating TINY")
    assert "found not to be ratable 1 time" in (await club.type("record TINY")).lead


async def test_a_long_record_is_clipped_and_says_how_much_is_left_out(club, monkeypatch):
    monkeypatch.setattr("handlers.record.ROWS", 4)
    for n in range(6):
        club.know("APLD", going_concern=bool(n % 2), cash=1e8 + n)
        await club.type("rating APLD")

    card = await club.type("record APLD")

    assert len(rows(card)) == 4
    assert facts(card)["Not shown"] == "3 older calls"
    assert any(row[2] != "Minnow" for row in rows(card))
