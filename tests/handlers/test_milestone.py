"""/milestone: added, hit, slipped, removed, listed; who said so, from what to what, in this channel alone."""

from __future__ import annotations

import sys

import pytest

from bot.alerts.watchlist import Channel
from bot.cards import Link
from tests.whole import facts, rows

FILED = "https://www.sec.gov/Archives/edgar/data/1/2/a.htm"


@pytest.fixture
def flying(club):
    for symbol in ("ACHR", "JOBY"):
        club.price(symbol, 9.0, name=f"{symbol}, Inc.")
    return club


async def test_a_milestone_is_added_by_somebody_and_listed(flying):
    card = await flying.type(f'milestone add achr 2028-01-01 "type certification" vs JOBY {FILED}')

    assert card.title == "ACHR: type certification"
    assert card.lead.startswith("New: due on 1 January 2028, by ann, as number 1.")
    assert facts(card)["Evidence"] == Link(FILED, FILED)
    assert "counts in the rating of ACHR" in facts(card)["In the rating"]

    listed = await flying.type("milestone")
    assert rows(listed) == (("1", "ACHR", Link("type certification", FILED), "1 January 2028", "open", "ann"),)


async def test_without_a_filing_it_is_reminded_of_and_not_rated(flying):
    card = await flying.type("milestone add ACHR 2028-01-01 certification https://example.org/a")

    assert facts(card)["In the rating"] == (
        "does not count; /milestone keep ACHR 1 and a link to an SEC filing makes it count"
    )


async def test_a_slip_says_from_when_to_when_and_by_whom(flying):
    await flying.type("milestone add ACHR 2028-01-01 certification")

    card = await flying.type("milestone slip ACHR 2028-06-30", user="bob")

    assert card.title == "ACHR: certification slips"
    assert card.lead == "1 January 2028 → 30 June 2028, 181 days later, by bob; it was entered by ann."
    assert rows(await flying.type("milestone list ACHR"))[0][3:] == (
        "30 June 2028",
        "slipped from 1 January 2028",
        "bob",
    )


async def test_a_slip_without_a_day_offers_some_and_changes_nothing(flying):
    await flying.type("milestone add ACHR 2028-01-01 certification")

    asked = await flying.type("milestone slip ACHR 1")
    assert rows(await flying.type("milestone"))[0][4] == "open"

    done = await flying.press(asked, "To 1 April 2028")
    assert "1 January 2028 → 1 April 2028" in done.lead


async def test_a_hit_closes_it(flying):
    await flying.type("milestone add ACHR 2028-01-01 certification")

    card = await flying.type(f"milestone hit ACHR 1 {FILED}", user="bob")

    assert card.lead == "Open, due on 1 January 2028 → hit, by bob; it was entered by ann."
    assert (await flying.type("milestone hit ACHR 1")).lead.startswith("“certification” (number 1) is hit already")
    assert "No milestone of ACHR is open here" in (await flying.type("milestone slip ACHR 2029-01-01")).lead


async def test_what_is_removed_can_be_added_again_as_it_was(flying):
    await flying.type(f"milestone add ACHR 2028-01-01 certification vs JOBY {FILED}")

    card = await flying.type("milestone remove ACHR")

    assert card.lead == "open, due on 1 January 2028 → removed, by ann; it was entered by ann."
    assert rows(await flying.type("milestone")) == ()
    again = await flying.type(str(facts(card)["To add it again"]))
    assert (again.title, facts(again)["Rival"]) == ("ACHR: certification", "JOBY")


async def test_of_several_one_is_meant_by_its_number(flying):
    await flying.type("milestone add ACHR 2028-01-01 certification")
    await flying.type("milestone add ACHR 2027-01-01 first flight")

    assert (
        "say which by its number: 1 (certification) or 2 (first flight)"
        in (await flying.type("milestone hit ACHR")).lead
    )
    assert (await flying.type("milestone hit ACHR 2")).title == "ACHR: first flight is hit"
    assert [row[0] for row in rows(await flying.type("milestone"))] == ["1", "2"]  # what is open comes first


