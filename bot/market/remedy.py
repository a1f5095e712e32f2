"""What a person can do about a question that went unanswered."""

from __future__ import annotations

from enum import Enum, auto


class Remedy(Enum):
    """Nothing is stored of it: it goes with a sentence that is told at once."""

    ASK_AGAIN = auto()  # later: whoever knows it does not answer now
    SET_CONTACT = auto()  # SEC_CONTACT, without which the SEC is not asked, or refuses
