"""A living message shows what happened since, the newest first."""

from datetime import UTC, datetime, timedelta

from bot.alerts.alert import Alert
from bot.alerts.living import SHOWN, Stamp, living
from bot.cards import Card, Fact, Moment

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
ROOT = Alert(kind="k", about="APLD", occurrence="o", at=AT, card=Card(title="Up", facts=(Fact("Price", "$41"),)))


def stamps(count):
    return [Stamp(f"m{n}", AT + timedelta(minutes=n), f"happening {n}") for n in range(count)]


def test_nothing_happened_is_the_alert_itself():
    assert living(ROOT, ()) is ROOT


def test_what_happened_stands_above_the_facts_the_newest_first_and_the_alert_stays_itself():
    shown = living(ROOT, stamps(2))

    assert shown.card.facts == (
        Fact("Now", ("happening 1, ", Moment(AT + timedelta(minutes=1)))),
        Fact("Before", ("happening 0, ", Moment(AT))),
        Fact("Price", "$41"),
    )
    assert shown.fingerprint == ROOT.fingerprint


def test_older_ones_are_counted():
    facts = living(ROOT, stamps(SHOWN + 3)).card.facts

    assert len(facts) == SHOWN + 2
    assert facts[SHOWN] == Fact("Before", "and 3 more since it was opened")
