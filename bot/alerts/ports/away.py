"""The store that does not answer."""

from __future__ import annotations


class StoreAway(Exception):
    """The store does not answer; nothing was changed as far as is known. Try again when it is back."""
