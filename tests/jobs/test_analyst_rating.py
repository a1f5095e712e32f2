"""analyst_rating: told when the mean recommendation has moved by a quarter of a grade."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.codec import dump_card, load_card
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.rating.profile import Figure
from bot.sources.recorded import Recorded
from jobs.analyst_rating import WATCHER, Seen, ask, judge, word
from tests.company import company
from tests.whole import facts

START = datetime(2026, 1, 14, 15, tzinfo=UTC)
APLD = Ticker("APLD")


def seen(mean, at=START, *, analysts=6, source="Yahoo Finance"):
    return Seen(APLD, Figure(as_of=at, source=source, value=mean, unit="ratio"), analysts, 1.0)


def path(*looks):
    """What looks a day apart tell; each is a mean, or the keywords of a look."""
    episodes, told = {}, []
    for day, one in enumerate(looks):
        at = START + timedelta(days=day)
        given = one if isinstance(one, dict) else {"mean": one}
        judged = judge(seen(at=at, **given), episodes, at)
        episodes |= {episode.name: episode for episode in judged.moved}
        told.append(judged.occurrences)
    return told


def test_a_move_is_told_from_what_to_what_in_words():
    (alert,) = path(2.2, 2.45)[-1]
    card = word(alert.what)

    assert card.title == "APLD: analysts are cooler"
    assert card.lead.startswith("Their mean recommendation went 2.20 → 2.45, on a scale from 1, strong buy, to 5")
    assert facts(card)["Upgrades less downgrades in 90 days"] == "+1"
    assert card.tone is Tone.RISK
    assert load_card(dump_card(card)) == card


def test_small_steps_add_up_and_a_step_back_is_told_again():
    assert [len(one) for one in path(2.2, 2.1, 2.0, 1.9, 1.95, 2.2)] == [0, 0, 0, 1, 0, 1]


def test_two_analysts_are_no_crowd():
    assert [len(one) for one in path({"mean": 2.2, "analysts": 2}, {"mean": 4.0, "analysts": 2})] == [0, 0]


def test_a_mean_that_another_computed_is_a_baseline():
    other = "Yahoo Finance, our mean of its counts"

    assert [len(one) for one in path(2.2, {"mean": 3.0, "source": other}, {"mean": 3.3, "source": other})] == [0, 0, 1]


def test_an_old_mean_says_nothing():
    assert judge(seen(2.2, START - timedelta(days=11)), {}, START).moved == ()


async def test_it_asks_the_profile_and_nothing_recommended_is_missing():
    source = Recorded()
    source.tell_profile(APLD, company(START, mean_rating=2.0))
    assert (await ask(APLD, profiles=source)).value == 2.0

    source.tell_profile(APLD, company(START, lost={"mean_rating": "nobody recommends it"}))
    with pytest.raises(Missing, match="No mean recommendation of APLD"):
        await ask(APLD, profiles=source)


async def test_it_is_told_once_in_the_channel(club):
    club.price("APLD", 30)
    club.know("APLD")
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []
    club.clock.pass_by(days=1)
    club.know("APLD", mean_rating=1.8)

    assert await club.round(WATCHER.name) == ["APLD: analysts are kinder"]
    assert await club.round(WATCHER.name) == []
