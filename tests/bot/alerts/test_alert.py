"""An alert knows which happening it tells, whatever its words become."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Alert, Severity, ack_button, fingerprint, snooze_menu
from bot.cards import Card

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
ALERT = Alert(kind="price_past_target", about="APLD", occurrence="mean 1, upward", at=AT, card=Card(title="t"))


def test_rewording_a_later_moment_and_another_size_leave_the_fingerprint():
    again = replace(
        ALERT, card=Card(title="other"), at=AT + timedelta(days=1), size=9.0, severity=Severity.HIGH, follows="f"
    )

    assert again.fingerprint == ALERT.fingerprint == fingerprint("price_past_target", "APLD", "mean 1, upward")


@pytest.mark.parametrize(
    "change", [{"kind": "short_interest"}, {"about": "SOUN"}, {"about": ""}, {"occurrence": "mean 2, upward"}]
)
def test_another_happening_has_another_fingerprint(change):
    assert replace(ALERT, **change).fingerprint != ALERT.fingerprint


def test_a_fingerprint_never_changes_between_versions():
    """Alerts that were told before an update must not be told again after it."""
    assert fingerprint("kind", "APLD", "mean 1") == "779375af4be68c1def8ad0be"


@given(st.tuples(*[st.text("ab ", max_size=3)] * 3), st.tuples(*[st.text("ab ", max_size=3)] * 3))
def test_words_do_not_run_into_each_other(one, other):
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_a_moment_is_kept_in_utc():
    alert = replace(ALERT, at=AT.astimezone(timezone(timedelta(hours=-5))))

    assert alert.at.tzinfo is UTC
    assert alert == ALERT


def test_every_alert_can_be_acknowledged_by_its_fingerprint():
    button = ack_button(ALERT.fingerprint)

    assert (button.label, button.line) == ("Acknowledge", f"ack {ALERT.fingerprint}")


def test_the_snooze_menu_offers_the_ticker_the_kind_and_both():
    lines = [one.line for one in snooze_menu("price_past_target", "APLD").choices]

    assert lines == [
        "snooze APLD 1h",
        "snooze APLD open",
        "snooze APLD 1w",
        "snooze APLD:price_past_target change",
        "snooze APLD:price_past_target 1w",
        "snooze price_past_target 1w",
        "snooze APLD:price_past_target pick",
    ]


def test_the_snooze_menu_of_a_market_alert_is_about_its_kind():
    choices = snooze_menu("yield_curve", "").choices

    assert [one.line.removeprefix("snooze yield_curve ") for one in choices] == ["1h", "open", "1w", "pick"]
    assert choices[1].label == "yield curve: until tomorrow's open"
