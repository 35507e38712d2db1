"""The worker process: text first, errors as events, cancelling, dying, ending with its reader."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import Library
from reader.pipeline import read
from reader.worker.client import Worker
from reader.worker.protocol import Analysed, Cleaned, Died, Event, Failed, Marked, Opening, Progress, Request

TEXT = "The light stays on\n\n“We do not comment on arithmetic,” said Marie Okafor, the mayor of Carrow.\n"


class Listener:
    def __init__(self, worker: Worker) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        worker.listen(self.events.put)

    def until(self, kind: type, job: int | None = None) -> list[Event]:
        """Return the events up to the first of `kind`."""
        seen: list[Event] = []
        while True:
            seen.append(self.events.get(timeout=60))
            if isinstance(seen[-1], kind) and job in (None, getattr(seen[-1], "job", None)):
                return seen


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker.start()
    yield worker
    worker.close()


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def test_text_comes_first_then_marks_then_speakers(worker: Worker, source: str) -> None:
    job = worker.read(Request(source))
    events = [event for event in Listener(worker).until(Analysed) if not isinstance(event, Progress)]
    cleaned, marked, analysed = events
    assert isinstance(cleaned, Cleaned)
    assert isinstance(marked, Marked)
    assert isinstance(analysed, Analysed)
    assert {cleaned.job, marked.job, analysed.job} == {job}
    assert cleaned.article.title == "The light stays on"
    assert [quote.text for quote in marked.quotes] == ["We do not comment on arithmetic,"]
    assert [quote.speaker for quote in analysed.analysis.quotes] == ["Marie Okafor"]


@pytest.mark.parametrize(("suffix", "title"), [(".txt", "The mill"), (".md", "# The mill")])
def test_of_a_book_the_beginning_comes_first_as_it_will_stand(
    worker: Worker, tmp_path: Path, suffix: str, title: str
) -> None:
    path = tmp_path / f"book{suffix}"
    chapter = "It was said of the mill that nobody had ever seen it turn, and nobody asked why. " * 8
    path.write_text(f"{title}\n\n" + f"{chapter}\n\n" * 1000, "utf-8")
    worker.read(Request(str(path), analyse=False))
    events = [event for event in Listener(worker).until(Cleaned) if not isinstance(event, Progress)]
    opening, cleaned = events
    assert isinstance(opening, Opening)
    assert isinstance(cleaned, Cleaned)
    assert opening.article.title == cleaned.article.title == "The mill"
    assert cleaned.document.text.startswith(opening.document.text)
    assert len(opening.document.text) < 30_000 < len(cleaned.document.text)


def test_a_held_worker_gives_the_text_and_waits_with_the_rest(source: str) -> None:
    worker = Worker.start(held=True)
    try:
        listener = Listener(worker)
        first = worker.read(Request(source))
        listener.until(Cleaned, first)
        second = worker.read(Request(source, analyse=False))
        assert not any(isinstance(event, Marked | Analysed) for event in listener.until(Cleaned, second))
        worker.release()
        worker.release()
        listener.until(Analysed, first)
    finally:
        worker.close()


def test_no_analysis_ends_with_the_text(worker: Worker, source: str) -> None:
    listener = Listener(worker)
    first = worker.read(Request(source, analyse=False))
    second = worker.read(Request("/nowhere/at/all.txt"))
    seen = listener.until(Failed, second)
    if not any(isinstance(event, Cleaned) for event in seen):
        seen += listener.until(Cleaned, first)
    assert not any(isinstance(event, Marked | Analysed) for event in seen)


def test_a_source_begun_early_is_taken_up(worker: Worker, source: str) -> None:
    worker.begin(Request(source, analyse=False))
    job = worker.read(Request(source, analyse=False))
    Listener(worker).until(Cleaned, job)
    assert worker.read(Request(source, analyse=False)) != job


def test_a_source_that_cannot_be_read_fails_with_one_line(worker: Worker) -> None:
    listener = Listener(worker)
    job = worker.read(Request("/nowhere/at/all.txt"))
    failed = listener.until(Failed, job)[-1]
    assert isinstance(failed, Failed)
    assert failed.fatal
    assert "/nowhere/at/all.txt" in failed.message


def test_piped_bytes_are_read(worker: Worker) -> None:
    listener = Listener(worker)
    worker.read(Request("-", data=TEXT.encode(), analyse=False))
    cleaned = listener.until(Cleaned)[-1]
    assert isinstance(cleaned, Cleaned)
    assert "arithmetic" in cleaned.document.text


def test_a_job_called_off_sends_nothing_more(worker: Worker, source: str) -> None:
    listener = Listener(worker)
    job = worker.read(Request(source))
    worker.cancel(job)
    later = worker.read(Request(source))
    events = listener.until(Analysed, later)
    assert not any(isinstance(event, Analysed) and event.job == job for event in events)


def test_a_worker_that_is_killed_is_told_and_replaced(worker: Worker, source: str) -> None:
    listener = Listener(worker)
    worker.read(Request(source))
    listener.until(Cleaned)
    process = worker._process
    assert process is not None
    process.kill()
    listener.until(Died)
    job = worker.read(Request(source))
    listener.until(Analysed, job)


def test_closing_ends_the_process(source: str) -> None:
    worker = Worker.start()
    process = worker._process
    assert process is not None
    worker.read(Request(source))
    worker.close()
    worker.close()
    assert process.poll() is not None


def test_no_worker_outlives_a_reader_that_is_killed() -> None:
    code = (
        "import sys, time; from reader.worker.client import Worker; w = Worker.start()\n"
        "print(w._process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        descriptor = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
        parent.send_signal(signal.SIGKILL)
    if descriptor is None:
        pytest.skip("this system cannot watch a process that is not a child")
    import select

    ended, _, _ = select.select([descriptor], [], [], 60)
    os.close(descriptor)
    assert ended


def test_an_article_read_before_shows_all_at_once(source: str) -> None:
    first, again = Worker.start(), Worker.start(held=True)
    try:
        listener = Listener(first)
        job = first.read(Request(source))
        analysed = listener.until(Analysed, job)[-1]
        # The engine is never released: what comes does not come from it.
        listener = Listener(again)
        events = listener.until(Analysed, again.read(Request(source)))
        assert [type(event) for event in events if not isinstance(event, Progress)] == [Cleaned, Analysed]
        assert isinstance(analysed, Analysed)
        assert isinstance(events[-1], Analysed)
        assert events[-1].analysis == analysed.analysis
    finally:
        first.close()
        again.close()


def test_a_saved_article_comes_from_the_library(tmp_path: Path, worker: Worker) -> None:
    path = tmp_path / "library.db"
    (tmp_path / "light.txt").write_text(TEXT, "utf-8")
    reading = read(tmp_path / "light.txt", analyse=False)
    with Library(path) as library:
        saved = library.save(reading)
    (tmp_path / "light.txt").unlink()
    listener = Listener(worker)
    job = worker.read(Request(str(saved.id), library=path, kept=saved.id))
    events = listener.until(Analysed, job)
    assert isinstance(events[0], Cleaned)
    assert events[0].article == reading.article
    # Articles are analysed one after the other: when the next is done, this one is kept.
    (tmp_path / "next.txt").write_text(TEXT + "\nAnd more.\n", "utf-8")
    listener.until(Analysed, worker.read(Request(str(tmp_path / "next.txt"))))
    with Library(path) as library:
        assert isinstance(events[-1], Analysed)
        assert library.load(saved.id).analysis == events[-1].analysis


def test_an_id_that_is_not_in_the_library_fails_with_one_line(tmp_path: Path, worker: Worker) -> None:
    listener = Listener(worker)
    failed = listener.until(Failed, worker.read(Request("7", library=tmp_path / "library.db", kept=7)))[-1]
    assert isinstance(failed, Failed)
    assert failed.fatal
    assert "no article 7" in failed.message


def test_nothing_is_imported_from_the_current_folder(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("reader", "json", "httpx"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.chdir(tmp_path)
    worker = Worker.start()
    try:
        job = worker.read(Request(source, analyse=False))
        assert isinstance(Listener(worker).until(Cleaned, job)[-1], Cleaned)
    finally:
        worker.close()
