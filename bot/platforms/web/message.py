"""A message of the local channel as its transcript keeps it: an alert, or an earlier alert as it is now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.alerts.alert import Alert
from bot.alerts.codec import dump_alert, load_alert

_ANEW = "~"  # before the body of an earlier alert


@dataclass(frozen=True)
class Message:
    """``anew``: the alert takes the place of what the page shows under its fingerprint."""

    alert: Alert
    anew: bool = False

    @property
    def body(self) -> str:
        return f"{_ANEW if self.anew else ''}{dump_alert(self.alert)}"

    @property
    def id(self) -> str:
        """The same for the same content, so that an update that is repeated is kept once."""
        return hashlib.sha256(self.body.encode()).hexdigest()[:32]

    @classmethod
    def load(cls, body: str) -> Message:
        """Raises for a body that another version wrote."""
        return cls(load_alert(body.removeprefix(_ANEW)), is_anew(body))


def is_anew(body: str) -> bool:
    return body.startswith(_ANEW)
