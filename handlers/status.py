"""/status: how Minnow is doing: rounds, sources, deliveries, broken channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.alerts.dispatch.gone import GONE_FOR
from bot.alerts.ports import Broken, Outbox, RoundLog, RoundReport, Watchlists
from bot.cards import Card, Fact, Form, Moment, Table, Tone, Value, placed
from bot.clock import Clock
from bot.commands import Caller, command
from bot.market.feeds import Health, HealthFeed
from bot.market.hours import is_open, next_open
from bot.rounds import NextRuns
from bot.watchers import Kinds
from bot.words import later, said, say, say_n


@command("status", say("How Minnow is doing: rounds, sources, deliveries"))
async def status(
    *,
    rounds: RoundLog,
    health: HealthFeed,
    outbox: Outbox,
    watchlists: Watchlists,
    next_runs: NextRuns,
    kinds: Kinds,
    clock: Clock,
    caller: Caller,
) -> Card:
    now, reports, sources = clock.now(), await rounds.last(), await health.health()
    broken, waiting, held = await outbox.broken(), await outbox.waiting(), await outbox.holding()
    lost = [one for one in sources if one.failing_since]
    here = [one for one in broken if one.channel == caller.channel]
    own = {*await watchlists.set_up_by(caller.channel.platform, caller.user)} - {caller.channel} if broken else set()
    yours = [one for one in broken if one.channel in own]
    return Card(
        title=say("Minnow is well") if not lost and not broken else say("Minnow has trouble"),
        lead=_lead(lost, len(broken), waiting, held),
        facts=(
            _market(now),
            *(Fact(said(one.source), _source(one)) for one in sources),
            *(Fact(say("This channel is broken"), _broken(one)) for one in here),
            *(Fact(say("A channel you set up is broken"), _broken(one)) for one in yours),
            *_elsewhere(len(broken) - len(here) - len(yours)),
        ),
        table=_rounds(kinds.names, reports, next_runs.next_runs()),
        tone=Tone.TROUBLE if lost or broken else Tone.NOTE,
    )


def _lead(lost: Sequence[Health], broken: int, waiting: int, held: int) -> str:
    told = [say("{source} does not answer.", source=said(one.source)) for one in lost]
    if broken:
        told.append(
            say_n(
                "{n} channel cannot be written to; its alerts wait.",
                "{n} channels cannot be written to; their alerts wait.",
                broken,
            )
        )
    if held:
        told.append(
            say_n(
                "{n} alert held for quiet hours, a cap, or the alert that explains them.",
                "{n} alerts held for quiet hours, a cap, or the alert that explains them.",
                held,
            )
        )
    if waiting or not held:
        told.append(
            say_n("{n} alert on the way.", "{n} alerts on the way.", waiting)
            if waiting
            else say("Every alert has been delivered.")
        )
    return " ".join(told)


def _market(now: datetime) -> Fact:
    if is_open(now):
        return Fact(say("New York market"), say("open"))
    return Fact(say("New York market"), placed(later("closed; opens {when}"), when=Moment(next_open(now))))


def _source(one: Health) -> Value:
    if one.failing_since is None:
        if one.answered_at is None:
            return (say("not asked yet"),)
        return placed(later("last answered {when}"), when=Moment(one.answered_at, Form.AGE))
    trouble, since = one.trouble.rstrip(".") or say("does not answer"), Moment(one.answered_at or one.failing_since)
    if one.paused_until is None:
        return (trouble, *placed(later("; figures are stale since {since}"), since=since))
    template = later("; figures are stale since {since}; asked again {again}")
    return (trouble, *placed(template, since=since, again=Moment(one.paused_until)))


def _broken(one: Broken) -> Value:
    """Why, with what to do, since when, and what becomes of it where the platform says that it is no more."""
    since = Moment(one.since)
    if not one.gone:
        return (one.reason, *placed(later(" Since {since}"), since=since))
    template = later(" Since {since}; forgotten {forgotten}")
    return (one.reason, *placed(template, since=since, forgotten=Moment(one.since + GONE_FOR)))


def _elsewhere(broken: int) -> Sequence[Fact]:
    """Other channels by number only: their names are nobody's business here."""
    told = say(
        "{broken}; whoever set one up was told what to do; one that was deleted is forgotten in a week", broken=broken
    )
    return (Fact(say("Other broken channels"), told),) if broken else ()


def _rounds(names: Sequence[str], reports: Mapping[str, RoundReport], planned: Mapping[str, datetime]) -> Table:
    rows = [(said(name.replace("_", " ")), *_report(reports.get(name)), _next(planned.get(name))) for name in names]
    return Table((say("Watcher"), say("Last round"), say("Asked"), say("Alerts"), say("Next round")), tuple(rows))


def _report(report: RoundReport | None) -> tuple[Value, Value, Value]:
    if report is None:
        return (say("none yet"), "", "")
    asked = (
        str(report.asked)
        if not report.unanswered
        else say("{asked}, {unanswered} unanswered", asked=report.asked, unanswered=report.unanswered)
    )
    return (Moment(report.at, Form.AGE), asked, str(report.alerts))


def _next(planned: datetime | None) -> Value:
    return Moment(planned, Form.AGE) if planned is not None else say("not planned")
