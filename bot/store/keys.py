"""Every Redis key in one place. One hash tag for all, so that any script may touch any of them in a cluster."""

from __future__ import annotations

TAG = "{minnow}"

TICKERS = f"{TAG}:tickers"  # hash: symbol -> in how many channels it is watched
CHANNELS = f"{TAG}:channels"  # sorted set, by name: every channel that has a watchlist
PEOPLE = f"{TAG}:people"  # hash: channel -> user id of who set it up
ALERTS = f"{TAG}:alerts"  # hash: fingerprint -> alert
ADMISSIONS = f"{TAG}:admissions"  # hash: fingerprint -> cursor
OUTBOX = f"{TAG}:outbox"  # hash: delivery id -> entry
DUE = f"{TAG}:due"  # sorted set: delivery id by due time (ms)
CLAIMS = f"{TAG}:claims"  # hash: delivery id -> worker
BEATS = f"{TAG}:beats"  # hash: worker -> beat counter
ORDER = f"{TAG}:order"  # counter: the order of admission
EXPLAINED = f"{TAG}:explained"  # hash: kind of alert -> which alert explains it, and until when (JSON)
BROKEN = f"{TAG}:broken"  # hash: channel -> why and since when
PARKED = f"{TAG}:parked"  # hash: delivery id -> channel
HELD = f"{TAG}:held"  # hash: delivery id -> an entry that waits for its digest, until that is confirmed
RELEASES = f"{TAG}:releases"  # sorted set: channel by when its held entries are looked at (ms)
WISHING = f"{TAG}:wishing"  # set: channels whose wishes were ever changed
PACE = f"{TAG}:pace"  # hash: channel -> "hour since 1970:alerts admitted in it"
ROUNDS = f"{TAG}:rounds"  # hash: watcher -> last report
PLANNED = f"{TAG}:planned"  # hash: watcher -> newest planned time that a replica took (ms)
ENTERED = f"{TAG}:entered"  # hash: "ticker|rule set|session|inputs" -> "": the calls that are on record
TURNS = f"{TAG}:turns"  # list: calls that differed from their ticker's call before, oldest first
AWAITING = f"{TAG}:awaiting"  # set: channels that ever kept a milestone
KEPT = f"{TAG}:kept"  # hash: name -> small facts of a platform (the hash of synced commands)


def watchlist(channel: object) -> str:
    """Sorted set: symbol by the moment it was added (ms)."""
    return f"{TAG}:watchlist:{channel}"


def watchers(about: str) -> str:
    """Sorted set, by name: channels that watch a ticker; all channels for ``about=""``."""
    return f"{TAG}:watchers:{about}" if about else CHANNELS


def silences(channel: object) -> str:
    """Hash: "about|kind" -> until (ms), a "c" after it where it lasts until it changes."""
    return f"{TAG}:silences:{channel}"


def wishes(channel: object) -> str:
    """Hash: setting -> word; what is not there is as in a new channel. "#" counts the changes."""
    return f"{TAG}:wishes:{channel}"


def marks(channel: object) -> str:
    """Hash: setting of one stock (a note, a price level) -> word."""
    return f"{TAG}:marks:{channel}"


def levels(about: str) -> str:
    """Hash: "channel|setting" -> word: the price levels that all channels set on a ticker."""
    return f"{TAG}:levels:{about}"


def changes(channel: object) -> str:
    """List of the changes of a channel's wishes, newest first."""
    return f"{TAG}:changes:{channel}"


def undoable(channel: object) -> str:
    """List of the changes that can be taken back, newest first."""
    return f"{TAG}:undoable:{channel}"


def steps(channel: object) -> str:
    """Hash: step of setting a channel up -> what is kept of it."""
    return f"{TAG}:steps:{channel}"


def holding(channel: object) -> str:
    """Sorted set: delivery ids that a channel holds and has not released, by order of admission."""
    return f"{TAG}:holding:{channel}"


def episodes(about: str) -> str:
    """Hash: "kind|name" -> episode."""
    return f"{TAG}:episodes:{about}"


def pages(kind: str) -> str:
    """Hash: day -> what a watcher kept of it."""
    return f"{TAG}:pages:{kind}"


def calls(about: str) -> str:
    """List of a ticker's calls, oldest first; appended to and never edited."""
    return f"{TAG}:calls:{about}"


def milestones(channel: object) -> str:
    """Hash: number -> how many steps a milestone has, and the milestone. "#" counts the numbers given."""
    return f"{TAG}:milestones:{channel}"


def awaiting(about: str) -> str:
    """Set: channels that ever kept a milestone of a ticker."""
    return f"{TAG}:awaiting:{about}"


def told(channel: object) -> str:
    """The notification log of a channel. Hash: fingerprint -> the platform's message id."""
    return f"{TAG}:told:{channel}"


def shelf(name: str) -> str:
    """Hash of a vendor's last good answer: body, at (ms)."""
    return f"{TAG}:shelf:{name}"


def transcript(channel: object) -> str:
    """Stream of the messages of a local channel."""
    return f"{TAG}:transcript:{channel}"


def written(channel: object) -> str:
    """Set of the message ids in a transcript."""
    return f"{TAG}:written:{channel}"


def stamps(channel: object) -> str:
    """Hash: fingerprint of an alert -> what happened to it since (JSON list of key, ms, words)."""
    return f"{TAG}:stamps:{channel}"


def recent(channel: object) -> str:
    """List: fingerprints of what a channel was told last, newest first."""
    return f"{TAG}:recent:{channel}"
