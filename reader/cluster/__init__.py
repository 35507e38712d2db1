"""The same line on many machines: Dask's distributed scheduler runs what `reader.batch` runs (extra `dask`).

    from reader import cluster
    for line in cluster.run(open("pages.jsonl"), scheduler="tcp://10.0.0.1:8786"):
        ...

Importing this costs nothing: Dask comes with the first call.  Workers need pullquote of the same version.  In a script
that starts a local cluster, calls stand under `if __name__ == "__main__":`, since its workers import the script.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from reader.batch import Options, answer, as_they_come, given_up
from reader.errors import PullquoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from os import PathLike

    from distributed import Client, Future

LOCAL = "local"
"""The address that stands for a cluster on this machine, started for the purpose."""
_AHEAD = 4
"""Chunks a worker's thread that are under way or wait for their turn to be given out."""
_RETRIES = 2
"""Further tries of a chunk whose task failed by an error of the cluster's, and not of a line's."""


def run(
    lines: Iterable[str],
    options: Options | None = None,
    *,
    scheduler: str = LOCAL,
    workers: int | None = None,
) -> Iterator[str]:
    """Yield one JSON line for every JSON line in, in order; lines are as those of `reader.batch.run`.

    `scheduler` is the address of a Dask scheduler; `workers` is how many processes a local cluster gets (None: one a
    core).  What was lost with a worker is run again elsewhere; a line that brings down one worker after another gives
    `{"id", "error"}`.  A few chunks a worker are held in memory.

    Raises: PullquoteError (no extra, no scheduler, no workers, or workers with another version).
    """
    from reader.cluster.connection import connected

    options = options or Options()
    with connected(scheduler, workers) as client:
        yield from _ordered(client, lines, options)


def run_partitions(
    source: str | PathLike[str],
    target: str | PathLike[str],
    options: Options | None = None,
    *,
    scheduler: str = LOCAL,
    workers: int | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> int:
    """Read every JSONL and Parquet file in the folder `source` and write one of its name to the folder `target`.

    Workers read and write the files themselves, so both folders must be where all of them see them.  A file appears in
    `target` only when it is whole, and one that is there already is not made again: a run that was broken off goes on.
    `on_progress` is called with the number of lines of each file as it is done.  Returns the number of lines.

    Raises: PullquoteError (as `run`, and where a folder or a file cannot be used).
    """
    from reader.cluster.connection import connected
    from reader.cluster.partitions import todo

    options = options or Options()
    tell = on_progress or (lambda count: None)
    count = 0
    pairs = todo(source, target)
    if not pairs:
        return 0
    with connected(scheduler, workers) as client:
        for done in _partitions(client, pairs, options):
            count += done
            tell(done)
    return count


def _ordered(client: Client, lines: Iterable[str], options: Options) -> Iterator[str]:
    room = _AHEAD * max(1, sum(client.nthreads().values()))
    under_way: deque[tuple[list[str], Future[Any]]] = deque()
    for chunk in as_they_come(lines):
        if chunk:
            under_way.append((chunk, _submit(client, answer, chunk, options)))
        while len(under_way) > room or (under_way and under_way[0][1].done()):
            yield from _answers(client, *under_way.popleft(), options)
    while under_way:
        yield from _answers(client, *under_way.popleft(), options)


def _submit(client: Client, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
    # Not `pure`: Dask would give equal chunks one key, and so one answer, which could be forgotten between the two.
    return client.submit(work, *arguments, pure=False, retries=_RETRIES)


def _answers(client: Client, chunk: list[str], future: Future[Any], options: Options) -> list[str]:
    """Return a chunk's lines; where it killed its workers, those of each line alone, to find the culprit."""
    from distributed import KilledWorker

    try:
        return list(future.result())
    except KilledWorker:
        return [_alone(client, line, options) for line in chunk]


def _alone(client: Client, line: str, options: Options) -> str:
    from distributed import KilledWorker

    try:
        return str(_submit(client, answer, [line], options).result()[0])
    except KilledWorker:
        return given_up(line)


def _partitions(client: Client, pairs: list[tuple[str, str]], options: Options) -> Iterator[int]:
    from distributed import KilledWorker, as_completed

    from reader.cluster.partitions import answer_file, lines_of, write

    futures = {_submit(client, answer_file, *pair, options): pair for pair in pairs}
    for future in as_completed(list(futures), loop=client.loop):
        source, target = futures.pop(future)
        try:
            yield future.result()
        except KilledWorker:
            # One of its lines is at fault: line by line, the others get through.
            yield write(_ordered(client, lines_of(source), options), target)
        except OSError as error:
            raise PullquoteError(f"{source} could not be read or its answers written ({error})") from error
