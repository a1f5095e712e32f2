"""The connection to Redis: every failure of it becomes StoreAway, every script runs by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.commands.core import AsyncScript
from redis.exceptions import RedisError

from bot.alerts.ports import StoreAway

P = ParamSpec("P")
R = TypeVar("R")

ANSWER_LIMIT = 5.0  # seconds a command may take before the server counts as away


class Server:
    """One Redis, at a URL (``redis://``, ``rediss://``, ``unix://``). Nothing connects before the first call.

    ``text`` answers with strings, ``raw`` with bytes.
    """

    def __init__(self, url: str) -> None:
        limits: dict[str, Any] = {
            "socket_timeout": ANSWER_LIMIT,
            "socket_connect_timeout": ANSWER_LIMIT,
            "retry": Retry(NoBackoff(), 0),  # our own loops try again, and know what a lost answer means
            "health_check_interval": 0,
        }
        # Any: redis-py types every answer as text or bytes; which of the two is settled here, once.
        self.text: Any = Redis.from_url(url, decode_responses=True, **limits)
        self.raw: Any = Redis.from_url(url, decode_responses=False, **limits)
        self._scripts: dict[str, AsyncScript] = {}

    async def run(self, script: str, keys: Sequence[str], arguments: Sequence[object]) -> Any:
        """Run scripts/<script>.lua. Raises StoreAway."""
        if script not in self._scripts:
            body = (Path(__file__).parent / "scripts" / f"{script}.lua").read_text(encoding="utf-8")
            self._scripts[script] = self.text.register_script(body)
        return await away(self._scripts[script])(keys=list(keys), args=cast("Any", list(arguments)))

    async def version(self) -> tuple[str, str]:
        """Family and version of the server: ("valkey", "9.1.2"). Raises StoreAway."""
        info = await away(self.text.info)("server")
        if "valkey_version" in info:
            return "valkey", str(info["valkey_version"])
        return "redis", str(info["redis_version"])

    async def close(self) -> None:
        await self.text.aclose()
        await self.raw.aclose()


def away(call: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """The same call, its failures told as StoreAway."""

    async def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await call(*args, **kwargs)
        except (RedisError, OSError, TimeoutError) as error:
            raise StoreAway(f"{type(error).__name__}: {error}") from error

    return told
