"""Addresses: which are ours to fetch, and where a redirect may lead."""

from __future__ import annotations

import ipaddress
from urllib.parse import urljoin, urlsplit

from reader.errors import FetchError
from reader.sanitise import one_line

_LOCAL_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost")
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


def is_web(source: str) -> bool:
    """Tell whether a source is an http(s) address."""
    return source[:8].lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """Return the host of an address for people to read, "" where there is none."""
    try:
        return one_line(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def is_private(host: str) -> bool:
    """Tell whether a host is this machine or one of its own network, by its name or number."""
    host = host.strip("[]").rstrip(".").lower()
    if host in _LOCAL_NAMES or host.endswith(_LOCAL_SUFFIXES):
        return True
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        # Names without a dot are of the local network; numbers in odd notations (0x7f.1, 2130706433) are not
        # written by anybody honest.
        return "." not in host or host.replace(".", "").replace("x", "").isdecimal()
    return not address.is_global


def redirected(url: str, location: str, *, from_private: bool) -> str:
    """Return the address that a redirect from `url` leads to.

    `from_private` tells that the user's own address was in a private network.

    Raises: FetchError (another scheme, from https to http, or from the public net into a private one).
    """
    try:
        target = urljoin(url, location.strip())
        host = urlsplit(target).hostname or ""
    except ValueError as error:
        raise FetchError(f"{host_of(url)} redirects to an address that makes no sense") from error
    if not is_web(target) or not host:
        scheme = one_line(target.split(":")[0])[:20]
        raise FetchError(
            f"{host_of(url)} redirects to something that is no web page ({scheme}:), not followed"
        )
    if url.lower().startswith("https:") and target.lower().startswith("http:"):
        raise FetchError(
            f"{host_of(url)} redirects from https to an unprotected http address, not followed; "
            f"open {one_line(target)[:200]} yourself if you trust it"
        )
    if is_private(host) and not from_private:
        raise FetchError(f"{host_of(url)} redirects into a private network ({one_line(host)}), not followed")
    return target
