"""Socket Mode: the SDK connects and reconnects; we say once when the line is lost and once when it is back."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import ClientSession, ClientTimeout
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.platforms.slack.api import QUIET

log = logging.getLogger(__name__)

_LOOK = 1.0  # seconds between looks at the connection
_PING = 3.0  # seconds; a line that was cut is noticed in as many, one that went silent in four times as many
_HANDSHAKE = 10.0


class Connection:
    """One socket, kept open until close()."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._app, self._app_token = app, app_token
        self._tasks: list[asyncio.Task[None]] = []
        self._handler: AsyncSocketModeHandler | None = None
        self._open = asyncio.Event()

    async def open(self, url: str | None, within: float) -> bool:
        """Connect, to ``url`` first; whether that worked in ``within`` seconds. Tries go on after them."""
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, logger=QUIET, ping_interval=_PING)
        client = self._handler.client
        await client.aiohttp_client_session.close()
        client.aiohttp_client_session = ClientSession(timeout=ClientTimeout(total=_HANDSHAKE))  # a hung handshake ends
        client.wss_uri = url
        connecting = client.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it unannotated
        self._tasks = [asyncio.create_task(connecting), asyncio.create_task(self._watch(client))]
        try:
            await asyncio.wait_for(self._open.wait(), within)
        except TimeoutError:
            log.warning("Slack: not connected yet; trying on")
            return False
        return True

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]  # the SDK leaves it unannotated

    async def _watch(self, client: SocketModeClient) -> None:
        while True:
            connected = await client.is_connected()
            if connected and not self._open.is_set():
                log.info("Slack: connected")
                self._open.set()
            elif not connected:
                client.wss_uri = None  # an address is good for one connection; the SDK would try the used one for ever
                if self._open.is_set():
                    log.warning("Slack: connection lost; reconnecting")
                    self._open.clear()
            await asyncio.sleep(_LOOK if connected else _LOOK / 20)
