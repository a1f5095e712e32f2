"""Decisions over closes: three in a row, ten sessions apart, at once on news, never on lost data."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.market import hours
from bot.rating.decision import decide, judge, last_close
from bot.rating.grade import Grade
from tests.bot.rating.company import COMPLETE, PLAIN, PRODUCTION, RULES, figures

FIRST = date(2026, 1, 14)
GOOD, FAIR = {}, {"industry_return": -0.5, "momentum": -0.5, "revenue_growth": 0.0, "mean_200": 25.0}
POOR = {**FAIR, "operating_margin": -1.0, "short_shares": 14e6, "piotroski": 1, "target_mean": 16.0, "eps_this": 1.8}
POOR |= {"eps_next": -0.5, "shares_year_ago": 40e6, "beneish": -1.0}
BURNING = {"operating_cash_flow": -100e6, "capex": 20e6, "cash": 30e6}


def at_close(session):
    """The ``session``-th close from the first day on."""
    return hours.closes(hours.sessions_after(FIRST, session))


def close(session, changed, standing, *, lost=(), days=None):
    """Decide one close of the plain company with these changes; its last report is 20 days old."""
    values = {name: value for name, value in {**PLAIN, **changed}.items() if name not in lost}
    known = replace(figures(values, days=days or {"eps_actual": 20}), at=at_close(session))
    verdict = judge(known, standing.call if standing else None, RULES, PRODUCTION)
    return decide(known, verdict, standing, RULES, PRODUCTION)


def after(steps, standing=None, *, start=0):
    """The decisions of several closes in a row."""
    decisions = []
    for session, changed in enumerate(steps, start):
        decisions.append(close(session, changed, standing))
        standing = decisions[-1].standing
    return decisions


def grades(decisions):
    return [decision.grade.value for decision in decisions]


def test_the_first_call_stands_at_once():
    assert grades(after([GOOD])) == ["Buy"]
    assert grades(after([POOR])) == ["Sell"]


def test_a_change_takes_three_closes_in_a_row():
    decisions = after([GOOD] * 10 + [FAIR] * 3)

    assert grades(decisions)[9:] == ["Buy", "Buy", "Buy", "Hold"]
    assert decisions[10].held == "Hold by its score, on 1 of 3 closes."


def test_a_close_between_starts_the_count_again():
    assert grades(after([GOOD] * 10 + [FAIR, FAIR, GOOD, FAIR, FAIR]))[-5:] == ["Buy"] * 5


def test_a_missed_close_starts_the_count_again():
    standing = after([GOOD] * 10 + [FAIR] * 2)[-1].standing

    assert close(13, FAIR, standing).standing.closes == 1


def test_two_changes_are_ten_sessions_apart():
    decisions = after([GOOD] * 10 + [FAIR] * 3 + [GOOD] * 10)

    assert grades(decisions)[12:] == ["Hold"] * 10 + ["Buy"]
    assert "too fresh for another" in decisions[16].held


def test_a_session_is_counted_once():
    standing = after([GOOD] * 10 + [FAIR])[-1].standing

    again = close(10, FAIR, standing)

    assert again.standing is standing
    assert again.grade is Grade.BUY


@pytest.mark.parametrize(
    ("moment", "session"),
    [
        (datetime(2026, 1, 14, 20, 59, tzinfo=UTC), date(2026, 1, 13)),
        (datetime(2026, 1, 14, 21, 0, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 1, 19, 21, 0, tzinfo=UTC), date(2026, 1, 16)),  # a holiday
    ],
)
def test_a_session_counts_from_its_close_on(moment, session):
    assert last_close(moment) == session


def test_a_report_changes_the_call_at_once():
    standing = after([GOOD] * 3)[-1].standing

    assert close(3, FAIR, standing, days={"eps_actual": 20}).grade is Grade.BUY
    assert close(3, FAIR, standing, days={"eps_actual": 0.5}).grade is Grade.HOLD


def test_a_funding_gate_changes_the_call_at_once():
    standing = after([GOOD] * 3)[-1].standing

    assert close(3, BURNING, standing).grade is Grade.SELL


def test_too_little_evidence_is_not_rated_at_once_and_back_after_three_closes():
    standing = after([GOOD] * 3)[-1].standing
    half = [name for name in PLAIN if RULES.inputs[name].kind == "statement"]

    gone = close(3, GOOD, standing, lost=half)

    assert gone.grade is Grade.NOT_RATED
    assert gone.standing.call is Grade.BUY
    assert grades(after([GOOD] * 3, gone.standing, start=4)) == ["Not rated", "Not rated", "Buy"]


def test_changes_wait_for_a_report_the_next_session():
    standing = after([GOOD] * 10 + [FAIR] * 2)[-1].standing
    soon = {**FAIR, "next_report": str(hours.sessions_after(FIRST, 13))}

    decision = close(12, soon, standing)

    assert decision.grade is Grade.BUY
    assert decision.held == "Hold by its score; it waits for the report."


def test_a_kinder_call_does_not_come_from_lost_figures():
    standing = after([BURNING] * 12)[-1].standing
    assert standing.grade is Grade.SELL

    decisions = []
    for session in range(12, 20):
        decisions.append(close(session, BURNING, standing, lost=("operating_cash_flow",)))
        standing = decisions[-1].standing

    assert set(grades(decisions)) == {"Sell"}
    assert decisions[-1].held.endswith("only because figures were lost; it stays Sell.")


def test_a_kinder_call_that_holds_on_the_figures_left_is_let_through():
    standing = after([POOR] * 12)[-1].standing
    assert standing.grade is Grade.SELL

    for session in range(12, 15):
        decision = close(session, GOOD, standing, lost=("beneish",))
        standing = decision.standing

    assert decision.grade is Grade.BUY


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=COMPLETE, lost=st.sets(st.sampled_from(sorted(PLAIN)), min_size=1, max_size=6))
def test_losing_figures_alone_never_makes_a_call_kinder(values, lost):
    known = figures(values)
    verdict = judge(known, None, RULES, PRODUCTION)
    standing = decide(known, verdict, None, RULES, PRODUCTION).standing
    for session in range(1, 13):
        less = replace(known.without(lost), at=at_close(session))
        standing = decide(less, judge(less, standing.call, RULES, PRODUCTION), standing, RULES, PRODUCTION).standing

    order = [Grade.SELL, Grade.HOLD, Grade.BUY]
    if verdict.call in order and standing.grade in order:
        assert order.index(standing.grade) <= order.index(verdict.call)


def test_a_noisy_year_changes_its_call_a_few_times_only():
    chance, standing, seen, bare = random.Random(7), None, [], []
    for session in range(120):
        noisy = {"momentum": -0.5, "mean_200": 21.0, "industry_return": chance.gauss(0.0, 0.4)}
        decision = close(session, noisy, standing)
        standing = decision.standing
        seen.append(decision.grade)
        bare.append(judge(figures({**PLAIN, **noisy}), None, RULES, PRODUCTION).call)

    def changes(calls):
        return sum(one is not other for one, other in pairwise(calls))

    assert changes(bare) > 20
    assert changes(seen) <= 4


def test_the_moment_of_a_decision_is_the_figures_own():
    assert after([GOOD])[0].standing.at == at_close(0)
    assert after([GOOD])[0].standing.session == FIRST
    assert at_close(0) - datetime(2026, 1, 14, 21, tzinfo=UTC) == timedelta(0)
