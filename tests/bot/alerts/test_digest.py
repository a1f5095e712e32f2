"""Many alerts as one: severe first, and nothing dropped without being counted."""

from datetime import timedelta

import pytest

from bot.alerts.alert import Alert, Severity
from bot.alerts.course import Reason
from bot.alerts.digest import SHOWN, digest
from bot.alerts.ports import Held
from bot.cards import Card, Moment, Origin, Tone


def held(
    now,
    title,
    *,
    about="",
    severity=Severity.NORMAL,
    kind="k",
    reason=Reason.QUIET,
    minutes=0,
    tone=Tone.NOTE,
    origins=(),
):
    card = Card(title=title, lead=f"{title} happened.", tone=tone, origins=origins)
    at = now + timedelta(minutes=minutes)
    return Held(
        f"id-{title}", Alert(kind=kind, about=about, occurrence=title, at=at, card=card, severity=severity), reason
    )


def test_the_most_severe_come_first_and_the_older_before_the_newer(now):
    told = digest(
        [
            held(now, "late", minutes=9),
            held(now, "follow-up", severity=Severity.QUIET),
            held(now, "early"),
            held(now, "urgent", severity=Severity.HIGH, minutes=20),
        ],
        now,
    )

    assert told.card.title == "K: 4 alerts that waited"
    assert told.card.lead == "Quiet hours are over."
    assert [row[0] for row in told.card.table.rows] == ["urgent", "early", "late", "follow-up"]
    assert told.card.table.rows[1] == ("early", Moment(now), "early happened.")
    assert told.severity is Severity.HIGH


def test_what_is_all_quiet_stays_quiet(now):
    assert digest([held(now, name, severity=Severity.QUIET) for name in "ab"], now).severity is Severity.QUIET


def test_what_is_not_shown_is_counted_by_kind(now):
    many = [held(now, f"n{number:02}", kind="price_past_target") for number in range(SHOWN)]
    more = [held(now, f"x{number}", severity=Severity.QUIET, kind=kind) for number, kind in enumerate("aba")]

    card = digest([*more, *many], now).card

    assert len(card.table.rows) == SHOWN
    assert card.lead == "Quiet hours are over. 3 more: a 2 and b 1; /alerts shows how to hear less."


def test_why_they_waited_is_said(now):
    card = digest([held(now, "a"), held(now, "b", reason=Reason.CAP)], now).card

    assert card.lead == "Quiet hours are over and more came in an hour than this channel takes one by one."


def test_the_oldest_figure_of_each_source_dates_them_all(now):
    old, new = Origin("Yahoo", now - timedelta(hours=2)), Origin("Yahoo", now)
    card = digest([held(now, "a", origins=(new,)), held(now, "b", origins=(old, Origin("FINRA", now)))], now).card

    assert card.origins == (old, Origin("FINRA", now))


def test_one_tone_is_kept_and_many_are_none(now):
    risks = [held(now, name, tone=Tone.RISK) for name in "ab"]

    assert digest(risks, now).card.tone is Tone.RISK
    assert digest([*risks, held(now, "c", tone=Tone.CATALYST)], now).card.tone is Tone.NOTE


def test_the_same_alerts_are_the_same_digest_whenever_it_is_made(now):
    pair = [held(now, "a"), held(now, "b")]

    assert digest(pair, now).fingerprint == digest(pair, now + timedelta(hours=1)).fingerprint
    assert digest(pair, now).fingerprint != digest(pair[1:] * 2, now).fingerprint


@pytest.mark.parametrize(
    ("abouts", "named"),
    [
        (("APLD", "APLD"), "APLD: 2 alerts that waited"),
        (("APLD", "RKLB"), "APLD and RKLB: 2 alerts that waited"),
        (("APLD", "RKLB", "ACHR"), "APLD, RKLB and ACHR: 3 alerts that waited"),
        (("APLD", "RKLB", "ACHR", "SOUN", "APLD"), "APLD, RKLB and 2 more: 5 alerts that waited"),
        (("", "APLD"), "Price past target and APLD: 2 alerts that waited"),
    ],
)
def test_its_title_names_the_stocks_and_the_kinds_that_are_about_none(now, abouts, named):
    several = [held(now, f"n{at}", about=about, kind="price_past_target") for at, about in enumerate(abouts)]

    assert digest(several, now).card.title == named


def test_it_says_which_alerts_it_tells(now):
    several = [held(now, name) for name in "ab"]

    assert digest(several, now).tells == tuple(one.alert.fingerprint for one in several)
