"""Long texts cut to their room."""

from __future__ import annotations


def clipped(text: str, limit: int) -> str:
    """``text`` cut to ``limit`` characters, the last of them an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"
