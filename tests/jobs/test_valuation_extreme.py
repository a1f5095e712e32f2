"""valuation_extreme: told when a multiple passes its line, and quietly when it is well back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.valuation_extreme import WATCHER, ask, judge, word
from tests.company import company
from tests.whole import facts

START = datetime(2026, 1, 14, 15, tzinfo=UTC)
APLD = Ticker("APLD")


async def path(*looks):
    """What looks a session apart tell; each is what is changed of the company."""
    episodes, told, source = {}, [], Recorded()
    for day, changed in enumerate(looks):
        now = START + timedelta(days=day)
        source.tell_profile(APLD, company(now, **changed))
        judged = judge(await ask(APLD, profiles=source), episodes, now)
        episodes |= {episode.name: episode for episode in judged.moved}
        told.append(judged.occurrences)
    return told


async def test_a_multiple_past_its_line_is_told_with_the_one_before():
    (alert,) = (await path({}, {"eps_trailing": 0.25}))[-1]
    card = word(alert.what)

    assert card.title == "APLD: extreme on earnings"
    assert card.lead == "It costs 120.0 times the earnings of the last twelve months; the line is 100."
    assert facts(card)["Before"][0].startswith("27.3 times the earnings")
    assert facts(card)["On sales"] == "1.4 times the sales of the last twelve months"
    assert card.tone is Tone.RISK
    assert load_card(dump_card(card)) == card


async def test_a_wobble_at_the_line_is_told_once_and_the_end_only_well_below_it():
    wobble = [{"eps_trailing": eps} for eps in (1.1, 0.29, 0.31, 0.29, 0.32, 0.40)]
    told = await path(*wobble)

    assert [len(one) for one in told] == [0, 1, 0, 0, 0, 1]
    opening, closing = told[1][0], told[5][0]
    assert closing.follows == opening.fingerprint(WATCHER.name)
    assert closing.severity is Severity.QUIET
    assert word(closing.what).title == "APLD: no longer extreme on earnings"


async def test_a_stock_that_is_extreme_at_the_first_look_is_a_baseline():
    assert [len(one) for one in await path({"eps_trailing": 0.1}, {"eps_trailing": 0.09})] == [0, 0]


async def test_a_loss_ends_an_extreme_on_earnings_and_begins_none():
    told = await path({}, {"eps_trailing": 0.1}, {"eps_trailing": -0.1})

    assert "no multiple: it makes a loss" in word(told[2][0].what).lead
    assert [len(one) for one in await path({}, {"eps_trailing": -0.1})] == [0, 0]


async def test_a_price_with_no_sales_is_extreme_on_sales():
    (alert,) = (await path({}, {"revenue": 0.0}))[-1]

    assert word(alert.what).lead == "It costs more than any sales: it has none; the line is 40."


async def test_what_cannot_be_divided_is_missing_and_lost_figures_end_nothing():
    lost = {"eps_trailing": "not filed"}
    assert [len(one) for one in await path({}, {"eps_trailing": 0.1}, {"lost": lost}, {"eps_trailing": 0.1})] == [
        0,
        1,
        0,
        0,
    ]

    source = Recorded()
    source.tell_profile(APLD, company(START, lost={"price": "no close"}))
    with pytest.raises(Missing, match="No multiple of APLD"):
        await ask(APLD, profiles=source)


async def test_it_is_told_once_in_the_channel(club):
    club.price("APLD", 30)
    club.know("APLD")
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []
    club.clock.pass_by(days=1)
    club.know("APLD", eps_trailing=0.2)

    assert await club.round(WATCHER.name) == ["APLD: extreme on earnings"]
    assert await club.round(WATCHER.name) == []
