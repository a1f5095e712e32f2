"""/labor: the newest month of the labor market, claims, openings and the Sahm gap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.cards import Action, Card, Fact, Form, Origin
from bot.commands import command
from bot.labor_facts import changes_chart, month_facts, month_lead, month_title, origin_words
from bot.market.consensus import Awaited, Consensus, consensus_on
from bot.market.feeds import ConsensusFeed, LaborFeed, Missing, NoAnswer
from bot.market.labor import LaborMarket, claims, step
from bot.market.readings import Readings
from bot.market.sahm import TRIGGER, sahm
from bot.words import day, percent


@command("labor", "The labor market: payrolls with revisions, unemployment, pay, openings, claims")
async def labor(*, labor: LaborFeed, consensus: ConsensusFeed) -> Card:
    market = await labor.labor()
    expected = [one for awaited in Awaited for one in await consensus.consensus(awaited)]
    levels = market.payrolls
    if levels is None or levels.newest is None:
        raise Missing("The BLS tells no payrolls.")
    weekly, gap = await _asked(labor.first_claims), await _asked(labor.sahm_gap)
    origins = [Origin.of(levels), *(Origin.of(one, Form.DAY) for one in (weekly, gap) if isinstance(one, Readings))]
    return Card(
        title=month_title(levels, levels.newest),
        lead=month_lead(levels, levels.newest, expected),
        facts=(
            *month_facts(market, levels, levels.newest, expected),
            Fact("Openings", _openings(market, expected)),
            Fact("First claims", weekly if isinstance(weekly, str) else _claims(weekly, expected)),
            Fact("Sahm gap", _sahm(market, gap)),
        ),
        chart=changes_chart(levels),
        origins=tuple(origins[:2]),
        actions=(Action("Rates", "rates"), Action("Thesis", "thesis")),
        note="Figures are revised for two months and once a year. Information, not advice.",
    )


async def _asked(question: Callable[[], Awaitable[Readings]]) -> Readings | str:
    try:
        return await question()
    except NoAnswer as why:
        return f"not known: {why}"


def _openings(market: LaborMarket, expected: Sequence[Consensus]) -> str:
    newest = market.openings.newest if market.openings else None
    told = step(market.openings, newest) if market.openings and newest else None
    if told is None:
        return "not known: the BLS tells none"
    change = f", {told.change:+,.0f} thousand on the month before" if told.change is not None else ""
    consensus = consensus_on(expected, Awaited.OPENINGS, told.month)
    beside = f"; consensus {consensus.expected:,.0f} thousand ({origin_words(consensus)})" if consensus else ""
    return f"{told.value:,.0f} thousand in {told.month:%B %Y}{change}{beside}"


def _claims(weekly: Readings, expected: Sequence[Consensus]) -> str:
    told = claims(weekly)
    if told is None:
        return "not computable: one of the last four weeks is missing"
    in_year = percent(told.growth_in_year, signed=True) if told.growth_in_year is not None else "not computable"
    consensus = consensus_on(expected, Awaited.CLAIMS, told.week)
    newest = weekly.points[-1][1]
    beside = (
        f"; the newest {newest:,.0f}, consensus {consensus.expected:,.0f} ({origin_words(consensus)})"
        if consensus
        else ""
    )
    return f"{told.mean:,.0f} a week, the mean of four weeks to {day(told.week)}; in the year {in_year}{beside}"


def _sahm(market: LaborMarket, gap: Readings | str) -> str:
    """FRED's real-time indicator; of the newest unemployment rates ours, which says which month it lacks."""
    if isinstance(gap, Readings):
        month, points = gap.points[-1]
        return f"{points:.2f} points in {month:%B %Y}; {TRIGGER:.2f} says recession"
    if market.unemployment is None or market.unemployment.newest is None:
        return gap
    return f"{sahm(market.unemployment, market.unemployment.newest).words}, from one vintage"
