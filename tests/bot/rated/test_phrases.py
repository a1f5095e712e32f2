"""What each question found, in words, whatever the figures."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.rated.phrases import PHRASES, phrase
from bot.rating.rules import read_rules
from bot.rating.usable import usable
from tests.company import company

AT = datetime(2026, 1, 15, 15, tzinfo=UTC)


def figures(**changed):
    return usable(company(AT, **changed), read_rules())


@pytest.mark.parametrize("key", PHRASES)
def test_a_whole_company_has_words_for_every_question(key):
    assert len(phrase(key, figures())) > 8


@pytest.mark.parametrize(
    ("key", "changed", "said"),
    [
        ("trend.long_mean", {"mean_200": 40.0}, "price 25.0 % below its 200-day mean"),
        ("funding.runway", {"operating_cash_flow": -80e6}, "cash for 16 months at last year's burn"),
        ("funding.runway", {"operating_cash_flow": 80e6}, "cash flow pays for its spending"),
        ("funding.net_debt", {"debt": 0.0}, "more cash than debt"),
        ("funding.net_debt", {"ebitda": -1e6}, "net debt, and no EBITDA to carry it"),
        ("funding.interest", {"interest_expense": 0.0}, "no interest to pay"),
        ("valuation.sales", {"revenue": 0.0}, "no sales to divide by, peers 2.2"),
        ("valuation.earnings", {"eps_next": -0.2}, "no multiple of next year's earnings, peers 18.0"),
        ("short_interest.change", {"short_shares_before": 0.0}, "nothing was short at the report before"),
        ("short_interest.change", {"short_shares": 3e6}, "shares short +50.0 % since the report before"),
        ("target_upside.high", {}, "price at 68.2 % of the highest target"),
        ("milestones.months", {"milestone_months": 1.0}, "1 month to the next milestone"),
        ("ownership.insiders", {"insider": "cluster_buy"}, "in six months several insiders bought"),
    ],
)
def test_the_ratio_is_told(key, changed, said):
    assert phrase(key, figures(**changed)) == said


def test_an_unknown_question_has_none():
    with pytest.raises(KeyError):
        phrase("trend.moon", replace(figures()))
