"""What must hold of the rating for any company: properties, tried on random ones."""

from __future__ import annotations

import ast
import dataclasses
import math
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import bot.rating
from bot.rating.decision import judge
from bot.rating.gates import bounded
from bot.rating.grade import Grade, earned
from bot.rating.profile import Absent, Figure, Phrase, Profile
from bot.rating.scorecard import Evidence
from bot.rating.usable import usable
from tests.bot.rating.company import (
    AT,
    COMPLETE,
    CRITICAL,
    PLAIN,
    PRODUCTION,
    RULES,
    TORN,
    figure,
    figures,
    profile,
    seen,
)

LEAST = 2e-9  # scores are rounded to nine digits: one unit there is dust
pytestmark = pytest.mark.timeout(300)  # a thousand companies at night, on a busy machine
anyone = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
MORE = st.floats(1.0, 3.0)
STEP = st.floats(0.0, 0.5)
TEXTS = {"yes/no", "date", *RULES.categories}
NUMERIC = sorted(name for name, row in RULES.inputs.items() if row.unit not in TEXTS)


def raw(values):
    return seen(values).card.raw


def factor(values, name):
    return seen(values).card.factor(name).score


# --- a higher price


@pytest.mark.parametrize("name", ["target_upside", "valuation"])
@anyone
@given(values=TORN, more=MORE)
def test_a_higher_price_never_betters_upside_or_valuation(values, more, name):
    assume("price" in values)

    assert factor({**values, "price": values["price"] * more}, name) <= factor(values, name) + LEAST


# --- missing figures


@anyone
@given(values=COMPLETE)
def test_without_short_interest_less_is_known_and_the_score_is_no_higher(values):
    lost = {name: value for name, value in values.items() if name != "short_shares"}

    assert seen(lost).card.coverage < seen(values).card.coverage
    assert raw(lost) <= raw(values) + LEAST


@pytest.mark.parametrize("name", CRITICAL)
@anyone
@given(values=TORN)
def test_losing_a_critical_figure_never_raises_the_score(values, name):
    lost = {kept: value for kept, value in values.items() if kept != name}

    assert raw(lost) <= raw(values) + LEAST


@anyone
@given(values=COMPLETE, name=st.sampled_from([name for name in CRITICAL if name not in {"ebit", "interest_expense"}]))
def test_losing_a_critical_figure_lowers_what_is_known(values, name):
    """But for interest cover, which a company without debt does not need."""
    lost = {kept: value for kept, value in values.items() if kept != name}

    assert seen(lost).card.coverage < seen(values).card.coverage


@anyone
@given(values=TORN, name=st.sampled_from(sorted(PLAIN)))
def test_losing_any_figure_never_raises_what_is_known(values, name):
    lost = {kept: value for kept, value in values.items() if kept != name}

    assert seen(lost).card.coverage <= seen(values).card.coverage


# --- scale


@anyone
@given(values=TORN, parts=st.sampled_from([2, 3, 4, 10]))
def test_a_split_changes_nothing(values, parts):
    assume(values.get("price", 0) / parts >= 1)
    split = {
        name: value / parts
        if RULES.inputs[name].unit == "money/share"
        else value * parts
        if RULES.inputs[name].unit == "shares"
        else value
        for name, value in values.items()
    }

    before, after = seen(values), seen(split)
    assert after.card.raw == pytest.approx(before.card.raw, abs=1e-6)
    assert (after.call, after.card.score) == (before.call, before.card.score)


@anyone
@given(values=TORN, rate=st.floats(0.5, 200))
def test_another_currency_changes_nothing(values, rate):
    assume(values.get("price", 9) * rate >= 1)
    money = {
        name: value * rate if RULES.inputs[name].unit.startswith("money") else value for name, value in values.items()
    }

    before, after = seen(values), seen(money)
    assert after.card.raw == pytest.approx(before.card.raw, abs=1e-6)
    assert (after.call, after.card.score) == (before.call, before.card.score)


# --- directions: a name, and how one company becomes a worse or a better one

