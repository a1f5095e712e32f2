"""A moment, a picture and commands made up for the tests of every room of a platform."""

from datetime import UTC, date, datetime
from typing import Annotated

from bot.cards import Action, Card, Chart, Level, Series
from bot.commands import Arg, Text, command

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
CHART = Chart("Price", "It rose.", (Series("APLD", ((date(2026, 1, 2), 1.5),)),), (Level("Target", 2.0),))
SNOOZE = Action("Snooze APLD for a day", "snooze APLD 1d")


@command("snooze", "Be quiet about a stock")
async def snooze(words: Annotated[Text, Arg("About what, and how long", "APLD 1d", "watched")]) -> Card:
    return Card(f"Snoozed {words}")


@command("ping", "See whether it answers")
async def ping() -> Card:
    return Card("It answers", actions=(SNOOZE,))
