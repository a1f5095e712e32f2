"""What Slack hands over: commands, buttons, filled modals, joined channels; acknowledged at once, answered after."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.ports import NotifyError, PlatformRefused, StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Card, Tone
from bot.commands import Answer, Caller, Commands
from bot.home import Part
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.api import FILES, QUIET, SLACK, Api
from bot.platforms.slack.asking import Asked, Callers, unescaped
from bot.platforms.slack.connection import Connection
from bot.platforms.slack.dialog import SUGGEST
from bot.platforms.slack.manifest import EVENTS_PATH, slash_name
from bot.platforms.slack.pictures import Picture, Pictures
from bot.platforms.slack.showing import Showing
from bot.platforms.slack.standing import Standing
from bot.platforms.slack.submissions import Submissions
from bot.platforms.slack.views import home_view
from bot.platforms.slack.waiting import Waiting

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
        self._commands, self._app_token, self._signing_secret = commands, app_token, signing_secret
        self._api, self._answers = Api(bot_token, base_url, files_url), Answers()
        self._pictures = Pictures(self._api, picture) if picture else None
        self._callers, self._joined, self._home = Callers(Standing(self._api)), joined, home
        self._showing = Showing(self._api, self._answers, self._pictures, self._refresh)
        self._submissions = Submissions(commands, self._api, self._showing, self._callers, self._spawn)
        self._own_id = ""
        self._names = {f"/{commands.prefix}{name}": name for name in commands.found}
        self._names |= {f"/{slash_name(name, commands.prefix)}": name for name in commands.found}
        self._tasks: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(AT_ONCE)
        self._seen: dict[str, None] = {}
        self.app = _app(signing_secret, base_url)
        self.app.command(re.compile("^/"))(self._typed)  # also one that only an older manifest knows
        self.app.action(re.compile("^line:"))(self._pressed)
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

    async def _typed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        name = self._names.get(body["command"], body["command"])
        await ack(self._take(f"{name} {unescaped(body.get('text') or '')}", self._callers.typed(body)))

    async def _pressed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        pressed = body["actions"][0]
        line = pressed.get("value") or (pressed.get("selected_option") or {}).get("value") or ""
        self._take(unescaped(line), self._callers.pressed(body))
        await ack()

    async def _happened(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Every event is acknowledged; two of them are for us."""
        kind, user = event.get("type"), str(event.get("user", ""))
        if not self._is_new(body.get("event_id") or ""):
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

    def _is_new(self, key: str) -> bool:
        """Whether something was not delivered before."""
        if key and key in self._seen:
            return False
        if key:
            self._seen[key] = None
            while len(self._seen) > REMEMBERED:
                del self._seen[next(iter(self._seen))]
        return True

    def _take(self, line: str, asked: Asked) -> str:
        """Begin to answer, unless it was begun before; what to say at once, "" for nothing."""
        key = asked.trigger or asked.url
        if key in self._seen:
            return ""
        if len(self._tasks) >= AT_ONCE + BACKLOG:
            return _BUSY
        self._is_new(key)
        self._spawn(self._answer(line, asked))
        return ""

    def _spawn(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("an answer could not be shown", exc_info=fault)

    async def _answer(self, line: str, asked: Asked) -> None:
        """The answer; in place of what is being fetched, where that takes long enough to be told."""
        async with self._free:
            if not asked.typed:  # a press has a message already, which stays
                await self._showing.show(asked, await self._made(line, asked.caller))
                return
            waiting = Waiting(self._showing, asked)
            making = asyncio.create_task(self._made(line, replace(asked.caller, meanwhile=waiting.meanwhile)))
            try:
                fetching = self._commands.fetching(line)
                if fetching is not None and not (await asyncio.wait({making}, timeout=A_MOMENT))[0]:
                    await waiting.promise(fetching)
                answer = await making
            finally:
                making.cancel()
            await waiting.show(answer)

    async def _made(self, line: str, caller: Caller) -> Answer:
        try:
            async with asyncio.timeout(ANSWER_LIMIT):
                return await self._commands.answer(line, caller)
        except TimeoutError:
            return _LATE
        except Exception:
            log.exception("a command could not be answered")
            return _FAULT


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
