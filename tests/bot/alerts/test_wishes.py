"""What a channel wishes, from the words that are kept to the course of an alert."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.alerts.alert import Alert, Severity
from bot.alerts.course import Course, Reason
from bot.alerts.day_times import DayTimes
from bot.alerts.quiet_hours import QuietHours
from bot.alerts.setting import CAP, DIGESTS, EDITORS, KIND, LEAST, LOUD, MENTION, QUIET, STYLE, URGENT, State
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
    words |= {LEAST + "k": "15", DIGESTS: "08:30 UTC", STYLE: "new", MENTION: "&7", LOUD: "all"}

    assert Wishes.read(words) == Wishes(
        states={"k": State.OFF},
        least={"k": 15.0},
        quiet=HOURS,
        digests=DayTimes((time(8, 30),), "UTC"),
        cap=6,
        urgent_pass=False,
        apart=True,
        mention="&7",
        all_mentioned=True,
        editors=("ann", "bob"),
    )


def test_a_state_that_is_not_known_lets_alerts_come():
    assert Wishes.read({KIND + "price_past_target": "whispered"}).course(alert(), DAY) == Course()


def test_a_zone_that_is_not_known_any_more_lets_alerts_come_rather_than_wait():
    assert Wishes.read({QUIET: "22:00-07:00 Mars/Olympus"}).course(alert(), NIGHT) == Course()


@pytest.mark.parametrize(
    ("wishes", "now", "course"),
    [
        (Wishes(states={"price_past_target": State.OFF}), DAY, None),
        (Wishes(states={"price_past_target": State.SILENT}), DAY, Course(silent=True)),
        (Wishes(states={"short_interest": State.OFF}), DAY, Course()),
        (Wishes(quiet=HOURS, cap=6), DAY, Course(cap=6)),
        (Wishes(quiet=HOURS, cap=6), NIGHT, Course(waits=Reason.QUIET, cap=6)),
    ],
)
def test_each_wish_has_its_course(wishes, now, course):
    assert wishes.course(alert(), now) == course


def test_an_urgent_alert_passes_unless_it_shall_wait_and_an_off_kind_is_off_all_the_same():
    urgent = alert(severity=Severity.HIGH)

    assert Wishes(quiet=HOURS, cap=1).course(urgent, NIGHT) == Course()
    assert Wishes(quiet=HOURS, cap=1, urgent_pass=False).course(urgent, NIGHT) == Course(waits=Reason.QUIET, cap=1)
    assert Wishes(states={"price_past_target": State.OFF}).course(urgent, NIGHT) is None


@pytest.mark.parametrize(
    ("editors", "user", "roles", "manages", "may"),
    [
        ((), "bob", (), None, True),
        ((), "bob", (), False, False),
        ((), "bob", (), True, True),
        (("ann",), "ann", (), False, True),
        (("ann",), "bob", (), None, False),
        (("ann",), "bob", (), True, True),
        (("ann", "&7"), "bob", ("6", "7"), False, True),
        (("ann", "7"), "bob", ("7",), False, False),
    ],
)
def test_who_manages_a_channel_may_change_it_and_people_and_roles_that_are_named(editors, user, roles, manages, may):
    assert Wishes(editors=editors).may_change(user, roles, manages=manages) is may


def test_what_is_smaller_than_the_channel_wants_is_not_told_but_what_continues_an_alert_is():
    wishes = Wishes(least={"price_past_target": 15})

    assert wishes.course(replace(alert(), size=14.9), DAY) is None
    assert wishes.course(replace(alert(), size=15), DAY) == Course()
    assert wishes.course(replace(alert(), size=0, follows="f"), DAY) == Course()


@pytest.mark.parametrize(
    ("all_mentioned", "severity", "mention"),
    [
        (False, Severity.HIGH, "U1"),
        (False, Severity.NORMAL, ""),
        (True, Severity.NORMAL, "U1"),
        (True, Severity.QUIET, ""),
    ],
)
def test_who_is_mentioned_is_so_with_what_the_channel_chose(all_mentioned, severity, mention):
    wishes = Wishes(mention="U1", all_mentioned=all_mentioned)

    assert wishes.course(alert(severity=severity), DAY) == Course(mention=mention)


def test_a_silent_kind_mentions_nobody():
    wishes = Wishes(states={"price_past_target": State.SILENT}, mention="U1", all_mentioned=True)

    assert wishes.course(alert(severity=Severity.HIGH), DAY) == Course(silent=True)
