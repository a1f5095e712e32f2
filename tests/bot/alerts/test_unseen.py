"""New filings: each told once, whatever the order in which they show, over restarts and long absences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.codec import dump_episode, load_episode
from bot.alerts.unseen import LATE, MOST, unseen
from bot.market.filing import Filing
from bot.market.ticker import Ticker

AT = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def filing(number: int, at: datetime) -> Filing:
    return Filing(
        ticker=Ticker("APLD"), accession=f"0001144879-26-{number:06d}", form="8-K", accepted=at, filed=at.date(),
        link="https://www.sec.gov/x.htm",
    )  # fmt: skip


class Watch:
    """Looks over an episode that is written and read as the store does."""

    def __init__(self) -> None:
        self.known, self.moves, self.left_out = None, 0, 0

    def look(self, *filings: Filing, at: datetime = AT) -> list[int]:
        """The numbers of the filings that are told."""
        found = unseen("dilution", "APLD", filings, self.known, at)
        if found.after is not None:
            self.known, self.moves = load_episode(dump_episode(found.after)), self.moves + 1
        self.left_out = found.left_out
        return [int(one.accession[-6:]) for one in found.filings]


def test_the_first_look_is_the_baseline():
    watch = Watch()

    assert watch.look(filing(2, AT), filing(1, AT - DAY)) == []
    assert watch.look(filing(2, AT), filing(1, AT - DAY)) == []
    assert watch.moves == 1  # a quiet look writes nothing


def test_after_a_first_look_at_nothing_the_first_filing_is_new():
    watch = Watch()
    watch.look()

    assert watch.look(filing(1, AT + MINUTE), at=AT + 10 * MINUTE) == [1]


def test_several_filings_between_two_looks_are_each_told_the_oldest_first():
    watch = Watch()
    watch.look(filing(1, AT))

    assert watch.look(filing(3, AT + 2 * MINUTE), filing(2, AT + MINUTE), filing(1, AT), at=AT + DAY) == [2, 3]
    assert watch.look(filing(3, AT + 2 * MINUTE), filing(2, AT + MINUTE), filing(1, AT), at=AT + DAY) == []


def test_two_filings_of_one_moment_are_two():
    watch = Watch()
    watch.look(filing(1, AT))

    assert watch.look(filing(1, AT), filing(2, AT)) == [2]
    assert watch.look(filing(1, AT), filing(2, AT), filing(3, AT)) == [3]


def test_a_filing_that_shows_after_a_later_one_is_told():
    watch = Watch()
    watch.look(filing(1, AT - DAY))
    assert watch.look(filing(3, AT), filing(1, AT - DAY)) == [3]

    assert watch.look(filing(3, AT), filing(2, AT - MINUTE), filing(1, AT - DAY)) == [2]
    assert watch.look(filing(3, AT), filing(2, AT - MINUTE), filing(1, AT - DAY)) == []


def test_a_filing_that_vanishes_and_shows_again_is_told_once():
    watch = Watch()
    watch.look(filing(1, AT - DAY))
    assert watch.look(filing(2, AT), filing(1, AT - DAY)) == [2]

    assert watch.look(filing(1, AT - DAY)) == []
    assert watch.look(filing(3, AT + MINUTE), filing(1, AT - DAY)) == [3]
    assert watch.look(filing(3, AT + MINUTE), filing(2, AT), filing(1, AT - DAY)) == []


def test_after_a_long_absence_the_newest_are_told_and_the_others_counted():
    watch = Watch()
    watch.look(filing(1, AT))
    later = [filing(number, AT + number * DAY) for number in range(2, 12)]

    assert watch.look(*later, at=AT + 12 * DAY) == [7, 8, 9, 10, 11]
    assert watch.left_out == len(later) - MOST
    assert watch.look(*later, at=AT + 12 * DAY) == []


def test_two_kinds_of_papers_are_kept_apart_and_more_may_be_told():
    first = unseen("ownership", "APLD", (), None, AT, name="insiders", most=30).after
    papers = [filing(number, AT + timedelta(hours=number)) for number in range(1, 9)]

    told = unseen("ownership", "APLD", papers, first, AT + timedelta(days=1), name="insiders", most=30)

    assert first.name == told.after.name == "insiders"
    assert (len(told.filings), told.left_out) == (8, 0)


def test_a_filing_of_long_ago_is_no_news():
    watch = Watch()
    watch.look(filing(2, AT))

    assert watch.look(filing(2, AT), filing(1, AT - LATE - MINUTE)) == []


def test_a_filing_from_a_wrong_clock_waits_and_hides_nothing():
    watch = Watch()
    watch.look(filing(1, AT))
    wrong = filing(9, AT + 400 * DAY)

    assert watch.look(wrong, filing(1, AT)) == []
    assert watch.look(wrong, filing(2, AT + MINUTE), filing(1, AT), at=AT + 2 * MINUTE) == [2]


def test_what_is_kept_stays_small():
    watch = Watch()
    filings = [filing(0, AT)]
    watch.look(*filings)
    for number in range(1, 60):
        filings.append(filing(number, AT + number * DAY))
        watch.look(*filings, at=AT + number * DAY)

    assert len(watch.known.side.split()) <= LATE.days + 2


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 12)), max_size=12))
def test_every_filing_is_told_exactly_once_if_it_shows_within_days(papers):
    """Each filing has a minute of acceptance and shows so many looks (of ten minutes) later."""
    filings = [filing(n + 1, AT + minute * MINUTE) for n, (minute, _) in enumerate(papers)]
    watch, told = Watch(), []
    watch.look()
    for look in range(1, 45):
        at = AT + 10 * look * MINUTE
        seen = [one for one, (_, late) in zip(filings, papers, strict=True) if one.accepted + 10 * late * MINUTE <= at]
        told += watch.look(*seen, at=at) + ["left out"] * watch.left_out

    assert len(told) == len(filings)
    assert len({one for one in told if one != "left out"}) == len(told) - told.count("left out")
