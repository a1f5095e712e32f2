"""A Ticker is a checked symbol, written as Yahoo writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.words import say

_SHAPE = re.compile(r"\^?[A-Z0-9]{1,10}([.\-=][A-Z0-9]{1,4})?")
_SHARE_CLASS = re.compile(r"([A-Z]{1,5})[./]([ABCK])")  # BRK.B is BRK-B at Yahoo; VOD.L and LA.V stay


@dataclass(frozen=True, order=True)
class Ticker:
    """A symbol such as ``APLD``, ``BRK-B`` or ``SHOP.TO``; build it with :meth:`parse`."""

    symbol: str

    @classmethod
    def parse(cls, text: str) -> Ticker:
        """Read what a person typed (``$apld``, ``BRK.B``); ValueError says in one sentence what is wrong."""
        symbol = text.strip().strip("$,;").upper()
        share_class = _SHARE_CLASS.fullmatch(symbol)
        if share_class:
            symbol = "-".join(share_class.groups())
        if not _SHAPE.fullmatch(symbol) or not any(letter.isalpha() for letter in symbol):
            shown = text.strip()[:20] or say("nothing")
            raise ValueError(say("“{typed}” is not a ticker symbol; one looks like APLD or BRK.B.", typed=shown))
        return cls(symbol)

    def __str__(self) -> str:
        return self.symbol
