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
from bot.words import day, month_year, percent, say


@command("labor", say("The labor market: payrolls with revisions, unemployment, pay, openings, claims"))
async def labor(*, labor: LaborFeed, consensus: ConsensusFeed) -> Card:
    market = await labor.labor()
    expected = [one for awaited in Awaited for one in await consensus.consensus(awaited)]
    levels = market.payrolls
    if levels is None or levels.newest is None:
        raise Missing(say("The BLS tells no payrolls."))
    weekly, gap = await _asked(labor.first_claims), await _asked(labor.sahm_gap)
    origins = [Origin.of(levels), *(Origin.of(one, Form.DAY) for one in (weekly, gap) if isinstance(one, Readings))]
    return Card(
        title=month_title(levels, levels.newest),
        lead=month_lead(levels, levels.newest, expected),
        facts=(
            *month_facts(market, levels, levels.newest, expected),
            Fact(say("Openings"), _openings(market, expected)),
            Fact(say("First claims"), weekly if isinstance(weekly, str) else _claims(weekly, expected)),
            Fact(say("Sahm gap"), _sahm(market, gap)),
        ),
        chart=changes_chart(levels),
        origins=tuple(origins[:2]),
        actions=(Action(say("Rates"), "rates"), Action(say("Thesis"), "thesis")),
        note=say("Figures are revised for two months and once a year. Information, not advice."),
    )


async def _asked(question: Callable[[], Awaitable[Readings]]) -> Readings | str:
    try:
        return await question()
    except NoAnswer as why:
        return say("not known: {why}", why=why)


def _openings(market: LaborMarket, expected: Sequence[Consensus]) -> str:
    newest = market.openings.newest if market.openings else None
    told = step(market.openings, newest) if market.openings and newest else None
    if told is None:
        return say("not known: the BLS tells none")
    month, consensus = month_year(told.month), consensus_on(expected, Awaited.OPENINGS, told.month)
    level = (
        say(
            "{value:,.0f} thousand in {month}, {change:+,.0f} thousand on the month before",
            value=told.value,
            month=month,
            change=told.change,
        )
        if told.change is not None
        else say("{value:,.0f} thousand in {month}", value=told.value, month=month)
    )
    if consensus is None:
        return level
    return say(
        "{level}; consensus {expected:,.0f} thousand ({source})",
        level=level,
        expected=consensus.expected,
        source=origin_words(consensus),
    )


def _claims(weekly: Readings, expected: Sequence[Consensus]) -> str:
    told = claims(weekly)
    if told is None:
        return say("not computable: one of the last four weeks is missing")
    in_year = percent(told.growth_in_year, signed=True) if told.growth_in_year is not None else say("not computable")
    mean = say(
        "{mean:,.0f} a week, the mean of four weeks to {week}; in the year {in_year}",
        mean=told.mean,
        week=day(told.week),
        in_year=in_year,
    )
    consensus = consensus_on(expected, Awaited.CLAIMS, told.week)
    if consensus is None:
        return mean
    return say(
        "{mean}; the newest {newest:,.0f}, consensus {expected:,.0f} ({source})",
        mean=mean,
        newest=weekly.points[-1][1],
        expected=consensus.expected,
        source=origin_words(consensus),
    )


def _sahm(market: LaborMarket, gap: Readings | str) -> str:
    """FRED's real-time indicator; of the newest unemployment rates ours, which says which month it lacks."""
    if isinstance(gap, Readings):
        month, points = gap.points[-1]
        return say(
            "{points:.2f} points in {month}; {trigger:.2f} says recession",
            points=points,
            month=month_year(month),
            trigger=TRIGGER,
        )
    if market.unemployment is None or market.unemployment.newest is None:
        return gap
    return say("{gap}, from one vintage", gap=sahm(market.unemployment, market.unemployment.newest).words)
