"""A made-up company whose every figure is known, for tests to change one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from bot.market.feeds import NoAnswer
from bot.market.hours import closes
from bot.rating.decision import last_close
from bot.rating.profile import Absent, Figure, Profile, Value
from bot.rating.rules import read_rules
from bot.sources.profile.origin import unanswered

SOURCES = {"statement": "SEC", "filings": "SEC", "short": "FINRA", "holdings": "Yahoo Finance"}
UNITS = {"money": "USD", "money/share": "USD/share"}
AGES = {"statement": 40, "event": 40, "short": 12, "holdings": 40, "peers": 5}  # days
VALUES: Mapping[str, Value] = {
    "price": 30.0, "revenue_growth": 0.22, "revenue_growth_before": 0.20, "eps_actual": 0.10, "eps_estimate": 0.09,
    "reaction": 0.01, "guidance": "reaffirm", "estimate_analysts": 6.0, "revisions_up": 3.0, "revisions_down": 2.0,
    "eps_next": 1.60, "eps_next_90d_ago": 1.58, "eps_this": 1.30, "revenue_growth_next": 0.15, "target_change": 0.02,
    "net_ratings": 0.0, "mean_rating": 2.2, "target_mean": 36.0, "target_high": 44.0, "target_spread": 0.4,
    "target_analysts": 6.0, "momentum": 0.10, "mean_200": 28.0, "mean_50": 29.5, "high_52w": 36.0, "bottom_count": 2.0,
    "price_21d_ago": 29.0, "market_return_21d": 0.01, "largest_days": 0.045, "industry_return": 0.02,
    "dollar_volume": 40e6, "sessions_listed": 900.0, "peer_forward_pe": 18.0, "peer_ev_sales": 2.2, "peer_growth": 0.1,
    "peer_breadth": 0.05, "thesis_state": 0.0, "rate_exposure": 1.0, "eps_trailing": 1.10, "revenue": 900e6,
    "operating_margin": 0.07, "net_income": 44e6, "assets": 1200e6, "piotroski": 5.0, "beneish": -2.4, "altman_z": 4.0,
    "cash": 160e6, "operating_cash_flow": 60e6, "capex": 40e6, "shares": 40e6, "shares_year_ago": 39e6,
    "shelf": "none", "debt": 220e6, "ebitda": 110e6, "ebit": 63e6, "interest_expense": 14e6,
    "committed_funding": False, "going_concern": False, "institutional_change": 0.01, "holder_change": 0.0,
    "insider": "none", "short_shares": 2.0e6, "short_shares_before": 2.0e6, "float_shares": 34e6, "days_to_cover": 3.0,
    "milestone_months": 18.0, "milestone_status": "on_track", "rival": "level", "fresh_catalyst": False,
    "next_report": "2026-02-26",
}  # fmt: skip
STATEMENTS = tuple(name for name, row in read_rules().inputs.items() if row.kind in ("statement", "filings"))
SHORTS = ("short_shares", "short_shares_before", "days_to_cover")


def company(
    at: datetime,
    *,
    lost: Mapping[str, str | NoAnswer] | None = None,
    earlier: timedelta = timedelta(0),
    **changed: Value,
) -> Profile:
    """The company at ``at`` with these figures changed; ``lost`` names those not had, with the reason or the answer.

    ``earlier`` puts the price back.
    """
    unknown = {*changed, *(lost or {})} - set(VALUES)
    assert not unknown, unknown
    figures: dict[str, Figure | Absent] = {}
    today = datetime.combine(at.date(), time(), UTC)
    for name, value in {**VALUES, **changed}.items():
        row = read_rules().inputs[name]
        as_of = (
            closes(last_close(at)) - earlier if row.kind == "price" else today - timedelta(days=AGES.get(row.kind, 1))
        )
        source = SOURCES.get(row.kind, "Yahoo Finance")
        figures[name] = Figure(as_of=as_of, source=source, value=value, unit=UNITS.get(row.unit, row.unit))
    for name, why in (lost or {}).items():
        figures[name] = unanswered(why) if isinstance(why, NoAnswer) else Absent(why)
    return Profile(at, figures)
