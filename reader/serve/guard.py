"""Who may talk to the server: its own page, and on loopback only who has the key."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

KEY = "key"
"""The name of the key in the query of the address that is printed."""

_HEADERS = {
    # The page of textual-serve asks a company for a font that it also brings itself; nothing is to leave but what the
    # reader asks for.  Its script and styles stand in the page.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self' ws: wss:; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Refuses requests of other sites' pages, and with `key` those of visitors without it.

    A page of any site may open a WebSocket to this machine, for which browsers know no same-origin rule; they do
    send whose page it was (RFC 6455, 10.2).
    """

    def __init__(self, key: str | None) -> None:
        self._key = key

    def watch(self, app: web.Application) -> None:
        """Stand before every handler of `app`."""

        @web.middleware
        async def checked(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._check(request)
            return await handler(request)

        app.middlewares.append(checked)
        app.on_response_prepare.append(_harden)

    def _check(self, request: web.Request) -> None:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != request.host.lower():
            raise web.HTTPForbidden(text="another site's page may not use this reader")
        if self._key is None:
            return
        cookie = f"pullquote-{request.url.port}"  # browsers share cookies between the ports of a host
        if request.path == "/" and KEY in request.query and self._fits(request.query[KEY]):
            response = web.HTTPFound("/")
            response.set_cookie(cookie, self._key, httponly=True, samesite="Strict")
            raise response
        if not self._fits(request.cookies.get(cookie, "")):
            raise web.HTTPForbidden(text="open the whole address that pullquote serve printed, with its key")

    def _fits(self, key: str) -> bool:
        return self._key is not None and secrets.compare_digest(key.encode(), self._key.encode())


async def _harden(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
