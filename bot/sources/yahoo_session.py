"""How Yahoo is spoken to: a browser's session that says no once, where yfinance would ask three times."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from curl_cffi.requests import Response, Session

from bot.sources.vendor import Throttled

TOO_MUCH = (429, 999)  # 999 is Yahoo's own
COOKIES = "fc.yahoo.com"


class Refusal(Exception):
    """An answer that is no success, with what it says."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"HTTP {status}")
        self.status, self.body = status, body


class Browser(Session[Response]):
    """A session for yfinance's YfData.

    yfinance repeats whatever was refused with a new cookie and a new crumb. That helps where the crumb was refused
    (401) and does harm anywhere else: in a storm of 429 each request would become three. So every other refusal
    leaves it here, as Refusal, and "too many requests" as Throttled.
    """

    def __init__(self) -> None:
        super().__init__(impersonate="chrome")
        self._cookies_from: Response | None = None

    def request(self, method: Any, url: str, *others: Any, **named: Any) -> Response:
        host, path = urlsplit(url).hostname, urlsplit(url).path
        if host == COOKIES and self._cookies_from is not None and len(self.cookies):
            return self._cookies_from  # where its cookies cannot be written, yfinance asks for new ones each time
        response = super().request(method, url, *others, **named)
        if response.status_code in TOO_MUCH or _is_too_much(response):
            raise Throttled
        if host == COOKIES:
            self._cookies_from = response
        elif response.status_code >= 400 and response.status_code != 401 and "/finance/" in path:
            raise Refusal(response.status_code, response.text)
        return response


def _is_too_much(response: Response) -> bool:
    """Whether a short answer says so in words: Yahoo has sent this where a crumb was expected, with HTTP 200."""
    return len(response.content) < 100 and b"Too Many Requests" in response.content
