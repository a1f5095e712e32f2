"""A Fed decision: told once, in words, beside what the settlement of the day before priced."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.fed_funds import FedFundsFutures, settled_at
from bot.market.feeds import Missing
from bot.market.readings import Readings
from bot.sources.fred import TARGET_UPPER
from bot.sources.recorded import Recorded
from jobs.fed_decision import Seen, ask, judge, word
from tests.whole import facts, rows

MEETING, NEXT = date(2026, 9, 16), date(2026, 9, 17)
SETTLED = {  # 30-day fed funds futures as CME settled them on 14 September 2026
    date(2026, 9, 1): 96.2600, date(2026, 10, 1): 96.1250, date(2026, 11, 1): 96.0200, date(2026, 12, 1): 95.9000,
    date(2027, 1, 1): 95.8450,
}  # fmt: skip


def futures(day: date, prices=SETTLED) -> FedFundsFutures:
    return FedFundsFutures(as_of=settled_at(day) + timedelta(minutes=30), source="CME", prices=tuple(prices.items()))


def upper(after: float | None, before: float = 3.75, *, until: date = MEETING) -> Readings:
    """The upper bound from July to the meeting, and on the day after it."""
    start = date(2026, 7, 20)
    points = [(start + timedelta(days=n), before) for n in range((until - start).days + 1)]
    if after is not None:
        points.append((NEXT, after))
    return Readings(as_of=datetime(2026, 9, 17, 14, tzinfo=UTC), source="FRED", name=TARGET_UPPER, points=tuple(points))


class Watch:
    def __init__(self) -> None:
        self.episodes = {}

    def look(self, seen: Seen, day: date = NEXT):
        judged = judge(seen, self.episodes, datetime(day.year, day.month, day.day, 14, tzinfo=UTC))
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences


MONDAY = (futures(date(2026, 9, 14)),)


def decided(after: float, closes=MONDAY):
    watch = Watch()
    watch.look(Seen(upper(None), closes), MEETING)
    (told,) = watch.look(Seen(upper(after), closes))
    return word(told.what)


def test_a_decision_is_told_once_when_the_range_that_follows_it_is_published():
    watch, closes = Watch(), (futures(date(2026, 9, 14)),)
    assert watch.look(Seen(upper(None), closes), MEETING) == ()  # the first look: July's hold is the baseline
    assert watch.look(Seen(upper(None), closes), MEETING) == ()

    (told,) = watch.look(Seen(upper(4.0), closes))
    assert told.name == "2026-09-16"
    assert watch.look(Seen(upper(4.0), closes)) == ()


def test_the_hike_of_september_2026_beside_what_was_priced():
    """Published: 92.8 % for a hike on 14 September (computed from CME's settlements, announcement day before)."""
    card = decided(4.0)

    assert card.title == "The Fed raised its rate by 0.25 points"
    assert (
        card.lead
        == "1 hike on 16 September 2026; futures of 14 September 2026 priced 93 % for 1 hike and 7 % for no change."
    )
    assert rows(card) == (("1 hike", "92.8 %"), ("No change", "7.2 %"))
    assert card.table.columns == ("At this meeting", "Priced on 14 September 2026")
    assert facts(card) == {
        "Target range": "up to 3.75 % → up to 4.00 %",
        "Against what was priced": "0.1 hikes more than the 0.9 hikes priced",
        "Next decision": "28 October 2026",
    }
    assert card.tone is Tone.RISK


def test_a_hold_and_a_cut_have_their_own_words_and_never_a_minus():
    held, cut = decided(3.75), decided(3.5)

    assert held.title == "The Fed held its rate"
    assert held.lead.startswith("No change on 16 September 2026; futures")
    assert facts(held)["Against what was priced"] == "0.9 cuts more than the 0.9 hikes priced"
    assert (held.tone, cut.tone) == (Tone.NOTE, Tone.CATALYST)
    assert cut.title == "The Fed cut its rate by 0.25 points"
    assert "-" not in cut.title + cut.lead + str(facts(cut))


@pytest.mark.parametrize(
    "closes",
    [
        (),
        (futures(date(2026, 9, 16)),),  # of the day itself, an hour after the announcement
        (futures(date(2026, 9, 8)),),  # older than a long weekend
        (futures(date(2026, 9, 14), {date(2026, 9, 1): 96.26}),),  # reaches no rate after the meeting
    ],
)
def test_what_was_priced_is_never_guessed(closes):
    card = decided(4.0, closes)

    assert card.lead == "1 hike on 16 September 2026; what was priced the day before was not kept."
    assert card.table is None
    assert facts(card)["Against what was priced"].startswith("not known")


def test_the_newest_settlement_before_the_meeting_is_the_one():
    tuesday = {**SETTLED, date(2026, 10, 1): 96.2250}
    card = decided(4.0, (futures(date(2026, 9, 14)), futures(date(2026, 9, 15), tuesday), futures(date(2026, 9, 16))))

    assert "futures of 15 September 2026" in card.lead


async def test_it_asks_for_the_range_and_the_settlements():
    source = Recorded()
    with pytest.raises(Missing):
        await ask(rates=source)
    source.tell(upper(4.0), futures(date(2026, 9, 14)))

    assert await ask(rates=source) == Seen(upper(4.0), (futures(date(2026, 9, 14)),))


async def test_a_club_hears_of_a_decision_once(club):
    club.clock.at = datetime(2026, 9, 16, 14, tzinfo=UTC)
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.market.tell(upper(None), futures(date(2026, 9, 14)))
    assert await club.round("fed_decision") == []

    club.clock.at = datetime(2026, 9, 17, 14, 5, tzinfo=UTC)
    club.market.tell(upper(4.0))
    assert await club.round("fed_decision") == ["The Fed raised its rate by 0.25 points"]
    assert await club.round("fed_decision") == []
