"""Cards of milestones: what is open and soonest comes first, long lists are cut, buttons fit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.market.milestone import Deed, Milestone, Step
from bot.market.ticker import Ticker
from bot.milestone_cards import ROWS, listing, removed, to_when
from tests.whole import rows

TODAY = date(2026, 1, 15)


@pytest.fixture
def made(now):
    def make(number, days, *, hit=False, words="certification", symbol="ACHR"):
        due = TODAY + timedelta(days=days)
        steps = [Step(deed=Deed.ADDED, at=now, due=due, by="U1", name="ann")]
        steps += [Step(deed=Deed.HIT, at=now, due=due, by="U2")] if hit else []
        return Milestone(ticker=Ticker(symbol), words=words, steps=tuple(steps), number=number)

    return make


def test_the_soonest_open_one_comes_first_and_what_is_hit_last_the_newest_of_it_on_top(made):
    card = listing([made(1, 90, hit=True), made(2, 400), made(3, -3), made(4, 30), made(5, 200, hit=True)], None, TODAY)

    assert [row[0] for row in rows(card)] == ["3", "4", "2", "5", "1"]
    assert [row[4] for row in rows(card)] == ["overdue, not known", "open", "open", "hit", "hit"]
    assert card.lead == "3 are open."
    assert [one.line for one in card.actions] == ["milestone hit ACHR 3"]


def test_a_long_list_is_cut_and_says_so(made):
    card = listing([made(number, number) for number in range(1, ROWS + 6)], None, TODAY)

    assert len(rows(card)) == ROWS
    assert "5 more are not shown" in card.lead


def test_the_longest_lines_fit_a_button(made):
    one = made(123456, 300, symbol="ABCDEFGHIJ.KLMN")

    assert all(len(action.line) <= 70 for action in to_when(one).actions)
    assert removed(one, "bob").facts[0].value == "/milestone add ABCDEFGHIJ.KLMN 2026-11-11 certification"