async def test_another_channel_has_its_own(flying):
    await flying.type("milestone add ACHR 2028-01-01 certification")
    elsewhere = Channel("web", "elsewhere")

    assert (await flying.type("milestone", channel=elsewhere)).title == "No milestones here yet"
    assert "No milestone of ACHR is open here" in (await flying.type("milestone hit ACHR", channel=elsewhere)).lead
    assert "There is no milestone 1 of ACHR" in (await flying.type("milestone remove ACHR 1", channel=elsewhere)).lead


async def test_what_is_overdue_says_so_and_offers_to_close_it(flying):
    await flying.type("milestone add ACHR 2026-02-01 certification")
    flying.clock.pass_by(days=30)

    card = await flying.type("milestone")

    assert rows(card)[0][4] == "overdue, not known"
    assert (await flying.press(card, "ACHR 1 was hit")).title == "ACHR: certification is hit"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("milestone add", "Name a stock"),
        ("milestone add ACHR", "Begin with the day"),
        ("milestone add ACHR 2026-01-14 x", "2026-01-14 is over"),
        ("milestone add ACHR 2027-02-30 x", "There is no 2027-02-30"),
        ("milestone add ACHR 2028-01-01 x javascript://a/b", "begins with https"),
        ("milestone slip ACHR 1 2027-12-31", "not later than 2028-01-01"),
        ("milestone keep ACHR 1", "Give the link that says so"),
        ("milestone keep ACHR 1 2028-06-30 https://a.org/b", "milestone slip ACHR 1 moves it"),
        ("milestone hit ACHR 7", "There is no milestone 7 of ACHR"),
        ("milestone hit JOBY", "No milestone of JOBY is open"),
        ("milestone add ACHR 2028-01-01 Certification", "stands here already, entered by ann"),
        ("milestone forget ACHR", "not one of list, add, keep, hit, slip or remove"),
    ],
)
async def test_what_cannot_be_done_is_one_sentence(flying, line, says):
    await flying.type("milestone add ACHR 2028-01-01 certification")

    card = await flying.type(line)

    assert says in card.lead
    assert len(rows(await flying.type("milestone"))) == 1


async def test_a_stock_that_does_not_exist_is_not_waited_for(flying):
    assert "No stock ACHX is known" in (await flying.type("milestone add ACHX 2028-01-01 certification")).lead


async def test_the_filed_one_counts_in_the_rating_of_every_channel_and_names_who_entered_it(flying):
    flying.know("ACHR", lost=dict.fromkeys(("milestone_months", "milestone_status", "rival"), "none is on file"))
    before = await flying.type("why ACHR 3")
    await flying.type(f"milestone add ACHR 2028-01-01 certification {FILED}")

    told = [await flying.type(f"why ACHR {page}", channel=Channel("web", "elsewhere")) for page in (1, 2, 3)]

    shown = {row[0]: row[1] for card in told for row in rows(card)}
    assert not any("months to the next milestone" in str(row[0]) for row in rows(before))
    assert "entered by ann" in str(shown["24 months to the next milestone"])


async def test_newer_evidence_keeps_it_as_it_stands_and_brings_it_into_the_rating(flying):
    await flying.type("milestone add ACHR 2028-01-01 certification")
    card = await flying.type(f"milestone keep ACHR 1 {FILED}", user="bob")

    assert card.lead == "Due on 1 January 2028 as before, with newer evidence, by bob; it was entered by ann."
    assert str(facts(card)["In the rating"]).startswith("counts in the rating of ACHR")
    assert rows(await flying.type("milestone"))[0][4:] == ("open", "bob")

    await flying.type("milestone hit ACHR 1")
    again = await flying.type(f"milestone keep ACHR 1 {FILED}")
    assert again.lead.startswith("Hit as before, with newer evidence")
    assert rows(await flying.type("milestone"))[0][4] == "hit"


async def test_one_that_is_changed_without_end_is_stopped(flying, monkeypatch):
    monkeypatch.setattr(sys.modules["handlers.milestone"], "MOST_STEPS", 2)
    await flying.type("milestone add ACHR 2028-01-01 certification")
    await flying.type("milestone slip ACHR 2028-02-01")

    assert "changed too often" in (await flying.type("milestone slip ACHR 2028-03-01")).lead
