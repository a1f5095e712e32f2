"""Dilution: the stage of an offering by its forms, each filing once; what often dilutes nobody weighs less."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Link, Moment, Tone
from bot.market.feeds import Missing, Unavailable
from bot.market.filing import Filing
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.dilution import PAPERS, PROGRAMME, TRAIL, WATCHER, ask, judge, word
from tests.whole import facts

APLD = Ticker("APLD")
AT = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def filing(number: int, form: str, *items: str, after: timedelta = timedelta(0)) -> Filing:
    return Filing(
        ticker=APLD, accession=f"0001144879-26-{number:06d}", form=form, items=items, accepted=AT + after,
        filed=(AT + after).date(), link=f"https://www.sec.gov/{number}.htm", company="Applied Digital Corp.",
    )  # fmt: skip


def told(*filings: Filing, before: tuple[Filing, ...] = ()):
    """The occurrences of a look at ``filings`` after a baseline of ``before``."""
    baseline = judge((APLD, before), {}, AT)
    assert not baseline.occurrences
    episodes = {one.name: one for one in baseline.moved}
    return judge((APLD, (*before, *filings)), episodes, AT + 300 * DAY).occurrences


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
    first = judge((APLD, [filing(1, "S-3")]), {}, AT)
    episodes = {one.name: one for one in first.moved}
    papers = [filing(2, "424B5", after=DAY), filing(1, "S-3")]

    second = judge((APLD, papers), episodes, AT + DAY)
    third = judge((APLD, papers), {one.name: one for one in second.moved}, AT + DAY)

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


# What it asks


async def test_it_asks_for_the_filings_and_passes_on_why_there_are_none():
    market = Recorded()
    with pytest.raises(Missing):
        await ask(APLD, filings=market)
    market.tell(filing(1, "S-3"))
    assert await ask(APLD, filings=market) == (APLD, (filing(1, "S-3"),))
    market.out = AT
    with pytest.raises(Unavailable):
        await ask(APLD, filings=market)


async def test_in_the_program_each_filing_arrives_once_over_a_restart(club):
    club.price("APLD", 10)
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []

    club.clock.pass_by(minutes=10)
    club.filing("APLD", "S-3", number=1)
    club.filing("APLD", "424B5", number=2)
    arrived = await club.round(WATCHER.name)
    club.clock.pass_by(minutes=10)

    assert sorted(arrived) == [
        "APLD registers securities for sale (S-3)",
        "APLD sells securities from its shelf (424B5)",
    ]
    assert await club.round(WATCHER.name) == []
