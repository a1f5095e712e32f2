"""A labor release: told once a month with both revisions; what a missing month makes impossible is said."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.labor import LaborMarket
from bot.market.readings import Readings, months_from
from bot.sources.recorded import Recorded
from jobs.labor_release import ask, judge, picture, word
from tests.whole import facts

NOW = datetime(2026, 1, 9, 13, 36, tzinfo=UTC)
DECEMBER = date(2025, 12, 1)


def readings(name: str, points) -> Readings:
    return Readings(as_of=NOW, source="BLS", name=name, points=tuple(sorted(points)))


def levels(last: date, *, months: int = 16, growth: float = 50, newest: float = 120, without: tuple[date, ...] = ()):
    """Payrolls that grow evenly up to the last month, which brings ``newest`` thousand."""
    told = [(months_from(last, -back), 159_000 - growth * (back - 1)) for back in range(1, months)]
    return readings("payrolls", [one for one in [*told, (last, 159_000 + newest)] if one[0] not in without])


def market(last: date = DECEMBER, *, before: Readings | None = None, **other) -> LaborMarket:
    told = {
        "payrolls": levels(last),
        "unemployment": readings("rate", [(months_from(last, -1), 4.5), (last, 4.4)]),
        "earnings": readings("pay", [(months_from(last, -12), 35.0), (months_from(last, -1), 36.2), (last, 36.4)]),
    }
    return LaborMarket(**{**told, **other}, payrolls_before=before)


class Watch:
    def __init__(self) -> None:
        self.episodes, self.stored = {}, 0

    def look(self, seen: LaborMarket):
        judged = judge(seen, self.episodes, NOW)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences


def released(seen: LaborMarket):
    """The card of a release after a first look at the month before."""
    watch = Watch()
    watch.look(market(months_from(seen.payrolls.newest, -1)))
    (told,) = watch.look(seen)
    return word(told.what)


def test_a_new_month_is_told_once_and_the_first_look_not_at_all():
    watch = Watch()
    assert watch.look(market(date(2025, 11, 1))) == ()

    (told,) = watch.look(market())
    assert (told.name, told.about) == ("2025-12", "")
    assert watch.look(market()) == ()
    assert watch.stored == 2


def test_revisions_of_the_same_month_are_no_release():
    watch = Watch()
    watch.look(market())

    assert watch.look(market(payrolls=levels(DECEMBER, newest=99))) == ()


def test_a_series_that_loses_its_newest_month_is_no_release():
    watch = Watch()
    watch.look(market())

    assert watch.look(market(date(2025, 11, 1))) == ()
    assert watch.look(LaborMarket()) == ()


def test_the_card_has_the_change_both_revisions_unemployment_and_pay():
    before = readings(
        "payrolls", [(months_from(DECEMBER, -back), jobs) for back, jobs in ((3, 158_850), (2, 158_910), (1, 159_010))]
    )
    card = released(market(before=before))

    assert card.title == "Payrolls rose by 120,000 jobs in December 2025"
    assert card.lead == (
        "That is 70,000 jobs above the mean of plus 50,000 jobs (no consensus; against its 12-month trend)."
    )
    assert facts(card) == {
        "Payrolls": "plus 120,000 jobs",
        "Revisions": "October from +60 to +50 thousand and November from +100 to +50 thousand; together -60 thousand",
        "Unemployment": "4.4 %, 4.5 % the month before",
        "Hourly earnings": "$36.40; in the month +0.6 %, in the year +4.0 %",
    }
    assert card.tone is Tone.CATALYST


def test_a_fall_is_said_in_words():
    card = released(market(payrolls=levels(DECEMBER, newest=-92)))

    assert card.title == "Payrolls fell by 92,000 jobs in December 2025"
    assert card.lead.startswith("That is 142,000 jobs below the mean of plus 50,000 jobs")
    assert (facts(card)["Payrolls"], card.tone) == ("minus 92,000 jobs", Tone.RISK)


def test_what_a_missing_month_makes_impossible_is_said():
    october = date(2025, 10, 1)
    card = released(
        market(date(2025, 11, 1), unemployment=readings("rate", [(date(2025, 9, 1), 4.4), (date(2025, 11, 1), 4.5)]))
    )
    assert facts(card)["Unemployment"] == (
        "4.5 %; its change is not computable: there is no unemployment rate for October 2025"
    )
    assert facts(card)["Revisions"] == "not known: what the release before said was not kept"

    card = released(market(date(2025, 11, 1), payrolls=levels(date(2025, 11, 1), without=(october,))))
    assert card.title == "Labor market of November 2025"
    assert card.lead == "The change of payrolls is not computable: there is no level of payrolls for October 2025."

    card = released(market(payrolls=levels(DECEMBER, months=6), unemployment=None, earnings=None))
    assert card.lead == "No consensus is known, and its 12-month trend is not computable: a month is missing."
    assert facts(card)["Unemployment"] == "not computable: there is no unemployment rate for December 2025"
    assert facts(card)["Hourly earnings"] == "not computable: there is no figure of earnings for December 2025"


async def test_the_picture_has_a_bar_for_each_month():
    watch = Watch()
    watch.look(market(date(2025, 11, 1)))
    (told,) = watch.look(market())
    chart = await picture(told.what)

    assert chart.bars
    assert chart.series[0].points[-2:] == ((date(2025, 11, 1), 50), (DECEMBER, 120))
    assert chart.alt.endswith("to December 2025 (+120 thousand).")


async def test_without_a_labor_market_it_is_missing():
    with pytest.raises(Missing):
        await ask(labor=Recorded())


async def test_a_club_hears_of_a_release_once(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.market.tell_labor(market(date(2025, 11, 1)))
    assert await club.round("labor_release") == []

    club.market.tell_labor(market())
    assert await club.round("labor_release") == ["Payrolls rose by 120,000 jobs in December 2025"]
    assert await club.round("labor_release") == []
