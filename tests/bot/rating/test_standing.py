"""Standings: what the store keeps between two closes comes back as it went in."""

from __future__ import annotations

import pytest

from bot.rating.rating import rate
from bot.rating.standing import Standing
from tests.bot.rating.company import PLAIN, profile


@pytest.mark.parametrize("values", [PLAIN, {}])
def test_a_standing_survives_the_store(values):
    standing = rate(profile(values)).standing
    line = standing.to_json()

    assert Standing.from_json(line) == standing
    assert len(line) < 8_000


def test_a_line_that_is_no_standing_is_refused():
    with pytest.raises((ValueError, KeyError)):
        Standing.from_json("{}")
