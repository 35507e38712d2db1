"""Files of many pages and of many articles: JSON lines, and Parquet with the same fields as columns."""

from __future__ import annotations

import base64
import json
import os
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.batch import CHUNK, Options, answer
from reader.errors import PullquoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from os import PathLike

    import pyarrow

PARQUET = ".parquet"
SUFFIXES = (".jsonl", ".ndjson", PARQUET)
_GROUP = 256
"""Articles that are written to a Parquet file together, as a row group."""


def todo(source: str | PathLike[str], target: str | PathLike[str]) -> list[tuple[str, str]]:
    """Return the files of folder `source` and where in folder `target` they go, without those that are there.

    Raises: PullquoteError.
    """
    try:
        files = sorted(path for path in Path(source).iterdir() if path.suffix in SUFFIXES)
        Path(target).mkdir(parents=True, exist_ok=True)
        if Path(source).resolve() == Path(target).resolve():
            raise PullquoteError(f"{target} is where the pages are; name another folder for the articles")
    except OSError as error:
        raise PullquoteError(f"{error.filename} cannot be used ({error.strerror}); name a folder") from error
    if not files:
        raise PullquoteError(f"there are no pages in {source}; its files must end with {', '.join(SUFFIXES)}")
    pairs = ((path.resolve(), Path(target).resolve() / path.name) for path in files)
    return [(str(path), str(place)) for path, place in pairs if not place.exists()]


def answer_file(source: str, target: str, options: Options) -> int:
    """Answer every line of a file into another, on whatever machine this runs, and return how many there are."""
    lines = lines_of(source)

    def answers() -> Iterator[str]:
        while chunk := list(islice(lines, CHUNK)):
            yield from answer(chunk, options)

    return write(answers(), target)


def lines_of(source: str) -> Iterator[str]:
    """Yield the JSON lines of a file, for Parquet one a row.  Raises: OSError."""
    path = Path(source)
    if path.suffix != PARQUET:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from file
        return
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(source) as table:
            for group in table.iter_batches(batch_size=CHUNK):
                yield from map(_line, group.to_pylist())
    except ArrowException as error:
        raise OSError(f"no Parquet: {error}") from error


def _line(row: dict[str, Any]) -> str:
    """Return a row as a JSON line; a page in bytes is one whose charset is not yet known."""
    said = {name: value for name, value in row.items() if value is not None}
    if isinstance(said.get("html"), bytes):
        said["html_base64"] = base64.b64encode(said.pop("html")).decode()
    return json.dumps(said, default=str)


def write(lines: Iterable[str], target: str) -> int:
    """Write JSON lines to a file, which appears when it is whole, and return how many there are."""
    place = Path(target)
    count = 0
    unfinished = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with _rows(unfinished, place.suffix) as put:
            for line in lines:
                put(line)
                count += 1
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


@contextmanager
def _rows(path: Path, suffix: str) -> Iterator[Callable[[str], None]]:
    """Open a file for articles and yield what puts a JSON line into it."""
    if suffix != PARQUET:
        with path.open("w", encoding="utf-8") as file:
            yield lambda line: print(line, file=file)
        return
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter

    fields = schema()
    waiting: list[dict[str, Any]] = []
    with ParquetWriter(path, fields) as writer:

        def send() -> None:
            if waiting:
                writer.write_table(Table.from_pylist(waiting, schema=fields))
                waiting.clear()

        def put(line: str) -> None:
            row = json.loads(line)
            if not isinstance(row["id"], str | None):
                row["id"] = json.dumps(row["id"])  # a column is of one type
            waiting.append(row)
            if len(waiting) == _GROUP:
                send()

        yield put
        send()


def schema() -> pyarrow.Schema:
    """Return the columns of articles in Parquet: the fields of the JSON form, `id` as text, and `error`."""
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    span = pa.list_(number)
    quote = {
        "start": number,
        "end": number,
        "text": text,
        "kind": text,
        "speaker": text,
        "speaker_mention": span,
        "cue": text,
        "confidence": pa.float64(),
    }
    person = {
        "name": text,
        "aliases": pa.list_(text),
        "roles": pa.list_(text),
        "mentions": pa.list_(span),
        "quotes": span,
        "age": number,
    }
    image = {"url": text, "alt": text, "caption": text, "offset": number}
    words = ("source", "url", "title", "byline", "site", "published", "language", "markdown", "text")
    return pa.schema(
        {
            "id": text,
            "error": text,
            "schema": number,
            **dict.fromkeys(words, text),
            "images": pa.list_(pa.struct(list(image.items()))),
            "quotes": pa.list_(pa.struct(list(quote.items()))),
            "people": pa.list_(pa.struct(list(person.items()))),
            "engine": text,
        }
    )
