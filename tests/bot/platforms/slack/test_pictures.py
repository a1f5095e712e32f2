"""A chart is drawn and uploaded once; whatever goes wrong is one sentence in time."""

import asyncio
import json
from dataclasses import replace

import pytest

from bot.platforms.slack import pictures as room
from bot.platforms.slack.pictures import NoPicture, Pictures
from tests.bot.platforms.slack.made_up import CHART, drawn
from tests.bot.platforms.slack.wire import CUT, Told, refusal
from tests.faults.gate import until

PLACE, DONE = "files.getUploadURLExternal", "files.completeUploadExternal"


@pytest.fixture
async def pictures(api):
    pictures = Pictures(api, drawn)
    yield pictures
    await pictures.close()


async def test_a_chart_is_a_file_with_its_title_and_words_and_shared_with_nobody(pictures, wire):
    assert await pictures.file(CHART) == "F0"

    png = await drawn(CHART)
    assert wire.files == {"F0": png}
    ((place, asked), (put, _), (done, completed)) = wire.calls
    assert (place, put, done) == (PLACE, "/upload/F0", DONE)
    assert (asked["filename"], asked["length"], asked["alt_txt"]) == ("chart.png", str(len(png)), "It rose.")
    assert completed.keys() == {"files"}
    assert json.loads(completed["files"]) == [{"id": "F0", "title": "Price"}]


async def test_an_equal_chart_is_uploaded_once_and_another_by_itself(pictures, wire):
    asked = [CHART, replace(CHART), replace(CHART, title="Volume")]

    assert await asyncio.gather(*map(pictures.file, asked)) == ["F0", "F0", "F1"]
    assert await pictures.file(CHART) == "F0"
    assert len(wire.files) == 2


async def test_a_forgotten_file_is_uploaded_anew(pictures):
    await pictures.file(CHART)

    pictures.forget(CHART)

    assert await pictures.file(CHART) == "F1"


async def test_so_many_charts_are_remembered_and_the_oldest_goes_first(pictures, monkeypatch):
    monkeypatch.setattr(room, "_KEPT", 2)
    one, two, three = (replace(CHART, title=title) for title in ("one", "two", "three"))
    for chart in (one, two, three):
        await pictures.file(chart)

    assert [await pictures.file(chart) for chart in (three, two, one)] == ["F2", "F1", "F3"]


@pytest.mark.parametrize(
    ("step", "answer", "words"),
    [
        (PLACE, refusal("missing_scope", needed="files:write"), "The app lacks files:write"),
        (PLACE, Told({"ok": True}), "cannot be reached"),
        ("/upload/F0", Told("no", 500), r"Slack did not take the file \(status 500\)"),
        ("/upload/F0", CUT, "lost"),
        (DONE, refusal("ratelimited", 429), "Slack asks us to slow down"),
    ],
)
async def test_a_failed_step_is_one_sentence_and_the_next_message_tries_anew(pictures, wire, step, answer, words):
    wire.refusals = {step: [answer]}

    with pytest.raises(NoPicture, match=words) as caught:
        await pictures.file(CHART)

    assert not str(caught.value).endswith(".")
    assert (await pictures.file(CHART)).startswith("F")


async def test_a_chart_that_cannot_be_drawn_is_one_sentence(api, wire):
    async def fails(chart):
        raise MemoryError("no room to draw")

    with pytest.raises(NoPicture, match=r"^the chart could not be drawn \(MemoryError\)$"):
        await Pictures(api, fails).file(CHART)

    assert wire.calls == []


async def test_an_upload_that_takes_long_is_not_waited_for_and_serves_the_next_message(api, monkeypatch):
    monkeypatch.setattr(room, "PATIENCE", 0.05)
    go, times = asyncio.Event(), []

    async def slowly(chart):
        times.append(chart)
        await go.wait()
        return await drawn(chart)

    pictures = Pictures(api, slowly)
    with pytest.raises(NoPicture, match="did not take the chart in time"):
        await pictures.file(CHART)
    monkeypatch.setattr(room, "PATIENCE", 5.0)
    go.set()

    assert await pictures.file(CHART) == "F0"
    assert len(times) == 1
    await pictures.close()


async def test_an_upload_that_fails_when_nobody_waits_any_more_is_tried_anew(api, wire, monkeypatch):
    monkeypatch.setattr(room, "PATIENCE", 0.05)
    go, times = asyncio.Event(), []

    async def fails_late_and_once(chart):
        times.append(chart)
        if len(times) == 1:
            await go.wait()
            raise MemoryError
        return await drawn(chart)

    pictures = Pictures(api, fails_late_and_once)
    with pytest.raises(NoPicture):
        await pictures.file(CHART)
    monkeypatch.setattr(room, "PATIENCE", 5.0)
    go.set()
    assert await until(lambda: not pictures._files, 5)

    assert await pictures.file(CHART) == "F0"
    await pictures.close()


async def test_a_title_and_words_far_too_long_are_clipped(pictures, wire):
    await pictures.file(replace(CHART, title="t" * 500, alt="a" * 5_000))

    assert len(wire.asked(PLACE)[0]["alt_txt"]) == 1_000
    assert json.loads(wire.asked(DONE)[0]["files"])[0]["title"] == "t" * 99 + "…"
