"""The thesis in words: units, signs as words, what it takes to change, why something is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.thesis.distance import Need
from bot.thesis.levels import Sense
from bot.thesis.metric import Metric, Reading, Standing, step
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis
from bot.thesis_words import figures_words, headline_words, level_words, next_words, shown, state_words, touched

TODAY = date(2026, 1, 15)
METRICS = {one.name: one for pillar in PILLARS for one in pillar.metrics}


def standing(metric: Metric, **figures: float | None) -> Standing:
    return step(metric, Standing(), Reading(TODAY, TODAY, figures))


@pytest.mark.parametrize(
    ("metric", "figure", "value", "said"),
    [
        ("cuts_priced", "cuts_priced", 1.3, "1.3 cuts"),
        ("cuts_priced", "cuts_priced", -1.3, "1.3 hikes"),
        ("target_range", "last_move", -0.25, "1.0 cut"),
        ("target_range", "meetings_without_cut", 1.0, "1 meeting"),
        ("claims", "claims_in_year", 15.0, "+15.00 %"),
        ("payrolls", "surprise_3_months", -12.0, "-12.00 thousand jobs"),
        ("curve", "slope", 0.69, "0.69 points"),
        ("curve", "slope_in_60_days", -0.001, "0.00 points"),
    ],
)
def test_a_figure_has_its_unit_and_moves_of_the_fed_their_sign_as_a_word(metric, figure, value, said):
    assert shown(METRICS[metric], figure, value) == said


def test_a_known_metric_tells_its_figure_its_day_and_both_ways_out():
    metric = METRICS["cuts_priced"]
    told = standing(metric, cuts_priced=1.3)

    assert state_words(metric, told, TODAY, "") == "neutral"
    assert figures_words(metric, told) == "priced 1.3 cuts (15 January 2026)"
    assert next_words(metric, told) == (
        "supports with 2 cuts or more priced, 0.7 cuts away for 2 closes; "
        "challenges with 0.5 cuts or fewer priced, 0.8 cuts away for 2 closes"
    )


@pytest.mark.parametrize(
    ("last", "without", "said"),
    [
        (-0.25, 0.0, "neutral with no cut at the last meeting"),
        (0.25, 1.0, "neutral with no hike at the last meeting"),
        (0.0, 2.0, "neutral with fewer than 2 meetings without a cut"),
        (0.0, 1.0, "supports with a cut at the last meeting; challenges with a hike at the last meeting"),
    ],
)
def test_what_the_fed_would_have_to_do_is_said_as_a_person_would(last, without, said):
    metric = METRICS["target_range"]

    assert next_words(metric, standing(metric, last_move=last, meetings_without_cut=without, cuts_priced=0.5)) == said


def test_meetings_without_a_cut_are_counted_as_a_person_would():
    metric = METRICS["target_range"]

    level = Need("meetings_without_cut", Sense.AT_LEAST, 2.0, None)
    assert level_words(metric, level) == "2 meetings or more without a cut"


def test_a_state_that_holds_is_left_by_its_exit():
    metric = METRICS["sahm"]

    assert next_words(metric, standing(metric, sahm=0.55)) == "neutral with gap below +0.35 points, 0.20 points away"


def test_what_is_not_known_says_why():
    metric = METRICS["cuts_priced"]

    assert state_words(metric, Standing(), TODAY, "no source yet") == "not known: no source yet"
    old = standing(metric, cuts_priced=1.3)
    assert state_words(metric, old, TODAY + timedelta(days=8), "x") == (
        "not known: the newest figure is of 15 January 2026"
    )
    assert (figures_words(metric, Standing()), next_words(metric, Standing())) == ("", "")


def test_a_state_that_waits_says_how_long_it_must_last():
    metric = METRICS["cuts_priced"]
    low = step(
        metric, standing(metric, cuts_priced=2.2), Reading(TODAY + timedelta(days=1), TODAY, {"cuts_priced": 1.0})
    )

    assert next_words(metric, low) == "neutral if it lasts for 1 close more"


def test_what_an_alert_touches_is_its_pillar_the_balance_and_the_headline():
    told = standing(METRICS["sahm"], sahm=0.2), standing(METRICS["claims"], claims_in_year=-1.0)
    thesis = Thesis(
        standings=dict(zip(("sahm", "claims"), told, strict=True)), pillars={"labor": State.SUPPORTS},
        headline=Headline.INTACT, pending=Headline.UNDER_REVIEW, seen=2,
    )  # fmt: skip

    assert touched("labor", thesis, TODAY) == (
        "Labor market: supports; of six pillars 1 supports, 5 not known; "
        "the thesis is intact (under review by 2 closes so far)"
    )
    assert touched("policy", thesis, TODAY).startswith("Fed policy: not known; ")


def test_a_headline_that_is_not_known_waits_for_nothing():
    assert headline_words(Thesis()) == "not known"
