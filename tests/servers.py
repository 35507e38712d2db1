"""Web servers on 127.0.0.1 that behave, and misbehave, as a test tells them to.

    with Site() as site:
        site.page("/story", "<p>…</p>")
        fetch(site.url("/story"))

Nothing here waits for luck: a server that stalls does so until the site is closed.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]


class Exchange(BaseHTTPRequestHandler):
    """One request; a behaviour answers it through these methods."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.site.asked.append(
            Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
        )
        behaviour = self.site.behaviours.get(self.path)
        self.close_connection = True
        if behaviour is None:
            self.answer(b"<h1>Not found</h1>", status=404)
        else:
            behaviour(self)

    def answer(
        self,
        body: bytes = b"",
        *,
        status: int = 200,
        content_type: str | None = HTML,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send a whole answer."""
        self.begin({"Content-Length": str(len(body)), **(headers or {})}, status, content_type)
        self.wfile.write(body)

    def begin(
        self, headers: Mapping[str, str] | None = None, status: int = 200, content_type: str | None = HTML
    ) -> None:
        """Send the status and the headers; the body is the behaviour's own."""
        self.send_response(status)
        if content_type is not None:
            self.send_header("Content-Type", content_type)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        """Send bytes as they are, status line and headers included."""
        self.wfile.write(data)
        self.wfile.flush()

    def drip(self, data: bytes, seconds: float = 0.02) -> None:
        """Send a byte every `seconds`, over and over, until the site closes or the client has gone."""
        while True:
            for byte in data:
                if self.site.closing.wait(seconds):
                    return
                self.raw(bytes((byte,)))

    def stall(self) -> None:
        """Send nothing more until the site closes."""
        self.site.closing.wait()

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


Behaviour = Callable[[Exchange], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """A client that hangs up in the middle is what many tests are about."""


class Site:
    """A server with a behaviour for each path; `tls` is the context of an https site, `host` its loopback number."""

    def __init__(self, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.behaviours: dict[str, Behaviour] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._scheme = "https" if tls else "http"
        self._server = _Server((host, 0), type("SiteExchange", (Exchange,), {"site": self}))
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str, host: str | None = None) -> str:
        """Return the address of a path."""
        return f"{self._scheme}://{host or self._server.server_address[0]}:{self.port}{path}"

    def on(self, path: str, behaviour: Behaviour) -> str:
        """Let `behaviour` answer requests for `path`; return the address."""
        self.behaviours[path] = behaviour
        return self.url(path)

    def page(
        self,
        path: str,
        body: str | bytes,
        *,
        status: int = 200,
        content_type: str | None = HTML,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Serve a body under `path`; return the address."""
        data = body.encode() if isinstance(body, str) else body
        return self.on(
            path,
            lambda exchange: exchange.answer(data, status=status, content_type=content_type, headers=headers),
        )

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Redirect `path`; return its address."""
        return self.page(path, b"", status=status, headers={"Location": to})
