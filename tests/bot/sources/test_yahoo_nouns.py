"""What Yahoo's answers mean, each quirk that was seen in one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Missing, Unreadable
from bot.market.quote import Split
from bot.market.ticker import Ticker
from bot.sources.yahoo_nouns import newest_year, read_float, read_history, read_quote, read_target
from tests.bench.yahoo import AT, chart, row

AAAA = Ticker("AAAA")
NOW = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
GOOD = {
    "targetMeanPrice": 59.0, "targetMedianPrice": 59.0, "targetHighPrice": 59.0, "targetLowPrice": 59.0,
    "numberOfAnalystOpinions": 1, "financialCurrency": "USD", "recommendationMean": None, "recommendationKey": "none",
}  # fmt: skip


def summary(data=None, *, quoted="USD", **modules):
    return {"financialData": {**GOOD, **(data or {})}, "price": {"currency": quoted}, **modules}


def bars(*rows, **meta):
    """A chart of (epoch, open, high, low, close, volume) rows."""
    columns = list(zip(*rows, strict=True)) or [[]] * 6
    told = dict(zip(("open", "high", "low", "close", "volume"), map(list, columns[1:]), strict=True))
    body = chart("AAAA", timestamp=list(columns[0]), indicators={"quote": [told]})
    return {**body, "meta": {**body["meta"], **meta}}


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def bar(day: str, price: float | None = 10.0, volume: int | None = 1000):
    return epoch(f"{day}T14:30"), price, price, price, price, volume


def test_a_quote_has_its_price_its_moment_and_its_currency():
    quote = read_quote(AAAA, row("AAAA"))

    assert (quote.price, quote.previous_close, quote.currency, quote.volume) == (8.25, 8.0, "USD", 120_000)
    assert (quote.as_of, quote.source, quote.name) == (AT, "Yahoo Finance", "AAAA Industries, Inc.")


def test_a_delisted_ticker_has_kind_none():
    with pytest.raises(Missing, match="delisted"):
        read_quote(AAAA, {"symbol": "AAAA", "quoteType": "NONE"})


def test_a_ticker_that_yahoo_keeps_without_a_price_is_delisted():
    kept = {name: value for name, value in row("AAAA", exchange="YHD").items() if name != "regularMarketPrice"}

    with pytest.raises(Missing, match="delisted"):
        read_quote(AAAA, kept)


@pytest.mark.parametrize("price", [None, 0, -1, "NaN", {}, float("nan"), float("inf")])
def test_a_price_that_is_none_is_unreadable_and_never_zero(price):
    with pytest.raises(Unreadable, match="no price"):
        read_quote(AAAA, row("AAAA", regularMarketPrice=price))


def test_a_price_without_its_time_is_unreadable():
    with pytest.raises(Unreadable, match="no time"):
        read_quote(AAAA, row("AAAA", regularMarketTime=None))


def test_fields_that_are_missing_are_not_known():
    quote = read_quote(
        AAAA, row("AAAA", regularMarketPreviousClose={}, regularMarketVolume=None, currency=None, longName=None)
    )

    assert (quote.previous_close, quote.volume, quote.currency, quote.name) == (None, None, None, "")


def test_a_future_keeps_its_kind_and_an_index_its_volume_of_zero():
    assert read_quote(Ticker("GC=F"), row("GC=F", quoteType="FUTURE")).kind == "FUTURE"
    assert read_quote(Ticker("^GSPC"), row("^GSPC", quoteType="INDEX", regularMarketVolume=0)).volume == 0


def test_one_analysts_targets_are_all_the_same_and_say_that_it_is_one():
    target = read_target(AAAA, summary(), NOW)

    assert (target.low, target.mean, target.median, target.high) == (59, 59, 59, 59)
    assert (target.analysts, target.as_of, target.currency) == (1, NOW, "USD")


def test_targets_are_read_wrapped_as_well_as_bare():
    wrapped = {name: {"raw": 59.0, "fmt": "59.00"} for name in GOOD if name.startswith("target")}

    assert read_target(AAAA, summary(wrapped), NOW) == read_target(AAAA, summary(), NOW)


@pytest.mark.parametrize(
    "data",
    [
        {"numberOfAnalystOpinions": 0},
        {"numberOfAnalystOpinions": {}},
        {"numberOfAnalystOpinions": 0, "targetMeanPrice": 0, "targetHighPrice": 0, "targetLowPrice": 0},
        {"targetMeanPrice": {}},
        {"targetMeanPrice": 0},
        {"targetLowPrice": None},
        {"targetHighPrice": "NaN"},
    ],
)
def test_zeros_and_gaps_mean_that_nobody_covers_it(data):
    with pytest.raises(Missing, match="no analyst targets for AAAA"):
        read_target(AAAA, summary(data), NOW)


def test_a_fund_has_no_targets_and_no_float():
    fund = {"price": {"currency": "USD"}, "summaryDetail": {}, "defaultKeyStatistics": {"category": "Large Growth"}}

    with pytest.raises(Missing):
        read_target(AAAA, fund, NOW)
    with pytest.raises(Missing):
        read_float(AAAA, fund, NOW)


def test_targets_that_contradict_each_other_are_not_used():
    with pytest.raises(Unreadable, match="contradict"):
        read_target(AAAA, summary({"targetLowPrice": 70.0}), NOW)


def test_a_mean_rounded_past_the_highest_target_is_no_contradiction():
    assert read_target(AAAA, summary({"targetMeanPrice": 59.004}), NOW).mean == 59.004


def test_targets_of_a_company_that_reports_in_other_money_equal_no_quotes_currency():
    assert read_target(AAAA, summary({"financialCurrency": "CAD"}), NOW).currency == "USD or CAD"


def test_money_that_is_not_told_is_not_guessed():
    assert read_target(AAAA, summary(quoted=None), NOW).currency is None


@pytest.mark.parametrize(("factor", "ratio"), [("4:1", 4.0), ("1:15", 1 / 15), ("3/2", 1.5), ("1.5:1", 1.5)])
def test_targets_carry_the_last_split(factor, ratio):
    statistics = {"lastSplitFactor": factor, "lastSplitDate": epoch("2025-07-25T00:00")}

    split = read_target(AAAA, summary(defaultKeyStatistics=statistics), NOW).last_split

    assert split == Split(date(2025, 7, 25), ratio)


@pytest.mark.parametrize("statistics", [{}, {"lastSplitFactor": "4:0", "lastSplitDate": 1}, {"lastSplitFactor": "4:1"}])
def test_a_split_that_is_not_told_in_full_is_none(statistics):
    assert read_target(AAAA, summary(defaultKeyStatistics=statistics), NOW).last_split is None


def test_the_float_is_yahoos_own_where_its_share_counts_disagree():
    statistics = {"floatShares": 161_034_426, "sharesOutstanding": 210_600_000, "impliedSharesOutstanding": 26_400_000}

    assert read_float(AAAA, summary(defaultKeyStatistics=statistics), NOW).shares == 161_034_426


@pytest.mark.parametrize("shares", [None, {}, 0, "NaN"])
def test_no_float_is_missing_and_never_zero(shares):
    with pytest.raises(Missing, match="no free float"):
        read_float(AAAA, summary(defaultKeyStatistics={"floatShares": shares}), NOW)


def test_candles_are_dated_in_new_york_oldest_first():
    history = read_history(AAAA, bars(bar("2026-01-14", 9.0), bar("2026-01-13", 8.0)))

    assert [(one.day, one.close) for one in history.candles] == [(date(2026, 1, 13), 8.0), (date(2026, 1, 14), 9.0)]
    assert (history.currency, history.as_of) == ("USD", AT)


def test_a_bar_that_nobody_traded_is_left_out_or_it_would_look_like_a_crash():
    history = read_history(AAAA, bars(bar("2026-01-13", 200.0), bar("2026-01-14", 170.07, 0), bar("2026-01-15", 201.0)))

    assert [one.close for one in history.candles] == [200.0, 201.0]


def test_an_index_never_has_volume_and_keeps_its_bars():
    assert len(read_history(AAAA, bars(bar("2026-01-13", 200.0, 0), bar("2026-01-14", 201.0, 0))).candles) == 2


@pytest.mark.parametrize("gap", [bar("2026-01-14", None), bar("2026-01-14", 9.0, None), bar("2026-01-14", 0.0)])
def test_a_gap_in_a_chart_is_a_day_less(gap):
    history = read_history(AAAA, bars(bar("2026-01-13"), gap, bar("2026-01-15")))

    assert [one.day.day for one in history.candles] == [13, 15]


def test_the_running_sessions_last_trade_is_no_day_of_its_own():
    opened = epoch("2026-01-15T14:30"), 10.0, 12.0, 9.0, 11.0, 5000
    last = epoch("2026-01-15T20:59"), 11.5, 12.5, 11.5, 11.5, 0

    (candle,) = read_history(AAAA, bars(opened, last)).candles

    assert (candle.open, candle.high, candle.low, candle.close, candle.volume) == (10.0, 12.5, 9.0, 11.5, 5000)


def test_a_session_elsewhere_has_the_date_it_has_there():
    body = bars((epoch("2026-01-14T23:00"), 10, 10, 10, 10, 100), exchangeTimezoneName="Australia/Sydney")

    assert read_history(AAAA, body).candles[0].day == date(2026, 1, 15)


def test_a_zone_that_nobody_knows_is_new_york():
    body = bars(bar("2026-01-14"), exchangeTimezoneName="../../etc/passwd")

    assert read_history(AAAA, body).candles[0].day == date(2026, 1, 14)


def test_splits_come_from_the_charts_events_and_not_from_its_prices():
    split = {"date": epoch("2026-01-14T14:30"), "numerator": 1, "denominator": 10, "splitRatio": "1:10"}
    events = {"splits": {"1": split, "2": {"date": None, "numerator": 4, "denominator": 1}, "3": "nonsense"}}
    fallen = bars(bar("2026-01-13", 53.5), bar("2026-01-14", 25.75))

    assert read_history(AAAA, {**fallen, "events": events}).splits == (Split(date(2026, 1, 14), 0.1),)
    assert read_history(AAAA, fallen).splits == ()


@pytest.mark.parametrize("broken", [{"timestamp": None}, {"indicators": {}}, {"indicators": {"quote": [{}]}}])
def test_a_chart_without_bars_is_missing(broken):
    with pytest.raises(Missing, match="no daily prices"):
        read_history(AAAA, {**bars(bar("2026-01-14")), **broken})


def test_columns_of_different_lengths_are_read_as_far_as_all_go():
    body = bars(bar("2026-01-13"), bar("2026-01-14"))
    body["indicators"]["quote"][0]["volume"].pop()

    assert [one.day.day for one in read_history(AAAA, body).candles] == [13]


def test_a_chart_without_a_time_is_unreadable():
    with pytest.raises(Unreadable, match="no time"):
        read_history(AAAA, bars(bar("2026-01-14"), regularMarketTime=None))


def test_a_year_is_what_lies_within_it_and_its_splits():
    told = {
        "splits": {
            str(epoch(day)): {"date": epoch(day), "numerator": 2, "denominator": 1}
            for day in ("2024-06-03", "2025-06-03")
        }
    }
    body = {**bars(bar("2024-06-03"), bar("2025-01-14"), bar("2025-01-15"), bar("2026-01-15")), "events": told}
    year = newest_year(read_history(AAAA, body))

    assert [one.day for one in year.candles] == [date(2025, 1, 15), date(2026, 1, 15)]
    assert [split.day.year for split in year.splits] == [2025]