LESS = st.floats(0.3, 1.0)
WORSE = {
    "more sold short": lambda values, by: {"short_shares": values["short_shares"] * (1 + by)},
    "short interest rising faster": lambda values, by: {
        "short_shares_before": values["short_shares_before"] * (1 - by)
    },
    "more new shares": lambda values, by: {"shares_year_ago": values["shares_year_ago"] * (1 - by)},
    "more accruals": lambda values, by: {"net_income": values["net_income"] + by * values["assets"]},
    "a faster month": lambda values, by: {"price_21d_ago": values["price_21d_ago"] * (1 - by)},
    "larger days": lambda values, by: {"largest_days": values["largest_days"] + by},
    "less EBITDA under the same debt": lambda values, by: {"ebitda": values["ebitda"] - by * values["assets"]},
    "a later milestone": lambda values, by: {"milestone_months": values["milestone_months"] + 24 * by},
    "one more estimate cut": lambda values, by: {"revisions_down": values["revisions_down"] + 1},
}
BETTER = {
    "faster growth": lambda values, by: {"revenue_growth": values["revenue_growth"] + by},
    "faster growth expected": lambda values, by: {"revenue_growth_next": values["revenue_growth_next"] + by},
    "more momentum": lambda values, by: {"momentum": values["momentum"] + by},
    "more cash": lambda values, by: {"cash": values["cash"] + by * values["assets"]},
    "a higher F-score": lambda values, by: {"piotroski": min(values["piotroski"] + 1, 9)},
    "institutions buying": lambda values, by: {"institutional_change": values["institutional_change"] + by},
    "one more estimate raised": lambda values, by: {"revisions_up": values["revisions_up"] + 1},
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE)
@anyone
@given(values=COMPLETE, by=STEP)
def test_never_better_with(change, values, by):
    assert raw({**values, **change(values, by)}) <= raw(values) + LEAST


@pytest.mark.parametrize("change", BETTER.values(), ids=BETTER)
@anyone
@given(values=COMPLETE, by=STEP)
def test_never_worse_with(change, values, by):
    assert raw({**values, **change(values, by)}) >= raw(values) - LEAST


@anyone
@given(values=COMPLETE, debt=st.floats(0.01, 3), more=MORE)
def test_never_better_with_more_debt(values, debt, more):
    """From one percent of assets: below, interest cover is still gliding in."""
    some = {**values, "debt": debt * values["assets"]}

    assert raw({**some, "debt": some["debt"] * more}) <= raw(some) + LEAST


@anyone
@given(values=COMPLETE, upside=st.floats(1.2, 4), reach=st.floats(1.5, 4), wider=STEP)
def test_never_better_with_targets_farther_apart_while_they_promise_something(values, upside, reach, wider):
    """Targets stand 20 % high by habit: up to that they promise nothing."""
    promising = {**values, "target_mean": upside * values["price"], "target_high": reach * values["price"]}
    apart = {**promising, "target_spread": values["target_spread"] + wider}

    assert raw(apart) <= raw(promising) + LEAST


@anyone
@given(values=COMPLETE, more=MORE)
def test_never_worse_with_a_higher_estimate_of_a_profit(values, more):
    """From half a percent of assets: below, the P/E is still gliding in."""
    thin = 0.005 * values["assets"] / values["shares"]
    profit = {**values, "eps_next": max(abs(values["eps_next"]), thin)}

    assert raw({**profit, "eps_next": profit["eps_next"] * more}) >= raw(profit) - LEAST


@anyone
@given(values=COMPLETE, less=st.floats(0, 1))
def test_never_worse_with_a_smaller_expected_loss(values, less):
    loss = {**values, "eps_next": -abs(values["eps_next"])}

    assert raw({**loss, "eps_next": loss["eps_next"] * less}) >= raw(loss) - LEAST


@anyone
@given(values=TORN, levels=st.tuples(st.floats(1, 5), st.floats(1, 5)))
def test_the_level_of_recommendations_moves_the_score_by_half_a_point_at_most(values, levels):
    one, other = (raw({**values, "target_analysts": 5, "mean_rating": level}) for level in levels)

    assert abs(one - other) <= 0.5 + LEAST


