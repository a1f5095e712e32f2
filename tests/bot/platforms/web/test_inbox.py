"""The local channel as a browser meets it."""

import asyncio
import base64
import threading
from datetime import date

import pytest
from yarl import URL

from bot.alerts.codec import dump_alert
from bot.alerts.watchlist import Channel
from bot.cards import Card, Chart, Series
from bot.pasted.file import MOST_BYTES
from bot.platforms.web.inbox import PortError, WebInbox
from bot.platforms.web.outbox import WebNotifier
from tests.bot.platforms.web.kept import AT, HOME, Kept, Still, commands, delivery, event, lived

CHART = Chart("Price", "It rose.", (Series("APLD", ((date(2026, 1, 2), 1.5),)),))


async def opened(client, inbox, **more):
    return await client.get(f"{inbox.url}events", **more)


async def until_ready(response):
    """Positions of the alerts before "ready", and whether older ones were left out."""
    places = []
    while True:
        name, place, data = await event(response)
        if name == "ready":
            return places, data["older"]
        places.append(place)


async def test_a_command_is_answered_in_its_channel(serve, client):
    inbox = await serve()

    async with client.post(f"{inbox.url}command", json={"line": "/echo <b>hi", "channel": "desk"}) as response:
        html = (await response.json())["html"]

    assert "<h3>&lt;b&gt;hi</h3>" in html
    assert "<dd>web:desk</dd>" in html
    assert "<dd>local you</dd>" in html


async def test_a_command_that_asks_is_answered_with_a_form_and_the_same_in_words(serve, client):
    inbox = await serve()

    async with client.post(f"{inbox.url}command", json={"line": "/tune sound"}) as response:
        told = await response.json()

    assert "<h3>Tune it in words</h3>" in told["html"]
    assert told["dialog"].startswith('<dialog class="asks" data-command="tune" data-about="sound"')


async def test_what_was_filled_in_is_answered_in_its_channel_or_corrected(serve, client):
    inbox = await serve()

    async def submitted(command="tune", **filled):
        fields = {"command": command, "about": "sound", "channel": "desk", "filled": filled}
        async with client.post(f"{inbox.url}dialog", json=fields) as response:
            return await response.json()

    told = await submitted(stocks=["<b>APLD"], bands=["band_low", "band_high"], hours=[])
    assert "<h3>Tuned sound</h3>" in told["html"]
    assert "<dd>&lt;b&gt;APLD</dd>" in told["html"]
    assert "<dd>band_low | band_high</dd>" in told["html"]
    assert "<dd>web:desk</dd>" in told["html"]
    assert await submitted(hours=["never"]) == {
        "wrong": {"hours": "“never” are no hours; write 22:00-07:00.", "stocks": "Name one stock at least."}
    }
    assert "Unknown command" in (await submitted("ping", a=["b"]))["html"]


async def test_a_file_is_read_as_its_fields_answer_or_told_to_be_none(serve, client):
    inbox = await serve()

    async def submitted(body):
        files = {"stocks": base64.b64encode(body).decode()}
        fields = {"command": "tune", "about": "sound", "filled": {"stocks": []}, "files": files}
        async with client.post(f"{inbox.url}dialog", json=fields) as response:
            return await response.json()

    assert "<dd>APLD,Zürich</dd>" in (await submitted("APLD,Zürich".encode("utf-16")))["html"]
    assert await submitted(b"") == {"wrong": {"stocks": "That file is empty."}}
    assert "export it as CSV" in (await submitted(b"PK\x03\x04zip"))["wrong"]["stocks"]
    assert "Tuned" in (await submitted(b"A" * MOST_BYTES))["html"]
    assert "256 kB are read" in (await submitted(b"A" * (MOST_BYTES + 1)))["wrong"]["stocks"]


async def test_an_alert_that_lives_streams_in_as_what_it_is_now(serve, client, kept):
    inbox = await serve(beat=60)
    notifier, root = WebNotifier(kept, inbox.wake), delivery("one")
    await notifier.send(root)

    async with await opened(client, inbox) as response:
        await until_ready(response)
        await notifier.update(lived(root, "Seen by ann"))
        name, place, data = await event(response)
    async with await opened(client, inbox) as response:
        again = [(await event(response))[0] for _ in range(3)]

    assert (name, place) == ("update", "2-0")
    assert f'id="a-{root.alert.fingerprint}"' in data["html"]
    assert "<dt>Now</dt><dd>Seen by ann, <time" in data["html"]
    assert again == ["alert", "update", "ready"]


async def test_a_dialogs_tickers_are_completed(serve, client):
    inbox = await serve()

    async def suggested(suggests, typed):
        async with client.post(f"{inbox.url}suggest", json={"suggests": suggests, "typed": typed}) as response:
            return [one["value"] for one in (await response.json())["suggestions"]]

    assert await suggested("listed", "SOUN ap") == ["SOUN APLD", "SOUN APLS"]
    assert await suggested("watched", "a") == []  # the store is away
    assert await suggested("everything", "a") == []


