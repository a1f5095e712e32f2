"""What is written down is read back unchanged."""

from datetime import UTC, date, datetime

from bot.alerts.alert import Alert, Severity
from bot.alerts.codec import dump_alert, dump_episode, load_alert, load_episode
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Form, Level, Link, Moment, Origin, Series, Style, Table, Tone

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)


def test_an_alert_with_everything_on_its_card_comes_back_the_same():
    card = Card(
        title="APLD 💥 <b>",
        lead="𝔘nicode and \x00",
        facts=(
            Fact("Price", "$1"),
            Fact("When", Moment(AT, Form.AGE)),
            Fact("Both", ("a", Link("b", "https://c.d"), Moment(AT))),
        ),
        table=Table(("a", "b"), (("1", Moment(AT)), ("2", ("x", "y")))),
        chart=Chart(
            "t",
            "alt",
            (Series("s", ((date(2026, 1, 2), 1.5), (date(2026, 1, 5), 2.0))),),
            (Level("mean", 3.25),),
            "USD",
            bars=True,
        ),
        origins=(Origin("Yahoo", AT, Form.DAY, stale=True),),
        actions=(Action("Snooze", "snooze APLD 1d", Style.DANGER),),
        tone=Tone.RISK,
        note="small print",
    )
    alert = Alert(
        kind="k",
        about="APLD",
        occurrence="o",
        at=AT,
        card=card,
        severity=Severity.HIGH,
        size=1.5,
        follows="f",
        only=("slack:C1", "web:home"),
    )

    assert load_alert(dump_alert(alert)) == alert


def test_an_alert_written_before_some_could_be_for_some_channels_only_is_for_all():
    alert = Alert(kind="k", about="APLD", occurrence="o", at=AT, card=Card(title="t"))
    written = dump_alert(alert)

    assert "only" not in written
    assert load_alert(written).only == ()


def test_half_a_character_can_be_written_down():
    alert = Alert(kind="k", about="", occurrence="o", at=AT, card=Card(title="half \ud800 é 💥"))

    assert load_alert(dump_alert(alert).encode().decode()) == alert


def test_an_episode_comes_back_the_same():
    episode = Episode(
        kind="k", about="APLD", name="mean", side="above", level=1.0, value=2.0, seen_at=AT, number=3, alert="f", turn=7
    )

    assert load_episode(dump_episode(episode)) == episode
