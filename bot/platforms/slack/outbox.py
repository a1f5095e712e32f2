"""Alerts into Slack channels: posted once, found again in the channel's history when an answer was lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.alerts.ports import Delivery, NotifyError
from bot.platforms.slack.api import SLACK, Api
from bot.platforms.slack.pictures import NoPicture, Picture, Pictures
from bot.platforms.slack.refusals import Misfit, NoThread
from bot.platforms.slack.render import message, words

log = logging.getLogger(__name__)

EVENT = "minnow_alert"
_SKEW = timedelta(minutes=2)  # between Slack's clock and ours
_PAGE = 100
_PAGES = 5
_SETTLE = 1.0  # seconds until a file just uploaded can be shown

Form = dict[str, Any]


class SlackNotifier:
    """bot.alerts.ports.Notifier over the Web API; a message id is ``CHANNEL/ts``."""

    def __init__(self, bot_token: str, *, picture: Picture, base_url: str = SLACK, settle: float = _SETTLE) -> None:
        self._api = Api(bot_token, base_url)
        self._pictures = Pictures(self._api, picture)
        self._settle = settle

    async def send(self, delivery: Delivery) -> str:
        """Post the card, in the thread of the message it follows; in a plainer form where Slack refuses one."""
        place = _place(delivery)
        refusal: NotifyError | None = None
        for wait, form in await self._forms(delivery):
            await asyncio.sleep(wait)
            try:
                return await self._post(delivery, place, form)
            except Misfit as error:
                log.warning("%s to %s: %s A plainer one is tried.", delivery.id, delivery.channel, error)
                refusal = error
        if delivery.alert.card.chart is not None:
            self._pictures.forget(delivery.alert.card.chart)
        raise refusal or NotifyError("Nothing was sent.")

    async def find(self, delivery: Delivery) -> str | None:
        """The message of ours that carries this delivery, in the followed thread or among the channel's newest."""
        place = _place(delivery)
        channel = await self._conversation(delivery, place["channel"])
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

    async def _forms(self, delivery: Delivery) -> list[tuple[float, Form]]:
        """The message as we want it, then what is tried when Slack refuses that; with the seconds to wait before."""
        card = delivery.alert.card
        if card.chart is None:
            return [(0.0, message(card)), (0.0, {"text": words(card)})]
        lesser = [
            (0.0, message(card, aside="The picture of this chart could not be uploaded.")),
            (0.0, {"text": words(card)}),
        ]
        try:
            whole = message(card, picture=await self._pictures.file(card.chart))
        except NoPicture as trouble:
            log.warning("%s to %s goes without its chart: %s", delivery.id, delivery.channel, trouble)
            return lesser
        return [(0.0, whole), (self._settle, whole), *lesser]

    async def _post(self, delivery: Delivery, place: dict[str, str], form: Form) -> str:
        metadata = {
            "event_type": EVENT,
            "event_payload": {"delivery": delivery.id, "alert": delivery.alert.fingerprint},
        }
        arguments = {**form, "unfurl_links": False, "unfurl_media": False, "metadata": metadata}
        try:
            answer = await self._api.ask("chat.postMessage", **place, **arguments)
        except NoThread:
            place.pop("thread_ts", None)
            answer = await self._api.ask("chat.postMessage", **place, **arguments)
        if not answer.get("channel") or not answer.get("ts"):
            raise NotifyError("Slack's answer names no message.", doubtful=True)
        return f"{answer['channel']}/{answer['ts']}"

    async def _conversation(self, delivery: Delivery, place: str) -> str:
        """The channel's id; a person's is that of the direct message with them."""
        if place != delivery.channel.person:
            return place
        opened = await self._api.ask("conversations.open", users=place)
        return str((opened.get("channel") or {}).get("id") or place)

    async def _look(self, method: str, where: Mapping[str, Any], delivery: str) -> str:
        """The ts of the message that carries this delivery, "" when there is none; some pages and no more."""
        cursor: dict[str, str] = {}
        for _ in range(_PAGES):
            try:
                page = await self._api.ask(method, **where, **cursor, include_all_metadata=True)
            except NoThread:
                return ""
            for said in page.get("messages", ()):
                if _carries(said, delivery):
                    return str(said["ts"])
            following = (page.get("response_metadata") or {}).get("next_cursor")
            if not page.get("has_more") or not following:
                return ""
            cursor = {"cursor": following}
        return ""


async def who(token: str) -> str:
    """Whose token this is and in which workspace. Raises NotifyError in one sentence."""
    api = Api(token)
    try:
        said = await api.ask("auth.test")
    finally:
        await api.close()
    return f"{said.get('user', 'an app')} in {said.get('team', 'a workspace')}"


def _place(delivery: Delivery) -> dict[str, str]:
    """Where to post: the thread of the message that is followed, else the channel or the person."""
    channel, _, ts = delivery.follows.partition("/")
    if channel and ts:
        return {"channel": channel, "thread_ts": ts}
    return {"channel": delivery.channel.person or delivery.channel.id}


def _carries(said: Mapping[str, Any], delivery: str) -> bool:
    metadata = said.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == EVENT and payload.get("delivery") == delivery
