"""What the file takes: texts packed with their dictionary, quotes as spans, pages given back; and nothing lost by it."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.library import Library, migrations
from reader.library.texts import TAUGHT_BY
from reader.model import Analysis, Quote, Reading
from tests.library.readings import TEXT, analysed, reading

OLD = Path(__file__).with_name("format-4.db.gz")
"""Articles as format 4 held them: with links in quotes, a headline, two texts, a note, a removed one, one followed."""


def numbered(number: int) -> Reading:
    return analysed(
        reading(f"https://ledger.example/{number}", f"{TEXT}\n\nOf number {number}.", f"No. {number}")
    )


def dictionaries(library: Library) -> int:
    return len(library.database.rows("SELECT * FROM dictionary"))


def save_and_fail(library: Library) -> None:
    """Save an article with which a dictionary is made, in a transaction that fails."""
    with library.database.transaction():
        library.save(numbered(TAUGHT_BY))
        assert dictionaries(library) == 1
        library.set_starred([99_999])


def sound(library: Library) -> bool:
    """Tell whether SQLite finds nothing wrong with the file, nor with its index."""
    library.database.execute("INSERT INTO article_index (article_index) VALUES ('integrity-check')")
    return [tuple(row) for row in library.database.rows("PRAGMA integrity_check")] == [("ok",)]


def test_a_library_of_format_4_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    with closing(sqlite3.connect(path)) as old:
        texts = {
            id_: zlib.decompress(data).decode()
            for id_, data in old.execute("SELECT id, markdown FROM version")
        }
        quotes = old.execute("SELECT id, text, kind, start, speaker FROM quote ORDER BY id").fetchall()
    with Library(path) as library:
        database = library.database
        assert sound(library)
        assert texts == {
            row["id"]: database.texts.unpacked(row["markdown"])
            for row in database.rows("SELECT * FROM version")
        }
        found = database.rows(
            'SELECT quote.id, coalesce(text, quoted(at, "end" - start, markdown)), kind, start, speaker'
            " FROM quote JOIN version ON version.id = quote.version ORDER BY quote.id"
        )
        assert [tuple(row) for row in found] == quotes
        assert dictionaries(library) == 1
        assert [version.markdown for version in library.versions(1)] == [texts[1], texts[3]]
        said = library.load(2)
        assert said.analysis is not None
        assert [quote.text for quote in said.analysis.quotes] == [
            "we signed nothing", "We signed nothing yet,", "nothing", "Nothing is decided,"
        ]  # fmt: skip
        for query, ids in (
            ("speaker:quist", {2}),
            ("person:penr*", {2}),
            ("note:tallis", {2}),
            ("tuesday", {1}),
        ):
            assert {hit.entry.id for hit in library.search(query).hits} == ids
        assert library.last_removed() == [20]
        assert next(quote.text for quote in library.quotes(speaker="Rosa Quist")) == "we signed nothing"
    assert migrations.backup_path(path, 4).exists()


def test_texts_are_packed_with_what_they_have_in_common_and_read_by_others(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library, Library(path) as other:
        for number in range(TAUGHT_BY - 1):
            library.save(numbered(number))
        assert dictionaries(library) == 0
        assert other.load(1) == numbered(0)
        plain = library.database.rows("SELECT length(markdown) FROM version WHERE id = 1")[0][0]
        library.save(numbered(TAUGHT_BY))
        assert dictionaries(other) == 1
        assert other.load(1) == numbered(0)
        assert other.load(TAUGHT_BY) == numbered(TAUGHT_BY)
        assert library.database.rows("SELECT length(markdown) FROM version WHERE id = 1")[0][0] < plain / 2
        other.save(numbered(1000))
    with Library(path) as again:
        assert again.load(TAUGHT_BY + 1) == numbered(1000)
        assert sound(again)


def test_a_dictionary_that_came_to_nothing_is_packed_with_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        for number in range(TAUGHT_BY - 1):
            library.save(numbered(number))
        with pytest.raises(LibraryError):
            save_and_fail(library)
        assert dictionaries(library) == 0
        library.save(
            reading("https://ledger.example/other", "Quite another text, and it comes first now.", "Other")
        )
        with Library(path) as other:
            for number in range(TAUGHT_BY - 1):
                assert other.load(number + 1) == numbered(number)
            assert other.entry(TAUGHT_BY) is not None
            assert other.load(TAUGHT_BY).document.text.startswith("Quite another")


def test_a_quote_that_is_no_span_of_the_text_is_kept_as_it_is(tmp_path: Path) -> None:
    saved = analysed(reading())
    assert saved.analysis is not None
    one = saved.analysis.quotes[0]
    odd = (
        replace(one, text="words that stand nowhere"),
        Quote(None, None, "The light", "headline", None, None, None, 0.5),
        one,
    )
    saved = replace(saved, analysis=Analysis(odd, saved.analysis.people, "made by hand"))
    with Library(tmp_path / "library.db") as library:
        assert library.load(library.save(saved).id) == saved
        kept = library.database.rows("SELECT text FROM quote ORDER BY id")
        assert [row["text"] for row in kept] == ["words that stand nowhere", "The light", None]


def test_the_index_forgets_the_speakers_of_an_analysis_that_was_replaced(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        id_ = library.save(analysed(reading())).id
        found = library.load(id_).analysis
        assert found is not None
        other = replace(
            found, quotes=(replace(found.quotes[0], speaker="Hugh Penrose"),), people=(), engine="other"
        )
        library.set_analysis(id_, replace(analysed(reading()), analysis=other))
        assert [len(library.search(query).hits) for query in ("speaker:okafor", "speaker:penr*", "person:okafor")] == [
            0, 1, 0
        ]  # fmt: skip
        assert sound(library)


def test_room_that_nothing_needs_any_more_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        for number in range(120):
            library.save(numbered(number))
    full = path.stat().st_size
    with Library(path) as library:
        library.database.execute("UPDATE article SET removed = '2001-01-01' WHERE id <= 110")
        library.remove([115])
        [free] = library.database.rows("PRAGMA freelist_count")[0]
        assert free > 10
    assert path.stat().st_size < full
    with Library(path) as library:
        assert [tuple(row) for row in library.database.rows("PRAGMA freelist_count")] == [(0,)]
        assert sound(library)
        assert library.load(112) == numbered(111)
