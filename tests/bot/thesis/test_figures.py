"""Figures carry the names the pillars ask for, and None where the market does not say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.curve import CurveDay
from bot.market.decisions import Decision, Decisions
from bot.market.geopolitics import GeopoliticalRisk, RiskDay
from bot.market.labor import Claims
from bot.market.leadership import Breadth, Lead
from bot.market.rate_odds import PricedMoves
from bot.market.readings import Readings
from bot.market.release import Basis, Surprise
from bot.thesis import figures
from bot.thesis.pillars import PILLARS

DAY = date(2026, 1, 14)
NOW = datetime(2026, 1, 14, 21, tzinfo=UTC)
PRICED = PricedMoves(2026, -2.2, 3.64, "test")
ASKED = {
    metric.name: {one.figure for side in (metric.supports, metric.challenges) for group in side for one in group}
    for pillar in PILLARS
    for metric in pillar.metrics
}


def daily(*told: float) -> Readings:
    points = tuple((DAY + timedelta(days=place), figure) for place, figure in enumerate(told))
    return Readings(as_of=NOW, source="test", name="test", points=points)


def surprise(month: int, difference: float, deviations: float) -> Surprise:
    return Surprise(date(2025, month, 1), difference, 0, Basis.CONSENSUS, deviations)


EMPTY = {
    "cuts_priced": figures.cuts_priced(None),
    "curve": figures.curve([]),
    "target_range": figures.target_range(Decisions([]), None),
    "high_yield": figures.high_yield(daily()),
    "pe_ratio": figures.valuation(None)[0],
    "yield_gap": figures.valuation(None)[1],
    "forward_growth": figures.growth(daily()),
    "lead_63": figures.leadership(None, None, Breadth(0, 0, 5))[0],
    "lead_ytd": figures.leadership(None, None, Breadth(0, 0, 5))[1],
    "above_200": figures.leadership(None, None, Breadth(0, 0, 5))[2],
    "sahm": figures.sahm(daily()),
    "claims": figures.claims(None),
    "payrolls": figures.payrolls([]),
    "gpr": figures.geopolitics(None),
    "oil": figures.oil(daily()),
}


@pytest.mark.parametrize("metric", EMPTY)
def test_every_figure_a_metric_asks_for_is_there_and_none_where_nothing_is_known(metric):
    assert set(EMPTY[metric]) == ASKED[metric]
    assert set(EMPTY[metric].values()) == {None}


def test_cuts_priced_carry_their_sign():
    assert figures.cuts_priced(PRICED) == {"cuts_priced": 2.2}


def test_the_curve_is_compared_with_sixty_published_days_before():
    days = [CurveDay(DAY + timedelta(days=place), 3.60, 4.16) for place in range(60)]

    told = figures.curve([*days, CurveDay(DAY + timedelta(days=60), 3.45, 4.16)])

    assert told == {"slope": 0.71, "slope_in_60_days": 0.15, "two_in_60_days": -0.15, "ten_in_60_days": 0.0}


def test_what_the_fed_did_is_its_last_move_and_the_meetings_since_a_cut():
    told = Decisions([Decision(DAY, -0.25), Decision(DAY, 0.0), Decision(DAY, 0.25)])

    assert figures.target_range(told, PRICED) == {"last_move": 0.25, "meetings_without_cut": 2.0, "cuts_priced": 2.2}


def test_leads_are_points_and_breadth_is_percent():
    lead = Lead(DAY, DAY, 0.0692, 0.0124)

    told = figures.leadership(lead, lead, Breadth(3, 4, 1))

    assert [next(iter(one.values())) for one in told] == pytest.approx([5.68, 5.68, 75.0])


def test_claims_are_percent_on_the_year():
    assert figures.claims(Claims(DAY, 230_000, 200_000)) == {"claims_in_year": pytest.approx(15.0)}


def test_payrolls_are_three_months_and_two_deviations():
    told = [surprise(9, 30, 0.3), surprise(10, -60, -0.7), surprise(11, -120, -1.4)]

    assert figures.payrolls(told) == {"surprise_3_months": -50, "surprise_last": -1.4, "surprise_before": -0.7}
    assert figures.payrolls(told[:2])["surprise_3_months"] is None


def test_spread_growth_and_oil_are_changes_over_published_days():
    assert figures.high_yield(daily(*[3.0] * 60, 4.1)) == {"spread": 4.1, "spread_in_60_days": 1.1}
    assert figures.growth(daily(*[18.0] * 60, 15.0)) == {"growth": 15.0, "growth_in_60_days": -3.0}
    assert figures.oil(daily(*[60.0] * 30, 72.0)) == {"oil_in_30_days": pytest.approx(20.0)}
    assert figures.oil(daily(-37.0, *[20.0] * 30)) == {"oil_in_30_days": None}


def test_risk_is_ranked_among_five_years():
    days = tuple(RiskDay(date(2019, 1, 1) + timedelta(days=place), float(place)) for place in range(1_855))

    told = figures.geopolitics(GeopoliticalRisk(as_of=NOW, source="test", days=days))

    assert told == {"gpr_percentile": pytest.approx(100, abs=0.1)}
