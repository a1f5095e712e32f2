"""An old Excel book of one sheet, the plainest there is (BIFF2): records of numbers and of text."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_BEGIN, _NUMBER, _LABEL, _END = 0x0009, 0x0003, 0x0004, 0x000A
_WORKSHEET = struct.pack("<HH", 2, 0x0010)


def book(rows: Sequence[Sequence[object]]) -> bytes:
    """The bytes of the book; "" and None are empty cells."""
    records = [_record(_BEGIN, _WORKSHEET)]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HH3x", row, column)
            if isinstance(cell, str) and cell:
                written = cell.encode("latin-1")
                records.append(_record(_LABEL, place + bytes([len(written)]) + written))
            elif isinstance(cell, (int, float)):
                records.append(_record(_NUMBER, place + struct.pack("<d", cell)))
    return b"".join([*records, _record(_END, b"")])


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
