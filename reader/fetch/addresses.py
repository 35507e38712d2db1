"""Addresses: which are ours to fetch, where a redirect may lead, and what of them may be shown."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from reader.errors import FetchError
from reader.sanitise import one_line

_SHOWN = 120
"""Characters of an address or a path that stand in a message."""
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_HOST_AND_PATH = re.compile(
    r"(?:localhost|(?:[\w-]{1,63}\.)+[a-z]{2,24})(?::\d{1,5})?(?:[/?#].*)?", re.IGNORECASE
)
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".md", ".markdown", ".txt", ".text")


def is_web(source: str) -> bool:
    """Tell whether a source is an http(s) address."""
    return source[:8].lower().startswith(("http://", "https://"))


def looks_like_web(source: str) -> bool:
    """Tell whether a source is an address that lost its scheme: "news.example/story", not "story.html"."""
    return bool(_HOST_AND_PATH.fullmatch(source)) and not source.lower().endswith(_PAGE_SUFFIXES)


def host_of(url: str) -> str:
    """Return the host of an address for people to read, "" where there is none."""
    try:
        return one_line(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def shown(source: str) -> str:
    """Return an address or a path as it may stand in a message: one line, not too long, without a password."""
    text = one_line(without_login(source))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def without_login(url: str) -> str:
    """Return an address without the user name and password in it, everything else as it was."""
    try:
        parts = urlsplit(url) if is_web(url) else None
    except ValueError:
        return url
    if parts is None or "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def is_private(host: str) -> bool:
    """Tell whether a host, by name or number, is this machine or one of a private network.

    A name that only resolves to such a number is not known here: that shows on the connection.
    """
    import ipaddress

    name = host.strip("[]").rstrip(".").lower()
    try:
        number = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        # Names without a dot are of the local network; so are, for all we know, the odd ways to write a number
        # (127.1, 0x7f.1, 2130706433), which nobody honest redirects to.
        last = name.rpartition(".")[2]
        return (
            "." not in name or last.isdecimal() or last.startswith("0x") or f".{name}".endswith(_LOCAL_NAMES)
        )
    mapped = getattr(number, "ipv4_mapped", None)
    return not (mapped or number).is_global


def redirected(url: str, location: str) -> str:
    """Return the address that a redirect from `url` to `location` leads to.

    Raises: FetchError (no address, another scheme than http(s), from https to http).
    """
    host = host_of(url)
    try:
        target = urljoin(url, location.strip())
        target_host = urlsplit(target).hostname
    except ValueError:
        target, target_host = "http://", None
    if not is_web(target):
        raise FetchError(
            f"{host} redirects to a {shown(target.partition(':')[0])}: address, which pullquote does not follow; "
            "open it in a browser"
        )
    if not target_host:
        raise FetchError(f"{host} redirects to something that is no address; open it in a browser")
    if url[:6].lower() == "https:" and target[:5].lower() == "http:":
        raise FetchError(
            f"{host} redirects from https to an address without encryption; if you trust it, open it yourself: "
            f"{shown(target)}"
        )
    return target
