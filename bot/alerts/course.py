"""The course of an alert to one channel: at once or held, with a sound or without, in a thread or apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why an alert waits for a digest: quiet hours, a full hour, others of one moment, an event that explains it."""

    QUIET = "quiet"
    CAP = "cap"
    TOGETHER = "together"
    EXPLAINED = "explained"


@dataclass(frozen=True)
class Course:
    """``silent``: without a sound. ``waits`` is why it is held, None for not at all; EXPLAINED until ``until`` (UTC).

    After ``cap`` others of this hour it is held too (0: never). ``apart``: a follow-up is a message of its own.
    ``mention`` is the id of who is mentioned. ``because`` is the alert, by fingerprint, that explains this one.
    """

    silent: bool = False
    waits: Reason | None = None
    cap: int = 0
    apart: bool = False
    mention: str = ""
    until: datetime | None = None
    because: str = ""


STRAIGHT = Course()
