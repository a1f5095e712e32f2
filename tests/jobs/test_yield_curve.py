"""The yield curve: an inversion is told after three days, its end quietly after it, a wobble round zero not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.readings import Readings
from bot.sources.recorded import Recorded
from jobs.yield_curve import WATCHER, Seen, ask, judge, picture, word
from tests.whole import facts

FIRST = date(2026, 1, 1)
NOW = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)


def yields(*slopes: float) -> Seen:
    days = [FIRST + timedelta(days=place) for place in range(len(slopes))]
    two = Readings(as_of=NOW, source="test", name="DGS2", points=tuple((one, 4.0) for one in days))
    ten = Readings(
        as_of=NOW, source="test", name="DGS10",
        points=tuple((one, 4.0 + slope) for one, slope in zip(days, slopes, strict=True)),
    )  # fmt: skip
    return Seen(two, ten)


class Watch:
    """A look after every day but the first three, over episodes as the store has them."""

    def __init__(self) -> None:
        self.episodes, self.stored = {}, 0

    def days(self, *slopes: float):
        told = []
        for count in range(3, len(slopes) + 1):
            judged = judge(yields(*slopes[:count]), self.episodes, NOW)
            self.stored += len(judged.moved)
            self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
            told += judged.occurrences
        return told


def test_an_inversion_is_told_on_its_third_day():
    assert Watch().days(0.2, 0.2, 0.1, -0.1, -0.1) == []

    (told,) = Watch().days(0.2, 0.2, 0.1, -0.1, -0.1, -0.2)
    card = word(told.what)
    assert card.title == "The yield curve has inverted"
    assert card.lead == (
        "Ten-year yields less two-year ones: 0.10 points above zero on 3 January 2026 → "
        "0.20 points below zero on 6 January 2026, below zero since 4 January 2026."
    )
    assert (card.tone, told.severity, told.about) == (Tone.RISK, Severity.NORMAL, "")
    assert facts(card) == {"Two years": "4.00 %", "Ten years": "3.80 %"}


def test_its_end_is_the_quiet_follow_up():
    opening, closing = Watch().days(0.2, 0.2, 0.1, -0.1, -0.1, -0.2, 0.1, 0.1, 0.2)

    assert closing.follows == opening.fingerprint(WATCHER.name)
    assert closing.severity is Severity.QUIET
    assert word(closing.what).title == "The yield curve is upright again"


@pytest.mark.parametrize("wobble", [(-0.1, 0.1) * 6, (-0.1, -0.1, 0.0) * 4, (-0.1, -0.1, 0.1) * 4])
def test_a_wobble_round_zero_tells_nothing_and_writes_nothing(wobble):
    watch = Watch()

    assert watch.days(0.2, 0.2, 0.1, *wobble) == []
    assert watch.stored == 1


def test_the_first_look_is_a_baseline_on_either_side():
    for slope in (0.2, -0.2):
        watch = Watch()
        assert watch.days(slope, slope, slope, slope) == []
        assert watch.stored == 1


def test_the_end_of_an_inversion_that_was_there_at_first_is_told_as_news():
    (told,) = Watch().days(-0.2, -0.2, -0.2, 0.1, 0.1, 0.1)

    assert (told.severity, told.follows) == (Severity.NORMAL, "")


def test_a_revised_past_is_not_judged_again():
    watch = Watch()
    watch.days(0.2, 0.2, 0.2, -0.1, -0.1, -0.1)

    assert judge(yields(0.2, 0.2, 0.2, 0.1, 0.1, 0.1), watch.episodes, NOW).occurrences == ()


def test_what_moved_the_curve_is_named_with_its_animal():
    (told,) = Watch().days(*[0.5] * 61, -0.1, -0.1, -0.1)

    assert facts(word(told.what))["In 60 published days"] == (
        "a bull flattener: two years +0.00 points, ten years -0.60"
    )


async def test_the_picture_has_a_year_of_slopes_and_zero():
    (told,) = Watch().days(0.2, 0.2, 0.1, -0.1, -0.1, -0.2)
    chart = await picture(told.what)

    assert [slope for _, slope in chart.series[0].points] == [0.2, 0.2, 0.1, -0.1, -0.1, -0.2]
    assert [(one.name, one.value) for one in chart.levels] == [("Zero", 0.0)]
    assert chart.alt == (
        "The slope from 0.20 points above zero on 1 January 2026 to 0.20 points below zero on 6 January 2026."
    )


async def test_both_yields_are_needed():
    source = Recorded()
    source.tell(yields(0.1).two)
    with pytest.raises(Missing, match="ten-year"):
        await ask(curve=source)


async def test_a_club_hears_of_an_inversion(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    days = [FIRST + timedelta(days=place) for place in range(6)]
    club.series("DGS2", [(one, 4.0) for one in days])
    club.series("DGS10", [(one, 4.1) for one in days[:3]])
    assert await club.round("yield_curve") == []

    club.series("DGS10", [(one, 3.9 if place > 2 else 4.1) for place, one in enumerate(days)])
    assert await club.round("yield_curve") == ["The yield curve has inverted"]
    assert await club.round("yield_curve") == []
