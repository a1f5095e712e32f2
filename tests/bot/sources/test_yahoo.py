"""Yahoo over the wire: how many requests a question costs, and what each kind of bad answer becomes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.market.ticker import Ticker
from bot.sources.vendor import Refused
from bot.sources.yahoo import MODULES, Yahoo
from tests.bench.loopback import Reply
from tests.bench.process import forget_yfinance
from tests.bench.yahoo import HTML, NO_CRUMB, TOO_MUCH, modules, nothing, play, row, told

APLD, BBAI = Ticker("APLD"), Ticker("BBAI")
TEN = tuple(Ticker(f"T{n}") for n in range(10))
SUMMARY = told("quoteSummary", modules("APLD"))
BAD_GATEWAY = Reply("<html>Bad Gateway</html>", 502, "text/html")


def answering(hosts, part: str, *replies: Reply) -> None:
    """Addresses with ``part`` in them are answered so, one after the other, the last one for ever."""
    left = list(replies)

    def answer(asked):
        if part in f"{asked.host}{asked.path}":
            return left.pop(0) if len(left) > 1 else left[0]
        return play(asked)

    hosts.answer = answer


def restarted(shelf, clock, tmp_path) -> Yahoo:
    """A source of a program that has just started, over what was kept."""
    forget_yfinance()
    return Yahoo(shelf, clock, tmp_path / "cache")


async def test_prices_of_many_tickers_are_one_request(yahoo, hosts):
    quotes = await asyncio.gather(*map(yahoo.quote, TEN))

    assert [quote.ticker for quote in quotes] == list(TEN)
    assert quotes[0].price == 8.25
    assert hosts.counted()["v7/finance/quote"] == 1


async def test_rounds_and_commands_share_a_price_for_fifteen_seconds(yahoo, hosts, clock):
    await yahoo.quote(APLD)
    clock.at += timedelta(seconds=14)
    await yahoo.quote(APLD)
    assert hosts.counted()["v7/finance/quote"] == 1

    clock.at += timedelta(seconds=1)
    await yahoo.quote(APLD)

    assert hosts.counted()["v7/finance/quote"] == 2


async def test_an_unknown_ticker_is_left_out_by_yahoo_and_missing_here(yahoo, hosts):
    answering(hosts, "/v7/finance/quote", told("quoteResponse", row("APLD")))

    known, unknown = await asyncio.gather(yahoo.quote(APLD), yahoo.quote(Ticker("ZZZZ")), return_exceptions=True)

    assert known.ticker == APLD
    assert isinstance(unknown, Missing)
    assert str(unknown) == "Yahoo knows no ZZZZ."


@pytest.mark.parametrize("status", [400, 404, 414, 422])
async def test_a_request_for_too_many_prices_is_halved_until_it_is_served(yahoo, hosts, status):
    def answer(asked):
        if asked.path == "/v7/finance/quote" and asked.query["symbols"].count(",") >= 4:
            return Reply(nothing("quoteResponse", "Too many symbols").body, status)
        return play(asked)

    hosts.answer = answer

    quotes = await asyncio.gather(*map(yahoo.quote, TEN))

    assert [quote.ticker for quote in quotes] == list(TEN)
    assert hosts.counted()["v7/finance/quote"] == 7  # 10, then 5, 2, 3, and 5, 2, 3
    assert (await yahoo.vendor.health()).failing_since is None


async def test_target_float_and_the_whole_summary_are_one_request_a_ticker_a_day(yahoo, hosts, clock):
    target = await yahoo.target(APLD)
    clock.at += timedelta(hours=5)
    floating = await yahoo.float_shares(APLD)
    modules, at = await yahoo.summary(APLD)

    (asked,) = (one for one in hosts.asked if "quoteSummary" in one.path)
    assert asked.query["modules"].split(",") == MODULES.split(",")
    assert len(MODULES.split(",")) == 15
    assert target.mean == 10.5
    assert floating.shares == 40_000_000
    assert set(modules) <= set(MODULES.split(","))
    assert at == target.as_of == floating.as_of == datetime(2026, 1, 15, 15, 0, tzinfo=UTC)


async def test_statements_are_one_request_a_ticker_a_week(yahoo, hosts, clock):
    rows = [{"asOfDate": "2025-09-30", "currencyCode": "USD", "reportedValue": {"raw": 7.0}}]
    usual = hosts.answer
    hosts.answer = lambda asked: (
        told("timeseries", {"meta": {}, "quarterlyTotalAssets": rows}) if "/timeseries/" in asked.path else usual(asked)
    )

    (assets,) = await yahoo.statements(APLD)
    clock.at += timedelta(days=6)
    await yahoo.statements(APLD)

    assert (assets.concept, assets.value, assets.unit) == ("Assets", 7.0, "USD")
    (asked,) = (one for one in hosts.asked if "/timeseries/" in one.path)
    assert {"quarterlyTotalAssets", "annualCapitalExpenditure"} <= set(asked.query["type"].split(","))
    assert int(asked.query["period1"]) < int(asked.query["period2"])
    clock.at += timedelta(days=2)
    await yahoo.statements(APLD)
    assert hosts.counted()["timeseries"] == 2


async def test_a_summary_is_asked_for_again_on_the_next_morning(yahoo, hosts, clock):
    await yahoo.target(APLD)
    clock.at += timedelta(days=1)

    assert (await yahoo.target(APLD)).as_of == clock.at
    assert hosts.counted()["quoteSummary"] == 2


async def test_a_restart_costs_no_summary_no_chart_and_no_cookie(yahoo, hosts, shelf, clock, tmp_path):
    before = await yahoo.target(APLD), await yahoo.history(APLD)
    asked = len(hosts.asked)
    again = restarted(shelf, clock, tmp_path)

    assert (await again.target(APLD), await again.history(APLD)) == before
    assert len(hosts.asked) == asked

    await again.quote(APLD)
    assert hosts.counted(since=asked) == {"getcrumb": 1, "v7/finance/quote": 1}


async def test_a_chart_is_one_request_until_the_next_session_has_closed(yahoo, hosts, clock):
    history = await yahoo.history(APLD)
    clock.at += timedelta(hours=6)  # 16:00 in New York
    await yahoo.history(APLD)
    (asked,) = (one for one in hosts.asked if "chart" in one.path)
    clock.at += timedelta(hours=1)
    await yahoo.history(APLD)

    assert hosts.counted()["v8/finance/chart"] == 2
    assert (asked.query["range"], asked.query["interval"], asked.query["events"]) == ("2y", "1d", "div,splits")
    assert len(history.candles) == 10


async def test_symbols_are_written_into_an_address_safely(yahoo, hosts):
    for symbol in ("^GSPC", "GC=F", "BRK-B"):
        await yahoo.history(Ticker(symbol))

    assert [one.path.rsplit("/", 1)[-1] for one in hosts.asked if "chart" in one.path] == ["^GSPC", "GC=F", "BRK-B"]


async def test_a_ticker_without_fundamentals_costs_one_request_a_day_and_not_three(yahoo, hosts):
    answering(hosts, "quoteSummary", nothing("quoteSummary", "No fundamentals data found for symbol: APLD"))
    for _ in range(3):
        with pytest.raises(Missing, match="No fundamentals data found"):
            await yahoo.target(APLD)

    assert hosts.counted()["quoteSummary"] == 1
    assert hosts.counted()["getcrumb"] == 1
    assert (await yahoo.vendor.health()).failing_since is None


async def test_too_many_requests_is_one_request_and_a_pause_for_everything(yahoo, hosts, clock):
    answering(hosts, "chart", TOO_MUCH)
    with pytest.raises(Unavailable, match=r"Yahoo asks us to wait until 15:15 UTC\."):
        await yahoo.history(APLD)
    asked = len(hosts.asked)
    for question in (yahoo.quote, yahoo.target, yahoo.history):
        with pytest.raises(Unavailable):
            await question(BBAI)

    assert hosts.counted()["v8/finance/chart"] == 1
    assert hosts.counted()["getcrumb"] == 1
    assert len(hosts.asked) == asked
    assert (await yahoo.vendor.health()).paused_until == clock.at + timedelta(minutes=15)


@pytest.mark.parametrize("reply", [TOO_MUCH, Reply("Too Many Requests", 200, "text/plain"), Reply("", 999)])
async def test_too_many_requests_in_place_of_a_crumb_is_a_pause_and_no_crumb(yahoo, hosts, clock, reply):
    answering(hosts, "getcrumb", reply, Reply("Played.Crumb", 200, "text/plain"))
    with pytest.raises(Unavailable, match="asks us to wait"):
        await yahoo.quote(APLD)
    assert not hosts.counted()["v7/finance/quote"]

    clock.at += timedelta(minutes=15)

    assert (await yahoo.quote(APLD)).price == 8.25


async def test_a_crumb_that_is_not_valid_any_more_is_renewed_within_the_question(yahoo, hosts):
    answering(hosts, "quoteSummary", NO_CRUMB, SUMMARY)

    assert (await yahoo.target(APLD)).mean == 10.5
    assert hosts.counted()["getcrumb"] == 2


async def test_a_yahoo_that_takes_no_crumb_at_all_is_unavailable(yahoo, hosts):
    answering(hosts, "quoteSummary", NO_CRUMB)
    with pytest.raises(Unavailable, match=r"Yahoo does not let us in \(HTTP 401\)\."):
        await yahoo.target(APLD)

    assert hosts.counted()["quoteSummary"] == 2


@pytest.mark.parametrize(("status", "words"), [(403, "let us in"), (500, "work"), (502, "work"), (504, "work")])
async def test_a_failing_server_is_asked_once(yahoo, hosts, status, words):
    answering(hosts, "quoteSummary", Reply(HTML, status, "text/html"))
    with pytest.raises(Unavailable, match=f"Yahoo does not {words} .HTTP {status}"):
        await yahoo.target(APLD)

    assert hosts.counted()["quoteSummary"] == 1


@pytest.mark.parametrize("body", [HTML, "", "null", "[]", '{"quoteSummary": {"result"', '{"somethingWeird": true}'])
async def test_a_page_or_garbage_in_place_of_an_answer_is_unreadable(yahoo, hosts, body):
    answering(hosts, "quoteSummary", Reply(body))

    with pytest.raises(Unreadable):
        await yahoo.target(APLD)


async def test_a_page_that_asks_for_consent_is_unreadable(yahoo, hosts):
    consent = Reply("", 302, headers={"Location": "https://consent.yahoo.com/v2/collectConsent?sessionId=1"})

    def answer(asked):
        return Reply(HTML) if asked.host == "consent.yahoo.com" else consent if "chart" in asked.path else play(asked)

    hosts.answer = answer

    with pytest.raises(Unreadable):
        await yahoo.history(APLD)


async def test_where_cookies_cannot_be_written_one_set_is_asked_for_and_not_one_each_time(
    hosts, shelf, clock, tmp_path
):
    (tmp_path / "file").write_text("no folder")
    yahoo = Yahoo(shelf, clock, tmp_path / "file" / "cache")
    for ticker in TEN[:4]:
        await yahoo.history(ticker)

    assert hosts.counted()["cookie"] == 1


async def test_cookies_are_kept_in_the_folder_that_was_given(yahoo, tmp_path):
    await yahoo.quote(APLD)

    assert (tmp_path / "cache" / "cookies.db").exists()


async def test_while_yahoo_is_lost_the_last_summary_is_told_with_its_age(yahoo, hosts, clock):
    before = await yahoo.target(APLD)
    answering(hosts, "yahoo.com", BAD_GATEWAY)
    clock.at += timedelta(days=3)

    assert await yahoo.target(APLD) == before


async def test_while_yahoo_is_lost_a_price_is_told_for_a_quarter_of_an_hour_only(yahoo, hosts, clock):
    before = await yahoo.quote(APLD)
    answering(hosts, "yahoo.com", BAD_GATEWAY)
    clock.at += timedelta(minutes=15)
    assert await yahoo.quote(APLD) == before
    clock.at += timedelta(seconds=1)

    with pytest.raises(Unavailable):
        await yahoo.quote(APLD)


async def test_a_connection_that_breaks_off_is_unavailable(yahoo, hosts):
    def answer(asked):
        if "chart" in asked.path:
            raise OSError
        return play(asked)

    hosts.answer = answer

    with pytest.raises(Unavailable, match="Yahoo could not be reached"):
        await yahoo.history(APLD)


async def test_one_name_that_yahoo_refuses_is_refused_alone(yahoo, hosts):
    def answer(asked):
        if asked.path == "/v7/finance/quote" and "BBAI" in asked.query["symbols"].split(","):
            return Reply("{}", 400)
        return play(asked)

    hosts.answer = answer

    good, bad = await asyncio.gather(yahoo.quote(APLD), yahoo.quote(BBAI), return_exceptions=True)

    assert good.ticker == APLD
    assert isinstance(bad, Refused)


async def test_yfinance_repeats_nothing_by_itself(yahoo):
    from yfinance.config import YfConfig

    await yahoo.quote(APLD)

    assert YfConfig.network.retries == 0


def test_yfinance_is_not_loaded_before_the_first_request():
    code = "import sys, bot.sources.yahoo, bot.sources.finra; sys.exit(bool({'yfinance', 'pandas'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
