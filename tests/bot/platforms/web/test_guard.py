"""Who may speak to the page, and in what form."""

import re

import pytest
from aiohttp import web
from yarl import URL


async def test_the_page_says_in_its_policy_that_only_its_own_script_and_style_run(serve, client):
    inbox = await serve()

    async with client.get(inbox.url) as first, client.get(inbox.url) as second:
        policy, text = first.headers["Content-Security-Policy"], await first.text()

        assert "default-src 'none'" in policy
        assert "img-src 'self'" in policy
        assert "connect-src 'self'" in policy
        assert "unsafe" not in policy
        assert first.headers["X-Content-Type-Options"] == "nosniff"
        nonces = set(re.findall(r"'nonce-([\w-]+)'", policy))
        assert len(nonces) == 1
        assert set(re.findall(r"<(?:style|script) nonce=\"([\w-]+)\"", text)) == nonces
        assert nonces.isdisjoint(re.findall(r"'nonce-([\w-]+)'", second.headers["Content-Security-Policy"]))


async def test_the_page_asks_nothing_of_another_host(serve, client):
    async with client.get((await serve()).url) as response:
        assert set(re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']([^\"']*)", await response.text())) <= {
            "/icon.svg",
            "#line",
        }


@pytest.mark.parametrize("path", ["", "c/desk", "icon.svg", "events", "pictures/00.png"])
async def test_a_name_that_is_not_this_machines_is_refused(serve, client, path):
    inbox = await serve()
    port = URL(inbox.url).port

    for host in (f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "127.0.0.1", "localhost", "127.0.0.1:1"):
        async with client.get(inbox.url + path, headers={"Host": host}) as response:
            assert response.status == 403
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_every_name_of_this_machine_is_served(serve, client):
    inbox = await serve()
    port = URL(inbox.url).port

    for host in (f"127.0.0.1:{port}", f"LocalHost:{port}", f"[::1]:{port}"):
        async with client.get(inbox.url, headers={"Host": host}) as response:
            assert response.status == 200


@pytest.mark.parametrize("path", ["command", "dialog", "suggest"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_sites_page_may_not_post(serve, client, path, headers):
    inbox = await serve()

    async with client.post(inbox.url + path, json={"line": "ping"}, headers=headers) as response:
        assert response.status == 403


async def test_another_sites_page_may_not_hold_streams_or_show_pictures_but_may_link_here(serve, client):
    inbox, foreign = await serve(), {"Sec-Fetch-Site": "cross-site"}

    for path, status in (("events", 403), ("pictures/00.png", 403), ("", 200)):
        async with client.get(inbox.url + path, headers=foreign) as response:
            assert response.status == status


async def test_our_own_page_may_post_and_so_may_a_program_that_names_no_origin(serve, client):
    inbox = await serve()

    for headers in ({"Origin": inbox.url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}, {}):
        async with client.post(f"{inbox.url}command", json={"line": "ping"}, headers=headers) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    ("body", "type", "status"),
    [
        (b'{"line": "ping"}', "text/plain", 415),
        (b"line=ping", "application/x-www-form-urlencoded", 415),
        (b'{"line": "' + b"x" * 131_072 + b'"}', "application/json", 413),
        (b"{", "application/json", 400),
        (b"[" * 10_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'["ping"]', "application/json", 400),
        (b'{"line": 1}', "application/json", 400),
        (b'{"line": "ping", "channel": "../x"}', "application/json", 404),
        (b'{"line": "' + b"x" * 130_000 + b'"}', "application/json", 200),
    ],
)
async def test_a_body_must_be_a_small_json_object_of_texts(serve, client, body, type, status):
    inbox = await serve()

    async with client.post(f"{inbox.url}command", data=body, headers={"Content-Type": type}) as response:
        assert response.status == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"command": "tune", "filled": {"stocks": ["APLD"]}}', 200),
        (b'{"command": "tune", "filled": {}}', 200),
        (b'{"command": "tune"}', 400),
        (b'{"command": "tune", "filled": []}', 400),
        (b'{"command": "tune", "filled": {"stocks": "APLD"}}', 400),
        (b'{"command": "tune", "filled": {"stocks": [1]}}', 400),
        (b'{"command": "tune", "filled": {"stocks": [["APLD"]]}}', 400),
        (b'{"command": 1, "filled": {}}', 400),
        (b'{"command": "tune", "filled": {}, "files": {"stocks": "QVBMRA=="}}', 200),
        (b'{"command": "tune", "filled": {}, "files": {"stocks": "QVBMRA"}}', 400),
        (b'{"command": "tune", "filled": {}, "files": {"stocks": 1}}', 400),
        (b'{"command": "tune", "filled": {}, "files": []}', 400),
        (b'{"command": "tune", "filled": {}, "channel": "../x"}', 404),
        (b'{"filled": {"a": ["' + b"x" * 524_288 + b'"]}}', 413),
    ],
)
async def test_a_filled_dialog_is_lists_of_texts(serve, client, body, status):
    inbox = await serve()

    async with client.post(f"{inbox.url}dialog", data=body, headers={"Content-Type": "application/json"}) as response:
        assert response.status == status


async def test_routes_beside_the_page_answer_to_any_host_and_take_larger_bodies(serve, client):
    async def size(request):
        return web.json_response(len(await request.read()))

    inbox = await serve(routes=[web.post("/slack/events", size)])
    headers = {"Host": "bot.example", "Origin": "https://elsewhere.example"}

    async with client.post(f"{inbox.url}slack/events", data=b"x" * 100_000, headers=headers) as response:
        assert await response.json() == 100_000
