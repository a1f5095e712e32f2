"""/status: how Minnow is doing: rounds, sources, deliveries, broken channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.alerts.dispatch.gone import GONE_FOR
from bot.alerts.ports import Broken, Outbox, RoundLog, RoundReport, Watchlists
from bot.cards import Card, Fact, Form, Moment, Table, Tone, Value
from bot.clock import Clock
from bot.commands import Caller, command
from bot.market.feeds import Health, HealthFeed
from bot.market.hours import is_open, next_open
from bot.rounds import NextRuns
from bot.watchers import Kinds
from bot.words import plural


@command("status", "How Minnow is doing: rounds, sources, deliveries")
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
        title="Minnow is well" if not lost and not broken else "Minnow has trouble",
        lead=_lead(lost, len(broken), waiting, held),
        facts=(
            _market(now),
            *(Fact(one.source, _source(one)) for one in sources),
            *(Fact("This channel is broken", _broken(one)) for one in here),
            *(Fact("A channel you set up is broken", _broken(one)) for one in yours),
            *_elsewhere(len(broken) - len(here) - len(yours)),
        ),
        table=_rounds(kinds.names, reports, next_runs.next_runs()),
        tone=Tone.TROUBLE if lost or broken else Tone.NOTE,
    )


def _lead(lost: Sequence[Health], broken: int, waiting: int, held: int) -> str:
    said = [f"{one.source} does not answer." for one in lost]
    if broken:
        said.append(
            f"{plural(broken, 'channel')} cannot be written to; {'its' if broken == 1 else 'their'} alerts wait."
        )
    if held:
        said.append(f"{plural(held, 'alert')} held for quiet hours, a cap, or the alert that explains them.")
    if waiting or not held:
        said.append(f"{plural(waiting, 'alert')} on the way." if waiting else "Every alert has been delivered.")
    return " ".join(said)


def _market(now: datetime) -> Fact:
    if is_open(now):
        return Fact("New York market", "open")
    return Fact("New York market", ("closed; opens ", Moment(next_open(now))))


def _source(one: Health) -> Value:
    answered: tuple[str | Moment, ...] = ("not asked yet",)
    if one.answered_at is not None:
        answered = ("last answered ", Moment(one.answered_at, Form.AGE))
    if one.failing_since is None:
        return answered
    paused: tuple[str | Moment, ...] = ()
    if one.paused_until is not None:
        paused = ("; asked again ", Moment(one.paused_until))
    return (
        one.trouble.rstrip(".") or "does not answer",
        "; figures are stale since ",
        Moment(one.answered_at or one.failing_since),
        *paused,
    )


def _broken(one: Broken) -> Value:
    """Why, with what to do, since when, and what becomes of it where the platform says that it is no more."""
    since = (one.reason, " Since ", Moment(one.since))
    return (*since, "; forgotten ", Moment(one.since + GONE_FOR)) if one.gone else since


def _elsewhere(broken: int) -> Sequence[Fact]:
    """Other channels by number only: their names are nobody's business here."""
    told = "whoever set one up was told what to do; one that was deleted is forgotten in a week"
    return (Fact("Other broken channels", f"{broken}; {told}"),) if broken else ()


def _rounds(names: Sequence[str], reports: Mapping[str, RoundReport], planned: Mapping[str, datetime]) -> Table:
    rows = [(name.replace("_", " "), *_report(reports.get(name)), _next(planned.get(name))) for name in names]
    return Table(("Watcher", "Last round", "Asked", "Alerts", "Next round"), tuple(rows))


def _report(report: RoundReport | None) -> tuple[Value, Value, Value]:
    if report is None:
        return ("none yet", "", "")
    asked = str(report.asked) if not report.unanswered else f"{report.asked}, {report.unanswered} unanswered"
    return (Moment(report.at, Form.AGE), asked, str(report.alerts))


def _next(planned: datetime | None) -> Value:
    return Moment(planned, Form.AGE) if planned is not None else "not planned"
