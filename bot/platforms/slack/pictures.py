"""Charts as files of Slack's, uploaded once and shown in any number of messages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.alerts.ports import NotifyError
from bot.cards import Chart
from bot.platforms.slack.api import Api
from bot.platforms.slack.mrkdwn import clipped, one_line
from bot.words import say

Picture = Callable[[Chart], Awaitable[bytes]]

PATIENCE = 4.0  # seconds a message waits for its picture
_KEPT = 64  # charts whose file is remembered


class NoPicture(Exception):
    """The chart cannot be shown; one sentence why."""


class Pictures:
    """Draws and uploads each chart once, however many channels it goes to."""

    def __init__(self, api: Api, draw: Picture) -> None:
        self._api, self._draw = api, draw
        self._files: dict[Chart, asyncio.Task[str]] = {}

    async def file(self, chart: Chart) -> str:
        """The id of the file that shows this chart. Raises NoPicture; an upload that takes longer goes on."""
        task = self._files.get(chart)
        if task is None:
            while len(self._files) >= _KEPT:
                self._files.pop(next(iter(self._files)))
            task = self._files[chart] = asyncio.create_task(self._upload(chart))
            task.add_done_callback(lambda ended: self._ended(chart, ended))
        try:
            return await asyncio.wait_for(asyncio.shield(task), PATIENCE)
        except TimeoutError:
            raise NoPicture("Slack did not take the chart in time") from None

    def forget(self, chart: Chart) -> None:
        """Its file is not usable."""
        self._files.pop(chart, None)

    async def close(self) -> None:
        tasks = list(self._files.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, chart: Chart, task: asyncio.Task[str]) -> None:
        """An upload that failed is tried anew by the next message, also when nobody waited for it any more."""
        if (task.cancelled() or task.exception() is not None) and self._files.get(chart) is task:
            self.forget(chart)

    async def _upload(self, chart: Chart) -> str:
        """The three steps of https://docs.slack.dev/messaging/working-with-files#upload; shared with no channel."""
        try:
            png = await self._draw(chart)
        except Exception as error:
            raise NoPicture(f"the chart could not be drawn ({type(error).__name__})") from error
        words = clipped(one_line(chart.alt), 1_000) or say("Chart")
        title = clipped(one_line(chart.title), 100) or say("Chart")
        try:
            place = await self._api.ask(
                "files.getUploadURLExternal", filename="chart.png", length=len(png), alt_txt=words
            )
            url, file = str(place.get("upload_url", "")), str(place.get("file_id", ""))
            await self._api.upload(url, png)
            await self._api.ask("files.completeUploadExternal", files=[{"id": file, "title": title}])
        except NotifyError as error:
            raise NoPicture(str(error).rstrip(".")) from None
        return file
