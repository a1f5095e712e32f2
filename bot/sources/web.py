"""One blocking request to a public host, and what its refusals mean; for worker threads of a Vendor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.market.feeds import Unavailable
from bot.sources.vendor import Refused, Throttled
from bot.words import filled, later

TIMEOUT = 30  # seconds
LARGEST = 20_000_000  # bytes; none of the files is near it


@dataclass(frozen=True)
class Page:
    """What a host answered with: the body and, where it says so, when the file was last changed (as HTTP writes it)."""

    body: bytes
    last_modified: str = ""


def fetch(
    url: str, source: str, *, query: Mapping[str, str] | None = None, post: Mapping[str, Any] | None = None
) -> Page:
    """A page by GET, or by POST of JSON. Raises Throttled, Refused for any other 4xx, Unavailable, OSError.

    ``query`` and ``post`` may hold a key; neither is ever in an error's sentence.
    """
    from curl_cffi import requests

    headers = {"User-Agent": "Minnow"}
    if post is None:
        response = requests.get(url, params=dict(query or {}), timeout=TIMEOUT, headers=headers)
    else:
        response = requests.post(url, json=dict(post), timeout=TIMEOUT, headers=headers)
    if response.status_code == 429:
        raise Throttled
    if 400 <= response.status_code < 500:
        raise Refused(
            filled(later("{source} refuses this request (HTTP {status})."), source=source, status=response.status_code)
        )
    if response.status_code != 200:
        raise Unavailable(
            filled(later("{source} does not answer (HTTP {status})."), source=source, status=response.status_code)
        )
    if len(response.content) > LARGEST:
        raise Unavailable(filled(later("{source} sent far more than its file ever held."), source=source))
    return Page(response.content, response.headers.get("Last-Modified") or "")