async def test_parameters_are_completed(serve, client):
    inbox = await serve()

    async def suggested(name, param, typed):
        fields = {"name": name, "param": param, "typed": typed}
        async with client.post(f"{inbox.url}suggest", json=fields) as response:
            return [one["label"] for one in (await response.json())["suggestions"]]

    assert await suggested("rate", "ticker", "apl") == ["APLD Applied Digital", "APLS Apellis"]
    assert await suggested("rate", "detail", "l") == ["long"]
    assert await suggested("rate", "nothing", "l") == []
    assert await suggested("quiet", "ticker", "a") == []  # the store is away


@pytest.mark.parametrize(
    ("name", "status"), [("desk-2", 200), ("Desk", 404), ("a" * 41, 404), ("%3Cb%3E", 404), ("a%0A", 404)]
)
async def test_a_channel_has_a_plain_name(serve, client, name, status):
    async with client.get(URL(f"{(await serve()).url}c/{name}", encoded=True)) as response:
        assert response.status == status


async def test_the_banner_is_on_the_page_escaped(serve, client):
    inbox = await serve(banner="demo <session>")

    async with client.get(inbox.url) as response:
        assert "demo &lt;session&gt;</p>" in await response.text()


async def test_alerts_stream_in_as_they_are_sent(serve, client, kept):
    inbox = await serve(beat=60)  # only waking helps
    notifier = WebNotifier(kept, inbox.wake)
    await notifier.send(delivery("one"))

    async with await opened(client, inbox) as response:
        assert response.content_type == "text/event-stream"
        assert await until_ready(response) == (["1-0"], False)
        await notifier.send(delivery("two"))
        name, place, data = await event(response)

    assert (name, place) == ("alert", "2-0")
    assert "<h3>alert two</h3>" in data["html"]


async def test_an_alert_that_is_sent_twice_is_told_once(serve, client, kept):
    inbox = await serve()
    notifier = WebNotifier(kept, inbox.wake)

    async with await opened(client, inbox) as response:
        await until_ready(response)
        assert await notifier.send(delivery("one")) == await notifier.send(delivery("one"))
        await notifier.send(delivery("two"))

        assert [(await event(response))[1] for _ in range(2)] == ["1-0", "2-0"]


async def test_a_page_that_comes_back_is_told_only_what_it_missed(serve, client, kept):
    inbox = await serve()
    notifier = WebNotifier(kept, inbox.wake)
    for number in range(250):
        await notifier.send(delivery(str(number)))

    for more in ({"headers": {"Last-Event-ID": "3-0"}}, {"params": {"after": "3-0"}}):
        async with await opened(client, inbox, **more) as response:
            assert await until_ready(response) == ([f"{number}-0" for number in range(4, 251)], False)


async def test_a_fresh_page_is_told_the_newest_hundred_and_that_there_are_older_ones(serve, client, kept):
    inbox = await serve()
    for number in range(120):
        await WebNotifier(kept, inbox.wake).send(delivery(str(number)))

    async with await opened(client, inbox, headers={"Last-Event-ID": "x" * 65}) as response:  # none we ever gave
        assert await until_ready(response) == ([f"{number}-0" for number in range(21, 121)], True)


async def test_what_another_process_wrote_is_noticed(serve, client, kept):
    inbox = await serve(beat=0.01)

    async with await opened(client, inbox) as response:
        await until_ready(response)
        await kept.append(HOME, "id", dump_alert(delivery("elsewhere").alert), AT)
        assert "alert elsewhere" in (await event(response))[2]["html"]


async def test_a_channel_hears_its_own_alerts_only(serve, client, kept):
    inbox = await serve()
    notifier = WebNotifier(kept, inbox.wake)
    await notifier.send(delivery("one"))
    await notifier.send(delivery("two", channel=Channel("web", "desk")))

    async with await opened(client, inbox, params={"channel": "desk"}) as response:
        assert "alert two" in (await event(response))[2]["html"]
        assert await until_ready(response) == ([], False)


async def test_a_message_that_cannot_be_read_does_not_stop_the_next(serve, client, kept):
    inbox = await serve()
    await kept.append(HOME, "old", '{"card": {"is": "Poster"}}', AT)
    await WebNotifier(kept, inbox.wake).send(delivery("one"))

    async with await opened(client, inbox) as response:
        assert "cannot be read" in (await event(response))[2]["html"]
        assert "alert one" in (await event(response))[2]["html"]


