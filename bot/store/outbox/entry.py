"""One entry of the outbox: its id, and how it is read back as a delivery."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts.alert import Alert, Severity
from bot.alerts.ports import Delivery
from bot.alerts.watchlist import Channel
from bot.store.moments import moment


def delivery_id(channel: Channel, fingerprint: str) -> str:
    """Twenty characters that are the same after any crash: they fit a Discord nonce (25 at most)."""
    digest = hashlib.sha256(f"{channel}\x1f{fingerprint}".encode()).digest()
    return base64.b32encode(digest)[:20].decode().lower()


def as_loud(alert: Alert, entry: Mapping[str, Any]) -> Alert:
    """The alert as a channel hears it: one that wants its kind silent hears it quietly."""
    return replace(alert, severity=Severity.QUIET) if entry.get("silent") else alert


def delivery(id: str, entry: Mapping[str, Any], alert: Alert, follows: str, living: Alert | None) -> Delivery:
    """``follows`` and ``living`` as a Delivery's."""
    return Delivery(
        id=id,
        channel=Channel.parse(entry["channel"]),
        alert=as_loud(alert, entry),
        order=entry["order"],
        tries=entry["tries"],
        doubtful=entry.get("doubtful", False),
        first_try=moment(entry["first"]),
        follows=follows,
        living=living,
        mention=entry.get("mention", ""),
    )
