"""The states that count stay while newer figures say what they would change."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.cards import Moment
from bot.monitor.shown import ALONE, COUNTED, Shown
from bot.thesis.book import Kept
from bot.thesis.counted import counted
from bot.thesis.metric import Metric, Reading
from bot.thesis.pillars import PILLARS
from bot.thesis.state import State
from bot.thesis.thesis import Thesis, advance
from bot.thesis_look import ThesisLook

WED, THU, FRI = date(2026, 1, 14), date(2026, 1, 15), date(2026, 1, 16)
METRICS = {one.name: one for pillar in PILLARS for one in pillar.metrics}
CUTS: Metric = METRICS["cuts_priced"]


def evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 45, tzinfo=UTC)


def cuts(day: date, value: float) -> dict[str, Reading]:
    return {"cuts_priced": Reading(day, day, {"cuts_priced": value})}


def shown(day: date, value: float, *kept: tuple[date, float]) -> Shown:
    """What is seen at noon of a day on which so many cuts are priced, after the kept closes."""
    thesis = Thesis()
    for close, before in kept:
        thesis, _ = counted(thesis, cuts(close, before), evening(close))
    told = cuts(day, value)
    look = ThesisLook(advance(Thesis(), told, day)[0], day, readings=told)
    noon = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
    return Shown.of(look, Kept(thesis, evening(kept[-1][0])) if kept else None, noon)


def test_without_a_kept_thesis_the_newest_figures_speak_and_the_card_says_so():
    seen = shown(THU, 1.0)

    assert (seen.state(CUTS), seen.note, seen.counted) == (State.NEUTRAL, ALONE, ())


def test_the_kept_state_stands_beside_the_newest_figure():
    seen = shown(THU, 1.0, (WED, 2.2))

    assert (seen.state(CUTS), seen.note) == (State.SUPPORTS, COUNTED)
    assert dict(seen.next(CUTS).figures) == {"cuts_priced": 1.0}
    assert seen.next_words(CUTS) == "would change to neutral if it lasts for 1 close more"
    (fact,) = seen.counted
    assert fact.value == ("up to the close of 14 January 2026, looked at ", Moment(evening(WED)))


def test_on_the_last_day_of_the_dwell_it_would_change_with_the_close():
    seen = shown(FRI, 1.0, (WED, 2.2), (THU, 1.0))

    assert seen.state(CUTS) is State.SUPPORTS
    assert seen.next_words(CUTS) == "would change to neutral if today closed so"


def test_a_figure_that_stays_says_how_far_it_is_from_the_next_state():
    assert shown(THU, 1.9, (WED, 2.2)).next_words(CUTS) == (
        "neutral with 1.75 cuts or fewer priced, 0.1 cuts away for 2 closes"
    )


def test_what_is_found_today_would_be_known_with_the_close():
    thesis = Thesis(day=WED)
    told = cuts(THU, 2.2)
    look = ThesisLook(advance(Thesis(), told, THU)[0], THU, readings=told)
    seen = Shown.of(look, Kept(thesis, evening(WED)), datetime(2026, 1, 15, 17, tzinfo=UTC))

    assert seen.state(CUTS) is State.UNKNOWN
    assert seen.next_words(CUTS) == "would change to supports if today closed so"


def test_the_sources_carry_the_day_of_the_newest_figure():
    (origin,) = shown(THU, 1.0, (WED, 2.2)).origins(PILLARS)

    assert (origin.source, origin.as_of.date()) == (CUTS.source, THU)
