"""Every host of the internet on loopback: a proxy that answers for them over TLS itself, and counts."""

from __future__ import annotations

import ssl
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import trustme

HOSTS = (
    "fc.yahoo.com", "guce.yahoo.com", "consent.yahoo.com", "query1.finance.yahoo.com", "query2.finance.yahoo.com",
    "finance.yahoo.com", "cdn.finra.org", "www.sec.gov", "data.sec.gov",
    "api.bls.gov", "fred.stlouisfed.org", "api.stlouisfed.org", "markets.newyorkfed.org",
    "www.newyorkfed.org", "www.matteoiacoviello.com", "api.gdeltproject.org", "www.ishares.com",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A request: to whom, for what, with which cookies."""

    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    body: bytes | str
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class Loopback:
    """``answer`` plays the hosts; ``asked`` is what came, in order. A context manager.

    ``environment`` leads a program here without changing it: curl and the like read these variables.
    """

    def __init__(self, answer: Callable[[Asked], Reply], folder: Path) -> None:
        self.answer, self.asked = answer, list[Asked]()
        authority = trustme.CA()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*HOSTS).configure_cert(self._context)
        trusted = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(trusted))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.environment = {
            **dict.fromkeys(("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"), str(trusted)),
            **dict.fromkeys(("HTTPS_PROXY", "https_proxy"), address),
            **dict.fromkeys(("NO_PROXY", "no_proxy"), ""),
        }

    def counted(self, since: int = 0) -> Counter[str]:
        """How many requests each kind of address got: host and path without the ticker."""
        return Counter(_kind(asked) for asked in self.asked[since:])

    def addresses(self) -> Sequence[str]:
        return [f"{asked.host}{asked.path}" for asked in self.asked]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            host = ""

            def do_CONNECT(self) -> None:
                self.host = self.path.partition(":")[0]
                self.send_response(200)
                self.end_headers()
                self.connection = loopback._context.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)

            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                split = urlsplit(self.path)
                asked = Asked(self.host, unquote(split.path), dict(parse_qsl(split.query)), dict(self.headers))
                loopback.asked.append(asked)
                reply = loopback.answer(asked)
                body = reply.body.encode() if isinstance(reply.body, str) else reply.body
                self.send_response(reply.status)
                for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815  # the name that http.server looks for

            def finish(self) -> None:
                self.rfile.close()
                self.connection.close()

            def handle(self) -> None:
                try:
                    super().handle()
                except (OSError, ValueError):
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler


def _kind(asked: Asked) -> str:
    for kind in ("getcrumb", "v7/finance/quote", "quoteSummary", "v8/finance/chart", "timeseries", "biweekly"):
        if kind in asked.path:
            return kind
    return "cookie" if asked.host == "fc.yahoo.com" else f"{asked.host}{asked.path}"
