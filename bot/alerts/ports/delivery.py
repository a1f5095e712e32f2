"""What an alert is on its way to a channel: admitted, held, claimed, broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.alerts.alert import Alert
from bot.alerts.course import Reason
from bot.alerts.watchlist import Channel


@dataclass(frozen=True)
class Admission:
    """An alert that is being handed to its channels; ``cursor`` is the last channel that was served."""

    alert: Alert
    cursor: str


@dataclass(frozen=True)
class Held:
    """An alert that waits for one channel, under the delivery ``id`` that it would have; as loud as it would be.

    ``because`` is the alert, by fingerprint, that explains this one, where that is the reason.
    """

    id: str
    alert: Alert
    reason: Reason
    because: str = ""


@dataclass(frozen=True)
class Explanation:
    """Until ``until`` (UTC) the alert ``because`` (a fingerprint) of ``kind`` explains others."""

    kind: str
    because: str
    title: str
    until: datetime


@dataclass(frozen=True)
class Delivery:
    """One alert on its way to one channel.

    ``id`` (20 characters) is the same after any crash. ``doubtful``: an earlier try may have been accepted
    without our hearing of it, the first of them at ``first_try``. ``follows`` is the platform's id of the
    message that this one continues, "" where there is none; ``living`` is the alert of that message with what
    happened since, where the channel wants it updated. ``mention`` is the id of who is mentioned.
    """

    id: str
    channel: Channel
    alert: Alert
    order: int
    tries: int
    doubtful: bool
    first_try: datetime
    follows: str = ""
    living: Alert | None = None
    mention: str = ""


@dataclass(frozen=True)
class Broken:
    """A channel that refuses us for good until a person acts; ``gone``: the platform says that it is no more."""

    channel: Channel
    reason: str
    since: datetime
    parked: int = 0
    gone: bool = False
