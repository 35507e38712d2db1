"""Many fetches at once: a few of each host, within a time, and one that stalls holds up no other."""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.errors import Cancelled, FetchError, PullquoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")
Result = TypeVar("Result")

PER_HOST = 2
"""Fetches of one host that are under way at once."""
_SLOW = 2.0
"""Seconds after which a fetch under way makes room for another, lest a few that stall hold up the rest."""
_THREADS = 64
"""Fetches under way at most, those that stall with them."""
_BEAT = 0.05
"""Seconds between two looks at whether the time is over or the user has had enough."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Result]):
    """What came of one item: a result, or an error."""

    item: Item
    result: Result | None = None
    error: PullquoteError | None = None


class Together(Generic[Item, Result]):
    """The items that wait, and those under way, each in a thread of its own.

    `do` gets an item, the seconds that are left for it at most, and what tells whether nobody waits any more; `host`
    names whom it asks.  All is over after `seconds`.
    """

    def __init__(
        self,
        items: Iterable[Item],
        do: Callable[[Item, float, Callable[[], bool]], Result],
        *,
        host: Callable[[Item], str],
        jobs: int,
        seconds: float,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._waiting = list(items)
        self._do = do
        self._host = host
        self._jobs = jobs
        self._end = time.monotonic() + seconds
        self._cancelled = cancelled
        self._stopped = threading.Event()
        self._done: queue.SimpleQueue[tuple[int, Done[Item, Result]]] = queue.SimpleQueue()
        self._began: dict[int, tuple[Item, float]] = {}
        self._hosts: Counter[str] = Counter()
        self._number = 0

    @property
    def unreached(self) -> list[Item]:
        """The items of which nothing has come."""
        return [*self._waiting, *(item for item, _ in self._began.values())]

    def run(self) -> Iterator[Done[Item, Result]]:
        """Yield what comes of the items, as it comes, until all has come or the time is over."""
        try:
            while self._waiting or self._began:
                if time.monotonic() > self._end or (self._cancelled is not None and self._cancelled()):
                    return
                self._start()
                try:
                    number, done = self._done.get(timeout=_BEAT)
                except queue.Empty:
                    continue
                del self._began[number]
                self._hosts[self._host(done.item)] -= 1
                yield done
        finally:
            self._stopped.set()

    def _start(self) -> None:
        """Begin with as many items as may be under way now."""
        since = time.monotonic() - _SLOW
        slow = sum(began < since for _, began in self._began.values())
        room = min(self._jobs + slow, _THREADS) - len(self._began)
        left: list[Item] = []
        for item in self._waiting:
            host = self._host(item)
            if room <= 0 or self._hosts[host] >= PER_HOST:
                left.append(item)
                continue
            room -= 1
            self._hosts[host] += 1
            self._number += 1
            self._began[self._number] = item, time.monotonic()
            threading.Thread(
                target=self._one, args=(self._number, item), name="together", daemon=True
            ).start()
        self._waiting = left

    def _one(self, number: int, item: Item) -> None:
        try:
            left = max(0.1, self._end - time.monotonic())
            done = Done(item, self._do(item, left, self._stopped.is_set))
        except Cancelled:
            return
        except PullquoteError as error:
            done = Done(item, error=error)
        except Exception as error:
            # Whatever it does to the libraries that read it, it does to itself only.
            host, name = self._host(item), type(error).__name__
            done = Done(item, error=FetchError(f"{host} sends something that cannot be read ({name})"))
        self._done.put((number, done))
