"""Made-up companies for the rating: one plain one, and any number of random ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.rating.decision import Verdict, judge
from bot.rating.figures import Figures
from bot.rating.profile import Figure, Profile, Value
from bot.rating.rules import read_rules
from bot.rating.usable import usable

RULES = read_rules()
PRODUCTION, STATED = RULES.modes["production"], RULES.modes["stated"]
AT = datetime(2026, 1, 14, 21, 0, tzinfo=UTC)  # the close of a Wednesday
UNITS = {"money": "USD", "money/share": "USD/share"}

# Every input, none of it remarkable; free cash flow is positive, debt is small. A Buy at 58.0.
PLAIN: dict[str, Value] = {
    "price": 20.0,
    "revenue_growth": 0.12,
    "revenue_growth_before": 0.10,
    "eps_actual": 0.21,
    "eps_estimate": 0.20,
    "reaction": 0.02,
    "guidance": "reaffirm",
    "estimate_analysts": 6,
    "revisions_up": 2,
    "revisions_down": 1,
    "eps_next": 1.10,
    "eps_next_90d_ago": 1.08,
    "eps_this": 0.90,
    "revenue_growth_next": 0.10,
    "target_change": 0.03,
    "net_ratings": 0,
    "mean_rating": 2.4,
    "target_mean": 24.0,
    "target_high": 30.0,
    "target_spread": 0.20,
    "target_analysts": 6,
    "momentum": 0.10,
    "mean_200": 19.0,
    "mean_50": 19.5,
    "high_52w": 23.0,
    "bottom_count": 2,
    "price_21d_ago": 19.6,
    "market_return_21d": 0.01,
    "largest_days": 0.04,
    "industry_return": 0.03,
    "dollar_volume": 30_000_000.0,
    "sessions_listed": 900,
    "peer_forward_pe": 18.0,
    "peer_ev_sales": 2.0,
    "peer_growth": 0.08,
    "peer_breadth": 0.05,
    "thesis_state": 0,
    "rate_exposure": 1.0,
    "eps_trailing": 0.80,
    "revenue": 500e6,
    "operating_margin": 0.08,
    "net_income": 40e6,
    "assets": 700e6,
    "piotroski": 6,
    "beneish": -2.6,
    "altman_z": 3.0,
    "cash": 120e6,
    "operating_cash_flow": 60e6,
    "capex": 20e6,
    "shares": 50e6,
    "shares_year_ago": 49.5e6,
    "shelf": "none",
    "debt": 150e6,
    "ebitda": 70e6,
    "ebit": 45e6,
    "interest_expense": 9e6,
    "committed_funding": False,
    "going_concern": False,
    "institutional_change": 0.01,
    "holder_change": 0.005,
    "insider": "none",
    "short_shares": 2.4e6,
    "short_shares_before": 2.4e6,
    "float_shares": 45e6,
    "days_to_cover": 3.0,
    "milestone_months": 12,
    "milestone_status": "on_track",
    "rival": "level",
    "fresh_catalyst": False,
    "next_report": "2026-02-25",
}
CRITICAL = tuple(name for name, row in RULES.inputs.items() if row.critical)


def figure(name: str, value: Value, *, days: float = 0.0, unit: str | None = None) -> Figure:
    """One figure, ``days`` old."""
    known = RULES.inputs[name].unit
    return Figure(
        value=value,
        unit=UNITS.get(known, known) if unit is None else unit,
        as_of=AT - timedelta(days=days),
        source="the test",
    )


def profile(values: Mapping[str, Value], *, days: Mapping[str, float] | None = None) -> Profile:
    """A profile of these values; ``days`` are the ages of some."""
    ages = days or {}
    return Profile(AT, {name: figure(name, value, days=ages.get(name, 0.0)) for name, value in values.items()})


def figures(values: Mapping[str, Value], *, days: Mapping[str, float] | None = None) -> Figures:
    """What the rules may use of these values."""
    return usable(profile(values, days=days), RULES)


def plain(**changed: Value) -> Figures:
    """The plain company with these values."""
    return figures({**PLAIN, **changed})


def seen(values: Mapping[str, Value]) -> Verdict:
    """The verdict of production on these values, for a stock without a call."""
    return judge(figures(values), None, RULES, PRODUCTION)


def _share(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


_DRAWN = {
    "price": _share(2, 400),
    "shares": _share(5e6, 9e8),
    **{name: _share(0.3, 2.5) for name in ("mean_200", "mean_50", "price_21d_ago", "target_mean", "target_high")},
    "high_52w": _share(1, 4),
    **{name: _share(-0.3, 0.2) for name in ("eps_next", "eps_next_90d_ago", "eps_this", "eps_trailing")},
    **{name: _share(-0.03, 0.03) for name in ("eps_actual", "eps_estimate")},
    **{name: _share(0, 2) for name in ("cash", "debt")},
    "revenue": st.one_of(st.just(0.0), _share(0.001, 5)),
    "assets": _share(0.05, 4),
    **{name: _share(-0.5, 0.5) for name in ("net_income", "operating_cash_flow", "ebitda", "ebit")},
    **{name: _share(0, 0.3) for name in ("capex", "interest_expense")},
    "shares_year_ago": _share(0.6, 1.1),
    "float_shares": _share(0.2, 1),
    **{name: _share(0, 0.4) for name in ("short_shares", "short_shares_before")},
    **{name: _share(-0.5, 1) for name in ("revenue_growth", "revenue_growth_before", "revenue_growth_next")},
    **{name: _share(-0.4, 0.4) for name in ("reaction", "target_change", "industry_return", "peer_breadth")},
    **{name: _share(-0.3, 0.3) for name in ("institutional_change", "holder_change", "peer_growth")},
    "market_return_21d": _share(-0.1, 0.1),
    "momentum": _share(-0.9, 3),
    "largest_days": _share(0, 0.3),
    "target_spread": _share(0, 1),
    "mean_rating": _share(1, 5),
    "estimate_analysts": st.integers(1, 20),
    "target_analysts": st.integers(1, 20),
    **{name: st.integers(0, 8) for name in ("revisions_up", "revisions_down")},
    "net_ratings": st.integers(-4, 4),
    "bottom_count": st.one_of(st.integers(0, 4), st.just("not applicable")),
    "dollar_volume": _share(5e5, 1e9),
    "sessions_listed": st.integers(100, 5000),
    "peer_forward_pe": _share(5, 60),
    "peer_ev_sales": _share(0.2, 20),
    "thesis_state": _share(-1, 1),
    "rate_exposure": _share(0.5, 1.5),
    "operating_margin": _share(-2, 0.5),
    "piotroski": st.integers(0, 9),
    "beneish": st.one_of(_share(-4, 0), st.just("not applicable")),
    "altman_z": _share(-5, 8),
    "days_to_cover": _share(1, 20),
    "milestone_months": _share(0, 60),
    **{name: st.booleans() for name in ("committed_funding", "going_concern", "fresh_catalyst")},
    **{
        name: st.sampled_from(sorted(RULES.categories[RULES.inputs[name].unit]))
        for name in ("guidance", "shelf", "insider", "milestone_status", "rival")
    },
    "next_report": st.sampled_from(["2026-01-15", "2026-02-25"]),
}
_OF_PRICE = {"mean_200", "mean_50", "high_52w", "price_21d_ago", "target_mean", "target_high"} | {
    name for name in PLAIN if name.startswith("eps_")
}
_OF_SHARES = {"shares_year_ago", "float_shares", "short_shares", "short_shares_before"}


def _scaled(drawn: dict[str, Value]) -> dict[str, Value]:
    """Ratios turned into prices, money and shares of the company."""
    price, shares = float(drawn["price"]), float(drawn["shares"])
    scaled = dict(drawn)
    for name, value in drawn.items():
        if name in _OF_PRICE:
            scaled[name] = float(value) * price
        elif name in _OF_SHARES:
            scaled[name] = float(value) * shares
        elif RULES.inputs[name].unit == "money":
            scaled[name] = float(value) * price * shares
    return scaled


COMPLETE = st.fixed_dictionaries(_DRAWN).map(_scaled)


def _torn(drawn: tuple[dict[str, Value], set[str]]) -> dict[str, Value]:
    values, gone = drawn
    return {name: value for name, value in values.items() if name not in gone}


TORN = st.tuples(COMPLETE, st.sets(st.sampled_from(sorted(_DRAWN)), max_size=12)).map(_torn)
