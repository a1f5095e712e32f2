"""The calls to Slack's Web API: each tried once, each failure in words."""

from __future__ import annotations

import logging
from typing import Any

from aiohttp import ClientSession, ClientTimeout, StreamReader, TCPConnector
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.alerts.ports import NotifyError
from bot.platforms.slack.refusals import meaning
from bot.words import say

SLACK = "https://slack.com/api/"
FILES = "https://files.slack.com/"  # where people's files lie; our token goes nowhere else
LIMIT = 5.0  # seconds for one call, so that a look-up and a post fit one send
_CONNECT = 3.0
_IDLE = 5.0  # seconds a connection is kept: Slack keeps it longer, so it does not break under a post

QUIET = logging.getLogger("bot.platforms.slack.sdk")  # the SDK logs payloads and every retry; we say a loss once
QUIET.setLevel(logging.CRITICAL)


class Api:
    """A bot's Web API. No call is repeated here: a post whose answer was lost may have arrived."""

    def __init__(self, token: str, base_url: str = SLACK, files: str = FILES) -> None:
        self._token, self._files = token, URL(files).origin()
        self._client = AsyncWebClient(token, base_url, logger=QUIET, retry_handlers=[])
        self._session: ClientSession | None = None

    async def ask(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Slack's answer to one call of ``method``, such as ``chat.postMessage``. Raises NotifyError."""
        self._client.session = self._open()
        call = getattr(self._client, method.replace(".", "_"))  # the SDK knows each method's verb and form
        try:
            data = (await call(**arguments)).data
        except Exception as error:
            raise meaning(error) from None
        if not isinstance(data, dict):
            raise NotifyError(say("Slack's answer cannot be read."), doubtful=True)
        return data

    async def upload(self, url: str, body: bytes) -> None:
        """The second step of an upload, to the address that the first one gave. Raises NotifyError."""
        try:
            async with self._open().post(url, data=body) as answer:
                status = answer.status
        except Exception as error:
            raise meaning(error) from None
        if status != 200:
            raise NotifyError(say("Slack did not take the file (status {status}).", status=status))

    async def download(self, url: str, most: int) -> bytes:
        """A file of the workspace, up to one byte more than ``most``. Raises NotifyError."""
        try:
            place = URL(url)
            is_theirs = place.origin() == self._files and place.user is None
        except ValueError:
            is_theirs = False
        if not is_theirs:
            raise NotifyError(say("The file lies elsewhere than at Slack."))
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            async with self._open().get(place, headers=headers, allow_redirects=False) as answer:
                status, kind = answer.status, answer.content_type
                body = await _read(answer.content, most + 1)
        except Exception as error:
            raise meaning(error) from None
        if status != 200 or kind == "text/html":  # a page to sign in at
            raise NotifyError(
                say("Slack did not give the file (status {status}): the app needs the scope files:read.", status=status)
            )
        return body

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open(self) -> ClientSession:
        if self._session is None or self._session.closed:
            timeout = ClientTimeout(total=LIMIT, sock_connect=_CONNECT)
            self._session = ClientSession(timeout=timeout, connector=TCPConnector(limit=64, keepalive_timeout=_IDLE))
        return self._session


async def _read(content: StreamReader, most: int) -> bytes:
    body = bytearray()
    while len(body) < most and (chunk := await content.read(most - len(body))):
        body += chunk
    return bytes(body)
