"""Which workers are dead: those whose beat stood still for a lease, by our own monotonic clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LEASE = 20.0  # seconds of silence after which a worker counts as dead; longer than any send


class Leases:
    """What one worker heard of the others.

    A lease counts only while we listen: when the store or we ourselves stood still, they may have too.
    """

    def __init__(self) -> None:
        self._heard: dict[str, tuple[int, float]] = {}
        self._listened = 0.0

    def ended(self, beats: Mapping[str, int], present: float) -> Sequence[str]:
        """The workers that are dead at ``present`` (seconds, monotonic), by the count of each one's beats."""
        if present - self._listened > LEASE / 2:
            self._heard = {}
        self._listened = present
        self._heard = {
            worker: self._heard[worker] if self._heard.get(worker, (-1, 0.0))[0] == count else (count, present)
            for worker, count in beats.items()
        }
        return [worker for worker, (_, since) in self._heard.items() if present - since > LEASE]
