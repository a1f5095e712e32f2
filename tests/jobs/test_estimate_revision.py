"""estimate_revision: told when next year's estimate has moved and revisions agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.codec import dump_card, load_card
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.rating.profile import Figure, Profile
from bot.sources.recorded import Recorded
from jobs.estimate_revision import WATCHER, Seen, ask, judge, word
from tests.company import company
from tests.whole import facts

START = datetime(2026, 1, 14, 15, tzinfo=UTC)
APLD = Ticker("APLD")


def seen(value, at=START, *, this=1.3, price=30.0, up=3, down=1, analysts=5, unit="USD/share"):
    return Seen(APLD, Figure(as_of=at, source="test", value=value, unit=unit), this, price, up, down, analysts)


def path(*looks):
    """What looks a day apart tell; each is an estimate, or the keywords of a look."""
    episodes, told = {}, []
    for day, one in enumerate(looks):
        at = START + timedelta(days=day)
        given = one if isinstance(one, dict) else {"value": one}
        judged = judge(seen(at=at, **given), episodes, at)
        episodes |= {episode.name: episode for episode in judged.moved}
        told.append(judged.occurrences)
    return told


def counts(*looks):
    return [len(one) for one in path(*looks)]


def test_a_revision_is_told_in_money_and_against_the_price():
    (alert,) = path(1.6, 1.75)[-1]
    card = word(alert.what)

    assert card.title == "APLD: next year's estimate raised"
    assert card.lead == "Earnings expected for next year went $1.60 → $1.75 a share, +0.50 % of the price."
    assert facts(card)["Revisions in 30 days"] == "3 up, 1 down, of 5 analysts"
    assert card.tone is Tone.CATALYST
    assert load_card(dump_card(card)) == card


def test_small_steps_add_up_from_where_it_was_last_told():
    assert counts(1.6, 1.64, 1.69, 1.70, 1.75) == [0, 0, 1, 0, 0]


def test_a_percent_of_an_estimate_near_zero_is_no_news():
    assert counts(0.01, 0.05, 0.07, 0.09) == [0, 0, 0, 1]


def test_a_loss_that_grows_is_a_cut():
    cut = {"value": -0.9, "this": -1.2, "up": 0, "down": 2}
    (alert,) = path({"value": -0.6, "this": -1.2}, cut)[-1]

    assert (word(alert.what).title, word(alert.what).tone) == ("APLD: next year's estimate cut", Tone.RISK)
    assert "-$0.6000 → -$0.9000 a share" in word(alert.what).lead


def test_a_move_against_its_revisions_is_another_basis_and_is_not_told():
    assert counts(1.6, {"value": 1.9, "up": 0, "down": 2}, {"value": 1.9, "up": 1, "down": 1}) == [0, 0, 0]


def test_a_new_fiscal_year_is_a_baseline():
    turned = {"value": 2.1, "this": 1.61}

    assert counts(1.6, turned, {"value": 2.12, "this": 1.61}, {"value": 2.4, "this": 1.7}) == [0, 0, 0, 1]


def test_another_currency_is_a_baseline_and_one_analyst_says_nothing():
    assert counts(1.6, {"value": 2.2, "unit": "CAD/share"}) == [0, 0]
    assert counts({"value": 1.6, "analysts": 1}, {"value": 2.6, "analysts": 1}) == [0, 0]


def test_an_old_estimate_says_nothing():
    assert judge(seen(1.6, START - timedelta(days=11)), {}, START).moved == ()


async def test_an_estimate_in_another_currency_than_the_price_is_missing():
    source, whole = Recorded(), company(START)
    source.tell_profile(APLD, whole)
    assert (await ask(APLD, profiles=source)).value == 1.6

    foreign = replace(whole.figures["eps_next"], unit="CAD/share")
    source.tell_profile(APLD, Profile(START, {**whole.figures, "eps_next": foreign}))
    with pytest.raises(Missing, match="No estimates of APLD can be compared"):
        await ask(APLD, profiles=source)


async def test_it_is_told_once_in_the_channel(club):
    club.price("APLD", 30)
    club.know("APLD")
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []
    club.clock.pass_by(days=1)
    club.know("APLD", eps_next=1.8)

    assert await club.round(WATCHER.name) == ["APLD: next year's estimate raised"]
    assert await club.round(WATCHER.name) == []
