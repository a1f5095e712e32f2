"""Slash commands and buttons: acknowledged at once, answered to the person alone when the card is there."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.ports import NotifyError, PlatformRefused
from bot.alerts.watchlist import Channel
from bot.cards import Card, Tone
from bot.commands import Caller, Commands
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.api import QUIET, SLACK, Api
from bot.platforms.slack.connection import Connection
from bot.platforms.slack.manifest import EVENTS_PATH, slash_name
from bot.platforms.slack.pictures import NoPicture, Picture, Pictures
from bot.platforms.slack.render import message, words

log = logging.getLogger(__name__)

AT_ONCE = 100  # commands answered side by side
BACKLOG = 1_000  # commands waiting behind them; more are turned away in the acknowledgement
REMEMBERED = 4_096  # interactions, against redelivery
A_MOMENT = 0.4  # seconds after which a person is told what is being fetched
ANSWER_LIMIT = 60.0  # seconds for one command
CONNECT_WITHIN = 10.0
STOP_WITHIN = 5.0

_BOT_REFUSED = (
    "Slack does not accept SLACK_BOT_TOKEN; copy the Bot User OAuth Token from OAuth & Permissions of your app."
)
_APP_REFUSED = (
    "Slack does not accept SLACK_APP_TOKEN; make one with connections:write under Basic Information of your app."
)
_BUSY = "Minnow has too many questions at the moment; try again in a minute."
_LATE = Card(title="No answer", lead="That took longer than a minute; try again a little later.", tone=Tone.TROUBLE)
_FAULT = Card(title="That failed", lead="That is a fault in Minnow and is in its log.", tone=Tone.TROUBLE)


class SlackRefused(PlatformRefused):
    """Slack does not let the bot in; one sentence with the next step."""


class SlackInbox:
    """Socket Mode with an app token; with a signing secret instead, HTTP through ``http_routes``."""

    def __init__(
        self,
        bot_token: str,
        commands: Commands,
        *,
        app_token: str = "",
        signing_secret: str = "",
        picture: Picture | None = None,
        base_url: str = SLACK,
    ) -> None:
        self._commands, self._app_token, self._signing_secret = commands, app_token, signing_secret
        self._api, self._answers = Api(bot_token, base_url), Answers()
        self._pictures = Pictures(self._api, picture) if picture else None
        self._names = {f"/{commands.prefix}{name}": name for name in commands.found}
        self._names |= {f"/{slash_name(name, commands.prefix)}": name for name in commands.found}
        self._tasks: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(AT_ONCE)
        self._seen: dict[str, None] = {}
        self.app = _app(signing_secret, base_url)
        self.app.command(re.compile("^/"))(self._typed)  # also one that only an older manifest knows
        self.app.action(re.compile("^line:"))(self._pressed)
        self.app.error(_unforeseen)
        self._connection = Connection(self.app, app_token) if app_token else None

    async def start(self) -> None:
        """Check the tokens and connect. SlackRefused names the token that Slack does not take."""
        await self._check(_BOT_REFUSED, "auth.test")
        if self._connection is not None:
            opened = await self._check(_APP_REFUSED, "apps.connections.open", app_token=self._app_token)
            await self._connection.open(opened.get("url"), CONNECT_WITHIN)

    async def stop(self) -> None:
        """Take nothing more, let running answers end for a few seconds, close."""
        if self._connection is not None:
            await self._connection.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_WITHIN)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._pictures is not None:
            await self._pictures.close()
        await self._answers.close()
        await self._api.close()

    def http_routes(self) -> list[web.RouteDef]:
        """Where Slack sends to in HTTP mode; each request is checked for its signature and its age (5 minutes)."""
        if not self._signing_secret:
            raise ValueError("HTTP mode needs a signing secret: set SLACK_SIGNING_SECRET")

        async def receive(request: web.Request) -> web.Response:
            try:
                asked = await to_bolt_request(request)
            except (ValueError, LookupError):  # its body is no text, or in an alphabet that nobody knows
                return web.Response(status=400)
            return await to_aiohttp_response(await self.app.async_dispatch(asked))

        return [web.post(EVENTS_PATH, receive)]

    async def _check(self, refusal: str, method: str, **arguments: str) -> dict[str, Any]:
        """Slack's answer, {} while Slack is away (the connection tries on)."""
        try:
            return await self._api.ask(method, **arguments)
        except NotifyError as error:
            if error.permanent:
                raise SlackRefused(refusal) from None
            log.warning("Slack: %s", error)
            return {}

    async def _typed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        name = self._names.get(body["command"], body["command"])
        caller = Caller(_place(body["channel_id"], body["user_id"]), body["user_id"], body.get("user_name", ""))
        await ack(self._take(f"{name} {_unescaped(body.get('text') or '')}", caller, body))

    async def _pressed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        pressed, user, container = body["actions"][0], body["user"], body.get("container") or {}
        line = pressed.get("value") or (pressed.get("selected_option") or {}).get("value") or ""
        channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
        caller = Caller(_place(channel, user["id"]), user["id"], user.get("username") or user.get("name") or "")
        self._take(_unescaped(line), caller, body)
        await ack()

    def _take(self, line: str, caller: Caller, body: Mapping[str, Any]) -> str:
        """Begin to answer, unless it was begun before; what to say at once, "" for nothing."""
        url = body.get("response_url") or ""
        key = body.get("trigger_id") or url
        if key and key in self._seen:
            return ""
        if len(self._tasks) >= AT_ONCE + BACKLOG:
            return _BUSY
        if key:
            self._seen[key] = None
            while len(self._seen) > REMEMBERED:
                del self._seen[next(iter(self._seen))]
        thread = (body.get("message") or {}).get("thread_ts") or (body.get("container") or {}).get("thread_ts")
        fetching = self._commands.fetching(line) if "command" in body and url else None  # a press has a message already
        place = {"thread_ts": thread} if thread else {}
        task = asyncio.create_task(self._answer(line, caller, url, place, fetching))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return ""

    async def _answer(
        self, line: str, caller: Caller, url: str, place: Mapping[str, str], fetching: Card | None
    ) -> None:
        """The answer; in place of what was being fetched, where that took long enough to be told."""
        settings = {"response_type": "ephemeral", "unfurl_links": False, "unfurl_media": False, **place}
        async with self._free:
            making, was_told = asyncio.create_task(self._made(line, caller)), False
            try:
                if fetching is not None and not (await asyncio.wait({making}, timeout=A_MOMENT))[0]:
                    first = {**message(fetching), **settings, "replace_original": False}
                    was_told = await self._answers.give(url, [first], tries=1)
                forms = await making
            finally:
                making.cancel()
            if url:
                await self._answers.give(url, [{**form, **settings, "replace_original": was_told} for form in forms])

    async def _made(self, line: str, caller: Caller) -> list[dict[str, Any]]:
        try:
            async with asyncio.timeout(ANSWER_LIMIT):
                return await self._forms(await self._commands.answer(line, caller))
        except TimeoutError:
            return [message(_LATE)]
        except Exception:
            log.exception("a command could not be answered")
            return [message(_FAULT)]

    async def _forms(self, card: Card) -> list[dict[str, Any]]:
        """The answer as we want it, then in plainer forms."""
        lesser = [message(card), {"text": words(card)}]
        if card.chart is None or self._pictures is None:
            return lesser
        try:
            whole = message(card, picture=await self._pictures.file(card.chart))
            return [whole, whole, *lesser]  # a file just uploaded may need a moment before it can be shown
        except NoPicture as trouble:
            log.warning("an answer goes without its chart: %s", trouble)
            return lesser


def _place(channel: str, user: str) -> Channel:
    """Where a command came from; a direct message, and a place without a channel, is the person."""
    return Channel.to_person("slack", user) if not channel or channel.startswith("D") else Channel("slack", channel)


async def _unforeseen(error: Exception) -> None:
    log.error("an interaction could not be read", exc_info=error)


def _unescaped(text: str) -> str:
    """Slack's three entities as the characters that were typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _app(signing_secret: str, base_url: str) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        """Requests are ours by their signature or their socket; nothing is looked up before an acknowledgement."""
        return AuthorizeResult(enterprise_id=None, team_id=None)

    # process_before_response: otherwise Bolt looks for an acknowledgement every 10 ms, which is what each would take.
    return AsyncApp(
        logger=QUIET,
        signing_secret=signing_secret,
        client=AsyncWebClient(base_url=base_url, timeout=10, logger=QUIET),
        authorize=authorize,
        process_before_response=True,
    )
