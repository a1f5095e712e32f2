"""Dilution: the stage of an offering by its forms, each filing once; what often dilutes nobody weighs less."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Link, Moment, Tone
from bot.market.feeds import Missing, Unavailable
from bot.market.filing import Filing
from bot.market.quote import Candle, PriceHistory, Split
from bot.market.reported_fact import ReportedFact
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.dilution import PAPERS, PROGRAMME, RECENT, TRAIL, WATCHER, Seen, ask, judge, word
from tests.whole import SetClock, facts

APLD = Ticker("APLD")
AT = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ALONE = "there is no earlier count within a year of that of 2025-11-10"


def filing(number: int, form: str, *items: str, after: timedelta = timedelta(0)) -> Filing:
    return Filing(
        ticker=APLD, accession=f"0001144879-26-{number:06d}", form=form, items=items, accepted=AT + after,
        filed=(AT + after).date(), link=f"https://www.sec.gov/{number}.htm", company="Applied Digital Corp.",
    )  # fmt: skip


def told(*filings: Filing, before: tuple[Filing, ...] = ()):
    """The occurrences of a look at ``filings`` after a baseline of ``before``."""
    baseline = judge(Seen(APLD, before), {}, AT)
    assert not baseline.occurrences
    episodes = {one.name: one for one in baseline.moved}
    return judge(Seen(APLD, (*before, *filings)), episodes, AT + 300 * DAY).occurrences


def card(*filings: Filing, before: tuple[Filing, ...] = ()):
    return word(told(*filings, before=before)[-1].what)


# When it is told


@pytest.mark.parametrize("form", PAPERS)
def test_every_form_that_sells_or_prepares_to_is_told(form):
    (one,) = told(filing(1, form, after=DAY))

    assert one.name == "0001144879-26-000001"
    assert one.about == "APLD"


@pytest.mark.parametrize(
    ("form", "items"),
    [("10-Q", ()), ("4", ()), ("S-8", ()), ("8-K", ("2.02", "9.01")), ("SCHEDULE 13G", ()), ("FWP", ())],
)
def test_other_papers_are_not(form, items):
    assert not told(filing(1, form, *items, after=DAY))


def test_an_unregistered_sale_is_told_by_its_item():
    (one,) = told(filing(1, "8-K", "1.01", "3.02", "9.01", after=DAY))

    assert word(one.what).title == "APLD sold equity without registration (8-K)"


def test_a_filing_is_told_once_and_a_quiet_look_writes_nothing():
    first = judge(Seen(APLD, (filing(1, "S-3"),)), {}, AT)
    episodes = {one.name: one for one in first.moved}
    papers = Seen(APLD, (filing(2, "424B5", after=DAY), filing(1, "S-3")))

    second = judge(papers, episodes, AT + DAY)
    third = judge(papers, {one.name: one for one in second.moved}, AT + DAY)

    assert [one.what.filing.form for one in second.occurrences] == ["424B5"]
    assert (third.occurrences, third.moved) == ((), ())


def test_a_banks_programme_of_notes_is_no_news():
    notes = tuple(filing(number, "424B2", after=-number * DAY) for number in range(1, PROGRAMME + 1))

    assert not told(filing(90, "424B2", after=DAY), before=notes)
    assert [one.what.filing.form for one in told(filing(91, "424B5", after=DAY), before=notes)] == ["424B5"]
    assert told(filing(92, "424B2", after=DAY), before=notes[:3])


@pytest.mark.parametrize(
    ("form", "severity"),
    [
        ("S-3", Severity.NORMAL), ("EFFECT", Severity.NORMAL), ("424B5", Severity.NORMAL), ("424B4", Severity.NORMAL),
        ("424B2", Severity.QUIET), ("424B3", Severity.QUIET), ("424B7", Severity.QUIET), ("S-1/A", Severity.QUIET),
    ],
)  # fmt: skip
def test_what_often_dilutes_nobody_and_amendments_arrive_quietly(form, severity):
    (one,) = told(filing(1, form, after=DAY))

    assert one.severity is severity


# What it says


@pytest.mark.parametrize(
    ("form", "stage"),
    [
        ("S-3", "room to sell"), ("S-3ASR", "room to sell"), ("F-3", "room to sell"), ("S-1", "room to sell"),
        ("EFFECT", "cleared to sell"), ("424B5", "selling"), ("424B1", "selling"), ("424B3", "holders may sell theirs"),
    ],
)  # fmt: skip
def test_the_stage_is_named_in_words(form, stage):
    assert facts(card(filing(1, form, after=DAY)))["Stage"].startswith(stage)


@pytest.mark.parametrize("form", ["424B2", "424B3", "424B7"])
def test_what_weighs_less_says_so(form):
    shown = card(filing(1, form, after=DAY))

    assert "so it weighs less" in shown.lead
    assert shown.tone is Tone.NOTE


def test_a_sale_is_shown_with_its_paper_its_moment_and_the_way_there():
    shelf, cleared = filing(1, "S-3", after=-60 * DAY), filing(2, "EFFECT", after=-30 * DAY)

    shown = card(filing(3, "424B5", after=DAY), before=(cleared, shelf))

    assert shown.title == "APLD sells securities from its shelf (424B5)"
    assert shown.tone is Tone.RISK
    assert facts(shown)["Company"] == "Applied Digital Corp."
    assert facts(shown)["Filing"] == (Link("424B5", "https://www.sec.gov/3.htm"), ", accepted ", Moment(AT + DAY))
    assert facts(shown)["Before it"] == (
        Link("EFFECT", "https://www.sec.gov/2.htm"), " of 16 December 2025", ", ",
        Link("S-3", "https://www.sec.gov/1.htm"), " of 16 November 2025",
    )  # fmt: skip
    assert [(origin.source, origin.as_of) for origin in shown.origins] == [("SEC", AT + DAY)]
    assert "not advice" in shown.note
    assert load_card(dump_card(shown)) == shown


def test_a_first_step_says_that_nothing_came_before_it():
    assert facts(card(filing(1, "S-3", after=DAY)))["Before it"] == "nothing of this kind within a year"


def test_a_long_way_is_cut_to_its_last_steps():
    before = tuple(filing(number, "424B5", after=-number * DAY) for number in range(1, 9))

    shown = facts(card(filing(99, "424B5", after=DAY), before=before))["Before it"]

    assert [part.url for part in shown if isinstance(part, Link)] == [
        f"https://www.sec.gov/{number}.htm" for number in range(1, TRAIL + 1)
    ]


def test_an_amendment_says_so():
    assert card(filing(1, "S-1/A", after=DAY)).lead.startswith("An amendment. A registration")


def test_after_a_long_absence_five_are_told_and_the_others_counted():
    happened = told(*(filing(number, "424B5", after=number * DAY) for number in range(1, 10)))

    assert [one.name[-1] for one in happened] == ["5", "6", "7", "8", "9"]
    assert facts(word(happened[0].what))["Not told one by one"] == "4 older filings"
    assert "Not told one by one" not in facts(word(happened[1].what))


# How many shares there are


def cover(end: date, shares: float) -> ReportedFact:
    """A count from the cover of a report that is filed on its day."""
    return ReportedFact(
        as_of=datetime(end.year, end.month, end.day, tzinfo=UTC), source="SEC", unit="shares", start=None, end=end,
        concept="EntityCommonStockSharesOutstanding", value=shares, filed=end, form="10-Q",
        accession=f"0001144879-25-{end:%m%d%y}",
    )  # fmt: skip


class Prices:
    """A year of one price, and the splits in it."""

    def __init__(self, *splits: Split) -> None:
        self.splits = splits

    async def history(self, ticker: Ticker) -> PriceHistory:
        candles = tuple(Candle(when, 1, 1, 1, 1, 1) for when in (date(2025, 1, 15), date(2026, 1, 14)))
        return PriceHistory(ticker=ticker, candles=candles, splits=self.splits, as_of=AT, source="test")


def market(*papers: Filing, counts: Mapping[date, float] | None = None) -> Recorded:
    told = Recorded()
    told.tell(*papers)
    if counts:
        told.tell_facts(APLD, *(cover(end, shares) for end, shares in counts.items()))
    return told


async def counted(told: Recorded, *splits: Split) -> object:
    """What the card of a new filing says of the shares, when it is looked at a day after."""
    seen = await ask(APLD, filings=told, facts=told, histories=Prices(*splits), clock=SetClock(AT + DAY))
    happened = judge(seen, {one.name: one for one in judge(Seen(APLD, ()), {}, AT - DAY).moved}, AT + DAY)
    return facts(word(happened.occurrences[0].what))["Shares outstanding"]


async def test_the_count_of_shares_is_shown_before_and_after():
    told = market(filing(1, "424B5"), counts={date(2025, 2, 10): 200e6, date(2025, 11, 10): 250e6})

    assert await counted(told) == (
        "250.0 million on 10 November 2025 (10-Q filed 10 November 2025); "
        "before: 200.0 million on 10 February 2025 (10-Q filed 10 February 2025); +25.0 %. "
        "What this filing sells is not in it yet"
    )


async def test_a_reverse_split_is_no_buyback():
    told = market(filing(1, "424B5"), counts={date(2025, 2, 10): 30e6, date(2025, 11, 10): 3e6})

    said = await counted(told, Split(date(2025, 7, 25), 1 / 15))

    assert "before: 2.0 million on 10 February 2025" in said
    assert "the 1-for-15 split of 25 July 2025 counted in; +50.0 %" in said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (None, "There is no reported figure of APLD in the recording"),
        ({date(2025, 11, 10): 3e6}, ALONE),
        ({date(2024, 11, 10): 2e6, date(2025, 11, 10): 3e6}, ALONE),
    ],
    ids=["none", "one", "from before the splits that are known"],
)  # fmt: skip
async def test_counts_that_cannot_be_compared_are_not(counts, said):
    assert await counted(market(filing(1, "424B5"), counts=counts)) == f"not compared: {said}"


async def test_shares_are_looked_up_only_beside_a_recent_filing():
    told = market(filing(1, "424B5"), filing(2, "10-Q", after=RECENT + DAY), counts={date(2025, 11, 10): 3e6})

    seen = await ask(APLD, filings=told, facts=told, histories=told, clock=SetClock(AT + RECENT + DAY))

    assert seen.shares == Seen(APLD, ()).shares


# What it asks


async def test_it_asks_for_the_filings_and_passes_on_why_there_are_none():
    told = Recorded()
    feeds = {"filings": told, "facts": told, "histories": told, "clock": SetClock(AT)}
    with pytest.raises(Missing):
        await ask(APLD, **feeds)
    told.tell(filing(1, "S-3"))
    assert (await ask(APLD, **feeds)).filings == (filing(1, "S-3"),)
    told.out = AT
    with pytest.raises(Unavailable):
        await ask(APLD, **feeds)


async def test_in_the_program_each_filing_arrives_once_over_a_restart(club):
    club.price("APLD", 10)
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []

    club.clock.pass_by(minutes=60)
    club.filing("APLD", "S-3", number=1)
    club.filing("APLD", "424B5", number=2)
    arrived = await club.round(WATCHER.name)
    club.clock.pass_by(minutes=60)

    assert sorted(arrived) == [
        "APLD registers securities for sale (S-3)",
        "APLD sells securities from its shelf (424B5)",
    ]
    assert await club.round(WATCHER.name) == []
