"""An episode opens, is looked at, closes, and counts its openings."""

from datetime import UTC, datetime, timedelta

from bot.alerts.episode import Episode

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
EPISODE = Episode(kind="k", about="APLD", name="mean", side="below", level=100, value=95, seen_at=AT, turn=4)


def test_it_begins_closed():
    assert not EPISODE.is_open
    assert EPISODE.number == 0


def test_it_is_open_while_it_holds_the_alert_that_told_it():
    opened = EPISODE.opened("alert-1")

    assert opened.is_open
    assert (opened.alert, opened.number) == ("alert-1", 1)
    assert not opened.closed().is_open


def test_closing_keeps_the_count_so_that_the_next_opening_has_a_number_of_its_own():
    assert EPISODE.opened("alert-1").closed().opened("alert-2").number == 2


def test_a_look_changes_what_was_seen_and_nothing_else():
    opened = EPISODE.opened("alert-1")
    seen = opened.seen(side="above", level=101, value=103, at=AT + timedelta(minutes=5))

    assert (seen.side, seen.level, seen.value, seen.seen_at) == ("above", 101, 103, AT + timedelta(minutes=5))
    assert (seen.alert, seen.number, seen.turn, seen.name) == ("alert-1", 1, 4, "mean")


def test_steps_leave_the_episode_they_were_taken_from():
    EPISODE.opened("alert-1")
    EPISODE.seen(side="above", level=1, value=1, at=AT)

    assert (EPISODE.side, EPISODE.alert) == ("below", "")
