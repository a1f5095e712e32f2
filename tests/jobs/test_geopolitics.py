"""Geopolitics: the week's mean passes a line once, climbs by steps, comes to rest far below, and never by one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.geopolitics import GeopoliticalRisk, RiskDay
from bot.market.quote import Quote
from bot.market.readings import Readings
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.geopolitics import Seen, ask, judge, picture, word
from tests.whole import facts

FIRST = date(2022, 1, 18)
NOW = datetime(2022, 3, 7, 16, 0, tzinfo=UTC)
# GPRD of 18 January to 27 February 2022 (Caldara and Iacoviello, file of August 2024; CC BY).
EARLY_2022 = (
    138.82, 153.56, 136.37, 185.75, 145.81, 106.86, 185.80, 291.58, 260.34, 265.01, 182.23, 217.44, 63.53, 142.99,
    190.59, 250.32, 176.29, 92.57, 47.57, 78.25, 195.15, 158.39, 117.18, 108.54, 179.28, 131.99, 118.00, 191.89,
    229.06, 223.47, 228.45, 226.35, 140.16, 83.28, 152.37, 279.43, 431.02, 370.70, 515.89, 398.59, 202.09,
)  # fmt: skip


def risk(*indices: float, first: date = FIRST) -> GeopoliticalRisk:
    days = tuple(RiskDay(first + timedelta(days=place), index) for place, index in enumerate(indices))
    at = datetime.combine(days[-1].day, datetime.min.time(), UTC)
    return GeopoliticalRisk(as_of=at, source="test", days=days, published=days[-1].day + timedelta(days=3))


class Watch:
    def __init__(self) -> None:
        self.episodes = {}

    def look(self, *indices: float):
        judged = judge(Seen(risk(*indices)), self.episodes, NOW)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences

    def every_day(self, indices):
        return [told for count in range(7, len(indices) + 1) for told in self.look(*indices[:count])]


def test_early_2022_day_by_day_is_high_calm_high_and_a_step_up():
    told = Watch().every_day(EARLY_2022)

    assert [one.name for one in told] == [
        "from 200 since 2022-01-27", "calm since 2022-02-05", "from 200 since 2022-02-23", "from 300 since 2022-02-26",
    ]  # fmt: skip
    assert [one.severity for one in told] == [Severity.NORMAL, Severity.QUIET, Severity.NORMAL, Severity.NORMAL]
    assert told[1].follows == told[0].fingerprint("geopolitics")


def test_a_file_that_brings_two_weeks_at_once_is_told_once_by_what_it_came_to():
    watch = Watch()
    watch.look(*EARLY_2022[:30])
    (told,) = watch.look(*EARLY_2022)
    card = word(told.what)

    assert card.title == "Geopolitical risk has passed 300"
    assert card.lead == (
        "The week's mean of the index went 169 (16 February 2022) → 336 (27 February 2022); it passed 300 on "
        "26 February 2022. 100 is the mean of 1985 to 2019."
    )
    assert facts(card)["Published"] == "2 March 2022, to 27 February 2022"
    assert facts(card)["Rank in five years"] == "week not known, month not known"
    assert card.tone is Tone.RISK
    assert "Measuring Geopolitical Risk" in card.note


def test_a_single_day_however_high_is_no_news():
    watch = Watch()
    watch.look(*[100.0] * 7)

    assert watch.look(*[100.0] * 7, 790.0) == ()
    assert len(watch.look(*[100.0] * 7, 801.0)) == 0  # the day was judged: a revision does not tell it


def test_a_line_passed_between_two_files_is_told_though_the_newest_week_is_back_under_it():
    watch = Watch()
    watch.look(*[150.0] * 7)
    (told,) = watch.look(*[150.0] * 7, *[260.0] * 4, *[150.0] * 4)

    assert word(told.what).lead.startswith("The week's mean of the index went 150 (24 January 2022) → 197")
    assert watch.look(*[150.0] * 7, *[260.0] * 4, *[151.0] * 9) == ()


def test_between_150_and_200_nothing_is_told_either_way():
    watch = Watch()
    watch.look(*[210.0] * 7)

    assert watch.every_day([*[210.0] * 7, *[151.0] * 20, *[199.0] * 20]) == []
    assert watch.episodes["week"].side == "high"


def test_the_first_look_is_the_baseline():
    watch = Watch()

    assert watch.look(*[350.0] * 7) == ()
    assert (watch.episodes["week"].side, watch.episodes["week"].level) == ("high", 300.0)
    (calm,) = watch.look(*[350.0] * 7, *[50.0] * 7)
    assert (word(calm.what).title, word(calm.what).tone) == ("Geopolitical risk is calmer", Tone.NOTE)
    assert "it fell under 150 on 29 January 2022" in word(calm.what).lead
    assert calm.severity is Severity.NORMAL  # nobody was told that it was high


def test_fewer_than_seven_days_say_nothing():
    assert judge(Seen(risk(*[500.0] * 6)), {}, NOW).moved == ()


def series(name: str, *figures: float, last: date = date(2022, 2, 25)) -> Readings:
    points = tuple((last - timedelta(days=len(figures) - 1 - place), one) for place, one in enumerate(figures))
    return Readings(as_of=NOW, source="test", name=name, points=points)


def test_oil_vix_supply_chains_and_the_hint_stand_around_it():
    watch = Watch()
    watch.look(*EARLY_2022[:30])
    vix = Quote(ticker=Ticker("^VIX"), price=31.98, as_of=NOW, source="test", previous_close=None, currency=None)
    seen = Seen(
        risk(*EARLY_2022),
        oil=series("DCOILWTICO", 80.0, *[90.0] * 29, 96.0),
        vix=vix,
        pressure=series("GSCPI", 3.5, last=date(2022, 2, 1)),
        news=series("Conflict in the news", *[2.0] * 10, 5.0),
    )
    (told,) = judge(seen, watch.episodes, NOW).occurrences
    shown = facts(word(told.what))

    assert shown["Oil"] == "96.00 dollars a barrel on 25 February 2022 (+20.0 % in 30 published days)"
    assert shown["VIX"] == "32.0 points"
    assert shown["Supply-chain pressure"] == "+3.50 standard deviations in February 2022"
    assert shown["Hint of the same day"] == (
        "conflict is in 5.0 % of articles on 25 February 2022, 2.5 times its median of the days before (GDELT, no "
        "confirmation)"
    )


async def test_the_picture_has_the_week_s_mean_and_both_lines():
    watch = Watch()
    watch.look(*EARLY_2022[:30])
    (told,) = watch.look(*EARLY_2022)
    chart = await picture(told.what)

    assert chart.alt == "From 150 on 24 January 2022 to 336 on 27 February 2022."
    assert [(one.name, one.value) for one in chart.levels] == [("High", 200.0), ("Calm again", 150.0)]


async def test_only_the_index_is_needed():
    source = Recorded()
    with pytest.raises(Missing, match="geopolitical risk"):
        await ask(geopolitics=source, conditions=source, quotes=source)
    source.tell(risk(*EARLY_2022))

    assert await ask(geopolitics=source, conditions=source, quotes=source) == Seen(risk(*EARLY_2022))


async def test_a_club_hears_of_it_once(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.market.tell(risk(*EARLY_2022[:30]))
    assert await club.round("geopolitics") == []

    club.market.tell(risk(*EARLY_2022))
    assert await club.round("geopolitics") == ["Geopolitical risk has passed 300"]
    assert await club.round("geopolitics") == []
