"""What a channel wishes: which alerts it hears and how, when it wants quiet, how many, and who may say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from bot.alerts.alert import Alert, Severity
from bot.alerts.course import Course, Reason
from bot.alerts.day_times import DayTimes
from bot.alerts.quiet_hours import QuietHours
from bot.alerts.setting import CAP, DIGESTS, EDITORS, KIND, LEAST, LOUD, MENTION, QUIET, STYLE, URGENT, State


@dataclass(frozen=True)
class Wishes:
    """A channel's wishes; a new channel hears everything at once.

    ``states`` by kind; ``least`` is the smallest size that is told, by kind; ``cap`` messages an hour (0: any number);
    ``urgent_pass``: HIGH waits neither for quiet hours nor for the cap; ``apart``: follow-ups are new messages;
    ``mention`` is who is mentioned, with urgent alerts or with ``all_mentioned``; ``editors`` are ids of people, and
    of roles with a ``&`` before.
    """

    states: Mapping[str, State] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)
    quiet: QuietHours | None = None
    digests: DayTimes | None = None
    cap: int = 0
    urgent_pass: bool = True
    apart: bool = False
    mention: str = ""
    all_mentioned: bool = False
    editors: tuple[str, ...] = ()

    @classmethod
    def read(cls, words: Mapping[str, str]) -> Wishes:
        """From words by setting, as wished() makes them; a state that this version does not know is on."""
        states = {name.removeprefix(KIND): word for name, word in words.items() if name.startswith(KIND)}
        return cls(
            states={kind: State(word) for kind, word in states.items() if word in list(State)},
            least={name.removeprefix(LEAST): float(word) for name, word in words.items() if name.startswith(LEAST)},
            quiet=_quiet(words.get(QUIET, "")),
            digests=_digests(words.get(DIGESTS, "")),
            cap=int(words.get(CAP) or 0),
            urgent_pass=words.get(URGENT) != "wait",
            apart=words.get(STYLE) == "new",
            mention=words.get(MENTION, ""),
            all_mentioned=words.get(LOUD) == "all",
            editors=tuple(words.get(EDITORS, "").split()),
        )

    def state(self, kind: str) -> State:
        return self.states.get(kind, State.ON)

    def may_change(self, user: str, roles: Collection[str] = (), *, manages: bool | None = None) -> bool:
        """Who manages the channel may change these, and people or roles that are named (a role with ``&`` before it).

        Where the platform does not say who manages (None), anyone may until somebody is named.
        """
        named = user in self.editors or any(f"&{role}" in self.editors for role in roles)
        return named or (not self.editors if manages is None else manages)

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the quiet of now ends, None where there is none."""
        return self.quiet.until(now) if self.quiet is not None else None

    def course(self, alert: Alert, now: datetime) -> Course | None:
        """How an alert goes to this channel; None where it is not told. What continues an alert is as large as that."""
        state = self.state(alert.kind)
        if state is State.OFF or (not alert.follows and alert.size < self.least.get(alert.kind, 0)):
            return None
        silent = state is State.SILENT
        urgent = alert.severity is Severity.HIGH
        loud = not silent and (urgent or (self.all_mentioned and alert.severity is Severity.NORMAL))
        mention = self.mention if loud else ""
        if urgent and self.urgent_pass:
            return Course(silent, apart=self.apart, mention=mention)
        waits = Reason.QUIET if self.quiet_until(now) is not None else None
        return Course(silent, waits, self.cap, self.apart, mention)


@lru_cache(maxsize=1024)
def _quiet(word: str) -> QuietHours | None:
    """A zone that this machine does not know any more means no quiet: alerts come rather than wait."""
    try:
        return QuietHours.parse(word) if word else None
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _digests(word: str) -> DayTimes | None:
    try:
        return DayTimes.parse(word) if word else None
    except ValueError:
        return None
