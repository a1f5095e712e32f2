"""How far the five calls of the article hang on how its phrases are read, and on the weights."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.rating.decision import judge
from bot.rating.rules import read_rules
from bot.rating.usable import usable
from tests.bot.rating.test_rating import ARTICLE, told

RULES = read_rules()
FIVE = ("OPEN", "SMR", "ACHR", "APLD", "RKLB")
DRAWS = 500


def call(name, rules=RULES, read=lambda grade: RULES.lexicon[grade][0], **figures):
    """The call on a company of the article, its phrases read by ``read``."""
    case = {**ARTICLE[name], "figures": {**ARTICLE[name]["figures"], **figures}}
    known = usable(told(case), rules)
    phrases = {signal: read(grade) for signal, grade in case["words"].items()}
    return judge(replace(known, phrases=phrases), None, rules, rules.modes["stated"])


def calls(**other):
    return {name: call(name, **other).call.value for name in FIVE}


EXPECTED = {name: ARTICLE[name]["grade"] for name in FIVE}


@pytest.mark.parametrize(
    ("name", "share"), [("OPEN", 0.82), ("SMR", 1.0), ("ACHR", 0.98), ("APLD", 1.0), ("RKLB", 1.0)]
)
def test_each_call_stands_in_as_many_readings_of_its_phrases_as_was_measured(name, share):
    draw = random.Random(7)
    same = 0
    for _ in range(DRAWS):
        figures = {}
        if name == "ACHR":  # the ranges that its words allow: not before 2028, some 15 % short, steady
            short = draw.uniform(0.145, 0.155) * 1e6
            figures = {"milestone_months": draw.uniform(23.5, 36), "short_shares": short}
            figures["short_shares_before"] = short / (1 + draw.uniform(-0.05, 0.05))
        if name == "SMR":
            figures = {"target_mean": 10 * (1 + draw.uniform(0.3, 0.8))}
        if name == "APLD":
            figures = {
                "target_mean": 10 * (1 + draw.uniform(-0.15, -0.01)),
                "target_high": 10 / draw.uniform(0.645, 0.69),
            }
        if name == "RKLB":
            figures = {"target_high": 10 / draw.uniform(0.95, 1.02)}
        seen = call(name, read=lambda grade: draw.uniform(*RULES.lexicon[grade][1:]), **figures)
        same += seen.call.value == EXPECTED[name]

    assert same / DRAWS == pytest.approx(share, abs=0.05)


def test_equal_weights_give_the_same_five_calls():
    equal = {name: replace(factor, weight=1 / 12) for name, factor in RULES.factors.items()}

    assert calls(rules=replace(RULES, factors=equal)) == EXPECTED


def test_a_lexicon_of_plus_and_minus_one_gives_the_same_five_calls():
    assert calls(read=lambda grade: (RULES.lexicon[grade][0] > 0) - (RULES.lexicon[grade][0] < 0)) == EXPECTED


def test_a_steeper_lexicon_leaves_two_by_a_hair():
    steep = {"emphatic": 2.0, "strong": 1.0, "mild": 0.5, "neutral": 0.0}

    def read(grade):
        return steep[grade.rstrip("+-")] * (-1 if grade.endswith("-") else 1)

    assert call("OPEN", read=read).card.raw == pytest.approx(54.94, abs=0.005)
    assert call("ACHR", read=read).card.raw == pytest.approx(42.02, abs=0.005)


def test_the_weights_move_the_calls_and_hardly_their_order():
    """With weights jittered by 15 % the calls stand in some three quarters; Buys over Holds over Sell nearly always."""
    draw = random.Random(7)
    same = ordered = 0
    for _ in range(200):
        odd = {name: factor.weight * (1 + draw.uniform(-0.15, 0.15)) for name, factor in RULES.factors.items()}
        whole = sum(odd.values())
        rules = replace(RULES, factors={n: replace(f, weight=odd[n] / whole) for n, f in RULES.factors.items()})
        seen = {name: call(name, rules=rules) for name in FIVE}
        same += {name: one.call.value for name, one in seen.items()} == EXPECTED
        raw = {name: one.card.raw for name, one in seen.items()}
        buys, holds = (raw["OPEN"], raw["APLD"]), (raw["SMR"], raw["RKLB"])
        ordered += min(buys) > max(holds) and min(holds) > raw["ACHR"]

    assert same / 200 > 0.6
    assert ordered / 200 > 0.95
