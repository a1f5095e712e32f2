"""What Yahoo's answers look like: the envelope, its errors, and the several ways a value is written."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.words import filled, later


def read_body(written: str, kind: str, about: str) -> list[Any]:
    """The ``result`` list of a body such as ``{"quoteResponse": {"result": [...], "error": null}}``.

    Raises Missing for "Not Found", Unavailable for any other error it names, Unreadable for anything else.
    """
    try:
        body = json.loads(written)
    except (ValueError, RecursionError):
        raise Unreadable(filled(later("Yahoo's answer about {about} is not JSON."), about=about)) from None
    for name in (kind, "finance"):
        part = body.get(name) if isinstance(body, dict) else None
        error = part.get("error") if isinstance(part, dict) else None
        if isinstance(error, dict):
            told = str(error.get("description") or error.get("code"))[:120]
            if name == kind and error.get("code") == "Not Found":
                raise Missing(filled(later("Yahoo has nothing on {about} ({told})."), about=about, told=told))
            raise Unavailable(filled(later("Yahoo did not answer about {about}: {told}."), about=about, told=told))
    result = body.get(kind, {}).get("result") if isinstance(body, dict) and isinstance(body.get(kind), dict) else None
    if not isinstance(result, list):
        raise Unreadable(filled(later("Yahoo's answer about {about} has not its documented shape."), about=about))
    return result


def read_rows(written: str) -> Mapping[str, Mapping[str, Any]]:
    """The rows of a v7 quote body by symbol; unknown symbols are not among them."""
    rows = read_body(written, "quoteResponse", later("prices"))
    return {row["symbol"]: row for row in rows if isinstance(row, dict) and isinstance(row.get("symbol"), str)}


def read_summary(written: str, about: str) -> Mapping[str, Any]:
    """The modules of a quoteSummary body by name; modules Yahoo has not are not among them."""
    result = read_body(written, "quoteSummary", about)
    if not result:
        raise Missing(filled(later("Yahoo has nothing on {about}."), about=about))
    if not isinstance(result[0], dict):
        raise Unreadable(filled(later("Yahoo's summary of {about} has not its documented shape."), about=about))
    return result[0]


def read_chart(written: str, about: str) -> Mapping[str, Any]:
    """The one result of a v8 chart body."""
    result = read_body(written, "chart", about)
    if not result:
        raise Missing(filled(later("Yahoo has no prices of {about}."), about=about))
    if not isinstance(result[0], dict) or not isinstance(result[0].get("meta"), dict):
        raise Unreadable(filled(later("Yahoo's chart of {about} has not its documented shape."), about=about))
    return result[0]


def number(value: object) -> float | None:
    """A finite number, bare, in words or as ``{"raw": 1.5, "fmt": "1.50"}``; None for ``{}``, "NaN" and the like."""
    if isinstance(value, Mapping):
        value = value.get("raw")
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        figure = float(value)
    except (ValueError, OverflowError):
        return None
    return figure if math.isfinite(figure) else None


def above_zero(value: object) -> float | None:
    """A price or ratio: a number above zero."""
    figure = number(value)
    return figure if figure is not None and figure > 0 else None


def whole(value: object) -> int | None:
    """A count: a whole number from zero."""
    figure = number(value)
    return int(figure) if figure is not None and figure >= 0 else None


def text(value: object) -> str:
    """Words, at most 120 characters; "" for anything else."""
    return value.strip()[:120] if isinstance(value, str) else ""


def moment(value: object) -> datetime | None:
    """Seconds since 1970, UTC."""
    seconds = number(value)
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None and seconds > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def module(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part of a body by name; the empty one where it is missing or something else."""
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}


def items(value: object) -> list[Any]:
    """A list; the empty one for anything else."""
    return value if isinstance(value, list) else []
