"""What is told of a turn: its tone from its direction, and a way back as what it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.cards import Tone
from bot.monitor.turn import Turn, turn_card
from bot.thesis.metric import Reading
from bot.thesis.pillars import PILLARS
from bot.thesis.thesis import Change, Thesis, advance
from tests.whole import facts

NOW = datetime(2026, 3, 6, 23, 45, tzinfo=UTC)
POLICY = PILLARS[0]
LEADERSHIP = next(one for one in PILLARS if one.name == "leadership")


def turn(before: str, after: str, home: str = "", pillar=POLICY, changes: tuple[Change, ...] = ()) -> Turn:
    return Turn(pillar, before, after, home or before, changes, Thesis(), Thesis(), NOW, {})


@pytest.mark.parametrize(
    ("before", "after", "home", "tone"),
    [
        ("supports", "neutral", "", Tone.RISK),
        ("neutral", "challenges", "supports", Tone.RISK),
        ("challenges", "neutral", "supports", Tone.CATALYST),
        ("neutral", "supports", "", Tone.CATALYST),
        ("neutral", "supports", "supports", Tone.NOTE),
        ("supports", "unknown", "", Tone.NOTE),
        ("unknown", "challenges", "", Tone.NOTE),
    ],
)
def test_the_tone_repeats_the_direction_and_is_calm_where_nothing_got_worse(before, after, home, tone):
    assert turn_card(turn(before, after, home)).tone is tone


@pytest.mark.parametrize(("before", "after", "tone"), [
    ("intact", "under review", Tone.RISK), ("broken", "under review", Tone.CATALYST), ("unknown", "broken", Tone.NOTE),
])  # fmt: skip
def test_the_headline_has_its_own_words(before, after, tone):
    card = turn_card(turn(before, after, pillar=None))

    assert (card.tone, len(card.table.rows)) == (tone, 6)
    assert card.title == f"The small-cap thesis: {'not known' if before == 'unknown' else before} → {after}"


def test_a_way_back_says_that_it_is_as_before():
    assert turn_card(turn("neutral", "supports", "supports")).title == "Fed policy: neutral → supports, as before"
    assert turn_card(turn("unknown", "supports", "supports")).title == "Fed policy: not known → supports"


def test_a_metric_without_figures_says_why():
    lost = Change("vix", "supports", "unknown", date(2026, 3, 6))
    card = turn_card(turn("supports", "unknown", pillar=PILLARS[-1], changes=(lost,)))

    assert facts(card)["VIX"] == "supports → not known: no source yet"


def test_a_metric_whose_figure_grew_too_old_says_of_which_day_it_is_and_what_its_pillar_was_before():
    day = date(2026, 2, 25)
    figures = {one.name: Reading(day, day, {"lead_63": 4.0, "lead_ytd": 4.0}) for one in LEADERSHIP.metrics}
    was, _ = advance(Thesis(), figures, day)
    lost = Change("lead_63", "supports", "unknown", date(2026, 3, 6))
    card = turn_card(Turn(LEADERSHIP, "supports", "unknown", "supports", (lost,), was, was, NOW, {}))

    assert facts(card)["IWM less SPY, 63 sessions"] == (
        "supports → not known: the newest figure is of 25 February 2026, and one is good for 7 days"
    )
    assert facts(card)["Score of the pillar"].startswith("+1.00 → not known of -1 to +1")
