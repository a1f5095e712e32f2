"""Lists as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.words.saying import say


def listed(words: Sequence[str], last: Literal["and", "or", "then"] = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    first = say(", ").join(words[:-1])
    if last == "or":
        return say("{first} or {last}", first=first, last=words[-1])
    if last == "then":
        return say("{first} then {last}", first=first, last=words[-1])
    return say("{first} and {last}", first=first, last=words[-1])
