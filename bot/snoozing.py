"""What is snoozed, in the words people type and read."""

from __future__ import annotations

from bot.alerts.watchlist import Silence
from bot.words import said, say


def subject_of(about: str, kind: str) -> str:
    """As people type it: “APLD”, “short_interest”, “APLD:short_interest”."""
    return ":".join(filter(None, (about, kind)))


def shown_as(about: str, kind: str) -> str:
    """As people read it: “APLD”, “short interest”, “APLD, short interest”."""
    return ", ".join(filter(None, (about, said(kind.replace("_", " ")))))


def shown(silence: Silence) -> str:
    """The same with “until it changes” where that is so."""
    named = shown_as(silence.about, silence.kind)
    return say("{named}, until it changes", named=named) if silence.change else named
