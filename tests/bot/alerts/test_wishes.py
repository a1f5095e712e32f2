"""What a channel wishes, from the words that are kept to the course of an alert."""

from datetime import UTC, datetime, time

import pytest

from bot.alerts.alert import Alert, Severity
from bot.alerts.course import Course
from bot.alerts.quiet_hours import QuietHours
from bot.alerts.setting import CAP, EDITORS, KIND, QUIET, URGENT, Change, State, name_of, wished
from bot.alerts.wishes import Wishes
from bot.cards import Card

DAY, NIGHT = datetime(2026, 1, 15, 15, tzinfo=UTC), datetime(2026, 1, 15, 23, tzinfo=UTC)
HOURS = QuietHours(time(22), time(7), "UTC")


def alert(kind="price_past_target", severity=Severity.NORMAL):
    return Alert(kind=kind, about="APLD", occurrence="o", at=DAY, card=Card(title="T"), severity=severity)


def test_a_new_channel_hears_everything_at_once():
    assert Wishes.read({}).course(alert(), NIGHT) == Course()


def test_words_are_read_back_as_wishes():
    words = {KIND + "k": "off", QUIET: str(HOURS), CAP: "6", URGENT: "wait", EDITORS: "ann bob"}

    assert Wishes.read(words) == Wishes({"k": State.OFF}, HOURS, 6, False, ("ann", "bob"))


def test_a_state_that_is_not_known_lets_alerts_come():
    assert Wishes.read({KIND + "price_past_target": "whispered"}).course(alert(), DAY) == Course()


def test_a_zone_that_is_not_known_any_more_lets_alerts_come_rather_than_wait():
    assert Wishes.read({QUIET: "22:00-07:00 Mars/Olympus"}).course(alert(), NIGHT) == Course()


@pytest.mark.parametrize(
    ("wishes", "now", "course"),
    [
        (Wishes({"price_past_target": State.OFF}), DAY, None),
        (Wishes({"price_past_target": State.SILENT}), DAY, Course(silent=True)),
        (Wishes({"short_interest": State.OFF}), DAY, Course()),
        (Wishes(quiet=HOURS, cap=6), DAY, Course(cap=6)),
        (Wishes(quiet=HOURS, cap=6), NIGHT, Course(waits=True, cap=6)),
    ],
)
def test_each_wish_has_its_course(wishes, now, course):
    assert wishes.course(alert(), now) == course


def test_an_urgent_alert_passes_unless_it_shall_wait_and_an_off_kind_is_off_all_the_same():
    urgent = alert(severity=Severity.HIGH)

    assert Wishes(quiet=HOURS, cap=1).course(urgent, NIGHT) == Course()
    assert Wishes(quiet=HOURS, cap=1, urgent_pass=False).course(urgent, NIGHT) == Course(waits=True, cap=1)
    assert Wishes({"price_past_target": State.OFF}).course(urgent, NIGHT) is None


@pytest.mark.parametrize(
    ("setting", "text", "word"),
    [
        (KIND + "k", " Silent", "silent"),
        (KIND + "k", "on", ""),
        (QUIET, "22-7 utc", "22:00-07:00 UTC"),
        (QUIET, "OFF", ""),
        (CAP, "06", "6"),
        (CAP, "off", ""),
        (URGENT, "wait", "wait"),
        (URGENT, "pass", ""),
        (EDITORS, "anyone", ""),
        (EDITORS, "me", "ann"),
        (EDITORS, "<@U1|bob>, <@!22> U3,me", "ann U1 22 U3"),
    ],
)
def test_what_is_written_is_kept_as_one_word_and_what_a_new_channel_has_as_none(setting, text, word):
    assert wished(setting, text, "ann") == word


@pytest.mark.parametrize(
    ("setting", "text", "said"),
    [
        (KIND + "k", "loud", "not one of on, silent or off"),
        (QUIET, "never", "are no hours"),
        (CAP, "0", "1 to 999, or off"),
        (CAP, "²", "1 to 999, or off"),
        (CAP, "1000", "1 to 999, or off"),
        (URGENT, "maybe", "write pass or wait"),
        (EDITORS, "", "Name people"),
        (EDITORS, "me @bob", "“@bob” has no user id in it; write the id itself"),
        (EDITORS, "U1 $$$", "has no user id in it"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(setting, text, said):
    with pytest.raises(ValueError, match=said):
        wished(setting, text, "ann")


def test_where_people_are_named_only_they_change_and_else_the_platform_says():
    assert Wishes().may_change("ann")
    assert not Wishes().may_change("ann", may_manage=False)
    assert Wishes(editors=("ann",)).may_change("ann", may_manage=False)
    assert not Wishes(editors=("ann",)).may_change("bob")


def test_a_change_is_said_from_old_to_new():
    assert Change(CAP, "", "6", "U1", DAY).said == "off → 6"
    assert Change(KIND + "k", "off", "", "U1", DAY).said == "off → on"
    assert (Change(CAP, "", "6", "U1", DAY).author, Change(CAP, "", "6", "U1", DAY, "Ann").author) == ("U1", "Ann")
    assert (name_of(QUIET), name_of(KIND + "short_interest")) == ("quiet hours", "short interest")
