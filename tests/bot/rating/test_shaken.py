"""Moves: by factor, by sum, by own size, within what a figure can be."""

from __future__ import annotations

import pytest

from bot.rating.shaken import carried, movable, moved
from tests.bot.rating.company import RULES, figures, plain


@pytest.mark.parametrize(
    ("name", "value", "moves", "there"),
    [
        ("price", 20.0, 1, 26.0),
        ("price", 26.0, -1, 20.0),
        ("industry_return", 0.10, -2, -0.10),
        ("eps_next", -1.0, 2, -0.7),
        ("piotroski", 8, 3, 9),
        ("revisions_up", 1, -1, 0),
    ],
)
def test_a_figure_moves_by_its_usual_steps(name, value, moves, there):
    assert moved(value, RULES.inputs[name], moves) == pytest.approx(there)


def test_a_new_highest_price_is_the_high_of_the_year():
    assert carried(plain(), "price", 25.0) == {"price": 25.0, "high_52w": 25.0}
    assert carried(plain(), "price", 22.0) == {"price": 22.0}


def test_only_known_numbers_with_a_usual_move_are_moved():
    assert [row.name for row in movable(figures({"price": 20.0, "mean_200": 19.0, "guidance": "raise"}), RULES)] == [
        "price"
    ]
