"""What the reader and its worker process say to each other: pickled values, each after its length.

The pipe joins a process and the child that it started itself, so pickle crosses no border of trust.  They are named
tuples, since a frozen dataclass takes seven times as long to make, and the first text waits for each.
"""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from reader.limits import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from reader.caching import Caching
    from reader.fetch.pixels import Pixels
    from reader.model import Analysis, Article, Document, Quote

Stage = Literal["fetch", "clean", "engine", "analyse"]

_LENGTH = struct.Struct(">Q")


class Request(NamedTuple):
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


class Progress(NamedTuple):
    """What the worker does for a job now; `detail` is one line for the user, such as host and bytes."""

    job: int
    stage: Stage
    detail: str


class Opening(NamedTuple):
    """The beginning of a very long text is there, to be read until `Cleaned` brings the whole."""

    job: int
    article: Article
    document: Document


class Cleaned(NamedTuple):
    """The text is there."""

    job: int
    article: Article
    document: Document


class Marked(NamedTuple):
    """The quotation marks are read; speakers follow with `Analysed`."""

    job: int
    quotes: tuple[Quote, ...]


class Analysed(NamedTuple):
    """Quotes, speakers and people are there: the job is done."""

    job: int
    analysis: Analysis


class Failed(NamedTuple):
    """The job is over: no text came, or where one has come, only its analysis failed."""

    job: int
    message: str


class Pictured(NamedTuple):
    """A picture is there."""

    job: int
    pixels: Pixels


class NotPictured(NamedTuple):
    """A picture cannot be had; `message` says why."""

    job: int
    message: str


class Died(NamedTuple):
    """The worker process is gone, and with it every job under way; the next `read` starts another."""

    message: str


class Start(NamedTuple):
    """To the worker: begin a job."""

    job: int
    request: Request


class Show(NamedTuple):
    """To the worker: fetch and decode the picture at `address`, which the page at `page` has (None: a file).

    `timeout` is in seconds.
    """

    job: int
    address: str
    page: str | None
    timeout: float
    caching: Caching | None


class Cancel(NamedTuple):
    """To the worker: give a job up.  No event of it follows that was not already on its way."""

    job: int


class Release(NamedTuple):
    """To a worker that was started held: the text is on the screen, the engine may load now."""


Event = Progress | Opening | Cleaned | Marked | Analysed | Failed | Pictured | NotPictured | Died
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
