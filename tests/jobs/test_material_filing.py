"""Material filing: the items of an 8-K in words, each report once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Link, Moment, Tone
from bot.market.feeds import Missing
from bot.market.filing import Filing
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.material_filing import FORMS, ITEMS, WATCHER, ask, judge, word
from tests.whole import facts

APLD = Ticker("APLD")
AT = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)


def report(number: int, *items: str, form: str = "8-K", company: str = "Applied Digital Corp.") -> Filing:
    return Filing(
        ticker=APLD, accession=f"0001144879-26-{number:06d}", form=form, items=items, company=company,
        accepted=AT + timedelta(hours=number), filed=AT.date(), report_date=date(2026, 1, 14),
        link=f"https://www.sec.gov/{number}.htm",
    )  # fmt: skip


def told(*filings: Filing):
    """The occurrences of a look at ``filings`` after a look at none."""
    baseline = judge((APLD, ()), {}, AT)
    assert not baseline.occurrences
    return judge((APLD, filings), {one.name: one for one in baseline.moved}, AT + timedelta(days=2)).occurrences


def card(*filings: Filing):
    return word(told(*filings)[-1].what)


# When it is told


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_of_weight_is_told_in_words(item):
    (one,) = told(report(1, item, "9.01"))

    assert one.name == "0001144879-26-000001"
    assert word(one.what).title == f"APLD reports {ITEMS[item]} (8-K)"


@pytest.mark.parametrize(
    ("form", "items"), [("8-K", ("7.01", "9.01")), ("8-K", ()), ("8-K", ("3.02",)), ("10-Q", ("2.02",)), ("4", ())]
)
def test_other_reports_and_papers_are_not(form, items):
    assert not told(report(1, *items, form=form))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_says_it_all_is_told_in_words(form):
    shown = card(report(1, form=form))

    assert shown.title == f"APLD reports {FORMS[form]} ({form})"
    assert shown.lead == "Applied Digital Corp. filed a report, dated 14 January 2026."
    assert facts(shown)["Form"] == FORMS[form]
    assert shown.tone is (Tone.RISK if form.startswith("NT") else Tone.NOTE)


def test_a_report_is_told_once_and_a_quiet_look_writes_nothing():
    first = judge((APLD, [report(1, "2.02")]), {}, AT)
    papers = [report(2, "5.02"), report(1, "2.02")]

    second = judge((APLD, papers), {one.name: one for one in first.moved}, AT)
    third = judge((APLD, papers), {one.name: one for one in second.moved}, AT)

    assert [one.what.filing.items for one in second.occurrences] == [("5.02",)]
    assert (third.occurrences, third.moved) == ((), ())


@pytest.mark.parametrize(
    ("form", "items", "severity"),
    [
        ("8-K", ("8.01",), Severity.QUIET),
        ("8-K", ("8.01", "9.01"), Severity.QUIET),
        ("8-K", ("1.01", "8.01"), Severity.NORMAL),
        ("8-K/A", ("2.02",), Severity.QUIET),
    ],
)
def test_another_event_alone_and_amendments_arrive_quietly(form, items, severity):
    (one,) = told(report(1, *items, form=form))

    assert one.severity is severity


# What it says


def test_several_items_are_named_and_another_event_only_among_the_facts():
    shown = card(report(1, "5.03", "1.01", "8.01", "9.01"))

    assert shown.title == "APLD reports a material agreement and a change of charter, bylaws or fiscal year (8-K)"
    assert shown.lead == "Applied Digital Corp. filed a report of 3 items, dated 14 January 2026."
    assert {name: value for name, value in facts(shown).items() if name.startswith("Item")} == {
        "Item 1.01": ITEMS["1.01"], "Item 5.03": ITEMS["5.03"], "Item 8.01": ITEMS["8.01"],
    }  # fmt: skip


def test_it_shows_the_report_its_moment_and_its_source():
    shown = card(report(1, "2.02"))

    at = AT + timedelta(hours=1)
    assert facts(shown)["Filing"] == (Link("8-K", "https://www.sec.gov/1.htm"), ", accepted ", Moment(at))
    assert [(origin.source, origin.as_of) for origin in shown.origins] == [("SEC", at)]
    assert "not advice" in shown.note
    assert load_card(dump_card(shown)) == shown


@pytest.mark.parametrize(
    ("item", "tone"), [("3.01", Tone.RISK), ("1.03", Tone.RISK), ("4.02", Tone.RISK), ("2.02", Tone.NOTE)]
)
def test_a_grave_report_looks_like_a_risk(item, tone):
    assert card(report(1, item)).tone is tone


def test_an_amendment_says_so():
    assert card(report(1, "2.02", form="8-K/A")).lead.endswith("amending an earlier one.")


def test_a_company_without_a_name_goes_by_its_ticker():
    assert card(report(1, "2.02", company="")).lead.startswith("APLD filed a report of 1 item,")


def test_after_a_long_absence_five_are_told_and_the_others_counted():
    happened = told(*(report(number, "8.01") for number in range(1, 9)))

    assert [one.name[-1] for one in happened] == ["4", "5", "6", "7", "8"]
    assert facts(word(happened[0].what))["Not told one by one"] == "3 older reports"


# What it asks


async def test_it_asks_for_the_filings():
    market = Recorded()
    with pytest.raises(Missing):
        await ask(APLD, filings=market)
    market.tell(report(1, "2.02"))

    assert await ask(APLD, filings=market) == (APLD, (report(1, "2.02"),))


async def test_in_the_program_a_report_arrives_once(club):
    club.price("APLD", 10)
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []

    club.clock.pass_by(minutes=60)
    club.filing("APLD", "8-K", "2.02", "9.01", number=1)

    assert await club.round(WATCHER.name) == ["APLD reports results (8-K)"]
    assert await club.round(WATCHER.name) == []
