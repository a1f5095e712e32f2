"""A milestone is a row of steps: the last one says how it stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.market.milestone import Deed, Milestone, Step, is_filing
from bot.market.ticker import Ticker


@pytest.fixture
def added(now):
    step = Step(deed=Deed.ADDED, at=now, due=date(2028, 1, 1), by="U1", name="ann", link="https://www.sec.gov/a.htm")
    return Milestone(ticker=Ticker("ACHR"), words="type certification", steps=(step,))


def test_a_slip_moves_the_day_and_keeps_the_one_before(added, now):
    slipped = added.after(Step(deed=Deed.SLIPPED, at=now + timedelta(1), due=date(2028, 6, 30), by="U2"))

    assert (added.due, added.was_due) == (date(2028, 1, 1), date(2028, 1, 1))
    assert (slipped.due, slipped.was_due, slipped.is_open) == (date(2028, 6, 30), date(2028, 1, 1), True)
    assert (slipped.first.author, slipped.last.author) == ("ann", "U2")


def test_newer_evidence_is_no_turn(added, now):
    def step(deed, due, link=""):
        return Step(deed=deed, at=now, due=due, by="U1", link=link)

    kept = added.after(step(Deed.KEPT, added.due, "https://www.sec.gov/b.htm"))
    slipped = kept.after(step(Deed.SLIPPED, date(2028, 6, 30)))
    whole = (
        slipped.after(step(Deed.KEPT, slipped.due))
        .after(step(Deed.HIT, slipped.due))
        .after(step(Deed.HIT, slipped.due))
    )

    assert kept.turns == added.turns == (added.first,)
    assert [one.deed for one in whole.turns] == [Deed.ADDED, Deed.SLIPPED, Deed.HIT]
    assert (whole.was_due, slipped.was_due, kept.was_due) == (date(2028, 6, 30), date(2028, 1, 1), date(2028, 1, 1))


def test_a_word_without_a_filing_does_not_live_on_an_older_one(added, now):
    hit = added.after(Step(deed=Deed.HIT, at=now, due=added.due, by="U2"))

    assert (added.is_filed, hit.is_filed, hit.is_open) == (True, False, False)
    assert hit.link == "https://www.sec.gov/a.htm"


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        ("https://www.sec.gov/Archives/edgar/data/1/2/a.htm", True),
        ("https://sec.gov/a", True),
        ("http://www.sec.gov/a", False),
        ("https://www.sec.gov.example.org/a", False),
        ("https://example.org/www.sec.gov", False),
        ("https://notsec.gov/a", False),
        ("", False),
    ],
)
def test_a_filing_is_what_lies_at_the_sec(link, is_one):
    assert is_filing(link) is is_one


def test_a_milestone_has_words_and_a_step(added):
    with pytest.raises(ValueError, match="words and a first step"):
        Milestone(ticker=Ticker("ACHR"), words="x", steps=())
