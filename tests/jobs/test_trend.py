"""Trend: a crossing of the 200-day mean and a confirmed bottom, each after three closes, with its evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.hours import closes, sessions_after
from bot.market.ticker import Ticker
from bot.rating.decision import last_close
from bot.rating.profile import NOT_APPLICABLE
from bot.sources.recorded import Recorded
from jobs.trend import WATCHER, ask, judge, word
from tests.company import company
from tests.whole import facts

START = datetime(2026, 1, 14, 23, tzinfo=UTC)
APLD = Ticker("APLD")


async def path(*looks):
    """What looks after closes one after another tell; each is what is changed of the company."""
    episodes, told, source = {}, [], Recorded()
    for number, changed in enumerate(looks):
        now = closes(sessions_after(last_close(START), number)) + timedelta(hours=2)
        source.tell_profile(APLD, company(now, **changed))
        judged = judge(await ask(APLD, profiles=source), episodes, now)
        again = judge(await ask(APLD, profiles=source), episodes | {one.name: one for one in judged.moved}, now)
        assert again == type(again)(), "a close counts once"
        episodes |= {episode.name: episode for episode in judged.moved}
        told.append(judged.occurrences)
    return told


def prices(*gaps):
    """Prices so far from a mean of 100."""
    return [{"price": 100.0 + gap, "mean_200": 100.0, "mean_50": 101.0} for gap in gaps]


def holding(*hold):
    return [{"bottom_count": count if isinstance(count, str) else float(count)} for count in hold]


async def counts(looks):
    return [len(one) for one in await path(*looks)]


# The 200-day mean


async def test_a_crossing_is_told_after_three_closes_with_its_evidence():
    told = await path(*prices(-2, 2, 3, 4))
    assert [len(one) for one in told] == [0, 0, 0, 1]
    (alert,) = told[-1]
    card = word(alert.what)

    assert card.title == "APLD is above its 200-day mean"
    assert card.lead == "3 closes in a row lie above it by 1 % or more; the mean is $100.00."
    assert facts(card)["200-day mean"] == "$100.00; the price is +4.0 %"
    assert facts(card)["50-day mean"] == "$101.00; the price is +3.0 %"
    assert facts(card)["Evidence"] == "A: for trends as a factor; a crossing by itself was not studied"
    assert card.origins[0].as_of == closes(sessions_after(last_close(START), 3))
    assert (card.tone, alert.severity, alert.size) == (Tone.CATALYST, Severity.NORMAL, 4.0)
    assert load_card(dump_card(card)) == card


async def test_a_crossing_down_is_a_risk():
    (alert,) = (await path(*prices(2, -2, -2, -2)))[-1]

    assert word(alert.what).title == "APLD is below its 200-day mean"
    assert word(alert.what).tone is Tone.RISK


@pytest.mark.parametrize(
    "wobble",
    [
        (-2, 2, -1, 2, -1, 2, -1, 2),  # never three in a row
        (-2, 2, 2, -0.1, 2, 2, -0.1),
        (-2, 0.9, 0.9, 0.9, 0.9),  # within the band
    ],
)
async def test_a_wobble_round_the_mean_tells_nothing(wobble):
    assert sum(await counts(prices(*wobble))) == 0


async def test_a_close_within_the_band_neither_counts_nor_breaks_a_row():
    assert await counts(prices(-2, 2, 0.5, 2, 0.5, 2)) == [0, 0, 0, 0, 0, 1]


async def test_each_crossing_is_told_once():
    told = await path(*prices(-2, 2, 2, 2, 2, 2, -2, -2, -2, -2, 2, 2, 2))

    assert [len(one) for one in told] == [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1]
    assert len({one.fingerprint(WATCHER.name) for looks in told for one in looks}) == 3


async def test_a_side_of_the_first_look_is_a_baseline():
    assert sum(await counts(prices(30, 30, 30, 30))) == 0


# The bottom


async def test_a_confirmed_bottom_is_told_after_three_closes_as_evidence_c():
    told = await path(*holding(3, 4, 4, 4))
    assert [len(one) for one in told] == [0, 0, 0, 1]
    card = word(told[-1][0].what)

    assert card.title == "APLD: the bottom is confirmed by all 4 tests"
    assert "at least 90 sessions old, the price 40 % above it" in card.lead
    assert "the lows of 63 sessions 15 % above it" in card.lead
    assert facts(card)["Evidence"].startswith("C: no study of confirmed bottoms was found")
    assert facts(card)["Tests of a bottom"] == "4 of 4 hold"
    assert card.tone is Tone.CATALYST


async def test_a_test_that_comes_and_goes_ends_nothing_and_the_end_follows_quietly():
    told = await path(*holding(3, 4, 4, 4, 3, 4, 3, 2, 3, 2, 2, 2))

    assert [len(one) for one in told] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    opening, over = told[3][0], told[-1][0]
    assert over.follows == opening.fingerprint(WATCHER.name)
    assert over.severity is Severity.QUIET
    assert word(over.what).lead == "Only 2 of 4 tests still hold."


async def test_a_bottom_of_the_first_look_is_a_baseline_and_its_end_told_to_nobody():
    assert sum(await counts(holding(4, 4, 4, 4, 2, 2, 2))) == 0


async def test_a_stock_whose_fall_is_too_long_ago_ends_it_in_silence():
    assert await counts(holding(3, 4, 4, 4, *[NOT_APPLICABLE] * 3, 4, 4, 4)) == [0, 0, 0, 1, 0, 0, 0, 0, 0, 1]


async def test_a_young_stock_has_a_mean_and_no_bottom():
    young = [{**one, "lost": {"bottom_count": "two years of prices are needed"}} for one in prices(-2, 2, 2, 2)]

    assert await counts(young) == [0, 0, 0, 1]
    assert "Tests of a bottom" not in facts(word((await path(*young))[-1][0].what))


# Missing


@pytest.mark.parametrize(
    "lost",
    [{"price": "no close"}, {"mean_200": "it has traded for 60 sessions", "bottom_count": "two years are needed"}],
)
async def test_what_cannot_be_told_is_missing_in_one_sentence(lost):
    source = Recorded()
    source.tell_profile(APLD, company(START, lost=lost))

    with pytest.raises(Missing, match="Neither the 200-day mean nor a bottom of APLD can be told"):
        await ask(APLD, profiles=source)


async def test_an_old_close_moves_nothing():
    source = Recorded()
    source.tell_profile(APLD, company(START))

    assert not judge(await ask(APLD, profiles=source), {}, START + timedelta(days=6)).moved


async def test_in_the_program_a_crossing_arrives_once(club):
    club.price("APLD", 30)
    club.know("APLD")
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []
    arrived = []
    for number in range(1, 5):
        club.clock.at = closes(sessions_after(last_close(START), number)) + timedelta(hours=2)
        club.know("APLD", price=25.0)
        arrived.append(await club.round(WATCHER.name) + await club.round(WATCHER.name))

    assert arrived == [[], [], ["APLD is below its 200-day mean"], []]
