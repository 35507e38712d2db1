"""What is asked of a server, and what it gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.fetch.formats import refused_type

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Response:
    """What a server gave: the final address, the Content-Type header or None, the decoded body.

    `unchanged` is true where the server says that what `Wanted.etag` or `last_modified` name is still right; the body
    is empty then.  `etag` and `last_modified` are the headers of these names.  `moved` is where the address has gone
    for good, None where it has not.
    """

    url: str
    content_type: str | None
    body: bytes
    unchanged: bool = False
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    `what` names it in messages, and `within` what it brings, of which none is too large; `accept` is the header;
    `refused` says of a Content-Type header in words what it announces that is surely not wanted, or None; `patient`
    waits for a busy server that says for how long; `etag` and `last_modified` are those of the copy that is there
    already, which is not sent again.
    """

    what: str
    within: str
    accept: str
    refused: Callable[[str | None], str | None]
    patient: bool = True
    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the request."""
        headers = {"Accept": self.accept}
        if self.etag:
            headers["If-None-Match"] = self.etag
        if self.last_modified:
            headers["If-Modified-Since"] = self.last_modified
        return headers


PAGE = Wanted(
    "a web page",
    "article",
    "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,*/*;q=0.1",
    refused_type,
)
