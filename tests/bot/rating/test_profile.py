"""Profiles: aware moments, and a fingerprint that knows every figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.market.remedy import Remedy
from bot.rating.profile import Absent, Phrase, Profile
from bot.words import filled, later
from tests.bot.rating.company import AT, PLAIN, figure, profile

TOLD = profile(PLAIN)
PHRASE = Phrase(grade="mild+", words="gaining traction", as_of=AT, source="an article")


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Profile(datetime(2026, 1, 14), {})  # noqa: DTZ001  # the very thing refused


@pytest.mark.parametrize(
    "other",
    [
        replace(TOLD, at=AT + timedelta(minutes=1)),
        replace(TOLD, figures={**TOLD.figures, "price": figure("price", 20.01)}),
        replace(TOLD, figures={**TOLD.figures, "price": figure("price", 20.0, unit="CAD/share")}),
        replace(TOLD, figures={**TOLD.figures, "price": figure("price", 20.0, days=1)}),
        replace(TOLD, figures={**TOLD.figures, "price": replace(figure("price", 20.0), source="another")}),
        replace(TOLD, figures={**TOLD.figures, "price": Absent("no answer")}),
        replace(TOLD, second={"price": figure("price", 20.0)}),
        replace(TOLD, phrases={"trend.bottom": PHRASE}),
    ],
)
def test_any_other_figure_gives_another_fingerprint(other):
    assert other.fingerprint != TOLD.fingerprint


def test_a_whole_number_is_the_same_figure_written_either_way():
    assert profile({"price": 20}).fingerprint == profile({"price": 20.0}).fingerprint


def test_a_missing_number_has_a_fingerprint_too():
    assert profile({"price": float("nan")}).fingerprint == profile({"price": float("nan")}).fingerprint


def test_a_reason_counts_as_its_english_text_and_a_remedy_not_at_all():
    plain, kept = Absent("30 sessions"), Absent(filled(later("{listed} sessions"), listed=30), Remedy.ASK_AGAIN)

    assert plain == kept
    assert Profile(AT, {"price": plain}).fingerprint == Profile(AT, {"price": kept}).fingerprint
