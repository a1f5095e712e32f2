"""What Slack has delivered before: after a reconnect, or for want of an acknowledgement, it delivers anew."""

from __future__ import annotations

REMEMBERED = 4_096


class Once:
    """The last deliveries, by what Slack calls each."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._seen

    def is_new(self, key: str) -> bool:
        """Whether it was not delivered before; from now on it was. What has no name is always new."""
        if not key:
            return True
        if key in self._seen:
            return False
        self._seen[key] = None
        while len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return True
