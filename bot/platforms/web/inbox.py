"""The local web channel: one page, its stream of alerts, its commands, on 127.0.0.1 alone."""

from __future__ import annotations

import errno
import logging
import re
import secrets
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from aiohttp import web

from bot.alerts.ports import PlatformRefused, StoreAway, Transcript
from bot.alerts.watchlist import Channel
from bot.cards import Card, Chart
from bot.clock import Clock
from bot.commands import Answer, Caller, Commands
from bot.dialogs import Dialog, Wrong
from bot.pasted.file import NoText, text_of
from bot.platforms.web.dialog import dialog_html
from bot.platforms.web.guard import SAFE, guarded, page_policy, read_fields, read_filled
from bot.platforms.web.inert import plain
from bot.platforms.web.later import Later, Meanwhile, Step
from bot.platforms.web.page import icon, page_html
from bot.platforms.web.pages import Line, OpenPages, PageLimitError
from bot.platforms.web.pictures import Pictures
from bot.platforms.web.render import answer_html
from bot.platforms.web.stream import HISTORY, Stream, message_html, position
from bot.words import say

log = logging.getLogger(__name__)

HOME = "home"
A_MOMENT = 0.4  # seconds after which a person is told what is being fetched
_ADDRESS = "127.0.0.1"
_MOST_PAGES = 32
_MOST_SUGGESTIONS = 10
_LARGEST_REQUEST = 1024 * 1024  # bytes, for the routes mounted beside the page
_LISTS: Mapping[str, Literal["listed", "watched"]] = {"listed": "listed", "watched": "watched"}
_NAME = re.compile(r"[a-z0-9-]{1,40}")


class PortError(PlatformRefused):
    """The page's port cannot be opened; the text is one sentence for people."""


def _no_trouble() -> str:
    return ""


