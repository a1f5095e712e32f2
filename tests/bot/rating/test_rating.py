"""Whole ratings: seven companies of one article, told and measured, and what a rating carries."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rating.grade import Grade
from bot.rating.profile import Phrase, Profile
from bot.rating.rating import rate
from tests.bot.rating.company import AT, PLAIN, RULES, figure, profile

ARTICLE = tomllib.loads(Path(__file__).with_name("article.toml").read_text(encoding="utf-8"))


def told(case, *, measured=False):
    """A profile of what the article says; with prices measured, of all but its words on trend and extension."""
    words = {
        signal: Phrase(grade=grade, words="as told", as_of=AT, source="an article")
        for signal, grade in case["words"].items()
        if not (measured and signal.startswith(("trend.", "extension.")))
    }
    values = dict(case["figures"])
    if measured:
        price = values.setdefault("price", 10.0)
        momentum, long, bottom, high, month, short, largest = case["measured"]["prices"]
        values |= {
            "momentum": momentum,
            "mean_200": price / (1 + long),
            "bottom_count": bottom,
            "high_52w": price / high,
            "price_21d_ago": price / (1 + month),
            "market_return_21d": 0.0,
            "mean_50": price / (1 + short),
            "largest_days": largest,
        }
    return Profile(AT, {name: figure(name, value) for name, value in values.items()}, phrases=words)


@pytest.mark.parametrize("name", ARTICLE)
def test_a_company_as_the_article_tells_it(name):
    case = ARTICLE[name]
    rating = rate(told(case), mode="stated")

    assert rating.scorecard.raw == pytest.approx(case["score"], abs=5e-5)
    assert rating.score == pytest.approx(case["score"], abs=0.0501)
    assert (rating.grade, rating.coverage) == (case["grade"], case["coverage"])
    assert [gate.flag for gate in rating.gates] == case["flags"]
    assert {row.name: pytest.approx(row.exact, abs=0.0051) for row in rating.scorecard.factors if row.known} == case[
        "points"
    ]


@pytest.mark.parametrize("name", ARTICLE)
def test_a_company_with_its_prices_measured(name):
    case = ARTICLE[name]
    rating, expected = rate(told(case, measured=True), mode="stated"), case["measured"]

    assert rating.scorecard.raw == pytest.approx(expected["score"], abs=0.0051)
    assert (rating.grade, rating.coverage) == (expected["grade"], expected["coverage"])
    assert [gate.flag for gate in rating.gates] == expected["flags"]
    for factor in ("trend", "extension"):
        assert rating.scorecard.factor(factor).score == pytest.approx(expected[factor], abs=0.00051)


@pytest.mark.parametrize("name", ARTICLE)
def test_nobody_is_rated_on_an_article_alone(name):
    rating = rate(told(ARTICLE[name]))

    assert rating.grade is Grade.NOT_RATED
    assert "THIN_EVIDENCE" in {gate.flag for gate in rating.gates}
    assert rating.scorecard.missing["cash"] == "not given"
    assert rating.flips == ()


def test_debt_and_dilution_charged_in_the_words_used_elsewhere_leave_the_buy_standing():
    case = ARTICLE["APLD"]
    charged = {**case, "words": {**case["words"], "funding.runway": "strong-", "funding.dilution": "strong-"}}

    rating = rate(told(charged), mode="stated")

    assert (rating.score, rating.grade) == (58.1, "Buy")


def test_a_rating_carries_its_evidence_and_its_rule_set():
    rating = rate(profile(PLAIN))

    assert (rating.grade, rating.call, rating.held) == (Grade.BUY, Grade.BUY, "")
    assert rating.coverage == 1.0
    assert rating.ruleset == RULES.id
    assert rating.next_event == "2026-02-25"
    assert rating.fingerprint == profile(PLAIN).fingerprint
    assert rating.standing.grade is Grade.BUY
    assert 0 < rating.scorecard.well_founded < 1


def test_a_rating_can_be_made_again():
    assert rate(profile(PLAIN)) == rate(profile(PLAIN))


def test_the_same_figures_a_day_later_have_another_fingerprint():
    later = Profile(AT + timedelta(days=1), profile(PLAIN).figures)

    assert later.fingerprint != profile(PLAIN).fingerprint