# --- the sum


@anyone
@given(values=TORN)
def test_the_points_shown_add_up_to_the_score_shown(values):
    card = seen(values).card
    tenths = sum(round(points * 10) for points in (*(row.points for row in card.factors), card.disagreement))

    assert 500 + tenths == round(card.score * 10)
    assert all(abs(row.points - row.exact) < 0.1 + LEAST for row in card.factors)


@anyone
@given(values=TORN)
def test_the_score_stays_between_nothing_and_a_hundred(values):
    assert 0 <= seen(values).card.score <= 100


@anyone
@given(values=TORN)
def test_the_call_follows_the_score_that_is_shown(values):
    verdict = seen(values)

    assert abs(verdict.card.score - verdict.card.raw) <= 0.05 + LEAST
    assert verdict.call is bounded(earned(round(verdict.card.score, 1), None, RULES), verdict.gates)


# --- what no score can buy off


@anyone
@given(values=COMPLETE)
def test_a_going_concern_is_sell_or_not_rated(values):
    assert seen({**values, "going_concern": True}).call in (Grade.SELL, Grade.NOT_RATED)


@anyone
@given(values=COMPLETE)
def test_a_price_of_946_times_earnings_without_support_is_never_a_buy(values):
    dear = {**values, "eps_trailing": values["price"] / 946, "eps_next": values["price"] / 41}

    assert seen(dear).call is not Grade.BUY


@anyone
@given(values=COMPLETE, months=st.floats(0, 11.99))
def test_a_runway_under_a_year_is_never_a_buy(values, months):
    burn = 1e6
    short = {
        **values,
        "cash": months * burn,
        "operating_cash_flow": -12 * burn,
        "capex": 0.0,
        "committed_funding": False,
    }

    assert seen(short).call is not Grade.BUY


@anyone
@given(values=TORN)
def test_seven_tenths_of_the_evidence_or_not_rated(values):
    verdict = seen(values)

    assert verdict.card.coverage >= 0.7 or verdict.call is Grade.NOT_RATED


# --- no cliffs, no ghosts


@anyone
@given(values=TORN, name=st.sampled_from([name for name in NUMERIC if RULES.inputs[name].unit != "count"]))
def test_no_figure_sits_on_a_cliff(values, name):
    """Gates and the edge of the disagreement rule apart."""
    smooth = {kept: value for kept, value in values.items() if kept != "mean_rating"}
    assume(isinstance(smooth.get(name), float))
    row = RULES.inputs[name]
    nudged = smooth[name] + 1e-7 * max(abs(smooth[name]), 1.0)
    assume(row.least <= nudged <= row.most)

    assert abs(raw({**smooth, name: nudged}) - raw(smooth)) < 0.01


ZEROES = [("eps_next", 1), ("eps_next", -1), ("eps_this", 1), ("cash", 1), ("revenue", 1), ("short_shares", 1)]
FLOWS = [(name, way) for name in ("operating_cash_flow", "ebitda", "ebit", "net_income") for way in (1, -1)]


@pytest.mark.parametrize(("name", "way"), ZEROES + FLOWS)
@anyone
@given(values=COMPLETE)
def test_nothing_jumps_where_a_figure_crosses_zero(values, name, way):
    smooth = {kept: value for kept, value in values.items() if kept != "mean_rating"}
    scale = {"money/share": 1.0, "shares": values["float_shares"], "money": values["assets"]}
    nudge = way * 1e-7 * scale[RULES.inputs[name].unit]

    assert abs(raw({**smooth, name: nudge}) - raw({**smooth, name: 0.0})) < 0.01


@anyone
@given(standing=st.sampled_from([Grade.BUY, Grade.HOLD, Grade.SELL, None]), tenths=st.integers(0, 1000))
def test_the_door_out_is_wider_than_the_door_in(standing, tenths):
    score = tenths / 10
    call = earned(score, standing, RULES)

    assert (call is Grade.BUY) == (score >= (52 if standing is Grade.BUY else 55))
    assert (call is Grade.SELL) == (score <= (45 if standing is Grade.SELL else 42))


