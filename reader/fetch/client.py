"""The one module that knows httpx: a page from the network, within time, size and manners."""

from __future__ import annotations

import functools
import os
import sqlite3
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

import httpx

from reader import __version__, settings
from reader.errors import Cancelled, FetchError, SourceError
from reader.fetch import failures
from reader.fetch.addresses import host_of, is_private, redirected, shown, without_login
from reader.fetch.cache import Cache
from reader.fetch.deadline import Clock, TimeIsUp, within
from reader.fetch.exchange import PAGE, Response, Wanted
from reader.fetch.inflate import ACCEPTED, BrokenEncodingError, UnknownEncodingError, inflate
from reader.fetch.progress import FetchProgress, size

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

    from reader.caching import Caching

REDIRECTS = 10
"""Redirects that are followed; browsers stop at 20, and honest sites need three."""
USER_AGENT = f"pullquote/{__version__} (terminal reader; python-httpx/{httpx.__version__})"
_HEADERS = {
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": ACCEPTED,
}
_FOR_GOOD = (301, 308)
"""Redirects that say that the old address need not be asked again (RFC 9110, 15.4)."""
_OF_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""The environment variables that httpx takes certificates from."""
_VALIDATOR_AT_MOST = 1000
"""Characters of an ETag that is sent back."""
_CONNECT = 10.0
"""Seconds for one connection: a host has several addresses, and a dead one must leave time for the next."""


def get(
    url: str,
    *,
    timeout: float,
    max_bytes: int,
    leads_to: Callable[[Response], str | None] | None = None,
    wanted: Wanted = PAGE,
    caching: Caching | None = None,
    private: bool | None = None,
    on_progress: Callable[[FetchProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Response:
    """Fetch an http(s) address in at most `timeout` seconds and `max_bytes` of decoded body, redirects included.

    `leads_to` is asked once whether a page only leads to another, and returns its address or None.  With `caching`
    the answer may come from the cache and is kept there, as RFC 9111 has it.  `private` tells whether the address may
    lead to this machine or a private network; None is for addresses that the user chose, which lead where they do.

    Raises: SourceError (no address), FetchError, Cancelled.
    """
    transfer = _Transfer(url, timeout, max_bytes, wanted, caching, private)
    told: FetchProgress | None = None

    def tell() -> None:
        nonlocal told
        now = transfer.progress
        if on_progress is not None and now != told:
            told = now
            on_progress(now)

    try:
        return within(
            transfer.clock,
            lambda: transfer.run(leads_to),
            each=tell,
            cancelled=cancelled,
        )
    except TimeIsUp:
        raise FetchError(transfer.too_slow(timeout), passing=True) from None


class _Transfer:
    """One fetch with its redirects.  Everything but `progress` and `too_slow` runs in the thread of the work."""

    def __init__(
        self,
        url: str,
        timeout: float,
        max_bytes: int,
        wanted: Wanted,
        caching: Caching | None,
        private: bool | None,
    ) -> None:
        self.clock = Clock(timeout)
        self.progress = FetchProgress(host_of(url), "connecting")
        self._asked = self._url = url
        self._max_bytes = max_bytes
        self._wanted = wanted
        # What a password opened is not kept on disk.
        self._cache = Cache(caching.folder) if caching and without_login(url) == url else None
        self._again = caching is not None and caching.again
        self._moved: str | None = None
        self._private_allowed = private
        self._via_proxy = False

    def too_slow(self, timeout: float) -> str:
        """Return what was under way when the time was over."""
        now = self.progress
        seconds = f"{timeout:g} second{'' if timeout == 1 else 's'}"
        if now.received:
            return f"{now.host} sent only {size(now.received)} in {seconds}; try again, or give it more with --timeout"
        if now.phase == "connecting":
            return f"{now.host} could not be reached within {seconds}; check the address and your connection"
        return f"{now.host} did not answer within {seconds}; try again, or give it more with --timeout"

    def run(self, leads_to: Callable[[Response], str | None] | None) -> Response:
        """Fetch what is wanted.  Raises: SourceError, FetchError, Cancelled."""
        try:
            return self._run(leads_to)
        except (sqlite3.Error, RuntimeError):
            if self._cache is None:
                raise
        # A broken cache is no reason to read nothing.
        self._cache.discard()
        self._cache, self._url, self._moved = None, self._asked, None
        return self._run(leads_to)

    def _run(self, leads_to: Callable[[Response], str | None] | None) -> Response:
        if self._private_allowed is False and is_private(host_of(self._url)):
            raise self._into_private(self._url)
        with self._client() as client:
            response = self._follow(client)
            onward = leads_to(response) if leads_to else None
            if onward is not None:
                self._redirect(onward)
                response = self._follow(client)
        if self._cache is not None and self._url != self._asked:
            self._cache.remember(self._asked, without_login(self._url))
        return response

    def _client(self) -> httpx.Client:
        arguments: dict[str, Any] = {
            "headers": {**_headers(), **self._wanted.headers},
            "event_hooks": {"response": [_take_location]},
        }
        storage = self._cache.storage() if self._cache is not None else None
        try:
            arguments["verify"] = _certificates(*map(os.environ.get, _OF_CERTIFICATES))
            if storage is None:
                return httpx.Client(**arguments)
            from hishel import CacheOptions
            from hishel.httpx import CacheClient

            return CacheClient(storage=storage, rfc=CacheOptions(shared=False), **arguments)
        except (httpx.InvalidURL, ValueError, OSError, ImportError) as error:
            raise FetchError(
                f"the proxy or certificate settings of this computer do not work ({error})"
            ) from error

    def _follow(self, client: httpx.Client) -> Response:
        """Get the page at `_url`, wherever it redirects."""
        redirects, polite = 0, self._wanted.patient
        while True:
            self.clock.check()
            self._now("connecting")
            response = self._send(client)
            try:
                if self._private_allowed is None and response.extensions.get("caching", {}).get("from_cache"):
                    self._private_allowed = is_private(host_of(self._url))
                location = response.extensions.get("location")
                if location is not None:
                    for_good = response.status_code in _FOR_GOOD
                    redirects += 1
                    if redirects > REDIRECTS:
                        raise FetchError(f"{self.progress.host} redirects without end; {failures.SAVE_PAGE}")
                    unmoved = self._moved or self._asked
                    known = self._url == unmoved
                    self._redirect(location)
                    if for_good and known:
                        # Only as far as every step so far was one for good.
                        self._moved = self._url
                    continue
                pause = _asked_to_wait(response) if polite else None
                if pause is not None and pause < self.clock.left / 2:
                    polite = False
                    self._now(f"waiting {pause:.0f} s, as it asks")
                    self.clock.wait(pause)
                    continue
                return self._response(response)
            finally:
                response.close()

    def _response(self, response: httpx.Response) -> Response:
        headers = response.headers
        unchanged = response.status_code == 304 and bool(self._wanted.etag or self._wanted.last_modified)
        return Response(
            without_login(self._url),
            headers.get("content-type"),
            b"" if unchanged else self._body(response),
            unchanged,
            _repeatable(headers.get("etag")),
            _repeatable(headers.get("last-modified")),
            self._moved,
        )

    def _now(self, phase: str) -> None:
        self.progress = FetchProgress(host_of(self._url), phase)

    def _redirect(self, location: str) -> None:
        """Go to another address.  Raises: FetchError where a redirect may not lead there."""
        target = redirected(self._url, location)
        if not self._private_allowed and is_private(host_of(target)):
            raise self._into_private(target)
        self._url = target

    def _into_private(self, target: str) -> FetchError:
        if target == self._asked:
            return FetchError(
                f"{host_of(target)} is in a private network, where a page of the web has nothing to fetch"
            )
        return FetchError(
            f"{host_of(self._url)} redirects into a private network ({host_of(target)}), which pullquote does not "
            "follow; if you trust it, open that address yourself"
        )

    def _send(self, client: httpx.Client) -> httpx.Response:
        """Send the request and return the answer, its body still to come.  Raises: SourceError, FetchError."""
        host = self.progress.host
        left = self.clock.left + 1  # the deadline itself is kept by whoever waits
        timeout = httpx.Timeout(left, connect=min(left, _CONNECT))
        try:
            asked = httpx.URL(urldefrag(self._url).url)
            extensions: dict[str, Any] = {
                "trace": functools.partial(self._trace, asked.raw_host.decode("ascii"))
            }
            headers = {}
            if self._cache is not None:
                extensions["caching"] = {"key": self._cache.key(self._url)}
                headers = {"Cache-Control": "no-cache"} if self._again else {}
            request = client.build_request(
                "GET", asked, headers=headers, timeout=timeout, extensions=extensions
            )
            return client.send(request, stream=True)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, ValueError) as error:
            raise SourceError(f"{shown(self._url)} is no web address; check it for typing errors") from error
        except httpx.ConnectTimeout as error:
            raise FetchError(
                f"{host} could not be reached; check the address and that this computer is online",
                passing=True,
            ) from error
        except httpx.ConnectError as error:
            if self._via_proxy:
                raise FetchError(
                    f"the proxy for {host} takes no connections ({error}); check HTTPS_PROXY and config.toml",
                    passing=True,
                ) from error
            raise FetchError(failures.of_connection(host, error), passing=True) from error
        except httpx.ProxyError as error:
            raise FetchError(
                f"the proxy did not let us through to {host} ({error}); check HTTPS_PROXY and config.toml",
                passing=True,
            ) from error
        except httpx.RemoteProtocolError as error:
            if "disconnected" in str(error):
                raise FetchError(f"{host} hung up without an answer; try again", passing=True) from error
            raise FetchError(
                f"{host} does not answer as a web server does; check the address", passing=True
            ) from error
        except httpx.TransportError as error:
            raise FetchError(
                f"the connection to {host} broke off before an answer came; try again", passing=True
            ) from error

    def _trace(self, host: str, event: str, info: dict[str, Any]) -> None:
        """Follow the steps of httpcore (https://www.python-httpx.org/advanced/extensions/#trace)."""
        step = event.partition(".")[2]
        if step == "connect_tcp.started":
            self._via_proxy = info["host"] != host
        elif step in ("connect_tcp.complete", "start_tls.complete"):
            stream = info["return_value"]
            try:
                self.clock.watch(stream.get_extra_info("socket"))
                if step == "connect_tcp.complete":
                    self._check_peer(
                        host if self._via_proxy else str(stream.get_extra_info("server_addr")[0])
                    )
            except (FetchError, Cancelled):
                # httpcore has not yet taken it into its own care.
                stream.close()
                raise
        elif step == "send_request_headers.complete":
            self._now("waiting for an answer")

    def _check_peer(self, host: str) -> None:
        """See where a connection goes: the host of a redirect may be a name for a number in a private network.

        Looked at here, before anything is sent, since the next lookup of the name may give another number.
        """
        if self._private_allowed is None:
            # The first connection goes where the user wanted.
            self._private_allowed = is_private(host)
        elif not self._private_allowed and is_private(host):
            raise self._into_private(self._url)

    def _body(self, response: httpx.Response) -> bytes:
        """Return the decoded body.  Raises: FetchError, Cancelled."""
        host, headers = self.progress.host, response.headers
        wrong = failures.of_status(host, response.status_code, headers)
        if wrong is not None:
            status = response.status_code
            raise FetchError(
                wrong,
                status=status,
                passing=status in (408, 429) or status >= 500,
                retry_after=_asked_to_wait(response),
            )
        thing = self._wanted.refused(headers.get("content-type"))
        if thing is not None:
            raise FetchError(f"{host} sends {thing}, not {self._wanted.what}; open it in another program")
        length = headers.get("content-length", "")
        total = int(length) if length.isdecimal() and len(length) < 19 else None
        if total is not None and total > self._max_bytes:
            raise self._too_large()
        parts: list[bytes] = []
        taken = 0
        try:
            for part in inflate(self._raw(response, total), headers.get("content-encoding", "")):
                self.clock.check()
                taken += len(part)
                if taken > self._max_bytes:
                    raise self._too_large()
                parts.append(part)
        except UnknownEncodingError as error:
            raise FetchError(
                f"{host} packs its page in an unknown way ({shown(str(error))}); {failures.SAVE_PAGE}"
            ) from error
        except BrokenEncodingError as error:
            raise FetchError(f"{host} sent a page whose compression is broken; try again") from error
        return b"".join(parts)

    def _raw(self, response: httpx.Response, total: int | None) -> Iterator[bytes]:
        """Yield the body as it comes over the network, still compressed, 64 kB at most at once."""
        received = 0
        try:
            for chunk in response.iter_raw():
                received += len(chunk)
                self.progress = FetchProgress(self.progress.host, "receiving", received, total)
                yield chunk
        except httpx.TransportError as error:
            of = f" of {size(total)}" if total else ""
            raise FetchError(
                f"the connection to {self.progress.host} broke off after {size(received)}{of}; try again",
                passing=True,
            ) from error

    def _too_large(self) -> FetchError:
        return FetchError(
            f"what {self.progress.host} sends is larger than {size(self._max_bytes)}, which no "
            f"{self._wanted.within} is; check the address"
        )


@functools.cache
def _certificates(*_: str | None) -> ssl.SSLContext:
    """Read the certificates that `_OF_CERTIFICATES` name, once: it takes longer than many a fetch."""
    return httpx.create_ssl_context()


def _headers() -> dict[str, str]:
    return {"User-Agent": settings.user_agent() or USER_AGENT, **_HEADERS}


def _take_location(response: httpx.Response) -> None:
    """Take the Location of a redirect away from httpx, which prepares the next request whether or not it follows.

    It would fail there, in its own words, on an address that is none.
    """
    if response.has_redirect_location:
        response.extensions["location"] = response.headers.pop("location")


def _repeatable(value: str | None) -> str | None:
    """Return a header if it can be sent back as it is."""
    return (
        value
        if value and len(value) <= _VALIDATOR_AT_MOST and value.isascii() and value.isprintable()
        else None
    )


def _asked_to_wait(response: httpx.Response) -> float | None:
    """Return the seconds after which a server that is too busy wants to be asked again, or None.

    RFC 9110, 10.2.3: a number of seconds, or a date.
    """
    asked = response.headers.get("retry-after", "").strip()
    if response.status_code not in (429, 503) or not asked:
        return None
    if asked.isdecimal():
        return float(asked[:9])
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, OverflowError, OSError):
        return None
