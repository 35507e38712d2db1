"""The way to a Dask scheduler, or a cluster of this machine's own."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader import __version__
from reader.cluster import LOCAL
from reader.errors import PullquoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client

_SECONDS = 15
"""How long a scheduler and the first of its workers may take to answer."""


@contextmanager
def connected(scheduler: str, workers: int | None) -> Iterator[Client]:
    """Yield a client of the scheduler at that address, or of a cluster that ends with this (`LOCAL`).

    Raises: PullquoteError.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise PullquoteError(
            f"a cluster needs the extra 'dask' ({error.name} is missing); install it with: "
            "pipx inject pullquote 'dask[distributed]' pyarrow"
        ) from error
    if scheduler == LOCAL:
        # A worker has one thread, since the engine computes in Python; no page of its own shows what it does.
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        remote = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise PullquoteError(
            f"no Dask scheduler answers at {scheduler}; start one with 'dask scheduler', or check the address "
            "(tcp://HOST:8786)"
        ) from error
    with remote:
        _check_workers(remote, scheduler)
        yield remote


def _check_workers(client: Client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError as error:
        raise PullquoteError(
            f"the scheduler at {scheduler} has no workers; start some with 'dask worker {scheduler} --nthreads 1'"
        ) from error
    try:
        others = set(client.run(version).values()) - {__version__}
    except Exception as error:
        raise PullquoteError(
            f"workers of {scheduler} have no pullquote {__version__} ({type(error).__name__}); install it there"
        ) from error
    if others:
        raise PullquoteError(
            f"workers of {scheduler} have pullquote {', '.join(sorted(others))}, and this is {__version__}; install "
            "the same everywhere"
        )


def version() -> str:
    """Return the version of pullquote where this runs."""
    return __version__
