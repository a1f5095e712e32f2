"""What alerts need from the store and from the platforms, as contracts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.alerts.alert import Alert
from bot.alerts.course import Course, Reason
from bot.alerts.episode import Episode
from bot.alerts.marks import Marks, PriceLevel
from bot.alerts.page import Page
from bot.alerts.setting import Change
from bot.alerts.watchlist import Channel, Silence, Watchlist
from bot.alerts.wishes import Wishes
from bot.market.ticker import Ticker


class StoreAway(Exception):
    """The store does not answer; nothing was changed as far as is known. Try again when it is back."""


class Watchlists(Protocol):
    """Every method raises StoreAway; what it returned from is on disk."""

    async def watchlist(self, channel: Channel) -> Watchlist: ...

    async def add(self, channel: Channel, tickers: Collection[Ticker], by: str) -> Sequence[Ticker]:
        """Watch these; the ones that were new. The first to add anything is who set the channel up."""
        ...

    async def remove(self, channel: Channel, tickers: Collection[Ticker]) -> Sequence[Ticker]:
        """Stop watching; the ones that had been watched. A ticker watched nowhere loses its episodes."""
        ...

    async def set_up_by(self, platform: str, user: str) -> Sequence[Channel]:
        """The channels of a platform that this person set up, in order."""
        ...

    async def watched(self) -> Sequence[Ticker]:
        """Every ticker watched in any channel."""
        ...

    async def silence(self, channel: Channel, silence: Silence) -> None: ...

    async def unsilence(self, channel: Channel, about: str, kind: str) -> bool:
        """Hear it again; False when it was not silenced."""
        ...

    async def silences(self, channels: Sequence[Channel]) -> Mapping[Channel, tuple[Silence, ...]]: ...


class WishBook(Protocol):
    """What channels wish and wrote on their stocks. Every method raises StoreAway; what it returned from is on disk."""

    async def wishes(self, channels: Sequence[Channel]) -> Mapping[Channel, Wishes]: ...

    async def wishing(self) -> Sequence[Channel]:
        """Every channel that ever wished anything."""
        ...

    async def word(self, channel: Channel, setting: str) -> str:
        """A setting as it is kept, "" for what a new channel has."""
        ...

    async def words(self, channel: Channel) -> Mapping[str, str]:
        """Every setting as it is kept, but for those that are as in a new channel."""
        ...

    async def marks(self, channel: Channel) -> Marks:
        """Notes and price levels of a channel."""
        ...

    async def change(self, channel: Channel, change: Change) -> Change | None:
        """Set it, write it into the history and make held alerts look at their wait again; numbered, all or nothing.

        A price level that is set, or taken back, begins anew: its episode is gone.
        None, and nothing is changed, when the setting is not ``change.old`` any more.
        """
        ...

    async def last(self, channel: Channel) -> Change | None:
        """The newest change that has not been taken back."""
        ...

    async def undo(self, channel: Channel, last: Change, by: str, name: str, at: datetime) -> Change | None:
        """Take back a change that last() gave; None, and nothing is changed, when it is not the last any more."""
        ...

    async def history(self, channel: Channel, limit: int) -> Sequence[Change]:
        """Changes, the newest first; old ones are forgotten."""
        ...

    async def steps(self, channel: Channel) -> Mapping[str, str]:
        """How far a channel's setting up has come: what was kept for each step."""
        ...

    async def step(self, channel: Channel, name: str, word: str) -> None: ...


class PriceLevels(Protocol):
    async def levels(self, ticker: Ticker) -> Sequence[PriceLevel]:
        """What all channels set on a stock, by channel. Raises StoreAway."""
        ...


class Episodes(Protocol):
    async def episodes(self, kind: str, abouts: Sequence[str]) -> Mapping[str, Mapping[str, Episode]]:
        """Stored episodes by about, then by name."""
        ...

    async def record(
        self, about: str, moved: Iterable[Episode], alerts: Iterable[Alert], pages: Iterable[Page] = ()
    ) -> bool:
        """Step 1, atomic: episodes move, alerts are written down to be admitted, and pages are kept.

        False, and nothing is changed, when an episode has moved since it was read.
        """
        ...


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
    """A channel that refuses us for good until a person acts."""

    channel: Channel
    reason: str
    since: datetime
    parked: int = 0


