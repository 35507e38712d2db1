"""Many articles at once: a JSON line in, a JSON line out, in the same order, whatever happens to one of them."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import multiprocessing
import queue
import re
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import PullquoteError
from reader.export import as_dict, to_json
from reader.limits import DEFAULT_TIMEOUT
from reader.model import Analysis, Article, Document, Page, Reading
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from reader.caching import Caching

_SURROGATE = re.compile("[\ud800-\udfff]")
CHUNK = 16
"""Lines that travel to a process together: enough for spaCy to batch, few enough to keep the output flowing."""
_BEAT = 0.05
"""Seconds between two looks at whether an answer is ready while no line comes in."""


@dataclass(frozen=True, slots=True)
class Options:
    """How each line is treated; `indirect` adds what is reported without marks; `timeout` is that of one fetch, in
    seconds; `caching` how pages from the network are kept."""

    analyse: bool = True
    indirect: bool = False
    timeout: float = DEFAULT_TIMEOUT
    caching: Caching | None = None


def run(lines: Iterable[str], options: Options, jobs: int = 1) -> Iterator[str]:
    """Yield one JSON line for every line in, in order; `jobs` is the number of processes.

    A line that cannot be read gives `{"id", "error"}`, and so does one that brings its process down.  At most a
    few chunks are held in memory.
    """
    chunks = as_they_come(lines)
    if jobs <= 1:
        for chunk in filter(None, chunks):
            yield from answer(chunk, options)
        return
    with _Pool(jobs) as pool:
        under_way: deque[tuple[list[str], Future[list[str]]]] = deque()
        for chunk in chunks:
            if chunk:
                under_way.append((chunk, pool.submit(chunk, options)))
            while len(under_way) > 2 * jobs or (under_way and under_way[0][1].done()):
                yield from pool.result(*under_way.popleft(), options)
        while under_way:
            yield from pool.result(*under_way.popleft(), options)


def answer(lines: list[str], options: Options) -> list[str]:
    """Return the JSON lines out for JSON lines in.  A pure function of its arguments, but for `url` lines."""
    prepared = [_prepare(line, options) for line in lines]
    documents = [item.document for item in prepared if isinstance(item, _Prepared)]
    readings = _analyses(documents) if options.analyse else iter([None] * len(documents))
    out = []
    for item in prepared:
        if isinstance(item, _Prepared):
            analysis = next(readings)
            if isinstance(analysis, PullquoteError):
                out.append(_error(item.ident, analysis))
                continue
            if options.indirect and analysis is not None:
                analysis = _with_indirect(analysis)
            reading = Reading(item.article, item.document, analysis)
            out.append(to_json({"id": item.ident, **as_dict(reading)}))
        else:
            out.append(item)
    return out


def _with_indirect(analysis: Analysis) -> Analysis:
    from reader.analysis import with_indirect

    return with_indirect(analysis)


@dataclass(frozen=True, slots=True)
class _Prepared:
    ident: Any
    article: Article
    document: Document


def _prepare(line: str, options: Options) -> _Prepared | str:
    """Return the line's article and document, or its line of error."""
    ident: Any = None
    try:
        try:
            row = json.loads(line.removeprefix("\ufeff"), parse_constant=_refused)
        except (ValueError, RecursionError) as error:
            raise PullquoteError("this line is not JSON; give one JSON object a line") from error
        if not isinstance(row, dict):
            raise PullquoteError("this line is not a JSON object; give one a line")
        ident = _repeatable(row.get("id"))
        return _Prepared(ident, *_load(row, options))
    except PullquoteError as error:
        return _error(ident, error)
    except Exception as error:
        return _error(ident, PullquoteError(f"this line could not be read ({type(error).__name__}: {error})"))


def _load(row: dict[str, Any], options: Options) -> tuple[Article, Document]:
    from reader.document import parse, plain

    url = _text(row, "url") if row.get("url") is not None else None
    if "text" in row:
        text = _text(row, "text")
        if not text.strip():
            raise PullquoteError("text is empty")
        article = Article("", url, "", None, None, None, "en", text)
        return article, plain(text)

    from reader.extract import extract
    from reader.fetch import decode, fetch
    from reader.fetch.addresses import is_web

    if "html" in row:
        article = extract(Page(url or "", url, _text(row, "html"), "html"))
    elif "html_base64" in row:
        try:
            data = base64.b64decode(_text(row, "html_base64"), validate=True)
        except (binascii.Error, ValueError) as error:
            raise PullquoteError("html_base64 is not base64") from error
        article = extract(decode(data, source=url or "", url=url, content_type="text/html"))
    elif "path" in row:
        path = _text(row, "path")
        if path == "-" or is_web(path):
            raise PullquoteError("path is no file; give an address as url")
        article = extract(fetch(path, base_url=url))
    elif url:
        # Whoever may name addresses may not thereby name files of this machine.
        if not is_web(url):
            raise PullquoteError("url is no http(s) address; name a file with path")
        article = extract(fetch(url, timeout=options.timeout, caching=options.caching))
    else:
        raise PullquoteError("this line names no source; give url, path, html, html_base64 or text")
    return article, parse(article)


