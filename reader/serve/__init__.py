"""The reader in a browser: a web server that runs one reader a visitor and carries its screen there (extra `serve`).

Importing this costs nothing: aiohttp and textual-serve come with the first call of `serve`.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from reader.errors import PullquoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a server that listens on `host`; a name other than localhost may not."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def serve(arguments: Sequence[str], *, host: str, port: int, tell: Callable[[str], None]) -> int:
    """Serve the reader until a signal ends it, and return the exit code: 0 after SIGTERM, 130 after Ctrl-C.

    `arguments` are those of the command `pullquote` that each visitor's reader is started with.  On loopback `tell` gets
    an address with a key in it, without which nothing is shown, since the reader can read files of this user.
    Elsewhere every reader is locked to the sources it was started with.  `port` 0 takes any that is free.

    Raises: PullquoteError (the extra is not installed, or the port cannot be used).
    """
    try:
        from reader.serve.server import run
    except ImportError as error:
        raise PullquoteError(
            f"serving needs the extra 'serve' ({error.name} is missing); install it with: "
            "pipx inject pullquote textual-serve"
        ) from error
    return run(list(arguments), host, port, tell, locked=not is_loopback(host))
