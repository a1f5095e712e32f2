"""/thesis: what is known with its figures and distances, what is not known with why, never a guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.cards import Tone
from bot.market.geopolitics import GeopoliticalRisk, RiskDay
from bot.market.readings import months_from
from bot.thesis.claims import CLAIMS
from tests.fund import fund, member
from tests.whole import facts, rows

TODAY = date(2026, 1, 14)


def daily(first: float, last: float, *, count: int = 80) -> list[tuple[date, float]]:
    """Even steps up to yesterday."""
    return [
        (TODAY - timedelta(days=count - 1 - place), first + (last - first) * place / (count - 1))
        for place in range(count)
    ]


@pytest.fixture
def told(club):
    """A market in which every metric that has a source is known."""
    december = date(2025, 12, 1)
    club.rates(3.64, 3.14)
    club.series("DFEDTARU", [(date(2025, 12, 10), 4.0), (date(2025, 12, 11), 3.75), (TODAY, 3.75)])
    club.series("DGS2", daily(3.8, 3.5))
    club.series("DGS10", daily(4.0, 4.1))
    club.series("BAMLH0A0HYM2", daily(3.2, 2.9))
    club.series("IWM", daily(240, 262))
    club.series("SPY", daily(680, 687))
    club.series("SAHMREALTIME", [(december, 0.35)])
    club.series("ICSA", [(date(2026, 1, 10) - timedelta(weeks=back), 215_000) for back in range(60, -1, -1)])
    club.labor(payrolls=[(months_from(december, -back), 160_000 - 50 * back - back % 2) for back in range(45, -1, -1)])
    club.series("DCOILWTICO", daily(60, 62))
    club.price("^VIX", 16.0)
    return club


async def test_without_a_figure_everything_is_not_known_and_nothing_is_guessed(club):
    card = await club.type("thesis")

    assert card.title == "The small-cap thesis is not known"
    assert card.lead.startswith("Pillars with 0 % of the weight are known, and 60 % are needed")
    assert len(card.facts) == 6
    assert all(str(fact.value).startswith("not known; 0 of ") for fact in card.facts)
    assert (rows(card), card.origins, card.tone) == ((), (), Tone.NOTE)


async def test_known_metrics_come_with_state_figures_day_and_distance(told):
    card = await told.type("thesis")

    known = {row[0]: row[1:] for row in rows(card)}
    assert set(known) == {
        "Cuts priced by year end", "Yield curve, 10 years less 2", "What the Fed did", "High-yield spread",
        "IWM less SPY, 63 sessions", "IWM less SPY, this year", "Real-time Sahm gap",
        "First claims, four-week mean on the year", "Payroll surprise", "Oil, 30 days", "VIX",
    }  # fmt: skip
    assert known["Cuts priced by year end"] == (
        "supports",
        "priced 2.1 cuts (15 January 2026)",
        "neutral with 1.75 cuts or fewer priced, 0.3 cuts away for 2 closes",
    )
    assert known["VIX"] == (
        "supports",
        "VIX 16.00 points (15 January 2026)",
        "neutral with VIX at or above 22.00 points, 6.00 points away for 3 closes",
    )
    assert known["Real-time Sahm gap"][0] == "neutral"
    assert facts(card)["Fed policy (25 %)"] == "supports, score +1.00 of -1 to +1; 4 of 4 metrics known"
    assert facts(card)["Valuation gap (10 %)"] == "not known; 0 of 2 metrics known, with 0 % of its weight"


async def test_the_headline_waits_for_enough_weight(told):
    card = await told.type("thesis")

    assert card.title == "The small-cap thesis is not known"
    assert card.lead.startswith("Pillars with 55 % of the weight are known, and 60 % are needed")


async def test_a_pillar_in_full_says_its_sources_and_what_has_none(told):
    card = await told.type("thesis leadership")

    assert card.title == "Leadership: supports"
    assert [row[4] for row in rows(card)][:2] == ["Yahoo Finance, adjusted closes: Test market"] * 2
    assert rows(card)[2][:4] == (
        "IJR members above their 200-day mean (25 %)",
        "not known: There is no outlook of IJR in the recording.",
        "",
        "",
    )
    assert [one.source for one in card.origins] == ["Yahoo Finance, adjusted closes: Test market"]
    earnings = {row[0]: row[1] for row in rows(await told.type("thesis earnings"))}
    assert earnings["Beats and margins this season (20 %)"] == "not known: no name is followed here"

    told.price("APLD", 30)
    await told.type("watch APLD")
    told.clock.pass_by(minutes=1)  # a look is shared for so long
    said = facts(await told.type("thesis earnings"))["Beats and margins this season"]
    assert said == "this season is not known: only 0 of the 1 name followed here have reported, and 10 are needed"
    assert facts(await told.type("thesis labor"))["Payroll surprise"] == (
        "no consensus is known; against its 12-month trend"
    )


async def test_a_feed_without_an_answer_says_why_and_takes_nothing_else_down(told):
    told.market._series.pop("DGS10")
    told.market._futures.clear()

    policy = {row[0]: row[1] for row in rows(await told.type("thesis policy"))}

    assert policy["Yield curve, 10 years less 2 (25 %)"] == "not known: There is no ten-year yield in the recording."
    assert policy["Cuts priced by year end (40 %)"] == "not known: There is no fed funds future in the recording."
    assert policy["High-yield spread (20 %)"] == "supports"


async def test_figures_that_are_too_old_are_not_known(told):
    told.series("BAMLH0A0HYM2", [(day - timedelta(days=30), spread) for day, spread in daily(3.2, 2.9)])

    policy = {row[0]: row[1] for row in rows(await told.type("thesis policy"))}

    assert policy["High-yield spread (20 %)"] == "not known: the newest figure is of 15 December 2025"


async def test_claims_stand_beside_the_same_figure_of_today(told):
    card = await told.type("thesis claims")

    assert len(rows(card)) == len(CLAIMS)
    today = {row[0]: row[3] for row in rows(card)}
    assert today["Three more cuts expected by the end of 2026"] == (
        "2.1 cuts, 0.9 cuts under what it said (15 January 2026)"
    )
    assert today["Median small-cap earnings growth of 23 % over 12 months"] == (
        "not known: There is no outlook of IJR in the recording."
    )
    assert today["The early lead is a leading indicator"] == "no figure to set beside it"


async def test_a_part_that_is_not_there_is_one_sentence(told):
    assert "“everything” is not one of overview, policy" in (await told.type("thesis everything")).lead


async def test_a_kept_state_counts_and_newer_figures_say_what_they_would_change(told):
    await told.round("thesis_change")
    told.clock.pass_by(days=1)
    told.rates(3.64, 3.40)

    card = await told.type("thesis")

    cuts = next(row for row in rows(card) if row[0] == "Cuts priced by year end")
    assert cuts[1:] == (
        "supports",
        "priced 1.0 cut (16 January 2026)",
        "would change to neutral if it lasts for 1 close more",
    )
    assert facts(card)["Fed policy (25 %)"] == "supports, score +1.00 of -1 to +1; 4 of 4 metrics known"
    assert facts(card)["Counted"][0] == "up to the close of 14 January 2026, looked at "
    assert card.note.startswith("A new state counts only after it has lasted")


async def test_asking_counts_nothing(told):
    await told.round("thesis_change")
    before = await told.minnow.store.thesis.kept()
    told.clock.pass_by(days=1)
    told.rates(3.64, 3.40)

    for part in ("", " policy", " claims"):
        await told.type(f"thesis{part}")

    assert await told.minnow.store.thesis.kept() == before


async def test_a_pillar_shows_what_is_kept_while_its_source_is_out_and_says_so(told):
    await told.round("thesis_change")
    told.market.out = told.clock.now()

    card = await told.type("thesis policy")

    spread = next(row for row in rows(card) if row[0].startswith("High-yield spread"))
    assert card.title == "Fed policy: supports"
    assert spread[1] == "supports"
    assert spread[2].endswith("(14 January 2026); nothing newer: Test market does not answer.")


async def test_there_is_a_picture_from_the_second_day_on(told):
    await told.round("thesis_change")
    assert (await told.type("thesis")).chart is None

    told.clock.pass_by(days=1)
    await told.round("thesis_change")

    chart = (await told.type("thesis")).chart
    assert [spells[-1][2] for spells in (lane.spells for lane in chart.lanes)] == [
        "supports", "not known", "not known", "supports", "supports", "not known",
    ]  # fmt: skip


@pytest.fixture
def members(told):
    """The same market with the members of both indexes, the risk index and supply chains."""
    at = told.clock.now()
    small = [member(name, this_year=1.0, next_year=1.2, mean_200=9.0, price=20.0) for name in ("A", "B")]
    told.market.tell(
        fund(*small, at=at), fund(member("L", this_year=0.36, next_year=0.4), name="IVV", at=at),
        GeopoliticalRisk(as_of=at, source="test", days=tuple(
            RiskDay(TODAY - timedelta(days=back), 100.0 + back) for back in range(1854, -1, -1)
        )),
    )  # fmt: skip
    told.series("GSCPI", [(date(2025, 12, 1), 0.4)])
    told.series("IJR", daily(100, 106))
    return told


async def test_with_members_and_risk_the_headline_is_known(members):
    card = await members.type("thesis")

    known = {row[0]: row[1:] for row in rows(card)}
    assert card.title == "The small-cap thesis is intact"
    assert known["Forward P/E of IJR over IVV"][:2] == ("supports", "ratio 0.67 times (15 January 2026)")
    assert known["IJR members above their 200-day mean"][1] == "above 100.00 % (15 January 2026)"
    assert known["Geopolitical risk, 30-day mean, 5-year percentile"][:2] == (
        "supports", "rank 0.00 percentile (14 January 2026)",
    )  # fmt: skip
    assert known["Supply-chain pressure"][1] == "pressure +0.40 standard deviations (1 December 2025)"
    assert known["IWM less SPY, 63 sessions"][1] == ("lead +6.36 points; beside it IJR +3.91 points (14 January 2026)")
    assert facts(card)["Valuation gap (10 %)"] == "supports, score +1.00 of -1 to +1; 2 of 2 metrics known"


async def test_the_article_s_ratio_stands_beside_ours(members):
    today = {row[0]: row[3] for row in rows(await members.type("thesis claims"))}

    assert today["The S&P 600 at 16.5 times forward earnings, the S&P 500 at 23.8: a ratio of 0.693"] == (
        "IJR 16.7x, IVV 25.0x: a ratio of 0.67 (15 January 2026)"
    )
