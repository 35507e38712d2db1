"""The server: Textual's own (textual-serve), with bounds, and without a shell between it and the reader."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import secrets
import signal
import socket
import sys
import weakref
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from reader.errors import PullquoteError
from reader.logfile import log_to_file
from reader.serve.guard import KEY, Guard
from reader.settings import SERVED, Served

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable

_log = logging.getLogger(__name__)

SESSIONS = 8
"""Readers that run at once; each takes some 500 MB with its language engine."""
_MESSAGE = 1024 * 1024
"""Bytes of one message from a browser: more than anybody pastes into a field for an address."""
_END = 5.0
"""Seconds that a reader is given to end before it is killed."""

_FAR = re.compile(r'<link\b[^>]*"https://[^>]*>')
"""What the page of textual-serve takes from elsewhere: a font that it falls back from without harm."""
_FOCUS = """<script>
  new MutationObserver((_, observer) => {
    const keys = document.querySelector(".xterm-helper-textarea");
    if (keys) { observer.disconnect(); keys.focus(); }
  }).observe(document.body, {childList: true, subtree: true});
</script>"""
"""Gives the keys to the reader as soon as it is there; else they would go nowhere before the first click."""


class _Session(AppService):
    """The reader of one visitor, a process."""

    def __init__(self, arguments: list[str], served: Served, **rest: Any) -> None:
        super().__init__("pullquote", **rest)
        self._arguments = arguments
        self._served = served

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width=width, height=height) | {
            SERVED: self._served,
            "TEXTUAL_DRIVER": "reader.tui.served:ServedDriver",
            "LINES": str(height),
        }
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "reader", *self._arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the server, which ends its readers
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Carry the reader's screen to the browser, and tell the browser when it ends, for whatever reason."""
        await super().run()
        await self.remote_close()

    async def end(self) -> None:
        """End the reader, by force if it does not by itself."""
        process = self._process
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.stop(), _END)
        if process is None:
            return
        try:
            await asyncio.wait_for(process.wait(), _END)
        except TimeoutError:
            process.kill()


class _Server(Server):
    """Serves a reader a visitor, `SESSIONS` at most."""

    def __init__(self, arguments: list[str], host: str, port: int, *, locked: bool) -> None:
        super().__init__("pullquote", host, port, title="pullquote")
        self._arguments = arguments
        self._served: Served = "locked" if locked else "open"
        self.key = None if locked else secrets.token_urlsafe(24)
        self._sockets: weakref.WeakSet[web.WebSocketResponse] = weakref.WeakSet()
        self._running = 0

    async def make_app(self) -> web.Application:
        """Return the application, guarded."""
        app = await self._make_app()
        Guard(self.key).watch(app)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command does."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Close what browsers hold open, for which aiohttp would wait."""
        for websocket in list(self._sockets):
            await websocket.close(code=WSCloseCode.GOING_AWAY)

    async def handle_index(self, request: web.Request) -> web.Response:
        """Return the page; its addresses are of the host by which the visitor came."""
        import aiohttp_jinja2

        secure = request.secure or request.headers.get("X-Forwarded-Proto") == "https"
        context = {
            "font_size": min(max(to_int(request.query.get("fontsize", "16"), 16), 6), 72),
            "app_websocket_url": f"{'wss' if secure else 'ws'}://{request.host}/ws",
            "config": {"static": {"url": "/static/"}},
            "application": {"name": self.title},
        }
        page = aiohttp_jinja2.render_string("app_index.html", request, context)
        return web.Response(
            text=_FAR.sub("", page).replace("</body>", _FOCUS + "</body>"), content_type="text/html"
        )

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a reader for as long as a browser holds the connection."""
        if self._running >= SESSIONS:
            raise web.HTTPServiceUnavailable(text="all readers are taken; try again later")
        self._running += 1
        session: _Session | None = None
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=_MESSAGE)
        try:
            await websocket.prepare(request)
            self._sockets.add(websocket)
            session = _Session(
                self._arguments,
                self._served,
                write_bytes=websocket.send_bytes,
                write_str=websocket.send_str,
                close=websocket.close,
                download_manager=self.download_manager,
            )
            width, height = (to_int(request.query.get(name, ""), 80) for name in ("width", "height"))
            await session.start(width, height)
            await self._process_messages(websocket, session)
        except Exception:
            # Whoever speaks otherwise than the page does ends the own connection, and nothing else.
            _log.info("a browser's connection ended", exc_info=True)
        finally:
            if session is not None:
                await asyncio.shield(session.end())
            self._running -= 1
        return websocket


def run(arguments: list[str], host: str, port: int, tell: Callable[[str], None], *, locked: bool) -> int:
    """Serve until a signal comes.  See `reader.serve.serve`."""
    log_to_file()
    return asyncio.run(_serve(_Server(arguments, host, port, locked=locked), tell))


async def _serve(server: _Server, tell: Callable[[str], None]) -> int:
    runner = web.AppRunner(await server.make_app(), access_log=None, shutdown_timeout=_END)
    await runner.setup()
    ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    try:
        try:
            await web.TCPSite(runner, server.host, server.port).start()
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
            raise PullquoteError(
                f"cannot listen on {server.host}, port {server.port} ({reason}); choose others with --host and --port"
            ) from error
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 0)):
            with contextlib.suppress(NotImplementedError):  # Windows
                asyncio.get_running_loop().add_signal_handler(number, _end, ended, code)
        tell(_address(server.host, runner.addresses[0][1], server.key))
        return await ended
    finally:
        await runner.cleanup()


def _end(ended: asyncio.Future[int], code: int) -> None:
    if not ended.done():
        ended.set_result(code)


def _address(host: str, port: int, key: str | None) -> str:
    name = socket.gethostname() if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}:{port}/" + (f"?{KEY}={key}" if key else "")