async def test_a_remark_is_shown_on_every_open_page(serve, client):
    inbox = await serve(beat=60)

    async with await opened(client, inbox) as one, await opened(client, inbox, params={"channel": "desk"}) as other:
        await until_ready(one)
        await until_ready(other)
        inbox.say("delivery failed (503); next try in 2 s")

        for page in (one, other):
            told = {"text": "delivery failed (503); next try in 2 s", "at": AT.isoformat()}
            assert await event(page) == ("line", "", told)


async def test_standing_trouble_is_told_once_and_taken_back(serve, client):
    trouble = ["Yahoo does not answer."]
    inbox = await serve(trouble=lambda: trouble[0])

    async with await opened(client, inbox) as response:
        await until_ready(response)
        assert await event(response) == ("trouble", "", {"text": "Yahoo does not answer."})
        trouble[0] = ""
        assert await event(response) == ("trouble", "", {"text": ""})


async def test_a_store_that_is_away_is_said_and_the_stream_goes_on_when_it_is_back(serve, client, kept):
    inbox = await serve()
    await WebNotifier(kept, inbox.wake).send(delivery("one"))
    kept.away = True

    async with await opened(client, inbox) as response:
        name, _, data = await event(response)
        assert (name, data["text"]) == (
            "trouble",
            "The store does not answer; alerts wait, and appear here when it is back.",
        )
        kept.away = False
        assert await until_ready(response) == (["1-0"], False)
        assert await event(response) == ("trouble", "", {"text": ""})


async def test_there_is_room_for_32_pages_and_again_when_one_closes(serve, client):
    inbox = await serve()
    pages = [await opened(client, inbox) for _ in range(32)]

    async with await opened(client, inbox) as response:
        assert response.status == 503
        assert "close one" in await response.text()
    pages.pop().close()
    async with asyncio.timeout(10):
        while (one := await opened(client, inbox)).status == 503:
            one.release()
            await asyncio.sleep(0)
    assert one.status == 200
    for page in [*pages, one]:
        page.close()


async def test_stopping_lets_the_open_pages_go(serve, client):
    inbox = await serve(beat=60)

    async with await opened(client, inbox) as response:
        await until_ready(response)
        async with asyncio.timeout(1.5):
            await inbox.stop()
        with pytest.raises(EOFError):
            await event(response)


def address(html):
    return html.split('<img src="/')[1].split('"')[0]


async def test_a_picture_is_drawn_when_asked_for_beside_the_loop_and_once(serve, client, kept):
    drawn = []

    def draw(chart):
        drawn.append((chart, threading.current_thread() is threading.main_thread()))
        return b"PNG of " + chart.title.encode()

    inbox = await serve(picture=draw)
    await WebNotifier(kept, inbox.wake).send(delivery("one", Card(title="t", chart=CHART)))
    async with await opened(client, inbox) as response:
        path = address((await event(response))[2]["html"])
    assert drawn == []

    bodies = []
    for _ in range(2):
        async with client.get(inbox.url + path) as response:
            bodies.append(await response.read())
            assert response.content_type == "image/png"
            assert "immutable" in response.headers["Cache-Control"]

    assert bodies == [b"PNG of Price"] * 2
    assert drawn == [(CHART, False)]


async def test_a_picture_is_found_again_after_a_restart(serve, client, kept):
    first = await serve()
    await WebNotifier(kept, first.wake).send(delivery("one", Card(title="t", chart=CHART)))
    async with await opened(client, first) as response:
        path = address((await event(response))[2]["html"])

    async with client.get((await serve()).url + path) as response:
        assert await response.read() == b"png"


async def test_a_picture_of_no_card_is_not_found_and_one_that_cannot_be_drawn_is_said(serve, client, kept):
    def draw(chart):
        raise RuntimeError("no font")

    inbox = await serve(picture=draw)
    await WebNotifier(kept, inbox.wake).send(delivery("one", Card(title="t", chart=CHART)))
    async with await opened(client, inbox) as response:
        path = address((await event(response))[2]["html"])

    async with client.get(f"{inbox.url}pictures/{'0' * 32}.png") as response:
        assert response.status == 404
    async with client.get(inbox.url + path) as response:
        assert response.status == 500
        assert "font" not in await response.text()
    kept.away = True
    async with client.get(f"{inbox.url}pictures/{'0' * 32}.png") as response:
        assert response.status == 404


async def test_a_port_in_use_is_one_sentence_with_the_setting_to_change(serve):
    taken = URL((await serve()).url).port
    inbox = WebInbox(taken, commands(), Kept(), picture=lambda chart: b"", clock=Still())

    with pytest.raises(PortError, match=f"Port {taken} is used by another program; set MINNOW_WEB_PORT to a free one"):
        await inbox.start()
    with pytest.raises(RuntimeError):
        inbox.url  # noqa: B018  # reading it is what fails
    await inbox.stop()


async def test_it_listens_on_this_machine_alone(serve):
    assert URL((await serve()).url).host == "127.0.0.1"
