"""/snooze: quiet about a stock, a kind of alert or both in this channel, for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from bot.alerts.ports import Watchlists
from bot.alerts.watchlist import Silence
from bot.cards import Action, Card, Fact, Moment
from bot.clock import Clock
from bot.commands import Answer, Arg, Caller, UsageError, command, span
from bot.dialogs import Choice, Dialog, Filled, Misfilled, Page, Pick, Time
from bot.market.hours import NEW_YORK, opens, sessions_after
from bot.snoozing import shown_as, subject_of
from bot.watchers import Kinds
from bot.words import age, say

LONGEST = timedelta(days=366)
_CHANGE = timedelta(days=90)  # what “until it changes” lasts at most


async def _submitted(
    about: str, filled: Filled, *, watchlists: Watchlists, kinds: Kinds, clock: Clock, caller: Caller
) -> Card:
    subject = next(iter(filled.get("what", ())), about)
    now = clock.now()
    until = _moment(next(iter(filled.get("until", ())), ""), now)
    return await _silenced(subject, now, until, watchlists, kinds, caller)


@command("snooze", say("Quiet about a stock, a kind of alert or both here, for a while"), submit=_submitted)
async def snooze(
    subject: Annotated[
        str, Arg(say("Stock symbol, kind of alert, or both: APLD:dilution"), "APLD", suggests="watched")
    ],
    length: Annotated[str, Arg(say("1h, 1d, 1w; open, change, or pick for a dialog"), "1d")] = "1d",
    *,
    watchlists: Watchlists,
    kinds: Kinds,
    clock: Clock,
    caller: Caller,
) -> Answer:
    now, word = clock.now(), length.lower()
    if word == "pick":
        return _dialog(subject, kinds)
    if word == "change":
        return await _silenced(subject, now, now + _CHANGE, watchlists, kinds, caller, change=True)
    until = opens(sessions_after(now.astimezone(NEW_YORK).date(), 1)) if word == "open" else now + span(word)
    return await _silenced(subject, now, until, watchlists, kinds, caller)


async def _silenced(
    subject: str,
    now: datetime,
    until: datetime,
    watchlists: Watchlists,
    kinds: Kinds,
    caller: Caller,
    *,
    change: bool = False,
) -> Card:
    about, kind = _read(subject, kinds)
    await watchlists.silence(caller.channel, Silence(about, kind, until, change))
    shown = shown_as(about, kind)
    lead = (
        say("What goes on in the same direction is not sent to this channel; a turn or something new is.")
        if change
        else say("Alerts about it that come meanwhile are not sent to this channel.")
    )
    return Card(
        title=say("{shown} is snoozed here until it changes", shown=shown)
        if change
        else say("{shown} is snoozed here for {span}", shown=shown, span=age(until - now)),
        lead=lead,
        facts=(Fact(say("Until") if not change else say("At the latest until"), Moment(until)),),
        actions=(Action(say("Wake {shown}", shown=shown), f"unsnooze {subject_of(about, kind)}"),),
    )


def _dialog(subject: str, kinds: Kinds) -> Dialog:
    about, kind = _read(subject, kinds)
    both = [(about, kind), (about, ""), ("", kind)] if about and kind else [(about, kind)]
    what = tuple(Choice(subject_of(*one), shown_as(*one)) for one in both)
    typed = f"/snooze {subject_of(about, kind)} 3d"
    return Dialog(
        command="snooze",
        about=subject_of(about, kind),
        title=say("Snooze"),
        submit=say("Snooze"),
        pages=(
            Page(
                say("Snooze"),
                f"snooze {subject_of(about, kind)} pick",
                (
                    Pick(name="what", label=say("What"), choices=what, value=(what[0].value,), required=True),
                    Time(name="until", label=say("Until"), help=say("2026-12-01 09:30 in UTC, or 3d"), required=True),
                ),
            ),
        ),
        card=Card(title=say("For how long?"), lead=say("Write it as {typed}, with 30m, 4h, 2d or 1w.", typed=typed)),
    )


def _read(subject: str, kinds: Kinds) -> tuple[str, str]:
    try:
        return kinds.subject(subject)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _moment(text: str, now: datetime) -> datetime:
    """ISO 8601 (UTC where no offset is said), or a span from now. Misfilled for anything else and for the past."""
    try:
        until = datetime.fromisoformat(text)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
    except ValueError:
        try:
            until = now + span(text)
        except UsageError as error:
            raise Misfilled(
                {"until": say("{error} A day and a time in UTC, 2026-12-01 09:30, will do too.", error=error)}
            ) from None
    if not now < until <= now + LONGEST:
        raise Misfilled({"until": say("That is not in the year to come; pick a later day or time.")})
    return until.astimezone(UTC)
