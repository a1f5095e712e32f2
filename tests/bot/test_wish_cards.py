"""When what a channel holds comes is said by the reason it is held for."""

import pytest

from bot.alerts.alert import Alert
from bot.alerts.course import Reason
from bot.alerts.ports import Held
from bot.alerts.wishes import Wishes
from bot.cards import Card
from bot.watchers import Kinds
from bot.wish_cards import settings_card
from tests.whole import facts


@pytest.mark.parametrize(
    ("reasons", "when"),
    [
        ([Reason.EXPLAINED, Reason.EXPLAINED], "2 alerts, told half an hour after the alert that explains them"),
        ([Reason.CAP], "1 alert, told at the next full hour"),
        ([Reason.CAP, Reason.EXPLAINED], "2 alerts, told within the hour"),
        ([Reason.TOGETHER, Reason.EXPLAINED], "2 alerts, told in a moment"),
    ],
)
def test_what_is_held_comes_when_its_reason_ends(now, reasons, when):
    held = [
        Held(f"id{at}", Alert(kind="k", about="", occurrence=f"o{at}", at=now, card=Card("T")), reason)
        for at, reason in enumerate(reasons)
    ]

    assert facts(settings_card(Wishes(), held, Kinds(("k",)), now))["Held now"] == when
