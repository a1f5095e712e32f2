"""Estimates: zeros that mean nobody, zeros that are true, years told by their end, currencies as named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.rating.profile import Absent
from bot.sources.profile.estimates import NAMES, net_revisions_of_a_week, read_estimates
from tests.bot.sources.profile.payloads import AT, TODAY, summary, year


def trend(*rows):
    return summary(earningsTrend={"trend": list(rows)})


def test_this_year_and_the_next_are_read_with_their_revisions():
    told = read_estimates(summary(), AT)

    assert {name: told[name].value for name in NAMES} == {
        "estimate_analysts": 4, "revisions_up": 3, "revisions_down": 1, "eps_next": 0.80, "eps_next_90d_ago": 0.72,
        "eps_this": 0.80, "revenue_growth_next": 0.15,
    }  # fmt: skip
    assert {told[name].as_of for name in NAMES} == {AT}


def test_zeros_of_a_row_without_analysts_mean_nobody():
    nothing = {"avg": {"raw": 0}, "numberOfAnalysts": {"raw": 0}, "earningsCurrency": None}
    told = read_estimates(trend(year("0y", "2025-12-31", earningsEstimate=nothing)), AT)

    assert told["estimate_analysts"].value == 0
    assert {told[name] for name in NAMES if name != "estimate_analysts"} == {Absent("no analyst covers it")}


def test_a_next_year_nobody_covers_leaves_this_years_revisions():
    nobody = year("+1y", "2026-12-31", analysts=0, earningsEstimate={"avg": {"raw": 0}, "numberOfAnalysts": {"raw": 0}})
    told = read_estimates(trend(year("0y", "2025-12-31", analysts=1), nobody), AT)

    assert told["estimate_analysts"].value == 1
    assert told["eps_this"].value == 0.80
    assert told["eps_next"] == Absent("no analyst covers it")


def test_an_estimate_of_exactly_zero_by_analysts_is_a_figure():
    even = {"avg": {"raw": 0.0}, "numberOfAnalysts": {"raw": 3}, "earningsCurrency": "USD"}
    told = read_estimates(trend(year("0y", "2025-12-31"), year("+1y", "2026-12-31", earningsEstimate=even)), AT)

    assert told["eps_next"].value == 0.0


def test_a_past_of_zeros_only_is_coverage_that_has_just_begun():
    new = {
        "current": {"raw": 0.8},
        **{name: {"raw": 0} for name in ("7daysAgo", "30daysAgo", "60daysAgo", "90daysAgo")},
    }
    told = read_estimates(trend(year("0y", "2025-12-31"), year("+1y", "2026-12-31", epsTrend=new)), AT)

    assert told["eps_next_90d_ago"] == Absent("nobody estimated it 90 days ago")


def test_empty_values_are_no_figures():
    bare = {"avg": {}, "numberOfAnalysts": {"raw": 3}}
    gone = year("+1y", "2026-12-31", earningsEstimate=bare, epsTrend={"90daysAgo": {}}, epsRevisions={})
    told = read_estimates(trend(year("0y", "2025-12-31"), gone), AT)

    for name in ("eps_next", "eps_next_90d_ago", "revisions_up", "revisions_down"):
        assert isinstance(told[name], Absent), name


def test_estimates_keep_the_currency_yahoo_names_for_them():
    told = read_estimates(
        trend(year("0y", "2025-12-31", currency="CAD"), year("+1y", "2026-12-31", currency="CAD")), AT
    )

    assert {told[name].unit for name in ("eps_this", "eps_next", "eps_next_90d_ago")} == {"CAD/share"}


def test_years_are_told_by_the_day_they_end_and_not_by_their_label():
    late = datetime(2026, 6, 1, 15, 0, tzinfo=UTC)  # the year that ended in December was reported long ago
    told = read_estimates(trend(year("0y", "2025-12-31", currency="CAD"), year("+1y", "2026-12-31")), late)

    assert told["eps_this"].unit == "USD/share"
    assert told["eps_next"] == Absent("no analyst covers it")


def test_a_year_that_has_ended_and_is_not_reported_is_still_this_year():
    told = read_estimates(summary(), datetime(2026, 2, 20, 15, 0, tzinfo=UTC))

    assert told["eps_this"].value == told["eps_next"].value == 0.80


def test_a_company_without_the_module_has_no_estimates():
    told = read_estimates(summary(earningsTrend=None), AT)

    assert set(told.values()) == {Absent("Yahoo gives no estimates of it")}


@pytest.mark.parametrize("spelling", ["downLast7Days", "downLast7days"])
def test_the_key_that_is_spelled_two_ways_is_read_either_way(spelling):
    revisions = {"upLast7days": {"raw": 1}, spelling: {"raw": 3}}
    told = trend(year("0y", "2025-12-31"), year("+1y", "2026-12-31", epsRevisions=revisions))

    assert net_revisions_of_a_week(told, TODAY) == -2


def test_rows_with_unreadable_ends_are_left_out():
    assert net_revisions_of_a_week(trend(year("0y", "soon"), "no row"), date(2026, 1, 15)) is None