class WebInbox:
    """Serves the page until stop().

    ``picture`` draws a chart as PNG bytes, ``routes`` are mounted beside the page (without its checks),
    ``banner`` is shown at all times, ``trouble`` says what stands wrong now ("" for nothing), and every
    ``beat`` seconds an open page looks for what another process has written.
    """

    def __init__(
        self,
        port: int,
        commands: Commands,
        transcript: Transcript,
        *,
        picture: Callable[[Chart], bytes],
        clock: Clock,
        routes: Iterable[web.RouteDef] = (),
        banner: str = "",
        trouble: Callable[[], str] = _no_trouble,
        beat: float = 2.0,
    ) -> None:
        self._port, self._commands, self._transcript, self._clock = port, commands, transcript, clock
        self._routes, self._banner, self._trouble, self._beat = tuple(routes), banner, trouble, beat
        self._pictures, self._pages = Pictures(picture), OpenPages(_MOST_PAGES)
        self._later, self._seen = Later(), {Channel("web", HOME)}
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the page is, once it is served."""
        if self._runner is None:
            raise RuntimeError("the page is not served yet")
        return f"http://{_ADDRESS}:{self._runner.addresses[0][1]}/"

    async def start(self) -> None:
        """Serve the page. PortError when the port cannot be opened."""
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        app.add_routes(
            [
                web.get("/", guarded(self._page, linked=True)),
                web.get("/c/{channel}", guarded(self._page, linked=True)),
                web.get("/icon.svg", guarded(self._icon)),
                web.get("/events", guarded(self._events), allow_head=False),
                web.get("/pictures/{name}.png", guarded(self._picture)),
                web.post("/command", guarded(self._command)),
                web.post("/more", guarded(self._more)),
                web.post("/dialog", guarded(self._dialog)),
                web.post("/suggest", guarded(self._suggest)),
                *self._routes,
            ]
        )
        runner = web.AppRunner(app, handle_signals=False, access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, _ADDRESS, self._port).start()
        except OSError as error:
            await runner.cleanup()
            sentence = (
                say(
                    "Port {port} is used by another program; set MINNOW_WEB_PORT to a free one, or to 0 for any.",
                    port=self._port,
                )
                if error.errno == errno.EADDRINUSE
                else say(
                    "Port {port} cannot be opened ({why}); set MINNOW_WEB_PORT to a free one, or to 0 for any.",
                    port=self._port,
                    why=error.strerror,
                )
            )
            raise PortError(sentence) from error
        self._runner = runner

    async def stop(self) -> None:
        """Let the open pages go and serve no more."""
        self._pages.close()
        await self._later.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def wake(self, channel: Channel) -> None:
        """There may be a new message in this channel (for WebNotifier)."""
        self._pages.wake(channel)

    def say(self, text: str) -> None:
        """Show a passing remark, such as a failed delivery, on every open page; it is not kept."""
        self._pages.say(Line(text, self._clock.now()))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        channel = self._channel(request.match_info.get("channel", HOME))
        nonce = secrets.token_urlsafe(16)
        text = page_html(channel.id, self._commands, nonce=nonce, banner=self._banner)
        headers = {"Content-Security-Policy": page_policy(nonce)}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def _icon(self, _: web.Request) -> web.StreamResponse:
        return web.Response(body=icon(), content_type="image/svg+xml")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        channel = self._channel(request.query.get("channel", HOME))
        after = position(request.headers.get("Last-Event-ID")) or position(request.query.get("after"))
        response = web.StreamResponse(headers=SAFE)
        response.content_type = "text/event-stream"
        self._seen.add(channel)
        try:
            with self._pages.follow(channel) as page:
                await response.prepare(request)
                stream = Stream(response.write, self._transcript, self._pictures.address, self._trouble)
                await stream.run(self._pages, page, after, self._beat)
        except PageLimitError as error:
            raise web.HTTPServiceUnavailable(text=str(error)) from error
        except ConnectionError:
            log.debug("a page has gone")
        return response

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if not self._pictures.knows(name):
            await self._look_back()
        try:
            body = await self._pictures.png(name)
        except KeyError:
            raise web.HTTPNotFound(text=say("No card here shows this picture.")) from None
        except Exception:
            log.exception("a picture cannot be drawn")
            raise web.HTTPInternalServerError(text=say("This picture cannot be drawn.")) from None
        forever = {"Cache-Control": "private, max-age=31536000, immutable"}  # its address is its content
        return web.Response(body=body, content_type="image/png", headers=forever)

    async def _command(self, request: web.Request) -> web.StreamResponse:
        """The answer; to a page that takes it in ``steps`` first what there is before it, with the name of the rest."""
        fields = await read_fields(request)
        line, caller = fields.get("line", ""), self._caller(fields.get("channel", HOME))
        if not fields.get("steps"):
            return self._told(Step(await self._commands.answer(line, caller)))

        def make(meanwhile: Meanwhile) -> Coroutine[Any, Any, Answer]:
            return self._commands.answer(line, replace(caller, meanwhile=meanwhile))

        return self._told(await self._later.begin(make, self._commands.fetching(line), A_MOMENT))

    async def _more(self, request: web.Request) -> web.StreamResponse:
        fields = await read_fields(request)
        try:
            return self._told(await self._later.more(fields.get("name", "")))
        except KeyError:
            raise web.HTTPNotFound(text=say("The rest of this answer is not known any more; ask again.")) from None

    def _told(self, step: Step) -> web.StreamResponse:
        if isinstance(step.answer, Dialog):
            told = {"html": self._answer(step.answer.card), "dialog": dialog_html(step.answer)}
        else:
            told = {"html": self._answer(step.answer)}
        return web.json_response({**told, "more": step.more} if step.more else told)

    async def _dialog(self, request: web.Request) -> web.StreamResponse:
        fields, filled, files = await read_filled(request)
        caller = self._caller(fields.get("channel", HOME))
        texts, wrong = {}, {}
        for name, body in files.items():
            try:
                texts[name] = [text_of(body)]
            except NoText as trouble:
                wrong[name] = plain(str(trouble))
        if wrong:
            return web.json_response({"wrong": wrong})
        given = {**filled, **texts}
        answer = await self._commands.submit(fields.get("command", ""), fields.get("about", ""), given, caller)
        if isinstance(answer, Wrong):
            return web.json_response({"wrong": {name: plain(why) for name, why in answer.why.items()}})
        return web.json_response({"html": self._answer(answer)})

    def _answer(self, card: Card) -> str:
        return answer_html(card, self._clock.now(), self._pictures.address)

    async def _suggest(self, request: web.Request) -> web.StreamResponse:
        fields = await read_fields(request)
        caller = self._caller(fields.get("channel", HOME))
        typed = fields.get("typed", "")
        try:
            if lists := _LISTS.get(fields.get("suggests", "")):  # a field of a dialog
                found = await self._commands.complete(lists, typed, caller, _MOST_SUGGESTIONS)
            else:
                asked = (fields.get("name", ""), fields.get("param", ""), typed)
                found = await self._commands.suggest(*asked, caller, limit=_MOST_SUGGESTIONS)
        except StoreAway:
            found = []  # the command itself will say so
        return web.json_response({"suggestions": [{"value": one.value, "label": one.label} for one in found]})

    async def _look_back(self) -> None:
        """After a restart a page may still show cards that this run has not seen: learn their charts."""
        for channel in self._seen:
            try:
                messages = await self._transcript.messages(channel, "", HISTORY)
            except StoreAway:
                return
            for _, body in messages:
                message_html(body, self._pictures.address)

    def _channel(self, name: str) -> Channel:
        if not _NAME.fullmatch(name):
            raise web.HTTPNotFound(text=say("A channel's name is 1 to 40 small letters, digits and hyphens."))
        return Channel("web", name)

    def _caller(self, name: str) -> Caller:
        return Caller(self._channel(name), user="local", name=say("you"))
