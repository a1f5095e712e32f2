"""Gates: what bounds a call that the score alone would make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rating.decision import judge
from bot.rating.gates import Effect
from bot.rating.grade import Grade
from bot.rating.profile import Profile
from bot.rating.usable import usable
from tests.bot.rating.company import AT, PLAIN, PRODUCTION, RULES, figure, plain, profile, seen

BURNING = {"operating_cash_flow": -100e6, "capex": 20e6}  # 10 million a month
STRETCHED = {"price_21d_ago": 13.0, "mean_50": 14.0, "largest_days": 0.12, "target_high": 21.0, "fresh_catalyst": False}


def flags(verdict):
    return {gate.flag: gate.effect for gate in verdict.gates}


def test_a_plain_company_meets_no_gate():
    assert seen(PLAIN).gates == ()
    assert seen(PLAIN).call is Grade.BUY


@pytest.mark.parametrize(
    ("changed", "flag", "call"),
    [
        ({"eps_trailing": 0.19, "eps_next": 0.4}, "VALUATION_EXTREME", Grade.HOLD),
        ({"revenue": 20e6, "eps_next": 0.4}, "VALUATION_EXTREME", Grade.HOLD),
        ({**BURNING, "cash": 119e6}, "RUNWAY_LT_12M", Grade.HOLD),
        ({**BURNING, "cash": 59e6}, "GOING_CONCERN", Grade.SELL),
        ({"going_concern": True}, "GOING_CONCERN", Grade.SELL),
        (STRETCHED, "SELL_THE_NEWS", Grade.HOLD),
        ({"dollar_volume": 999_999.0}, "ILLIQUID", Grade.NOT_RATED),
        ({"price": 0.99}, "PENNY_PRICE", Grade.NOT_RATED),
        ({"sessions_listed": 125}, "YOUNG_LISTING", Grade.NOT_RATED),
    ],
)
def test_a_gate_bounds_the_call(changed, flag, call):
    verdict = seen({**PLAIN, "momentum": 1.5, "revenue_growth": 0.5, **changed})

    assert flag in flags(verdict)
    assert verdict.call is call


@pytest.mark.parametrize(
    ("changed", "flag"),
    [
        ({**BURNING, "cash": 121e6}, "RUNWAY_LT_12M"),
        ({**BURNING, "cash": 50e6, "committed_funding": True}, "GOING_CONCERN"),
        ({**STRETCHED, "fresh_catalyst": True}, "SELL_THE_NEWS"),
        ({**STRETCHED, "target_high": 21.1}, "SELL_THE_NEWS"),
        ({"dollar_volume": 5e6}, "THIN_TRADING"),
        ({"altman_z": 1.0}, "DISTRESS"),
    ],
)
def test_a_gate_stays_open_on_the_good_side_of_its_line(changed, flag):
    assert flag not in flags(seen({**PLAIN, **changed}))


def test_a_rich_price_that_earnings_and_cash_carry_is_a_flag_only():
    verdict = seen({**PLAIN, "eps_trailing": 0.1})

    assert flags(verdict) == {"VALUATION_EXTREME": Effect.FLAG}
    assert verdict.call is Grade.BUY


def test_cash_above_the_market_value_is_told():
    assert flags(seen({**PLAIN, "cash": 1.2e9}))["NET_CASH"] is Effect.FLAG


def test_distress_needs_weak_funding_too():
    weak = {**PLAIN, **BURNING, "cash": 121e6, "debt": 900e6, "shares_year_ago": 40e6, "altman_z": 1.0}

    assert flags(seen(weak))["DISTRESS"] is Effect.AT_MOST_HOLD


def test_thin_evidence_says_how_much_is_known():
    verdict = seen({"price": 20.0})

    assert verdict.call is Grade.NOT_RATED
    assert verdict.gates[0].why == "0.0 % of the evidence is known; 70 % is the least."


def test_figures_in_two_currencies_are_not_rated():
    mixed = Profile(AT, {**profile(PLAIN).figures, "eps_next": figure("eps_next", 1.5, unit="CAD/share")})
    verdict = judge(usable(mixed, RULES), None, RULES, PRODUCTION)

    assert flags(verdict) == {"CURRENCIES": Effect.NOT_RATED}
    assert (verdict.call, verdict.free) == (Grade.NOT_RATED, Grade.BUY)


@pytest.mark.parametrize(("report", "waits"), [("2026-01-14", True), ("2026-01-15", True), ("2026-01-16", False)])
def test_changes_wait_one_session_before_a_report(report, waits):
    verdict = seen({**PLAIN, "next_report": report})

    assert (flags(verdict).get("REPORT_AHEAD") is Effect.WAIT) == waits


def test_every_gate_tells_people_why():
    worst = replace(plain(), values={**PLAIN, **BURNING, **STRETCHED, "cash": 1e6, "dollar_volume": 10.0})
    verdict = judge(worst, None, RULES, PRODUCTION)

    assert len(verdict.gates) >= 3
    assert all(gate.why.endswith(".") for gate in verdict.gates)
