"""Which figures count: fresh, known to the rules, in one currency, agreed between sources; and why the rest do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rating.profile import Absent, Phrase, Profile
from bot.rating.usable import usable
from tests.bot.rating.company import AT, PLAIN, RULES, figure, profile


def kept(name, **changes):
    told = profile({name: PLAIN[name]})
    return usable(Profile(AT, {name: replace(told.figures[name], **changes)}), RULES)


@pytest.mark.parametrize(
    ("name", "limit"),
    [("eps_next", 10), ("short_shares", 25), ("cash", 135), ("institutional_change", 135), ("peer_forward_pe", 35)],
)
def test_a_figure_past_its_limit_is_missing(name, limit):
    day = timedelta(days=1)

    assert kept(name, as_of=AT - limit * day).knows(name)
    assert kept(name, as_of=AT - (limit + 1) * day).missing[name] == f"{limit + 1} days old, the limit is {limit}"


def test_a_price_may_be_one_session_old_over_a_weekend():
    friday, monday, tuesday = (datetime(2026, 1, day, 21, 0, tzinfo=UTC) for day in (9, 12, 13))
    price = replace(figure("price", 20.0), as_of=friday)

    assert usable(Profile(monday, {"price": price}), RULES).knows("price")
    assert usable(Profile(tuesday, {"price": price}), RULES).missing["price"] == "older than 1 session"


def test_a_price_of_before_the_calendar_is_old_and_no_fault():
    assert kept("price", as_of=datetime(2009, 1, 2, tzinfo=UTC)).missing["price"] == "older than 1 session"


def test_a_milestone_past_its_expiry_is_missing():
    assert kept("milestone_months", as_of=AT - timedelta(days=300)).knows("milestone_months")
    assert kept("milestone_months", expires=AT).missing["milestone_months"] == "expired"


def test_the_reason_for_an_absence_is_kept():
    told = Profile(AT, {"short_shares": Absent("FINRA lists none")})

    assert usable(told, RULES).missing["short_shares"] == "FINRA lists none"
    assert usable(told, RULES).missing["price"] == "not given"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("price", 0.0),
        ("price", True),
        ("price", "not applicable"),
        ("cash", -1.0),
        ("guidance", "splendid"),
        ("going_concern", 1.0),
        ("piotroski", 10),
        ("next_report", "soon"),
        ("thesis_state", 1.5),
    ],
)
def test_a_value_that_cannot_be_is_missing(name, value):
    assert usable(Profile(AT, {name: figure(name, value)}), RULES).missing[name] == "no usable value"


def test_what_does_not_apply_is_known_where_the_rules_allow_it():
    told = usable(Profile(AT, {"beneish": figure("beneish", "not applicable")}), RULES)

    assert told.knows("beneish")
    assert told.maybe("beneish") is None


def test_figures_in_two_currencies_contradict_one_another():
    told = Profile(AT, {**profile(PLAIN).figures, "eps_next": figure("eps_next", 1.5, unit="CAD/share")})

    assert usable(told, RULES).conflicts == (("CURRENCIES", "The figures stand in CAD and USD."),)


@pytest.mark.parametrize(("other", "apart"), [(49e6, False), (41e6, False), (39e6, True), (70e6, True)])
def test_sources_more_than_a_fifth_apart_contradict_one_another(other, apart):
    told = Profile(AT, profile(PLAIN).figures, second={"shares": figure("shares", other)})

    assert [flag for flag, _ in usable(told, RULES).conflicts] == ["SOURCES_DIFFER"] * apart


def test_an_unknown_name_is_refused_with_where_the_names_stand():
    with pytest.raises(ValueError, match=r"no input called prise; its names stand in rules\.toml"):
        usable(Profile(AT, {"prise": Absent("")}), RULES)
    with pytest.raises(ValueError, match="no signal called trend"):
        usable(Profile(AT, {}, phrases={"trend": Phrase(grade="mild+", words="", as_of=AT, source="")}), RULES)
    with pytest.raises(ValueError, match="no grade called splendid"):
        usable(
            Profile(AT, {}, phrases={"trend.bottom": Phrase(grade="splendid", words="", as_of=AT, source="")}), RULES
        )
