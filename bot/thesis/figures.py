"""From the market's nouns to the figures of the metrics, by the names the pillars use; what is not known is None."""

from __future__ import annotations

from collections.abc import Sequence

from bot.market.curve import CurveDay, curve_move
from bot.market.decisions import Decisions
from bot.market.geopolitics import GeopoliticalRisk, month_percentile
from bot.market.labor import Claims
from bot.market.leadership import Breadth, Lead
from bot.market.rate_odds import PricedMoves
from bot.market.readings import Readings
from bot.market.release import Surprise
from bot.market.season import Season
from bot.market.valuation_gap import ValuationGap
from bot.thesis.levels import Figures

SESSIONS, MONTH = 60, 30


def cuts_priced(priced: PricedMoves | None) -> Figures:
    return {"cuts_priced": priced.cuts if priced else None}


def curve(days: Sequence[CurveDay]) -> Figures:
    """Slope and its change in 60 published days with both ends', percentage points."""
    move = curve_move(days, SESSIONS)
    return {
        "slope": days[-1].slope if days else None,
        "slope_in_60_days": move.slope if move else None,
        "two_in_60_days": move.two if move else None,
        "ten_in_60_days": move.ten if move else None,
    }


def target_range(told: Decisions, priced: PricedMoves | None) -> Figures:
    return {
        **cuts_priced(priced),
        "last_move": told.last.change if told.last else None,
        "meetings_without_cut": float(told.without_cut) if told.last else None,
    }


def high_yield(spread: Readings) -> Figures:
    """The option-adjusted spread, percentage points, and its change in 60 published days."""
    return {"spread": _newest(spread), "spread_in_60_days": _change(spread, SESSIONS)}


def valuation(gap: ValuationGap | None) -> tuple[Figures, Figures]:
    """Of the ratio and of the yields, which are two metrics."""
    return {"pe_ratio": gap.ratio if gap else None}, {"yield_gap": gap.yield_points if gap else None}


def pressure(supply_chain: Readings) -> Figures:
    """The newest month of the supply-chain index, standard deviations from its mean."""
    return {"gscpi": _newest(supply_chain)}


def revised(net: float | None) -> Figures:
    """Members whose estimate was raised less those lowered, as a share of those compared."""
    return {"breadth": net}


def growth_lead(small: float | None, large: float | None) -> Figures:
    """Median forward growth of the small fund's members less the large one's, fractions in, percentage points out."""
    return {"growth_lead": (small - large) * 100 if small is not None and large is not None else None}


def growth(median: Readings) -> Figures:
    """Median forward growth of members with a positive base, percent, one figure a session."""
    return {"growth": _newest(median), "growth_in_60_days": _change(median, SESSIONS)}


def leadership(lead_63: Lead | None, lead_ytd: Lead | None, breadth: Breadth) -> tuple[Figures, Figures, Figures]:
    """Of the 63 sessions, the year, and the members above their mean, which are three metrics."""
    return (
        {"lead_63": lead_63.points if lead_63 else None},
        {"lead_ytd": lead_ytd.points if lead_ytd else None},
        {"above_200": breadth.share * 100 if breadth.share is not None else None},
    )


def sahm(real_time: Readings) -> Figures:
    """The newest of FRED's real-time indicator, percentage points."""
    return {"sahm": _newest(real_time)}


def claims(told: Claims | None) -> Figures:
    in_year = told.growth_in_year if told else None
    return {"claims_in_year": in_year * 100 if in_year is not None else None}


def payrolls(surprises: Sequence[Surprise]) -> Figures:
    """The last three months' mean surprise in thousands, and the last two in standard deviations; oldest first."""
    last = surprises[-3:]
    return {
        "surprise_3_months": sum(one.difference for one in last) / 3 if len(last) == 3 else None,
        "surprise_last": surprises[-1].deviations if surprises else None,
        "surprise_before": surprises[-2].deviations if len(surprises) > 1 else None,
    }


def season(told: Season) -> Figures:
    """Percent of the reports that beat their estimate, and the median change of margins, percentage points."""
    return {"beat_rate": told.beat_rate, "margin_change": told.margin_change}


def geopolitics(risk: GeopoliticalRisk | None) -> Figures:
    return {"gpr_percentile": month_percentile(risk) if risk else None}


def oil(price: Readings) -> Figures:
    """The change of the oil price in 30 published days, percent."""
    before, now = _back(price, MONTH), _newest(price)
    return {"oil_in_30_days": (now / before - 1) * 100 if before and before > 0 and now is not None else None}


def _newest(series: Readings) -> float | None:
    return series.points[-1][1] if series.points else None


def _back(series: Readings, count: int) -> float | None:
    return series.points[-1 - count][1] if len(series.points) > count else None


def _change(series: Readings, count: int) -> float | None:
    before, now = _back(series, count), _newest(series)
    return round(now - before, 4) if before is not None and now is not None else None
