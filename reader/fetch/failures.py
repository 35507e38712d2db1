"""Failures of the network and of servers, each as one sentence: what went wrong, and what to do."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import TYPE_CHECKING

from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SAVE_PAGE = "open it in a browser, save the page, and give pullquote the file"

_STATUS = {
    401: "asks for a login (401); log in with a browser, save the page, and give pullquote the file",
    402: f"wants this page paid for (402); {SAVE_PAGE}",
    403: f"refuses to give this page to a program (403); {SAVE_PAGE}",
    404: "has no page at this address (404); check the address",
    407: "is behind a proxy that asks for a login (407); put it in the variable HTTPS_PROXY",
    408: "grew tired of waiting for our request (408); try again",
    410: "has taken this page down for good (410); an archive of the web may have it",
    429: "has had too many requests from here (429); wait a few minutes and try again",
    451: "may not show this page for legal reasons (451)",
    502: "is broken for now (502); try again later",
    503: "is overloaded or closed for now (503); try again later",
    504: "is too slow for its own gateway (504); try again later",
}

_WALLS = (
    # Response headers of services that let only browsers pass, and the value that tells, "" for any.  Some of them
    # also stand on the pages that are let through, with status 200.
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-datadome", ""),
    ("x-sucuri-block", ""),
)

_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}


def of_status(host: str, status: int, headers: Mapping[str, str]) -> str | None:
    """Return what is wrong with an answer that brings no page, or None for one that does.

    `headers` are looked up in lower case.
    """
    if status != 200 and any(
        name in headers and (not value or headers[name].lower() == value) for name, value in _WALLS
    ):
        return f"{host} lets only browsers pass, and checks for one ({status}); {SAVE_PAGE}"
    if 200 <= status < 300 and status not in (204, 205):
        return None
    if status in _STATUS:
        return f"{host} {_STATUS[status]}"
    if status >= 500:
        return f"{host} has an error of its own ({status}); try again later"
    if status >= 400:
        return f"{host} rejects the request ({status}); {SAVE_PAGE}"
    return f"{host} answers without a page ({status}); check the address"


def of_connection(host: str, error: BaseException) -> str:
    """Return why no connection to `host` came about, told by the errors of the system behind `error`."""
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_AGAIN:
                return f"the address of {host} cannot be looked up now; check that this computer is online"
            return f"there is no host called {host}; check the spelling, and that this computer is online"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"{host} cannot prove that it is {host} ({one_line(cause.verify_message)}), so nothing was read; "
                "check the address and this computer's clock"
            )
        if isinstance(cause, ssl.SSLError):
            return (
                f"no encrypted connection to {host} came about ({_reason(cause)}); "
                "if it has no https, write http:// instead"
            )
        if isinstance(cause, ConnectionRefusedError):
            return f"{host} takes no connections there; check the address, or try again later"
        if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
            return f"there is no way to {host} from here; check that this computer is online"
    return f"no connection to {host} came about ({one_line(str(error))}); try again"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _reason(error: ssl.SSLError) -> str:
    return (error.reason or "no reason given").replace("_", " ").lower()
