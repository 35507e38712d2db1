"""The whole library as JSON lines: out and in without loss, as often as one likes."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import parse
from reader.errors import LibraryError
from reader.library import Library
from reader.model import Analysis, Article, Dropped, Person, Quote, Reading
from reader.sanitise import one_line, sanitise
from tests.library.readings import TEXT, analysed, reading

lines = st.text(max_size=30).map(one_line)
dates = st.none() | st.sampled_from(["2026-11-03", "2026-11-03T09:00:00+02:00", "1999-01-01T00:00:00"])


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    article = Article(
        draw(
            st.sampled_from(["-", "/tmp/page.html", "https://ledger.example/a", "https://x.example/b?id=3"])
        ),
        draw(st.none() | st.sampled_from(["https://ledger.example/a", "https://x.example/c"])),
        draw(lines),
        draw(lines.map(lambda text: text or None)),
        draw(lines.map(lambda text: text or None)),
        draw(dates),
        draw(st.sampled_from(["en", "de"])),
        draw(st.text(min_size=1).map(sanitise).filter(str.strip)),
        tuple(draw(st.lists(st.builds(Dropped, lines, lines, st.integers(0, 9)), max_size=2))),
        tuple(draw(st.lists(lines, max_size=2))),
        draw(st.none() | st.just("https://ledger.example/own")),
    )
    document = parse(article)
    return Reading(article, document, draw(st.none() | analyses(len(document.text))))


@st.composite
def analyses(draw: st.DrawFn, length: int) -> Analysis:
    spans = st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda pair: (min(pair), max(pair)))
    names = st.none() | lines.filter(bool)

    def quote() -> Quote:
        start, end = draw(st.just((None, None)) | spans)
        kind = draw(st.sampled_from(["direct", "partial", "block", "headline", "indirect"]))
        share = draw(st.floats(0, 1))
        return Quote(start, end, draw(lines), kind, draw(names), draw(st.none() | spans), draw(names), share)  # type: ignore[arg-type]

    quotes = tuple(quote() for _ in range(draw(st.integers(0, 3))))
    indices = st.lists(st.sampled_from(range(len(quotes))), unique=True).map(tuple) if quotes else st.just(())
    person = st.builds(
        Person,
        lines,
        st.lists(lines).map(tuple),
        st.lists(lines).map(tuple),
        st.lists(spans).map(tuple),
        indices,
        st.none() | st.integers(0, 120),
        st.integers(0, 9),
    )
    people = draw(st.lists(person, max_size=3))
    return Analysis(
        quotes,
        tuple(people),
        draw(st.uuids().map(str)),
        tuple(quote() for _ in range(draw(st.integers(0, 2)))),
    )


@settings(max_examples=15, deadline=None)
@given(st.lists(readings(), max_size=5), st.data())
def test_out_and_in_again_is_the_same(saved: list[Reading], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Library(Path(folder) / "one.db") as one:
            for item in saved:
                result = one.save(item)
                stored = one.load(result.id)
                assert replace(stored, analysis=None) == replace(item, analysis=None)
                if item.analysis:
                    assert stored.analysis == item.analysis
            ids = [entry.id for entry in one.entries()]
            if ids:
                one.set_starred(data.draw(st.lists(st.sampled_from(ids))))
                one.add_tags(ids[:1], "Küste", "x y")
                one.set_place(ids[0], 7)
                if words := one.load(ids[-1]).document.text.strip():
                    at = one.load(ids[-1]).document.text.index(words)
                    one.highlight(ids[-1], at, at + len(words), "a note\nof two lines")
                one.remove(ids[:1])
            out = list(one.export_lines())
        with Library(Path(folder) / "two.db") as two:
            assert [two.import_line(line).new for line in out] == [True] * len(out)
            assert list(two.export_lines()) == out
            assert [two.import_line(line).new for line in out] == [False] * len(out)
            assert list(two.export_lines()) == out


def test_versions_with_their_analyses_and_ids_come_back(tmp_path: Path) -> None:
    with Library(tmp_path / "one.db") as one, Library(tmp_path / "two.db") as two:
        for i in range(3):
            one.save(reading(f"https://ledger.example/{i}"))
        one.save(analysed(reading(f"https://ledger.example/{1}")))
        one.save(reading("https://ledger.example/1", TEXT + "\n\nCorrected."))
        for line in list(one.export_lines())[1:]:
            two.import_line(line)
        assert [version.markdown for version in two.versions(2)] == [TEXT, TEXT + "\n\nCorrected."]
        assert sorted(entry.id for entry in two.entries()) == [2, 3]
        assert two.save(reading("https://ledger.example/new")).id == 4


def test_into_a_library_with_the_same_article_goes_what_it_does_not_have(tmp_path: Path) -> None:
    with Library(tmp_path / "one.db") as one, Library(tmp_path / "two.db") as two:
        two.save(reading("https://other.example/x"))
        here = two.save(reading()).id
        two.add_tags([here], "mine")
        one.save(reading())
        one.save(reading(text=TEXT + "\n\nCorrected."))
        one.add_tags([1], "theirs")
        one.highlight(1, 0, 11, "their note")
        (line,) = one.export_lines()
        assert two.import_line(line).id == here
        assert two.load(here).article.markdown.endswith("Corrected.")
        entry = two.entry(here)
        assert entry is not None
        assert entry.tags == ("mine", "theirs")
        assert [highlight.note for highlight in two.highlights(here)] == ["their note"]


GOOD = {"kind": "article", "schema": 1, "source": "x", "versions": [{"title": "T", "markdown": "Text."}]}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"kind": "article", "id": ' + "9" * 5000 + "}",
        json.dumps({**GOOD, "kind": "feed"}),
        json.dumps({**GOOD, "schema": 2}),
        json.dumps({**GOOD, "versions": []}),
        json.dumps({**GOOD, "versions": [{"title": 3, "markdown": "x"}]}),
        json.dumps({**GOOD, "versions": [{"title": "T", "markdown": "\x1b[31m"}]}),
        json.dumps({**GOOD, "url": "javascript:alert(1)"}),
        json.dumps({**GOOD, "saved": "yesterday"}),
        json.dumps({**GOOD, "tags": [""]}),
        json.dumps({**GOOD, "place": -1}),
        json.dumps(
            {
                **GOOD,
                "versions": [
                    {"title": "T", "markdown": "x", "analysis": {"quotes": [{"start": 0, "end": 9}]}}
                ],
            }
        ),
        json.dumps(
            {**GOOD, "versions": [{"title": "T", "markdown": "x", "analysis": {"people": [{"quotes": [0]}]}}]}
        ),
    ],
)
def test_a_line_that_is_none_of_ours_is_told_in_one_line_and_changes_nothing(
    tmp_path: Path, line: str
) -> None:
    with Library(tmp_path / "library.db") as library:
        with pytest.raises(LibraryError) as told:
            library.import_line(line)
        assert "\n" not in str(told.value)
        assert list(library.export_lines()) == []
        for _ in range(2):
            taken = library.import_line(json.dumps(GOOD))
        assert len(library.versions(taken.id)) == 1


def test_nothing_of_a_line_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07ti\u202etle"
    line = {
        **GOOD,
        "tags": [f"t{evil}"],
        "versions": [{"title": evil, "site": evil, "byline": evil, "markdown": f"Text {evil}"}],
    }
    with Library(tmp_path / "library.db") as library:
        library.import_line(json.dumps(line))
        entry = library.entries()[0]
        assert (entry.title, entry.site, entry.byline, entry.tags) == ("title", "title", "title", ("ttitle",))
        assert library.load(entry.id).article.markdown == "Text title"
