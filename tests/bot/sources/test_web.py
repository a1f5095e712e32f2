"""One request to a real server on loopback: what its refusals mean, and that no key gets into a sentence."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.market.feeds import Unavailable
from bot.sources.vendor import Refused, Throttled
from bot.sources.web import Page, fetch


class Host:
    """A server that answers every request with ``status`` and ``body`` and keeps what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.asked = 200, b"hello", []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                host.asked.append((self.command, self.path, self.rfile.read(length)))
                self.send_response(host.status)
                self.send_header("Content-Length", str(len(host.body)))
                self.send_header("Last-Modified", "Mon, 14 Sep 2026 10:00:00 GMT")
                self.end_headers()
                self.wfile.write(host.body)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/series"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def host(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    host = Host()
    yield host
    host.server.shutdown()
    host.server.server_close()


def test_a_page_comes_with_the_day_its_file_was_changed(host):
    assert fetch(host.url, "FRED", query={"id": "DGS2"}) == Page(b"hello", "Mon, 14 Sep 2026 10:00:00 GMT")
    assert host.asked == [("GET", "/series?id=DGS2", b"")]


def test_a_post_carries_json(host):
    fetch(host.url, "BLS", post={"seriesid": ["LNS14000000"]})

    command, _, body = host.asked[0]
    assert (command, json.loads(body)) == ("POST", {"seriesid": ["LNS14000000"]})


def test_too_many_requests_is_a_throttle(host):
    host.status = 429

    with pytest.raises(Throttled):
        fetch(host.url, "FRED")


@pytest.mark.parametrize(("status", "kind"), [(400, Refused), (404, Refused), (500, Unavailable), (503, Unavailable)])
def test_a_refusal_names_the_source_and_the_status_and_never_the_key(host, status, kind):
    host.status = status

    with pytest.raises(kind) as raised:
        fetch(host.url, "FRED", query={"api_key": "s3cret"})

    assert type(raised.value) is kind
    assert str(status) in str(raised.value)
    assert "s3cret" not in str(raised.value)
