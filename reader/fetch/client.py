"""The one module that knows httpx: a bounded GET, redirects included."""

from __future__ import annotations

import re
import ssl
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import httpx

from reader import __version__
from reader.errors import FetchError
from reader.fetch.addresses import host_of, is_private, redirected
from reader.fetch.deadline import Clock, within
from reader.fetch.inflate import ACCEPTED, inflate
from reader.fetch.kinds import not_text
from reader.fetch.progress import FetchProgress
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REDIRECTS = 10
USER_AGENT = f"pullquote/{__version__} (terminal reader; python-httpx/{httpx.__version__})"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Language": "en;q=0.8,*;q=0.5",
    "Accept-Encoding": ACCEPTED,
}
_STEP = 10.0
"""Seconds that one step (connecting, a read) may take at most; the deadline bounds them all together."""
_MAX_WAIT = 10.0
"""Seconds that a server may ask us to wait before the one repetition."""
_SAVED_PAGE = "open it in a browser, save the page, and give pullquote the saved file"


@dataclass(frozen=True, slots=True)
class Response:
    """What a server gave: the final address, the Content-Type header, the decoded body."""

    url: str
    content_type: str | None
    body: bytes


def get(
    url: str,
    *,
    timeout: float,
    max_bytes: int,
    on_progress: Callable[[FetchProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Response:
    """Fetch an http(s) address: at most `timeout` seconds and `max_bytes` of decoded body in all.

    Raises: FetchError, Cancelled.
    """
    clock = Clock(timeout)

    def tell(progress: FetchProgress) -> None:
        if on_progress is not None and not clock.stopped.is_set():
            on_progress(progress)

    return within(clock, cancelled, lambda: _get(url, clock, max_bytes, tell))


def _get(url: str, clock: Clock, max_bytes: int, tell: Callable[[FetchProgress], None]) -> Response:
    from_private = is_private(host_of(url))
    refreshed = repeated = False
    # Cookies live as long as this one chain of redirects, which some sites loop without.
    with _client() as client:
        for _ in range(REDIRECTS + 2):
            clock.check()
            tell(FetchProgress(host_of(url)))
            with _stream(client, url, clock) as response:
                location = response.headers.get("location")
                if response.is_redirect and location:
                    url = redirected(url, location, from_private=from_private)
                    continue
                wait = None if repeated else _asked_to_wait(response, clock)
                if wait is not None:
                    repeated = True
                    clock.stopped.wait(wait)
                    continue
                _check_status(response, url)
                content_type = response.headers.get("content-type")
                body = _body(response, url, clock, max_bytes, tell)
            kind = not_text(body, content_type)
            if kind:
                raise FetchError(f"{host_of(url)} sent {kind}, not a web page; open it in another program")
            refresh = None if refreshed else _refresh(body)
            if refresh is None:
                return Response(url, content_type, body)
            refreshed = True
            url = redirected(url, refresh, from_private=from_private)
    raise FetchError(f"{host_of(url)} redirects in circles; {_SAVED_PAGE}")


def _client() -> httpx.Client:
    try:
        return httpx.Client(headers=_HEADERS, http2=True, follow_redirects=False, timeout=_STEP)
    except (ValueError, ssl.SSLError, OSError) as error:
        raise FetchError(
            f"the proxy or certificate settings of this machine do not work ({error})"
        ) from error


class _Stream:
    """A response under way, with httpx's errors turned into ours on the way in and out."""

    def __init__(self, client: httpx.Client, url: str, clock: Clock) -> None:
        self._client, self._url, self._clock = client, url, clock
        self._response: httpx.Response | None = None

    def __enter__(self) -> httpx.Response:
        step = max(0.01, min(_STEP, self._clock.left))
        try:
            request = self._client.build_request("GET", self._url, timeout=step)
            self._response = self._client.send(request, stream=True)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise _told(error, self._url) from error
        return self._response

    def __exit__(self, *error: object) -> None:
        if self._response is not None:
            self._response.close()


def _stream(client: httpx.Client, url: str, clock: Clock) -> _Stream:
    return _Stream(client, url, clock)


def _body(
    response: httpx.Response, url: str, clock: Clock, max_bytes: int, tell: Callable[[FetchProgress], None]
) -> bytes:
    host = host_of(url)
    length = response.headers.get("content-length", "")
    total = int(length) if length.isdecimal() else None
    received = 0

    def raw() -> Iterator[bytes]:
        nonlocal received
        try:
            for chunk in response.iter_raw():
                clock.check()
                received += len(chunk)
                tell(FetchProgress(host, received, total))
                yield chunk
        except httpx.HTTPError as error:
            raise _told(error, url) from error

    parts: list[bytes] = []
    size = 0
    for piece in inflate(raw(), response.headers.get("content-encoding", "")):
        parts.append(piece)
        size += len(piece)
        if size > max_bytes:
            raise FetchError(
                f"the page at {host} is larger than {max_bytes // 1024**2} MB, which no article is"
            )
    return b"".join(parts)


def _asked_to_wait(response: httpx.Response, clock: Clock) -> float | None:
    """Return the seconds to wait before asking once more, None when that is not asked for or takes too long."""
    asked = response.headers.get("retry-after")
    if response.status_code not in (429, 503) or not asked:
        return None
    try:
        wait = float(asked)
    except ValueError:
        try:
            wait = parsedate_to_datetime(asked).timestamp() - time.time()
        except ValueError:
            return None
    wait = max(0.0, wait)
    return wait if wait <= min(_MAX_WAIT, clock.left / 2) else None


_STATUS = {
    401: f"asks for a login (401); {_SAVED_PAGE}",
    402: f"wants to be paid (402); {_SAVED_PAGE}",
    403: f"refuses this reader (403), as sites do with programs they do not know; {_SAVED_PAGE}",
    404: "has no page at this address (404); check the address",
    410: "has taken this page down (410)",
    429: "has had too many requests from here (429); wait a few minutes and try again",
    451: "may not show this page for legal reasons (451)",
    503: "is overloaded or closed for now (503); try again later",
}


def _check_status(response: httpx.Response, url: str) -> None:
    """Raises: FetchError for every status that brings no page."""
    code, host = response.status_code, host_of(url)
    if 200 <= code < 300 and code != 204:
        return
    if code in _STATUS:
        raise FetchError(f"{host} {_STATUS[code]}")
    if code >= 500:
        raise FetchError(f"{host} has a problem of its own ({code}); try again later")
    if code >= 400:
        raise FetchError(f"{host} refuses the request ({code}); {_SAVED_PAGE}")
    raise FetchError(f"{host} answered without a page ({code})")


_DNS = re.compile(
    r"name or service|nodename|getaddrinfo|name resolution|no address associated|idna", re.IGNORECASE
)


def _told(error: Exception, url: str) -> FetchError:
    """Say in a sentence what httpx says in its own words."""
    host = host_of(url) or one_line(url)[:100]
    words = one_line(str(error))
    if isinstance(error, httpx.InvalidURL | UnicodeError | ValueError) or not host_of(url):
        return FetchError(f"{one_line(url)[:200]} is no web address; check it for typing errors")
    if isinstance(error, httpx.TimeoutException):
        return FetchError(f"{host} does not answer; try again, or check the address")
    if isinstance(error, httpx.UnsupportedProtocol):
        return FetchError(f"{one_line(url)[:200]} is no http(s) address")
    if isinstance(error, httpx.ProxyError):
        return FetchError(f"the proxy did not let us through to {host} ({words})")
    if isinstance(error, httpx.ConnectError):
        if _DNS.search(words):
            return FetchError(f"there is no host called {host}; check the address and your network")
        if "certificate" in words.lower():
            return FetchError(f"the identity of {host} cannot be verified ({words}); nothing was read")
        if "ssl" in words.lower() or "tls" in words.lower():
            return FetchError(f"no secure connection to {host} could be made ({words})")
        return FetchError(
            f"no connection to {host} could be made ({words}); check the address and your network"
        )
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return FetchError(f"{host} broke off before the page was complete; try again")
    return FetchError(f"{host} could not be read ({type(error).__name__}: {words})")


_REFRESH = re.compile(
    rb"<meta[^>]{0,200}http-equiv\s*=\s*[\"']?refresh[\"']?[^>]{0,200}content\s*=\s*[\"']?\s*\d{1,2}\s*;\s*url\s*=\s*"
    rb"[\"']?([^\"'>\s]{1,2000})",
    re.IGNORECASE,
)


def _refresh(body: bytes) -> str | None:
    """Return where a page leads that holds nothing but a refresh, else None."""
    if len(body) > 16_384:
        return None
    found = _REFRESH.search(body)
    if not found:
        return None
    words = re.sub(
        rb"<(script|style|title)\b.*?</\1\s*>|<[^>]*>", b" ", body, flags=re.IGNORECASE | re.DOTALL
    )
    return found.group(1).decode("utf-8", "replace") if len(words.split()) < 40 else None