@anyone
@given(values=COMPLETE, age=st.floats(90, 400), news=st.sampled_from(["raise", "cut"]), move=st.floats(-0.5, 0.5))
def test_news_of_ninety_days_ago_is_gone(values, age, news, move):
    old = dict.fromkeys(("eps_actual", "reaction", "guidance"), age)
    told = {**values, "guidance": news, "reaction": move, "eps_actual": values["eps_estimate"] + move}
    card = judge(figures(told, days=old), None, RULES, PRODUCTION).card
    news_signals = [
        signal
        for signal in card.factor("operating_momentum").signals
        if signal.name in {"surprise", "reaction", "guidance"}
    ]

    assert [signal.score for signal in news_signals] == [0, 0, 0]


# --- the same again


@anyone
@given(values=TORN)
def test_the_same_figures_give_the_same_rating(values):
    assert seen(dict(values)) == seen(values)


@anyone
@given(values=TORN, order=st.randoms(use_true_random=False))
def test_the_order_of_the_figures_is_nothing(values, order):
    names = list(values)
    order.shuffle(names)
    mixed = {name: values[name] for name in names}

    assert seen(mixed).card == seen(values).card
    assert profile(mixed).fingerprint == profile(values).fingerprint


# --- what counts as missing, and what is never seen


@pytest.mark.parametrize("nothing", [math.nan, math.inf, -math.inf, "", None])
@anyone
@given(values=COMPLETE, name=st.sampled_from(NUMERIC))
def test_no_number_is_a_missing_number(values, name, nothing):
    without = {kept: value for kept, value in values.items() if kept != name}
    odd, even = seen({**values, name: nothing}), seen(without)

    assert (odd.card.raw, odd.card.coverage, odd.call) == (even.card.raw, even.card.coverage, even.call)


@anyone
@given(values=COMPLETE)
def test_nobody_covering_it_means_no_estimates(values):
    """Vendors send zeros where no analyst is."""
    zeros = dict.fromkeys(("estimate_analysts", "revisions_up", "revisions_down", "eps_next", "eps_next_90d_ago"), 0)
    kept = usable(profile({**values, **zeros, "target_analysts": 0}), RULES)
    card = judge(kept, None, RULES, PRODUCTION).card

    assert not any(map(kept.knows, (*zeros, "target_analysts", "target_mean", "mean_rating")))
    states = {signal.name: signal.evidence for signal in card.factor("analyst_direction").signals}
    assert states["revisions"] is states["estimate"] is Evidence.MISSING


@anyone
@given(values=COMPLETE, name=st.sampled_from(sorted(PLAIN)), days=st.floats(0.01, 60), by_news=st.booleans())
def test_what_was_published_later_is_not_seen(values, name, days, by_news):
    told = profile(values)
    later = AT + timedelta(days=days)
    late = dataclasses.replace(told.figures[name], **{"published" if by_news else "as_of": later})
    kept = usable(Profile(AT, {**told.figures, name: late}), RULES)

    assert not kept.knows(name)
    assert kept.missing[name]


@anyone
@given(values=TORN, source=st.text(max_size=20))
def test_who_tells_a_figure_and_of_whom_is_nothing(values, source):
    told = profile(values)
    named = {name: dataclasses.replace(one, source=f"{source} on APLD") for name, one in told.figures.items()}
    mine, theirs = (judge(usable(one, RULES), None, RULES, PRODUCTION) for one in (told, Profile(AT, named)))

    assert (mine.card.raw, mine.call) == (theirs.card.raw, theirs.call)


def test_the_engine_never_sees_a_ticker():
    rooms = Path(bot.rating.__file__).parent.rglob("*.py")
    imported = {
        alias
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in [getattr(node, "module", ""), *(name.name for name in node.names)]
    }
    fields = {field.name for kind in (Profile, Figure, Absent, Phrase) for field in dataclasses.fields(kind)}

    assert not {"bot.market.ticker", "Ticker"} & imported
    assert not {"ticker", "symbol", "name"} & fields
    assert figure("price", 1.0).value == 1.0
