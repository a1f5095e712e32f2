"""Charts as files of Slack's, uploaded once and shown in any number of messages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.alerts.ports import NotifyError
from bot.cards import Chart
from bot.platforms.slack.api import Api
from bot.platforms.slack.mrkdwn import clipped, one_line

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
        try:
            return await asyncio.wait_for(asyncio.shield(task), PATIENCE)
        except TimeoutError:
            raise NoPicture("Slack did not take the chart in time") from None
        except NotifyError as error:
            self.forget(chart)
            raise NoPicture(str(error).rstrip(".")) from None
        except Exception as error:
            self.forget(chart)
            raise NoPicture(f"the chart could not be drawn: {type(error).__name__}") from error

    def forget(self, chart: Chart) -> None:
        """Its file is not usable."""
        self._files.pop(chart, None)

    async def close(self) -> None:
        tasks = list(self._files.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _upload(self, chart: Chart) -> str:
        """The three steps of https://docs.slack.dev/messaging/working-with-files#upload; shared with no channel."""
        png = await self._draw(chart)
        title = clipped(one_line(chart.title), 100) or "Chart"
        place = await self._api.ask("files.getUploadURLExternal", filename="chart.png", length=len(png))
        await self._api.upload(str(place["upload_url"]), png)
        await self._api.ask("files.completeUploadExternal", files=[{"id": place["file_id"], "title": title}])
        return str(place["file_id"])