def _text(row: dict[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise PullquoteError(f"{key} is not a string")
    # Half of a pair stands for no character; put in its place, U+FFFD leaves all offsets as they are.
    return value if value.isascii() else _SURROGATE.sub("\ufffd", value)


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _repeatable(ident: Any) -> Any:
    """Return an id that can be given back as JSON, None for one that cannot (1e999 reads as infinity)."""
    try:
        to_json(ident)
    except ValueError:
        return None
    return ident


def _analyses(documents: list[Document]) -> Iterator[Any]:
    """Yield an analysis a document; where one makes the engine stumble, its error in its place."""
    from reader.analysis import analyse, analyse_many

    try:
        yield from list(analyse_many(documents))
    except Exception:
        # One of them is at fault: find which, and let the others through.
        for document in documents:
            try:
                yield analyse(document)
            except PullquoteError as error:
                yield error
            except Exception as error:
                yield PullquoteError(f"the analysis failed ({type(error).__name__}: {error})")


def _error(ident: Any, error: PullquoteError) -> str:
    return to_json({"id": ident, "error": one_line(str(error))})


def as_they_come(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the lines in chunks: all that wait, `CHUNK` at most, so that a slow source gets its answers at once.

    A line that must be fetched is a chunk of its own, lest others wait for the network; while no line comes, an
    empty chunk comes now and then.
    """
    waiting: queue.Queue[str | BaseException | None] = queue.Queue(maxsize=4 * CHUNK)

    def fill() -> None:
        try:
            for line in lines:
                waiting.put(line)
            waiting.put(None)
        except Exception as error:
            waiting.put(error)

    threading.Thread(target=fill, name="batch input", daemon=True).start()
    chunk: list[str] = []
    while True:
        try:
            item = waiting.get_nowait() if chunk else waiting.get(timeout=_BEAT)
        except queue.Empty:
            yield chunk
            chunk = []
            continue
        if not isinstance(item, str):
            break
        if _is_fetched(item):
            if chunk:
                yield chunk
            yield [item]
            chunk = []
            continue
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
    if item is not None:
        raise item


def _is_fetched(line: str) -> bool:
    """Tell, without reading it, whether a line names an address and holds no page."""
    return '"url"' in line and not any(f'"{key}"' in line for key in ("html", "html_base64", "text", "path"))


class _Pool:
    """Processes that answer chunks; when one of them dies, its lines are tried again one by one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *error: object) -> None:
        if self._executor is None:
            return
        if any(error):
            # Nobody waits any more: not for fetches under way either, which only their deadline would end.
            for process in multiprocessing.active_children():
                process.terminate()
        self._executor.shutdown(cancel_futures=True)

    def submit(self, chunk: list[str], options: Options) -> Future[list[str]]:
        while True:
            if self._executor is None:
                # Not forked: threads are under way here, and the engine must not be inherited half loaded.
                context = multiprocessing.get_context("spawn")
                self._executor = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_quiet)
            try:
                return self._executor.submit(answer, chunk, options)
            except BrokenProcessPool:
                self._executor = None

    def result(self, chunk: list[str], future: Future[list[str]], options: Options) -> list[str]:
        with contextlib.suppress(BrokenProcessPool):
            return future.result()
        return [self._alone(line, options) for line in chunk]

    def _alone(self, line: str, options: Options) -> str:
        """Answer one line of a chunk whose process died; a second try tells the culprit from a bystander."""
        for _ in range(2):
            with contextlib.suppress(BrokenProcessPool):
                return self.submit([line], options).result()[0]
        return given_up(line)


def _quiet() -> None:
    """Leave Ctrl-C to the process that has the terminal."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def given_up(line: str) -> str:
    """Return the line out for a line that brings down every process that reads it."""
    return _error(_ident(line), PullquoteError("this article stopped the process that read it"))


def _ident(line: str) -> Any:
    with contextlib.suppress(ValueError):
        row = json.loads(line)
        return row.get("id") if isinstance(row, dict) else None
    return None
