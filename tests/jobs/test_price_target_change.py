"""price_target_change: told when the mean has moved by a twentieth from where it was last told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.codec import dump_card, load_card
from bot.cards import Tone
from bot.market.price_target import PriceTarget
from bot.market.quote import Split
from bot.market.ticker import Ticker
from jobs.price_target_change import WATCHER, judge, word
from tests.whole import facts

START = datetime(2026, 1, 14, 15, tzinfo=UTC)
TARGET = PriceTarget(
    ticker=Ticker("APLD"), mean=40.0, median=40.0, high=60.0, low=20.0, analysts=5, currency="USD",
    as_of=START, source="test",
)  # fmt: skip


class Watch:
    """Looks, a day apart, with the episodes kept between them."""

    def __init__(self, first=TARGET):
        self.now, self.episodes = START, {}
        assert self.look(first) == ()

    def look(self, target):
        judged = judge(replace(target, as_of=self.now), self.episodes, self.now)
        self.episodes |= {one.name: one for one in judged.moved}
        self.now += timedelta(days=1)
        return judged.occurrences

    def means(self, *means):
        return [len(self.look(replace(TARGET, mean=mean))) for mean in means]


def test_a_move_is_told_once_from_what_to_what():
    watch = Watch()
    (alert,) = watch.look(replace(TARGET, mean=46.0, analysts=6))
    card = word(alert.what)

    assert card.title == "APLD: mean target raised"
    assert card.lead == "The mean analyst target went $40.00 → $46.00, +15.0 %."
    assert facts(card)["Analysts"] == "6 analysts; 5 before"
    assert card.tone is Tone.CATALYST
    assert load_card(dump_card(card)) == card
    assert watch.means(46.0, 46.5) == [0, 0]


def test_small_steps_add_up_from_where_it_was_last_told():
    assert Watch().means(41, 41.9, 42, 43, 44, 44.2) == [0, 0, 1, 0, 0, 1]


def test_a_cut_is_a_risk():
    (alert,) = Watch().look(replace(TARGET, mean=30.0))

    assert (word(alert.what).title, word(alert.what).tone) == ("APLD: mean target cut", Tone.RISK)


@pytest.mark.parametrize(
    "other",
    [
        {"currency": "CAD", "mean": 55.0},
        {"last_split": Split(date(2026, 1, 15), 4.0), "mean": 10.0},
    ],
)
def test_another_currency_and_a_split_are_new_baselines(other):
    watch = Watch()

    assert watch.look(replace(TARGET, **other)) == ()
    assert watch.episodes["mean"].value == other["mean"]


def test_a_split_of_long_ago_explains_nothing():
    watch = Watch()

    assert len(watch.look(replace(TARGET, mean=30.0, last_split=Split(date(2026, 1, 2), 4.0)))) == 1


@pytest.mark.parametrize("as_of", [START - timedelta(days=20), START - timedelta(hours=1), START + timedelta(days=9)])
def test_what_is_old_older_than_the_last_look_or_from_tomorrow_says_nothing(as_of):
    watch = Watch()

    assert judge(replace(TARGET, mean=99.0, as_of=as_of), watch.episodes, watch.now).moved == ()


async def test_it_is_told_once_in_the_channel(club):
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []
    club.clock.pass_by(days=1)
    club.target("APLD", 44)

    assert await club.round(WATCHER.name) == ["APLD: mean target raised"]
    assert await club.round(WATCHER.name) == []
