"""The file: durable, shared between processes, brought up to date with a backup, and never harmed."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import reader
from reader.errors import LibraryError
from reader.library import Library, migrations
from reader.library.schema import APPLICATION_ID, MIGRATIONS, Migration
from tests.library.readings import TEXT, analysed, reading

SAVER = [sys.executable, "-m", "tests.library.saver"]
ADDED = Migration("shelves", "CREATE TABLE shelf (id INTEGER PRIMARY KEY); INSERT INTO shelf VALUES (3);")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(path: Path) -> str:
    """Return the one line with which a file is refused, which stays as it is."""
    before = bytes_of(path.parent)
    with pytest.raises(LibraryError) as told:
        Library(path)
    assert "\n" not in str(told.value)
    assert bytes_of(path.parent) == before
    return str(told.value)


def test_the_library_is_made_with_its_folder(tmp_path: Path) -> None:
    with reader.Library(tmp_path / "a" / "b" / "library.db") as library:
        assert library.count() == 0


def test_two_processes_save_200_articles_each_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    savers = [
        subprocess.Popen(
            [*SAVER, path, name, "200"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    for saver in savers:
        _, errors = saver.communicate()
        assert (saver.returncode, errors) == (0, "")
    with Library(path) as library:
        assert library.count() == 400
        assert len(library.search("council", limit=500).hits) == 400
        sound(path)


def test_one_process_with_two_libraries_on_a_file_keeps_its_log_from_another(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as screen:
        first = screen.save(reading()).id
        Library(path).close()
        subprocess.run([*SAVER, path, "other", "1"], check=True, stdout=subprocess.DEVNULL)
        assert path.with_name("library.db-wal").exists()
        second = screen.save(reading("https://ledger.example/second", f"{TEXT}\n\nMore.")).id
        with Library(path) as again:
            assert [again.load(id_) is None for id_ in (first, second)] == [False, False]
            assert again.count() == 3


def test_threads_each_with_a_library_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    failed = []

    def save(name: str) -> None:
        try:
            with Library(path) as library:
                for i in range(10):
                    library.save(reading(f"https://ledger.example/{name}/{i}", f"{name} {i} of the harbour"))
        except LibraryError as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with Library(path) as library:
        assert library.count() == 40


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_at_any_moment_loses_nothing_that_was_reported_saved(tmp_path: Path, seed: int) -> None:
    killed_while_saving(tmp_path / "library.db", random.Random(seed).randint(1, 40))


def killed_while_saving(path: Path, reports: int, later: float = 0.0, name: str = "killed") -> None:
    """Kill a process that saves after so many reports and `later` seconds, and look at what it left behind.

    The moment is within the save that follows the report: how far it has got, nobody knows.
    """
    saver = subprocess.Popen([*SAVER, path, name, "100000"], stdout=subprocess.PIPE)
    assert saver.stdout
    said = [saver.stdout.readline() for _ in range(reports)]
    time.sleep(later)
    saver.send_signal(signal.SIGKILL)
    # What it managed to report before it died counts too.
    said += saver.stdout.read().splitlines(keepends=True)
    saver.wait()
    saver.stdout.close()
    with Library(path) as library:
        for line in said:
            if line.endswith(b"\n"):
                assert library.load(int(line)).document.text
        sound(path)


def sound(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO article_index (article_index) VALUES ('integrity-check')")
        connection.rollback()
        counted = connection.execute("SELECT count(*) FROM article WHERE removed IS NULL").fetchone()
        assert connection.execute("SELECT number FROM tally WHERE name = 'all'").fetchone() == counted


def test_a_file_of_a_newer_pullquote_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    assert "newer pullquote" in refused(path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE article (id)")
    assert "another program" in refused(path)


@pytest.mark.parametrize(
    "content", [b"<html>no database</html>" * 100, b"SQLite format 3\0" + b"\xff" * 5000, b"x"]
)
def test_what_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    assert "damaged" in refused(path)


def test_a_file_cut_short_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        for i in range(20):
            library.save(reading(f"https://ledger.example/{i}"))
    os.truncate(path, path.stat().st_size // 2)
    assert "damaged" in refused(path)


def test_a_folder_in_its_place_and_a_file_in_the_place_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "library.db", tmp_path / "file" / "library.db"):
        with pytest.raises(LibraryError):
            Library(path)


def test_an_older_file_is_copied_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        saved = library.save(analysed(reading()))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, ADDED))
    with Library(path) as library:
        assert [tuple(row) for row in library.database.rows("SELECT * FROM shelf")] == [(3,)]
        assert library.load(saved.id) == analysed(reading())
    backup = migrations.backup_path(path, len(MIGRATIONS))
    monkeypatch.undo()
    shutil.copy(backup, tmp_path / "old.db")
    with Library(tmp_path / "old.db") as library:
        assert library.load(saved.id) == analysed(reading())
    assert "newer pullquote" in refused(path)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        saved = library.save(reading())
    broken = Migration("broken", "CREATE TABLE shelf (id); INSERT INTO bookcase VALUES (3);")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(LibraryError):
        Library(path)
    monkeypatch.undo()
    with Library(path) as library:
        assert library.load(saved.id) == reading()


def test_without_a_backup_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    Library(path).close()
    migrations.backup_path(path, len(MIGRATIONS)).mkdir()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, ADDED))
    with pytest.raises(LibraryError, match="copied first"):
        Library(path)
    monkeypatch.undo()
    Library(path).close()


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_error_inside_a_transaction_leaves_nothing_of_it(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        saved = library.save(reading())
        with pytest.raises(LibraryError), library.database.transaction():
            library.set_starred([saved.id, 99])
        entry = library.entry(saved.id)
        assert entry is not None
        assert entry.starred is None


def test_a_library_in_use_for_too_long_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library(path).close()
    with (
        contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other,
        Library(path, wait=0.05) as library,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="in use"):
            library.save(reading())
        other.execute("ROLLBACK")
        assert library.save(reading()).change == "new"
