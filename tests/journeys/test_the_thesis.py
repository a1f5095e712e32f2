"""The thesis over months: the policy pillar falls as in 2026, each step told once, and a flicker is told to nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.cards import Tone
from tests.months import Months, evening, morning, sessions
from tests.whole import facts, rows

JAN_14, JAN_15, FEB_27, MAR_5, MAR_20, SEP_18 = (
    date(2026, 1, 14), date(2026, 1, 15), date(2026, 2, 27), date(2026, 3, 5), date(2026, 3, 20), date(2026, 9, 18),
)  # fmt: skip
PRICED = {JAN_14: 2.2, JAN_15: 1.9, FEB_27: 2.5, MAR_5: 1.5, MAR_20: -0.3, date(2026, 9, 14): -2.1, SEP_18: -1.34}


@pytest.fixture
async def months(club):
    """A channel that watches something, before the first look."""
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("/watch APLD")
    return Months(club)


async def live(months: Months, first: date, last: date) -> dict[date, list[str]]:
    """Every evening of a span, each with the cuts that were last told; the evenings that brought something."""
    told = {}
    for day in sessions(first, last):
        cuts = PRICED[max(on for on in PRICED if on <= day)]
        if titles := await months.close(day, cuts):
            told[day] = titles
    return told


async def test_the_policy_pillar_falls_twice_and_small_caps_lead_all_the_same(months):
    told = await live(months, JAN_14, SEP_18)

    assert told == {  # a change is sure with its second close, and what the Fed did at once
        date(2026, 1, 29): ["What the Fed did: supports → neutral"],
        date(2026, 3, 6): ["Fed policy: supports → neutral"],
        MAR_20: ["What the Fed did: neutral → challenges"],
        date(2026, 3, 23): ["Fed policy: neutral → challenges"],
    }
    (_, held), (_, first), (_, _), (_, second) = months.club.inbox.sent
    assert facts(held)["What the Fed did"].startswith(
        "supports → neutral: priced 1.9 cuts; last decision no change; no cut for 1 meeting (29 January 2026); "
        "neutral with no cut at the last meeting; next: supports with a cut at the last meeting; challenges with "
    )
    assert facts(held)["Pillar: Fed policy"].startswith("stays supports, score ")
    assert held.tone is Tone.NOTE
    assert facts(first)["Cuts priced by year end"].startswith(
        "supports → neutral: priced 1.5 cuts (6 March 2026); neutral with 1.75 cuts or fewer priced; "
        "so since 5 March 2026"
    )
    assert facts(first)["Score of the pillar"].startswith("+0.40 → +0.00 of -1 to +1")
    assert facts(second)["Cuts priced by year end"].startswith(
        "neutral → challenges: priced 0.3 hikes (23 March 2026); challenges with 0.5 cuts or fewer priced; "
        "so since 20 March 2026"
    )
    assert "What the Fed did: challenges" in facts(second)["Beside it"]
    assert second.lead.endswith("Of six pillars 2 support, 1 challenges, 3 not known.")
    assert facts(second)["Meanwhile: IWM less SPY, 63 sessions"].startswith("supports: lead +6.50 points")
    assert (first.tone, second.tone) == (Tone.RISK, Tone.RISK)
    assert [one.source for one in second.origins] == ["30-day fed funds futures: Test market"]


async def test_1_9_on_the_15th_of_january_is_no_news_and_thesis_says_why(months):
    assert await live(months, JAN_14, JAN_15) == {}

    card = await months.club.type("thesis policy")

    assert card.title == "Fed policy: supports"
    cuts = rows(card)[0]
    assert cuts[1:3] == ("supports", "priced 1.9 cuts (15 January 2026)")
    assert cuts[3].startswith("neutral with 1.75 cuts or fewer priced, 0.1 cuts away")


async def test_in_september_it_prices_hikes_and_both_stand_beside_the_article(months):
    await live(months, date(2026, 9, 1), SEP_18)

    card = await months.club.type("thesis claims")

    today = {row[0]: row[3] for row in rows(card)}
    assert today["Three more cuts expected by the end of 2026"] == (
        "1.3 hikes, 4.3 cuts under what it said (18 September 2026)"
    )


async def test_the_picture_has_a_lane_for_each_pillar_with_its_days(months):
    await live(months, JAN_14, date(2026, 3, 24))

    chart = (await months.club.type("thesis")).chart

    assert [lane.name for lane in chart.lanes] == [
        "Fed policy", "Valuation gap", "Small-cap earnings", "Leadership", "Labor market", "Geopolitics and supply",
    ]  # fmt: skip
    assert chart.lanes[0].spells == (
        (JAN_14, MAR_5, "supports"),
        (date(2026, 3, 6), date(2026, 3, 22), "neutral"),
        (date(2026, 3, 23), date(2026, 3, 24), "challenges"),
    )
    assert chart.lanes[1].spells == ((JAN_14, date(2026, 3, 24), "not known"),)
    assert "supports since 14 January 2026, neutral since 6 March 2026 then challenges since 23 March 2026" in chart.alt
    assert months.club.inbox.sent[-1][1].chart.lanes[0].spells[-1][2] == "challenges"


async def test_one_close_past_the_level_and_back_is_told_to_nobody(months):
    told = [
        title
        for place, day in enumerate(sessions(JAN_14, date(2026, 3, 4)))
        for title in await months.close(day, 1.5 if place % 2 else 2.2)
    ]

    assert told == ["What the Fed did: supports → neutral"]  # it held on 28 January


async def test_what_returns_is_a_quiet_follow_up_of_what_left(months):
    heard, send = [], months.club.inbox.send

    async def hear(delivery):
        heard.append((delivery.alert.severity, delivery.follows))
        return await send(delivery)

    months.club.inbox.send = hear
    days = list(sessions(JAN_14, date(2026, 1, 28)))
    told = [await months.close(day, cuts) for day, cuts in zip(days, (2.2, 1.0, 1.0, 0.2, 0.2, 2.2, 2.2), strict=False)]

    left, back = ["Fed policy: supports → neutral"], ["Fed policy: neutral → supports, as before"]
    metric = ["Cuts priced by year end: neutral → challenges"]
    assert told == [[], [], left, [], metric, [], back]
    assert heard == [(Severity.NORMAL, ""), (Severity.QUIET, ""), (Severity.QUIET, "1")]
    assert months.club.inbox.sent[-1][1].tone is Tone.NOTE


async def test_it_does_not_matter_how_often_the_round_comes(months):
    club = months.club
    for day in sessions(date(2026, 3, 4), MAR_5):
        assert await months.close(day, 2.2 if day < MAR_5 else 1.5) == []
    for _ in range(6):
        club.clock.pass_by(minutes=15)
        assert await club.round("thesis_change") == []

    assert await months.close(date(2026, 3, 6), 1.5) == ["Fed policy: supports → neutral"]
    club.clock.pass_by(minutes=15)
    assert await club.round("thesis_change") == []


async def test_a_vendor_that_is_out_for_days_takes_no_pillar_away_and_one_that_stays_out_does_quietly(months):
    club = months.club
    await months.close(JAN_14, 2.2)
    told = {}
    club.market.out = evening(JAN_15)
    for day in sessions(JAN_15, date(2026, 1, 30)):
        club.clock.at = evening(day)
        if titles := await club.round("thesis_change"):
            told[day] = titles

    assert min(told) == date(2026, 1, 22)  # eight days after the last figures
    assert sorted(told[min(told)]) == ["Fed policy: supports → not known", "Leadership: supports → not known"]
    _, card = club.inbox.sent[0]
    assert "does not answer" in str(card.facts[0].value)

    club.market.out = None
    assert sorted(await months.close(date(2026, 2, 2), 2.2)) == [
        "Fed policy: not known → supports", "Leadership: not known → supports",
    ]  # fmt: skip


async def test_a_vendor_that_is_back_the_same_evening_costs_no_close(months):
    club = months.club
    for day in sessions(date(2026, 3, 4), MAR_5):
        await months.close(day, 2.2 if day < MAR_5 else 1.5)
    club.clock.at = evening(date(2026, 3, 6))
    club.market.out = club.clock.at
    assert await club.round("thesis_change") == []

    club.market.out = None
    club.clock.pass_by(hours=1)
    months.tell(date(2026, 3, 6), 1.5)

    assert await club.round("thesis_change") == ["Fed policy: supports → neutral"]


async def test_a_release_in_the_morning_is_told_in_the_morning(months):
    club, months.claims_in_year = months.club, 5.0
    await months.close(date(2026, 3, 5), 2.2)
    club.clock.at = morning(date(2026, 3, 6))
    months.tell(date(2026, 3, 6), 2.2)
    club.series("SAHMREALTIME", [(date(2026, 2, 28), 0.6)])

    assert await club.round("thesis_change") == ["Labor market: supports → neutral"]
    assert facts(club.inbox.sent[-1][1])["Real-time Sahm gap"].startswith(
        "supports → challenges: gap +0.60 points (28 February 2026); challenges with gap at or above +0.50 points"
    )


async def test_an_alert_of_the_market_says_which_pillar_it_touches_and_how_all_stand(months):
    club = months.club
    await live(months, date(2026, 3, 2), date(2026, 3, 24))
    await club.round("rate_repricing")
    club.clock.at = evening(date(2026, 3, 25)) - timedelta(hours=4)
    months.tell(date(2026, 3, 25), -1.0)

    assert await club.round("rate_repricing") == ["Rates repriced: 1.0 hike by the end of 2026, from 0.3 hikes"]
    card = club.inbox.sent[-1][1]
    assert (card.facts[-1].name, card.facts[-1].value) == (
        "Thesis",
        "Fed policy: challenges; of six pillars 2 support, 1 challenges, 3 not known; the thesis is not known",
    )


async def test_news_of_one_company_touches_no_pillar(months):
    club = months.club
    await club.round("price_past_target")
    await months.close(JAN_15, 2.2)
    club.clock.pass_by(hours=16)
    club.price("APLD", 41)

    assert await club.round("price_past_target") == ["APLD is above its mean target"]
    assert "Thesis" not in facts(club.inbox.sent[-1][1])


async def test_a_channel_may_ask_for_pillars_alone_and_then_hears_of_no_metric(months):
    card = await months.club.type("/alerts thesis_change 10")
    assert card.title == "Least thesis change: every → 10"

    assert await live(months, JAN_14, date(2026, 3, 24)) == {
        date(2026, 3, 6): ["Fed policy: supports → neutral"],
        date(2026, 3, 23): ["Fed policy: neutral → challenges"],
    }