class Outbox(Protocol):
    """Steps 2 to 5 of sending once. Every method raises StoreAway."""

    async def admissions(self, limit: int) -> Sequence[Admission]: ...

    async def audience(self, about: str, after: str, limit: int) -> Sequence[Channel]:
        """Channels that watch ``about`` ("" for all channels), in order, after the cursor."""
        ...

    async def admit(
        self,
        alert: Alert,
        cursor: str,
        then: str | None,
        channels: Collection[Channel],
        now: datetime,
        courses: Mapping[Channel, Course] | None = None,
    ) -> bool:
        """Step 2, atomic: an outbox entry for each channel not told yet, or a held one; the cursor moves to ``then``.

        A channel without a course is told straight. What a course lets wait is held at once for release(), which
        knows until when; what is over its cap, until the next hour; what is explained, as long as the course says.
        A quiet follow-up is for channels alone that were told, or are to be told, what it follows.
        ``then=None`` ends the admission. False when another worker has moved the cursor meanwhile.
        """
        ...

    async def explain(self, kinds: Collection[str], explanation: Explanation) -> None:
        """From now on alerts of these kinds are explained by another, until that ends."""
        ...

    async def explanations(self, now: datetime) -> Mapping[str, Explanation]:
        """What explains alerts at this moment, by their kind."""
        ...

    async def releases(self, now: datetime, limit: int) -> Sequence[tuple[Channel, datetime]]:
        """Channels whose held alerts are due, and since when."""
        ...

    async def held(self, channel: Channel) -> Sequence[Held]:
        """What waits in a channel, in the order of admission."""
        ...

    async def postpone(self, channel: Channel, due: datetime, until: datetime) -> bool:
        """Look at what is held again only then; False when it has another due time by now."""
        ...

    async def release(self, channel: Channel, held: Sequence[Held], digest: Alert | None, now: datetime) -> bool:
        """Atomic: held alerts become one entry, the digest's, or without a digest an entry each.

        Each is marked as told when that entry is confirmed. False, and nothing is changed, when another worker
        has released one of them.
        """
        ...

    async def holding(self) -> int:
        """Alerts that are held and not released, in all channels."""
        ...

    async def address(self, alert: Alert, channel: Channel, now: datetime) -> None:
        """Record an alert for one channel only, past every watchlist (a test alert, a word to one person)."""
        ...

    async def claim(self, worker: str, now: datetime, limit: int) -> Sequence[Delivery]:
        """Step 3: due entries, now held by ``worker`` while its heart beats. Broken channels' are parked."""
        ...

    async def holds(self, delivery: Delivery, worker: str) -> bool:
        """Whether ``worker`` still holds this claim: false once it was silent for a lease and another took it over."""
        ...

    async def retry(self, delivery: Delivery, worker: str, due: datetime, *, doubtful: bool) -> None:
        """Hand a claimed entry back, due again later."""
        ...

    async def confirm(self, delivery: Delivery, message: str, *, anew: bool = False) -> None:
        """Step 5, atomic: the platform's message id into the notification log, the entry gone.

        A digest's message id stands for each alert that it held. ``anew``: the message stands in the place of the
        one that was followed, which is gone.
        """
        ...

    async def recent(self, channel: Channel, limit: int) -> Sequence[Alert]:
        """What a channel was told last, the newest first."""
        ...

    async def park(
        self, delivery: Delivery, reason: str, now: datetime, word: Alert | None, person: Channel | None
    ) -> bool:
        """Mark the channel broken and keep its entries; in the same step address ``word`` to ``person``.

        False when the channel was marked already (then nobody is told again).
        """
        ...

    async def repair(self, channel: Channel, now: datetime) -> int:
        """The channel works again: how many parked entries were made due."""
        ...

    async def broken(self) -> Sequence[Broken]: ...

    async def waiting(self) -> int:
        """Entries not delivered yet."""
        ...

    async def told(self, channel: Channel, fingerprints: Sequence[str]) -> Sequence[str]:
        """The notification log: the platform's message id for each alert, "" where none was sent."""
        ...

    async def beat(self, worker: str) -> None: ...

    async def beats(self) -> Mapping[str, int]: ...

    async def take_over(self, dead: Collection[str], now: datetime, held: Collection[str] = ()) -> int:
        """Make due again, as doubtful, what these workers held, but for the delivery ids in ``held``."""
        ...


class NotifyError(Exception):
    """A message that was not confirmed. The text is one sentence for people.

    permanent: never again until a person acts. retry_after: seconds the platform asks us to wait.
    doubtful: the platform may have accepted it.
    """

    def __init__(
        self, sentence: str, *, permanent: bool = False, retry_after: float | None = None, doubtful: bool = False
    ) -> None:
        super().__init__(sentence)
        self.permanent = permanent
        self.retry_after = retry_after
        self.doubtful = doubtful


class PlatformRefused(Exception):
    """A platform does not let us in, or its place is taken; one sentence with the next step."""


class Notifier(Protocol):
    """A platform's outbox. Its methods raise NotifyError."""

    async def send(self, delivery: Delivery) -> str:
        """Post the card, mentioning who is to be; the platform's message id."""
        ...

    async def update(self, delivery: Delivery) -> bool:
        """Show ``living`` in the message that this delivery follows; may be repeated. False when that message is gone.

        True where the platform does not let a message be changed.
        """
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """Look among our own last messages in the channel for this delivery id: its message id, or None.

        Raises NotifyError(permanent=True) where the history may not be read.
        """
        ...


class Transcript(Protocol):
    """The messages of a channel that lives in this program: the local web channel, the terminal."""

    async def append(self, channel: Channel, id: str, body: str, at: datetime) -> bool:
        """Keep a message; False when a message with this id is there already."""
        ...

    async def messages(self, channel: Channel, after: str, limit: int) -> Sequence[tuple[str, str]]:
        """(position, body) after a position, oldest first; ``after=""`` gives the newest ``limit``."""
        ...


@dataclass(frozen=True)
class RoundReport:
    """How a round went. ``asked`` counts questions, ``unanswered`` those that failed, ``trouble`` the first reason."""

    watcher: str
    at: datetime
    seconds: float
    asked: int
    unanswered: int
    alerts: int
    trouble: str = ""


class RoundLog(Protocol):
    async def keep(self, report: RoundReport) -> None: ...

    async def last(self) -> Mapping[str, RoundReport]: ...

    async def begin(self, watcher: str, planned: datetime) -> bool:
        """Whether this replica does the round planned for this moment (one of all replicas does)."""
        ...
