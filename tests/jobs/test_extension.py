"""The “sell the news” set-up: told when it comes, quietly when it goes, with the grade of its evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.rating.decision import last_close
from bot.sources.recorded import Recorded
from jobs.extension import COOLDOWN, WATCHER, ask, judge, word
from tests.company import company
from tests.whole import facts

START = datetime(2026, 1, 14, 23, tzinfo=UTC)
APLD = Ticker("APLD")
HOT = {"price": 43.0, "price_21d_ago": 28.0, "mean_50": 30.0, "largest_days": 0.12, "target_high": 44.0}


async def path(*looks, every=1):
    """What looks some days apart tell; each is what is changed of the company."""
    episodes, told, source = {}, [], Recorded()
    for number, changed in enumerate(looks):
        now = START + timedelta(days=number * every)
        source.tell_profile(APLD, company(now, **changed))
        judged = judge(await ask(APLD, profiles=source), episodes, now)
        episodes |= {episode.name: episode for episode in judged.moved}
        told.append(judged.occurrences)
    return told


async def counts(*looks, **other):
    return [len(one) for one in await path(*looks, **other)]


async def test_a_stock_that_ran_to_its_highest_target_is_told_with_figures_and_evidence():
    (alert,) = (await path({}, HOT))[-1]
    card = word(alert.what)

    assert card.title == "APLD: the “sell the news” set-up"
    assert card.lead == "It ran fast, stands at its highest target, and no fresh good news carries it."
    assert facts(card)["Price"] == "$43.00, 97.7 % of the highest target $44.00"
    assert facts(card)["In 21 sessions"] == "+53.6 %; IWM +1.0 %"
    assert facts(card)["Against its 50-day mean"] == "+43.3 %"
    assert facts(card)["Evidence"].startswith("B for extension (real but decayed), C for targets (mixed)")
    assert facts(card)["Extension"].endswith("on a scale down to -2; the line is -1.25")
    assert card.origins[0].as_of.date() == last_close(START + timedelta(days=1))
    assert (card.tone, alert.severity) == (Tone.RISK, Severity.NORMAL)
    assert load_card(dump_card(card)) == card


@pytest.mark.parametrize(
    "less", [{"fresh_catalyst": True}, {"target_high": 60.0}, {"price_21d_ago": 42.0, "mean_50": 41.0}]
)
async def test_good_news_room_to_the_target_or_a_slow_run_make_none(less):
    assert await counts({}, {**HOT, **less}) == [0, 0]


async def test_a_set_up_of_the_first_look_is_a_baseline_and_its_end_is_told_to_nobody():
    assert await counts(HOT, HOT, {}) == [0, 0, 0]


async def test_a_wobble_at_the_lines_is_told_once_and_the_end_only_well_away_from_them():
    wobble = [{**HOT, "target_high": high} for high in (60.0, 44.0, 46.0, 44.0, 46.5, 48.0)]
    told = await path(*wobble)

    assert [len(one) for one in told] == [0, 1, 0, 0, 0, 1]
    opening, over = told[1][0], told[5][0]
    assert over.follows == opening.fingerprint(WATCHER.name)
    assert over.severity is Severity.QUIET
    assert word(over.what).title == "APLD: the “sell the news” set-up is over"
    assert word(over.what).lead == "The price is back under 92 % of the highest target."


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ({"fresh_catalyst": True}, "Fresh good news came"),
        ({"price_21d_ago": 42.0, "mean_50": 41.0, "largest_days": 0.05}, "no longer stretched"),
    ],
)
async def test_an_end_says_why(ended, words):
    (over,) = (await path({}, HOT, {**HOT, **ended}))[-1]

    assert words in word(over.what).lead
    assert word(over.what).tone is Tone.NOTE


async def test_good_news_that_comes_and_goes_tells_it_once_in_ten_sessions():
    news = {**HOT, "fresh_catalyst": True}

    assert COOLDOWN == 10
    assert await counts({}, HOT, news, HOT, news, HOT, news) == [0, 1, 1, 0, 0, 0, 0]
    assert await counts({}, HOT, news, HOT, every=8) == [0, 1, 1, 1]


async def test_the_same_close_is_counted_once_and_an_old_one_never():
    source, episodes = Recorded(), {}
    source.tell_profile(APLD, company(START))
    episodes |= {one.name: one for one in judge(await ask(APLD, profiles=source), {}, START).moved}
    source.tell_profile(APLD, company(START, **HOT))
    seen = await ask(APLD, profiles=source)

    assert not judge(seen, episodes, START).moved
    assert not judge(seen, {}, START + timedelta(days=6)).moved


@pytest.mark.parametrize("name", ["price", "target_high", "market_return_21d", "mean_50", "fresh_catalyst"])
async def test_a_lost_figure_is_missing_and_ends_nothing(name):
    source = Recorded()
    source.tell_profile(APLD, company(START, lost={name: "not had"}))

    with pytest.raises(Missing, match="known"):
        await ask(APLD, profiles=source)


async def test_it_is_told_once_in_the_channel(club):
    club.price("APLD", 30)
    club.know("APLD")
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []
    club.clock.pass_by(days=1)
    club.know("APLD", **HOT)

    assert await club.round(WATCHER.name) == ["APLD: the “sell the news” set-up"]
    assert await club.round(WATCHER.name) == []
