"""/snooze: quiet about a stock or a kind, for a while."""

from datetime import timedelta

import pytest

from bot.cards import Moment
from tests.whole import facts


async def test_a_stock_is_snoozed_for_a_day_where_no_length_is_given(club):
    card = await club.type("snooze $apld")

    assert card.title == "APLD is snoozed here for 1 day"
    assert facts(card)["Until"] == Moment(club.clock.now() + timedelta(days=1))
    (silence,) = (await club.minnow.store.watchlists.watchlist(club.channel)).silences
    assert (silence.about, silence.kind) == ("APLD", "")


async def test_a_kind_of_alert_is_snoozed_by_its_name(club):
    card = await club.type("snooze short_interest 2w")

    assert card.title == "short interest is snoozed here for 2 weeks"


@pytest.mark.parametrize(
    ("line", "said"),
    [("snooze", "“subject” is missing"), ("snooze APLD never", "is not a span of time"), ("snooze !!", "neither a")],
)
async def test_a_word_that_cannot_be_used_is_one_sentence(club, line, said):
    assert said in (await club.type(line)).lead
