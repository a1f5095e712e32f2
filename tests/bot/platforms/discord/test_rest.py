"""One request is one try, and what failed is told."""

import asyncio
import json

import pytest
from aiohttp import web
from aiohttp.http import StreamWriter
from discord.http import Route

from bot.platforms.discord import rest as room
from bot.platforms.discord.rest import Picture, Refused, Rest, Unanswered

LIMITED = {"message": "You are being rate limited.", "retry_after": 60.5, "global": False}
DISCORDS = {"Via": "1.1 google"}


class Server:
    """Answers every request with what it was told, and remembers what came."""

    def __init__(self):
        self.answers, self.requests, self.closing = [], [], asyncio.Event()

    async def answer(self, request):
        self.requests.append((request.method, request.path_qs, dict(request.headers), await request.read()))
        answer = self.answers.pop(0) if self.answers else {"id": "1"}
        if answer == "cut":
            request.transport.abort()
            return web.Response()
        if answer == "never":
            await self.closing.wait()
            return web.Response()
        return answer if isinstance(answer, web.Response) else web.json_response(answer)


@pytest.fixture
async def server(monkeypatch):
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    monkeypatch.setattr(Route, "BASE", server.url)
    yield server
    server.closing.set()
    await runner.cleanup()


@pytest.fixture
async def rest():
    rest = Rest(" secret \n")
    yield rest
    await rest.close()


async def test_a_request_carries_token_body_and_our_name(server, rest):
    assert await rest.call("POST", "/channels/1/messages?a=b", {"content": "é"}) == {"id": "1"}

    ((method, path, headers, body),) = server.requests
    assert (method, path, json.loads(body)) == ("POST", "/channels/1/messages?a=b", {"content": "é"})
    assert headers["Authorization"] == "Bot secret"
    assert headers["User-Agent"].startswith("DiscordBot (")
    assert "Minnow/" in headers["User-Agent"]


async def test_an_interaction_is_answered_without_the_bots_token(server, rest):
    await rest.call("POST", "/interactions/1/t/callback", {}, as_bot=False)

    assert "Authorization" not in server.requests[0][2]


async def test_an_empty_answer_is_nothing(server, rest):
    server.answers = [web.Response(status=204)]

    assert await rest.call("POST", "/x", {}) is None


async def test_a_picture_is_attached_with_its_words(server, rest):
    await rest.call("POST", "/channels/1/messages", {"embeds": []}, picture=Picture(b"\x89PNG", "It rose."))

    body = server.requests[0][3]
    assert b'filename="chart.png"' in body
    assert b"\x89PNG" in body
    assert b'"attachments": [{"id": 0, "filename": "chart.png", "description": "It rose."}]' in body


async def test_a_refusal_has_discords_code_and_words(server, rest):
    said = {"message": "Invalid Form Body", "code": 50_035, "errors": {"embeds": "too long"}}
    server.answers = [web.json_response(said, status=400)]

    with pytest.raises(Refused) as caught:
        await rest.call("POST", "/x", {})

    assert (caught.value.status, caught.value.code) == (400, 50_035)
    assert "too long" in caught.value.words


@pytest.mark.parametrize(
    ("answer", "doubtful"),
    [
        (web.Response(status=500, text="Internal Server Error"), True),
        (web.json_response({"message": "x"}, status=503), True),
        (web.Response(status=200, text="not JSON"), True),
        (web.Response(status=403, text="<html>a proxy"), False),
        ("cut", True),
        ("never", True),
    ],
)
async def test_an_answer_that_says_nothing_is_doubtful_where_discord_may_have_acted(server, rest, answer, doubtful):
    server.answers = [answer]

    with pytest.raises(Unanswered) as caught:
        await rest.call("POST", "/x", {}, within=0.2)

    assert caught.value.doubtful is doubtful
    assert "secret" not in str(caught.value)
    assert len(server.requests) == 1


async def test_a_connection_that_is_refused_leaves_no_doubt(monkeypatch, rest, unused_port):
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{unused_port}")

    with pytest.raises(Unanswered) as caught:
        await rest.call("POST", "/x", {})

    assert not caught.value.doubtful
    assert "cannot be reached" in str(caught.value)


