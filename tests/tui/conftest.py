"""A worker that says what a test tells it to, and articles of our own to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document import parse
from reader.model import Analysis, Article, Dropped, Person, Quote
from reader.tui.app import ReaderApp
from reader.tui.article_view import ArticleView
from reader.tui.screens.reading import ReadingScreen
from reader.tui.status import StatusLine
from reader.worker.protocol import Analysed, Cleaned, Event, Marked, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.model import Document
    from reader.tui.leaf import Leaf

MARKDOWN = """\
The harbour of Lower Wick will close for the winter, its council decided on Tuesday, after a storm tore away
the northern mole for the second time in a year.

“We cannot ask the boats to wait for us,” said Marta Quill, the harbour master. “They have *families* ashore.”

## What the fishermen say

The co-operative had asked for [a temporary pier](https://harbour.example/pier), which the council called “a
noble dream”, and for money.

- A pier of timber, to be built before the first frost.
- A winter berth at Upper Wick, for boats of less than twelve metres.

Tomas Bell, who has fished here since he was nine, was not impressed. “Paper boats, paper piers,” he said.

> “I have seen the sea take better walls than theirs,” wrote Quill in her log of 1998.

### Costs

| Work | Cost | Year |
|---|---|---|
| Northern mole | 2.1 million | 2027 |
| Timber pier | 340,000 | 2026 |

```
tide = 4.2  # metres
```

---

“Nobody asked me,” said a woman who sells chips by the quay. The council meets again in March, when Quill is to
report on the state of the southern mole, the slipway and the lamps.
"""

SAID = [
    ("We cannot ask the boats to wait for us,", "direct", "Marta Quill", 0.97),
    ("They have families ashore.", "direct", "Marta Quill", 0.55),
    ("a noble dream", "partial", None, 0.0),
    ("Paper boats, paper piers,", "direct", "Tomas Bell", 0.93),
    ("I have seen the sea take better walls than theirs,", "block", "Marta Quill", 0.9),
    ("Nobody asked me,", "direct", "a woman who sells chips", 0.8),
]
INDIRECT = "The harbour of Lower Wick will close for the winter"


def sample_article() -> Article:
    return Article(
        source="https://harbour.example/news/1",
        url="https://harbour.example/news/1",
        title="Lower Wick closes its harbour: “A wall is not a promise” – Marta Quill",
        byline="Ines Oduya",
        site="The Wick Courier",
        published="2026-11-03T09:00:00+00:00",
        language="en",
        markdown=MARKDOWN.replace(
            "council decided on Tuesday, after a storm tore away\n",
            "council decided on Tuesday, after a storm tore away ",
        ),
        dropped=(
            Dropped("Read also: Gulls take the ferry", "link to another article", 2),
            Dropped("Follow us", "advertisement", 99),
        ),
    )


def analysed(document: Document) -> Analysis:
    """What an engine would find in the sample."""
    quotes = [Quote(None, None, "A wall is not a promise", "headline", "Marta Quill", confidence=0.9)]
    for words, kind, speaker, confidence in SAID:
        start = document.text.index(words)
        quotes.append(Quote(start, start + len(words), words, kind, speaker, confidence=confidence))  # type: ignore[arg-type]

    def spans(name: str) -> tuple[tuple[int, int], ...]:
        found, at = [], document.text.find(name)
        while at >= 0:
            found.append((at, at + len(name)))
            at = document.text.find(name, at + 1)
        return tuple(found)

    people = (
        Person("Marta Quill", ("Quill",), ("the harbour master",), spans("Quill"), (0, 1, 2, 5)),
        Person("Tomas Bell", (), (), spans("Tomas Bell"), (4,)),
        Person("Ines Oduya", (), ("reporter",), (), ()),
    )
    start = document.text.index(INDIRECT)
    said = Quote(start, start + len(INDIRECT), INDIRECT, "indirect", "its council", confidence=0.9)
    return Analysis(tuple(quotes), people, "a test", (said,))


class FakeWorker:
    """Stands for the worker process: remembers what it is asked, and says what `say` is given."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.cancelled: list[int] = []
        self.pictures: list[tuple[str, str | None]] = []
        self._hear: Callable[[Event], None] | None = None
        self._early: list[Event] = []

    def listen(self, callback: Callable[[Event], None]) -> None:
        self._hear = callback
        for event in self._early:
            callback(event)

    def read(self, request: Request) -> int:
        self.requests.append(request)
        return len(self.requests)

    def picture(self, address: str, page: str | None, timeout: float, caching: object) -> int:
        """Return a number that no page's job has."""
        self.pictures.append((address, page))
        return 1000 + len(self.pictures)

    def release(self) -> None:
        pass

    def cancel(self, job: int) -> None:
        self.cancelled.append(job)

    def close(self) -> None:
        pass

    def forget(self) -> None:
        """Let the next app be the one that is told."""
        self._hear, self._early = None, []

    def say(self, *events: Event) -> None:
        for event in events:
            if self._hear is None:
                self._early.append(event)
            else:
                self._hear(event)

    def deliver(self, job: int = 1, article: Article | None = None, *, analysis: bool = True) -> Document:
        """Say all that a job brings."""
        article = article or sample_article()
        document = parse(article)
        self.say(Cleaned(job, article, document))
        if analysis:
            found = analysed(document) if article == sample_article() else Analysis()
            self.say(Marked(job, tuple(found.quotes[1:])), Analysed(job, found))
        return document


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep what the reader remembers of its looks apart from other tests and from the user."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def worker() -> FakeWorker:
    return FakeWorker()


@pytest.fixture
def make_app(worker: FakeWorker) -> Callable[..., ReaderApp]:
    def make(
        *sources: str,
        theme: str | None = None,
        measure: int | None = None,
        keys: dict[str, str] | None = None,
        library: Path | None = None,
    ) -> ReaderApp:
        requests = [Request(source) for source in sources or ("https://harbour.example/news/1",)]
        return ReaderApp(requests, worker, theme, measure=measure, keys=keys, library=library)  # type: ignore[arg-type]

    return make


class Reader:
    """A running reader, and short words for what a test looks at."""

    def __init__(self, pilot: Pilot[None], worker: FakeWorker) -> None:
        self.pilot, self.worker = pilot, worker

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def app(self) -> ReaderApp:
        return self.pilot.app  # type: ignore[return-value]

    @property
    def screen(self) -> ReadingScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReadingScreen))

    @property
    def leaf(self) -> Leaf:
        return self.screen.leaf

    @property
    def view(self) -> ArticleView:
        return self.screen.query_one(ArticleView)

    def rows(self) -> list[str]:
        """What the screen shows, row by row."""
        return [
            "".join(segment.text for segment in strip)
            for strip in self.app.screen._compositor.render_strips()
        ]

    async def until(self, words: str) -> list[str]:
        """Wait until the screen shows some words, and return its rows: the panel's lists come after the text."""
        for _ in range(200):
            rows = self.rows()
            if any(words in row for row in rows):
                return rows
            await self.pilot.pause(0.05)
        raise AssertionError(f"{words!r} is never shown")

    @property
    def top(self) -> int:
        return self.view.scroll_offset.y

    @property
    def notice(self) -> str:
        return self.screen.query_one(StatusLine).notice

    @property
    def quote(self) -> str | None:
        current = self.leaf.current
        return None if current is None else self.leaf.quotes[current].text


@pytest.fixture
async def reader(make_app: Callable[..., ReaderApp], worker: FakeWorker) -> AsyncIterator[Reader]:
    worker.deliver()
    async with make_app().run_test(size=(110, 18)) as pilot:
        await pilot.pause()
        yield Reader(pilot, worker)
