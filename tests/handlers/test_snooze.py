"""/snooze: quiet about a stock or a kind, for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import Moment
from tests.whole import facts, rows


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
    [
        ("snooze", "“subject” is missing"),
        ("snooze APLD never", "is not a span of time"),
        ("snooze !!", "neither a"),
        ("snooze short_interest:APLD", "like APLD:dilution"),
        ("snooze !! pick", "neither a"),
    ],
)
async def test_a_word_that_cannot_be_used_is_one_sentence(club, line, said):
    assert said in (await club.type(line)).lead


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-01-15T13:00-05:00", "2026-01-16T09:30-05:00"),
        ("2026-01-15T08:00-05:00", "2026-01-16T09:30-05:00"),
        ("2026-01-16T20:00-05:00", "2026-01-20T09:30-05:00"),  # a weekend, then Martin Luther King's day
    ],
)
async def test_until_tomorrows_open_is_the_next_session_of_a_later_day(club, at, until):
    club.clock.at = datetime.fromisoformat(at).astimezone(UTC)

    assert facts(await club.type("snooze APLD open"))["Until"] == Moment(datetime.fromisoformat(until))


async def test_a_kind_about_a_stock_is_snoozed_alone(club):
    card = await club.type("snooze APLD:price_past_target 1w")

    assert card.title == "APLD, price past target is snoozed here for 1 week"
    (silence,) = (await club.minnow.store.watchlists.watchlist(club.channel)).silences
    assert (silence.about, silence.kind) == ("APLD", "price_past_target")
    assert (await club.press(card, "Wake APLD, price past target")).title == "APLD, price past target is heard again"


async def test_until_it_changes_is_kept_and_shown_as_that(club):
    card = await club.type("snooze APLD:price_past_target change")

    assert card.title == "APLD, price past target is snoozed here until it changes"
    assert rows(await club.type("snoozed"))[0][0] == "APLD, price past target, until it changes"


async def test_a_time_is_picked_in_a_dialog_for_the_stock_the_kind_or_both(club):
    dialog = await club.open("snooze APLD:price_past_target pick")
    what, _ = dialog.fields
    until = club.clock.now() + timedelta(days=3)

    card = await club.submit(dialog, what="price_past_target", until=until.isoformat())

    assert [choice.label for choice in what.choices] == ["APLD, price past target", "APLD", "price past target"]
    assert card.title == "price past target is snoozed here for 3 days"
    assert facts(card)["Until"] == Moment(until)


@pytest.mark.parametrize("until", ["2026-01-18 14:30", "3d", "2026-01-18T09:30-05:00"])
async def test_a_time_may_be_written_in_several_ways(club, until):
    club.clock.at = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
    card = await club.submit(await club.open("snooze APLD pick"), until=until)

    assert facts(card)["Until"] == Moment(datetime(2026, 1, 18, 14, 30, tzinfo=UTC))


@pytest.mark.parametrize("until", ["yesterday", "2020-01-01 10:00", "2099-01-01 10:00"])
async def test_a_time_that_cannot_be_used_is_said_at_its_field_and_nothing_is_snoozed(club, until):
    wrong = await club.submit(await club.open("snooze APLD pick"), until=until)

    assert set(wrong.why) == {"until"}
    assert (await club.type("snoozed")).title == "Nothing is snoozed here"