@pytest.fixture
async def unused_port():
    line = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = line.sockets[0].getsockname()[1]
    line.close()
    await line.wait_closed()
    return port


async def test_a_rate_limited_route_is_left_alone_while_others_go_on(server, rest):
    server.answers = [web.json_response(LIMITED, status=429, headers=DISCORDS)]

    for _ in range(2):
        with pytest.raises(Refused) as caught:
            await rest.call("POST", "/channels/1/messages", {})
        assert 60 < caught.value.retry_after <= 60.5
    await rest.call("POST", "/channels/2/messages", {})

    assert [path for _, path, _, _ in server.requests] == ["/channels/1/messages", "/channels/2/messages"]


@pytest.mark.parametrize(
    ("said", "headers"),
    [
        ({**LIMITED, "global": True}, {**DISCORDS, "X-RateLimit-Global": "true"}),
        (LIMITED, {}),  # without Via it is not Discord's own: Cloudflare has banned us
    ],
)
async def test_a_rate_limit_for_all_holds_every_route_but_interactions(server, rest, said, headers):
    server.answers = [web.json_response(said, status=429, headers=headers)]

    for path in ("/channels/1/messages", "/channels/2/messages"):
        with pytest.raises(Refused) as caught:
            await rest.call("POST", path, {})
        assert caught.value.status == 429
    await rest.call("POST", "/interactions/1/t/callback", {}, as_bot=False)

    assert [path for _, path, _, _ in server.requests] == ["/channels/1/messages", "/interactions/1/t/callback"]


async def test_retry_after_is_read_from_the_header_where_the_body_is_no_json(server, rest):
    server.answers = [web.Response(status=429, text="error code: 1015", headers={"Retry-After": "30"})]

    with pytest.raises(Refused) as caught:
        await rest.call("POST", "/x", {})

    assert caught.value.retry_after == 30


async def test_a_rate_limit_of_a_kind_keeps_its_code(server, rest):
    said = {**LIMITED, "code": 30_046, "message": "Maximum number of edits to messages older than 1 hour reached."}
    server.answers = [web.json_response(said, status=429, headers=DISCORDS)]

    with pytest.raises(Refused) as caught:
        await rest.call("PATCH", "/channels/1/messages/2", {})

    assert (caught.value.status, caught.value.code) == (429, 30_046)


async def test_an_emptied_bucket_is_told_before_it_is_overdrawn(server, rest):
    drained = {**DISCORDS, "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "4.5"}
    server.answers = [web.json_response({"id": "1"}, headers=drained)]
    await rest.call("POST", "/channels/1/messages", {})

    with pytest.raises(Refused) as caught:
        await rest.call("POST", "/channels/1/messages", {})

    assert 4 < caught.value.retry_after <= 4.5
    assert len(server.requests) == 1


async def test_a_short_wait_for_one_route_holds_up_no_other(server, rest):
    drained = {**DISCORDS, "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "0.4"}
    server.answers = [web.json_response({"id": "1"}, headers=drained)]
    await rest.call("POST", "/channels/1/messages", {})

    waiting = asyncio.create_task(rest.call("POST", "/channels/1/messages", {}))
    await asyncio.sleep(0)
    await rest.call("POST", "/channels/2/messages", {})

    assert not waiting.done()
    await waiting
    assert [path[10] for _, path, _, _ in server.requests] == ["1", "2", "1"]


async def test_requests_keep_the_pace(server, rest, monkeypatch):
    monkeypatch.setattr(room, "PACE", 50.0)
    loop = asyncio.get_running_loop()

    began = loop.time()
    await asyncio.gather(*(rest.call("POST", f"/channels/{number}/messages", {}) for number in range(11)))

    assert loop.time() - began >= 10 / 50


async def test_a_message_goes_with_its_picture_in_one_piece(server, rest, monkeypatch):
    written = []
    write = StreamWriter.write

    async def counted(self, chunk, **more):
        written.append(len(chunk))
        await write(self, chunk, **more)

    monkeypatch.setattr(StreamWriter, "write", counted)
    await rest.call("POST", "/channels/1/messages", {"content": "é"}, picture=Picture(b"\x89PNG", "a chart"))

    ((*_, headers, body),) = server.requests
    assert headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b"\x89PNG" in body
    assert written == [len(body)]
