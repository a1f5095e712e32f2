"""Alerts into Slack channels: posted once, found again in the channel's history when an answer was lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.alerts.alert import Severity
from bot.alerts.ports import Delivery, NotifyError
from bot.cards import Card
from bot.platforms.slack.api import SLACK, Api
from bot.platforms.slack.mrkdwn import mentioned
from bot.platforms.slack.pace import EVERY, Pace
from bot.platforms.slack.pictures import NoPicture, Picture, Pictures
from bot.platforms.slack.refusals import Misfit, NoThread, Unchangeable
from bot.platforms.slack.render import message, words
from bot.words import say

log = logging.getLogger(__name__)

EVENT = "minnow_alert"
_SKEW = timedelta(minutes=2)  # between Slack's clock and ours
_PAGE = 100
_PAGES = 5
_SETTLE = 1.0  # seconds until a file just uploaded can be shown

_NO_UNFURLING = {"unfurl_links": False, "unfurl_media": False}

Form = dict[str, Any]


class SlackNotifier:
    """bot.alerts.ports.Notifier over the Web API; a message id is ``CHANNEL/ts``."""

    def __init__(
        self,
        bot_token: str,
        *,
        picture: Picture,
        base_url: str = SLACK,
        settle: float = _SETTLE,
        every: float = EVERY,
    ) -> None:
        self._api = Api(bot_token, base_url)
        self._pictures, self._pace = Pictures(self._api, picture), Pace(every)
        self._settle = settle
        self._direct: dict[str, str] = {}  # person -> channel of our direct messages
        self._reached: dict[tuple[str, str], str] = {}  # delivery and method -> cursor where a look was stopped

    async def send(self, delivery: Delivery) -> str:
        """Post the card, in the thread of the message it follows; in a plainer form where Slack refuses one."""
        place = await self._place(delivery)
        chart, refusals = delivery.alert.card.chart, []
        for wait, form in await self._forms(delivery, delivery.alert.card, mentioned(delivery.mention)):
            await asyncio.sleep(wait)
            await self._pace.turn(place["channel"])
            try:
                return await self._post(delivery, place, form)
            except Misfit as error:
                log.warning("%s to %s: %s A plainer one is tried.", delivery.id, delivery.channel, error)
                refusals.append(error)
                if chart is not None and len(refusals) > 1:
                    self._pictures.forget(chart)  # by now its file should have been fit to be shown
        raise refusals[-1]

    async def update(self, delivery: Delivery) -> bool:
        """Edit the followed message, whose metadata stays; in a plainer form where Slack refuses one."""
        channel, _, ts = delivery.follows.partition("/")
        if delivery.living is None or not ts:
            return False
        for wait, form in await self._forms(delivery, delivery.living.card):
            await asyncio.sleep(wait)
            await self._pace.turn(channel)
            try:
                await self._api.ask("chat.update", channel=channel, ts=ts, **form, **_NO_UNFURLING)
            except NoThread:
                return False
            except Unchangeable as error:
                log.warning("%s to %s: %s", delivery.id, delivery.channel, error)
                return True
            except Misfit as error:
                log.warning("%s to %s: %s A plainer one is tried.", delivery.id, delivery.channel, error)
            else:
                return True
        return True  # it stays as it is rather than hold up what is to be told

    async def find(self, delivery: Delivery) -> str | None:
        """The message of ours that carries this delivery, in the followed thread or among the channel's newest."""
        place = await self._place(delivery)
        channel = place["channel"]
        since = {"channel": channel, "oldest": f"{(delivery.first_try - _SKEW).timestamp():.6f}", "limit": _PAGE}
        looks: list[tuple[str, dict[str, Any]]] = [("conversations.history", since)]
        if "thread_ts" in place:
            looks.insert(0, ("conversations.replies", {**since, "ts": place["thread_ts"]}))
        for method, where in looks:
            ts = await self._look(method, where, delivery.id)
            if ts:
                return f"{channel}/{ts}"
        return None

    async def close(self) -> None:
        """Let go of connections and of uploads under way."""
        await self._pictures.close()
        await self._api.close()

    async def _forms(self, delivery: Delivery, card: Card, mention: str = "") -> list[tuple[float, Form]]:
        """The message as we want it, then what is tried when Slack refuses that; with the seconds to wait before."""
        bare = (0.0, {"text": words(card, mention)})
        if card.chart is None:
            return [(0.0, message(card, mention=mention)), bare]
        aside = say("The picture of this chart could not be uploaded.")
        lesser = [(0.0, message(card, aside=aside, mention=mention)), bare]
        try:
            whole = message(card, picture=await self._pictures.file(card.chart), mention=mention)
        except NoPicture as trouble:
            log.warning("%s to %s goes without its chart: %s", delivery.id, delivery.channel, trouble)
            return lesser
        return [(0.0, whole), (self._settle, whole), *lesser]

    async def _post(self, delivery: Delivery, place: dict[str, str], form: Form) -> str:
        metadata = {
            "event_type": EVENT,
            "event_payload": {"delivery": delivery.id, "alert": delivery.alert.fingerprint},
        }
        arguments = {**form, **_NO_UNFURLING, "metadata": metadata}
        # A follow-up stays in its thread, unless it is worse news than what it follows.
        aloud = {"reply_broadcast": True} if "thread_ts" in place and delivery.alert.severity is Severity.HIGH else {}
        try:
            answer = await self._api.ask("chat.postMessage", **place, **arguments, **aloud)
        except NoThread:
            place.pop("thread_ts", None)
            answer = await self._api.ask("chat.postMessage", **place, **arguments)
        if not answer.get("channel") or not answer.get("ts"):
            raise NotifyError(say("Slack's answer names no message."), doubtful=True)
        return f"{answer['channel']}/{answer['ts']}"

    async def _place(self, delivery: Delivery) -> dict[str, str]:
        """Where to post: in the thread of the message that is followed, else in the channel or to the person."""
        channel, _, ts = delivery.follows.partition("/")
        if channel and ts:
            return {"channel": channel, "thread_ts": ts}
        person = delivery.channel.person
        if not person:
            return {"channel": delivery.channel.id}
        if person not in self._direct:
            opened = await self._api.ask("conversations.open", users=person)
            self._direct[person] = str((opened.get("channel") or {}).get("id") or person)
        return {"channel": self._direct[person]}

    async def _look(self, method: str, where: Mapping[str, Any], delivery: str) -> str:
        """The ts of the message that carries this delivery, "" when there is none; some pages and no more."""
        cursor = self._reached.pop((delivery, method), "")
        for _ in range(_PAGES):
            further = {"cursor": cursor} if cursor else {}
            try:
                page = await self._api.ask(method, **where, **further, include_all_metadata=True)
            except NoThread:
                return ""
            except NotifyError as error:
                if cursor and not error.permanent:
                    self._reached[delivery, method] = cursor  # some apps may read one page a minute: no more is lost
                raise
            for said in page.get("messages", ()):
                if _carries(said, delivery):
                    return str(said["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return ""
        return ""


async def who(token: str, base_url: str = SLACK) -> str:
    """Whose token this is and in which workspace. Raises NotifyError in one sentence."""
    api = Api(token, base_url)
    try:
        told = await api.ask("auth.test")
    finally:
        await api.close()
    user, team = told.get("user", say("an app")), told.get("team", say("a workspace"))
    return say("{user} in {team}", user=user, team=team)


def _carries(said: Mapping[str, Any], delivery: str) -> bool:
    metadata = said.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == EVENT and payload.get("delivery") == delivery
