"""Exposure to interest rates: from nothing to pay to interest that takes all."""

from __future__ import annotations

import pytest

from bot.rating.profile import Absent
from bot.sources.profile.exposure import read_exposure
from bot.sources.profile.origin import Origin
from tests.bot.sources.profile.payloads import AT


def told(debt=50.0, ebit=40.0, interest=10.0, unit="USD"):
    known = {"debt": debt, "ebit": ebit, "interest_expense": interest}
    return {
        name: Absent("-") if value is None else Origin("SEC", AT).figure(value, unit if name == "ebit" else "USD")
        for name, value in known.items()
    }


@pytest.mark.parametrize(
    ("figures", "exposure"),
    [
        ({}, 0.75),
        ({"interest": 0.0}, 0.5),
        ({"debt": 0.0, "ebit": None, "interest": None}, 0.5),
        ({"interest": 40.0}, 1.5),
        ({"interest": 90.0}, 1.5),
        ({"ebit": -5.0}, 1.5),
        ({"ebit": -5.0, "interest": 0.0}, 0.5),
        ({"debt": None}, 0.75),
    ],
)
def test_the_share_of_interest_in_operating_profit_fills_the_scale(figures, exposure):
    figure = read_exposure(told(**figures))

    assert figure.value == pytest.approx(exposure)
    assert (figure.as_of, "our share" in figure.source) == (AT, True)


@pytest.mark.parametrize("figures", [{"ebit": None}, {"interest": None}, {"unit": "CAD"}])
def test_without_both_in_one_currency_it_is_not_known(figures):
    assert "not both known" in read_exposure(told(**figures)).reason
    assert isinstance(read_exposure({}), Absent)
