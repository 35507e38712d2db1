"""What the reader and its worker process say to each other: pickled values, each after its length.

The pipe joins a process and the child that it started itself, so pickle crosses no border of trust.
"""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from reader.limits import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from reader.caching import Caching
    from reader.fetch.pixels import Pixels
    from reader.model import Analysis, Article, Document, Quote

Stage = Literal["fetch", "clean", "engine", "analyse"]

HELD = "--held"
"""Argument of a worker process that waits for `Release` before it loads the engine."""

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Request:
    """A source to read; the fields are those of `reader.read`.

    `kept` is the ID of an article in the library's file `library`, which is read in place of the source.
    """

    source: str
    base_url: str | None = None
    timeout: float = DEFAULT_TIMEOUT
    data: bytes | None = None
    analyse: bool = True
    all_pages: bool = False
    caching: Caching | None = None
    library: Path | None = None
    kept: int | None = None


def from_network(request: Request) -> bool:
    """Tell whether the source has to be waited for: then the engine can load meanwhile."""
    return request.source[:8].lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Progress:
    """What the worker does for a job now; `detail` is one line for the user, such as host and bytes."""

    job: int
    stage: Stage
    detail: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text is there."""

    job: int
    article: Article
    document: Document


@dataclass(frozen=True, slots=True)
class Marked:
    """The quotation marks are read; speakers follow with `Analysed`."""

    job: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Analysed:
    """Quotes, speakers and people are there: the job is done."""

    job: int
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Failed:
    """The job is over; `fatal` when no text came, else the text is there and only its analysis failed."""

    job: int
    message: str
    fatal: bool


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture is there."""

    job: int
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class NotPictured:
    """A picture cannot be had; `message` says why."""

    job: int
    message: str


@dataclass(frozen=True, slots=True)
class Died:
    """The worker process is gone, and with it every job under way; the next `read` starts another."""

    message: str


@dataclass(frozen=True, slots=True)
class Start:
    """To the worker: begin a job."""

    job: int
    request: Request


@dataclass(frozen=True, slots=True)
class Show:
    """To the worker: fetch and decode the picture at `address`, which the page at `page` has (None: a file).

    `timeout` is in seconds.
    """

    job: int
    address: str
    page: str | None
    timeout: float
    caching: Caching | None


@dataclass(frozen=True, slots=True)
class Cancel:
    """To the worker: give a job up.  No event of it follows that was not already on its way."""

    job: int


@dataclass(frozen=True, slots=True)
class Release:
    """To a worker that was started held: the text is on the screen, the engine may load now."""


Event = Progress | Cleaned | Marked | Analysed | Failed | Pictured | NotPictured | Died
Command = Start | Show | Cancel | Release


def send(stream: IO[bytes], value: Event | Command) -> None:
    """Write one value.  Raises: OSError (the other side is gone)."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Return the next value, or None at the end of the stream, a value cut short included."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return pickle.loads(body) if len(body) == length else None  # noqa: S301 - from our own child
