"""Who may speak to the local page: a browser on this machine, from a page that this program served."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.dialogs import Filled
from bot.words import say

LONGEST_BODY = 128 * 1024  # bytes: the longest line that is read, in any letters
LONGEST_FORM = 512 * 1024  # the same with a file in it, which is a third longer in letters
SAFE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page_policy(nonce: str) -> str:
    """The Content-Security-Policy of the page: its own script and style, this program's pictures and answers."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def guarded(handler: Handler, *, linked: bool = False) -> Handler:
    """A handler for our own page only, its answers marked safe; ``linked`` may be opened by a link from elsewhere."""

    async def guard(request: web.Request) -> web.StreamResponse:
        try:
            _refuse_strangers(request, linked=linked)
            response = await handler(request)
        except web.HTTPException as error:
            _mark(error)
            raise
        if not response.prepared:
            _mark(response)
        return response

    return guard


def _mark(response: web.StreamResponse) -> None:
    for name, value in SAFE.items():
        response.headers.setdefault(name, value)


def _refuse_strangers(request: web.Request, *, linked: bool) -> None:
    """403 for a name that is not this machine's (DNS rebinding) and for a request that another site's page makes."""
    hosts = _own_hosts(request)
    if (request.headers.get("Host") or "").lower() not in hosts:
        raise web.HTTPForbidden(text=say("This page answers only to 127.0.0.1 and localhost."))
    if linked:
        return
    origin = request.headers.get("Origin")
    foreign = origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}
    if foreign or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise web.HTTPForbidden(text=say("Another site's page may not use this one."))


def _own_hosts(request: web.Request) -> frozenset[str]:
    """The names of this machine, with the port that the request came in by."""
    transport = request.transport
    port = transport.get_extra_info("sockname")[1] if transport else 0
    names = ("127.0.0.1", "localhost", "[::1]")
    bare = names if port == 80 else ()
    return frozenset((*(f"{name}:{port}" for name in names), *bare))


async def read_fields(request: web.Request) -> Mapping[str, str]:
    """The body, a JSON object of texts. 415 for another type, 413 over 128 kB, 400 for another shape."""
    return _texts(await _read_object(request))


async def read_filled(request: web.Request) -> tuple[Mapping[str, str], Filled, Mapping[str, bytes]]:
    """The texts of the body, in its ``filled`` lists of texts by a field's name, in its ``files`` bytes in base64.

    Refused like read_fields, but over 512 kB.
    """
    body = await _read_object(request, LONGEST_FORM)
    filled, files = body.pop("filled", None), body.pop("files", {})
    if not isinstance(filled, dict) or not all(map(_is_texts, filled.values())):
        raise web.HTTPBadRequest(text="Send what was filled in as lists of texts.")
    return _texts(body), filled, _bodies(files)


def _bodies(files: Any) -> Mapping[str, bytes]:
    try:
        return {name: base64.b64decode(text, validate=True) for name, text in files.items()}
    except (AttributeError, TypeError, ValueError):
        raise web.HTTPBadRequest(text="Send files as texts in base64.") from None


async def _read_object(request: web.Request, longest: int = LONGEST_BODY) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="Send application/json.")
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > longest:
            sentence = say("That is more than {size} kB.", size=longest // 1024)
            raise web.HTTPRequestEntityTooLarge(longest, len(body), text=sentence)
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest(text="That is not JSON.") from None
    if not isinstance(fields, dict):
        raise web.HTTPBadRequest(text="Send a JSON object of texts.")
    return fields


def _texts(fields: dict[str, Any]) -> Mapping[str, str]:
    if not _is_texts(list(fields.values())):
        raise web.HTTPBadRequest(text="Send a JSON object of texts.")
    return fields


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
