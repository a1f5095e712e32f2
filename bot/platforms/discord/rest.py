"""One request to Discord's REST interface is one try: what failed is told, and who asked decides.

discord.py's own client tries five times, sleeps through rate limits of any length and, when a caller gives up
during a global one, never sends again; a delivery needs a try that ends.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
from discord.http import Route
from yarl import URL

from bot import __version__
from bot.platforms.discord.render import PICTURE
from bot.words import say

WITHIN = 4.0  # seconds for one request
PACE = 45.0  # requests a second; Discord allows a bot 50
PATIENT = 1.0  # seconds waited here for a rate limit; a longer one is told
_CONNECT = 3.0
_FILE_WITHIN = 15.0
_AGENT = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__}) Minnow/{__version__}"


FILES = frozenset({URL("https://cdn.discordapp.com"), URL("https://media.discordapp.net")})  # where people's files lie


class Refused(Exception):
    """Discord said no. ``code`` is its own error code (0 where it gave none), ``retry_after`` seconds of a 429."""

    def __init__(self, status: int, code: int, words: str, retry_after: float | None = None) -> None:
        super().__init__(f"{status} {code}: {words}")
        self.status, self.code, self.words, self.retry_after = status, code, words, retry_after


class Unanswered(Exception):
    """No usable answer; ``doubtful`` when Discord may have done what was asked."""

    def __init__(self, why: str, *, doubtful: bool) -> None:
        super().__init__(why)
        self.doubtful = doubtful


@dataclass(frozen=True)
class Picture:
    """An attached PNG with its words for a screen reader."""

    png: bytes
    alt: str


class Rest:
    """Requests with the bot's token, paced, and held back while a rate limit lasts."""

    def __init__(self, token: str) -> None:
        self.files = FILES
        self._headers = {"Authorization": f"Bot {token.strip()}", "User-Agent": _AGENT}
        self._session: aiohttp.ClientSession | None = None
        self._free: dict[str, float] = {}  # route -> when its rate limit ends, by the loop's clock
        self._all_free = 0.0
        self._slot = 0.0

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        picture: Picture | None = None,
        within: float = WITHIN,
        as_bot: bool = True,
    ) -> Any:
        """Discord's answer as JSON, None for an empty one. Raises Refused, Unanswered.

        ``as_bot=False`` is for interactions, which carry their own token and know no global limit.
        """
        route = f"{method} {path.partition('?')[0]}"
        if as_bot:
            await self._wait_for(route)
        session = self._opened()
        try:
            async with session.request(
                method,
                Route.BASE + path,
                data=await _form(body, picture) if picture else None,
                json=body if picture is None else None,
                headers=self._headers if as_bot else {"User-Agent": _AGENT},
                timeout=aiohttp.ClientTimeout(total=within, sock_connect=_CONNECT),
            ) as response:
                said = _read(await response.read())
                status, headers = response.status, response.headers
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unanswered(
                say("Discord cannot be reached ({fault})", fault=type(error).__name__), doubtful=False
            ) from error
        except TimeoutError as error:
            raise Unanswered(say("Discord gave no answer in {seconds:.0f} s", seconds=within), doubtful=True) from error
        except (aiohttp.ClientError, OSError) as error:
            broken = say("the connection to Discord broke ({fault})", fault=type(error).__name__)
            raise Unanswered(broken, doubtful=True) from error
        if as_bot:
            self._heed(route, status, headers, said)
        return _judged(status, headers, said)

    async def download(self, url: str, most: int) -> bytes:
        """A person's file, up to one byte more than ``most``; it is asked for without the token. Raises Unanswered."""
        body = bytearray()
        try:
            place = URL(url)
            if place.origin() not in self.files or place.user is not None:
                raise Unanswered(say("the file lies elsewhere than at Discord"), doubtful=False)
            limit = aiohttp.ClientTimeout(total=_FILE_WITHIN, sock_connect=_CONNECT)
            asked = self._opened().get(place, headers={"User-Agent": _AGENT}, timeout=limit, allow_redirects=False)
            async with asked as response:
                if response.status != 200:
                    answered = say("Discord answered with status {status}", status=response.status)
                    raise Unanswered(answered, doubtful=False)
                while len(body) <= most and (chunk := await response.content.read(most + 1 - len(body))):
                    body += chunk
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise Unanswered(
                say("the file did not arrive ({fault})", fault=type(error).__name__), doubtful=False
            ) from error
        return bytes(body)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    async def _wait_for(self, route: str) -> None:
        """Keep the pace of all requests; a route that must wait holds up no other."""
        now = asyncio.get_running_loop().time()
        free = max(self._free.get(route, 0.0), self._all_free)
        if free - now > PATIENT:
            raise Refused(429, 0, say("You are being rate limited."), free - now)
        self._slot = max(self._slot + 1 / PACE, now)
        await asyncio.sleep(max(self._slot, free) - now)

    def _heed(self, route: str, status: int, headers: Mapping[str, str], said: Any) -> None:
        """Remember how long a rate limit lasts: for this route, or for all when Discord says so."""
        now = asyncio.get_running_loop().time()
        if status == 429:
            after = _retry_after(headers, said) or 0.0
            everywhere = not isinstance(said, dict) or said.get("global") or "Via" not in headers
            if everywhere:
                self._all_free = max(self._all_free, now + after)
            else:
                self._free[route] = now + after
        elif headers.get("X-RateLimit-Remaining") == "0":
            self._free[route] = now + _seconds(headers.get("X-RateLimit-Reset-After"))
        if len(self._free) > 2_000:
            self._free = {name: end for name, end in self._free.items() if end > now}


async def _form(body: Mapping[str, Any] | None, picture: Picture) -> aiohttp.BytesPayload:
    """The body with its attachment named where the message is: in ``data`` for an interaction's answer.

    In one piece: aiohttp would write a form in nine, and each would be encrypted and sent by itself.
    """
    attachments = [{"id": 0, "filename": PICTURE, "description": picture.alt}]
    payload = dict(body or {})
    if "data" in payload:
        payload["data"] = {**payload["data"], "attachments": attachments}
    else:
        payload["attachments"] = attachments
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps(payload), content_type="application/json")
    form.add_field("files[0]", picture.png, filename=PICTURE, content_type="image/png")
    parts = form()
    return aiohttp.BytesPayload(await parts.as_bytes(), content_type=parts.content_type)


def _read(raw: bytes) -> Any:
    """JSON, None for nothing, and the bytes themselves where they are not JSON."""
    if not raw:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _judged(status: int, headers: Mapping[str, str], said: Any) -> Any:
    if 200 <= status < 300 and not isinstance(said, bytes):
        return said
    code = said.get("code") if isinstance(said, dict) else None
    code = code if isinstance(code, int) else 0
    if status == 429:
        raise Refused(429, code, say("You are being rate limited."), _retry_after(headers, said))
    if 400 <= status < 500 and isinstance(said, dict) and "message" in said:
        raise Refused(status, code, f"{said['message']}{_details(said.get('errors'))}")
    doubtful = not 400 <= status < 500
    raise Unanswered(say("Discord answered with status {status}", status=status), doubtful=doubtful)


def _details(errors: Any) -> str:
    return f" {json.dumps(errors)[:300]}" if errors else ""


def _retry_after(headers: Mapping[str, str], said: Any) -> float | None:
    given = said.get("retry_after") if isinstance(said, dict) else headers.get("Retry-After")
    return _seconds(given) or None


def _seconds(given: Any) -> float:
    try:
        return max(float(given), 0.0)
    except (TypeError, ValueError):
        return 0.0
