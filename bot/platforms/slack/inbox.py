"""Slack's way in: its tokens checked, its socket or its requests open; joined channels and Home tabs heard of."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.ports import NotifyError, PlatformRefused, StoreAway
from bot.alerts.watchlist import Channel
from bot.commands import Caller, Commands
from bot.home import Part
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.api import FILES, QUIET, SLACK, Api
from bot.platforms.slack.asking import Callers
from bot.platforms.slack.connection import Connection
from bot.platforms.slack.dialog import SUGGEST
from bot.platforms.slack.groups import Groups
from bot.platforms.slack.lines import Lines
from bot.platforms.slack.manifest import EVENTS_PATH
from bot.platforms.slack.once import Once
from bot.platforms.slack.pictures import Picture, Pictures
from bot.platforms.slack.showing import Showing
from bot.platforms.slack.standing import Standing
from bot.platforms.slack.submissions import Submissions
from bot.platforms.slack.views import home_view
from bot.words import say

log = logging.getLogger(__name__)

CONNECT_WITHIN = 10.0
STOP_WITHIN = 5.0

_BOT_REFUSED = say(
    "Slack does not accept SLACK_BOT_TOKEN; copy the Bot User OAuth Token from OAuth & Permissions of your app."
)
_APP_REFUSED = say(
    "Slack does not accept SLACK_APP_TOKEN; make one with connections:write under Basic Information of your app."
)


Joined = Callable[[Channel], Awaitable[None]]
Home = Callable[[Caller], Awaitable[Sequence[Part]]]


class SlackRefused(PlatformRefused):
    """Slack does not let the bot in; one sentence with the next step."""


class SlackInbox:
    """Socket Mode with an app token; with a signing secret instead, HTTP through ``http_routes``.

    ``joined`` is told of each channel that the bot was added to; ``home`` says what a person's Home tab shows.
    """

    def __init__(
        self,
        bot_token: str,
        commands: Commands,
        *,
        app_token: str = "",
        signing_secret: str = "",
        picture: Picture | None = None,
        joined: Joined | None = None,
        home: Home | None = None,
        base_url: str = SLACK,
        files_url: str = FILES,
    ) -> None:
        self._app_token, self._signing_secret = app_token, signing_secret
        self._api, self._answers = Api(bot_token, base_url, files_url), Answers()
        self._pictures = Pictures(self._api, picture) if picture else None
        self._callers, self._joined, self._home = Callers(Standing(self._api), Groups(self._api)), joined, home
        self._showing = Showing(self._api, self._answers, self._pictures, self._refresh)
        self._submissions = Submissions(commands, self._api, self._showing, self._callers, self._spawn)
        self._own_id = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._events = Once()
        lines = Lines(commands, self._showing, self._callers, self._spawn)
        self.app = _app(signing_secret, base_url)
        self.app.command(re.compile("^/"))(lines.typed)  # also one that only an older manifest knows
        self.app.action(re.compile("^line:"))(lines.pressed)
        self.app.view("dialog")(self._submissions.submitted)
        self.app.options(re.compile(f"^{SUGGEST}"))(self._submissions.suggest)
        self.app.event(re.compile(""))(self._happened)
        self.app.error(_unforeseen)
        self._connection = Connection(self.app, app_token) if app_token else None

    async def start(self) -> None:
        """Check the tokens and connect. SlackRefused names the token that Slack does not take."""
        self._own_id = str((await self._check(_BOT_REFUSED, "auth.test")).get("user_id", ""))
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

    async def _happened(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Every event is acknowledged; two of them are for us."""
        kind, user = event.get("type"), str(event.get("user", ""))
        if not self._events.is_new(body.get("event_id") or ""):
            return
        if kind == "app_home_opened" and event.get("tab", "home") == "home":
            self._spawn(self._refresh(user))
        elif kind == "member_joined_channel" and user in self._own_ids(body) and self._joined is not None:
            self._spawn(self._welcome(Channel("slack", str(event["channel"])), self._joined))

    def _own_ids(self, body: dict[str, Any]) -> set[str]:
        """Who we are, by the token; by the event where Slack was away when we started."""
        told = [one.get("user_id", "") for one in body.get("authorizations") or () if one.get("is_bot")]
        return {self._own_id} if self._own_id else set(told)

    async def _welcome(self, channel: Channel, joined: Joined) -> None:
        try:
            await joined(channel)
        except StoreAway as error:
            log.warning("%s was not welcomed: the store is away (%s)", channel, error)

    async def _refresh(self, user: str) -> None:
        """Make a person's Home tab anew."""
        if self._home is None:
            return
        try:
            parts = await self._home(self._callers.at(Channel.to_person("slack", user), user))
            await self._api.ask("views.publish", user_id=user, view=home_view(parts))
        except (StoreAway, NotifyError) as trouble:
            log.warning("Slack: the Home tab could not be shown: %s", trouble)

    def _spawn(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("an answer could not be shown", exc_info=fault)


async def _unforeseen(error: Exception) -> None:
    log.error("an interaction could not be read", exc_info=error)


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
