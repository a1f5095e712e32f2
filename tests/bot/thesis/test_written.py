"""What is kept between two looks comes back unchanged, or not at all."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from bot.thesis.metric import Reading
from bot.thesis.thesis import Thesis, advance
from bot.thesis.written import dump_thesis, load_thesis

DAY = date(2026, 1, 14)


def seen() -> Thesis:
    """A thesis with a settled, a pending and a blind metric."""
    thesis = Thesis()
    for place, cuts in enumerate((2.2, 1.5)):
        day = DAY + timedelta(days=place)
        figures = {"cuts_priced": {"cuts_priced": cuts}, "vix": {"vix": None}, "oil": {"oil_in_30_days": 3.0}}
        told = {name: Reading(day, day, one) for name, one in figures.items()}
        thesis, _ = advance(thesis, told, day)
    return thesis


@pytest.mark.parametrize("thesis", [Thesis(), seen()])
def test_a_thesis_comes_back_as_it_was(thesis):
    assert load_thesis(dump_thesis(thesis)) == thesis


def test_it_goes_on_where_it_was():
    day = DAY + timedelta(days=2)
    told = {"cuts_priced": Reading(day, day, {"cuts_priced": 1.5})}

    assert advance(load_thesis(dump_thesis(seen())), told, day) == advance(seen(), told, day)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"version": 2}', dump_thesis(seen()).replace('"supports"', '"rosy"', 1),
     json.dumps(json.loads(dump_thesis(seen())) | {"day": "soon"}),
     json.dumps(json.loads(dump_thesis(seen())) | {"standings": {"vix": {}}})],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        load_thesis(text)


def test_a_thesis_kept_before_sources_were_is_read_with_none():
    before = dump_thesis(seen()).replace(',"source":""', "")

    assert "source" not in before
    assert load_thesis(before) == seen()
