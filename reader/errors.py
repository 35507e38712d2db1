"""What can go wrong, each as one sentence that a person understands.

Every error that a user may meet derives from `PullquoteError`; its text says what went wrong and what to do
next, on one line.  Errors of third-party libraries are turned into these where they enter.
"""

from __future__ import annotations


class PullquoteError(Exception):
    """Base of all errors with a message meant for the user: one line, no markup, no control characters."""


class SourceError(PullquoteError):
    """The source cannot be read: a missing file, an unknown scheme, an unsupported kind of content."""


class FetchError(PullquoteError):
    """The network or the server did not deliver: DNS, TLS, a status, a deadline, a limit.

    `status` is the HTTP status if that was the trouble; `passing` tells whether the same fetch may succeed later (no
    network, a busy server); `retry_after` the seconds after which the server wants to be asked again, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        passing: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.passing = passing
        self.retry_after = retry_after


class Cancelled(PullquoteError):
    """The user called the work off."""


class NoArticleError(PullquoteError):
    """The page was read, and there is no article in it."""


class EngineError(PullquoteError):
    """The language engine could not be started or gave up."""


class LibraryError(PullquoteError):
    """The library cannot be read or written: a busy, full, damaged or newer file, an ID that it does not have."""
