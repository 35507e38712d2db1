"""Keeping articles: under which addresses, in which versions, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.library import Filter, Library
from reader.library.identity import address_key
from reader.model import Dropped
from tests.library.readings import TEXT, analysed, reading


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.db") as opened:
        yield opened


def test_a_saved_reading_comes_back_as_it_was(library: Library) -> None:
    whole = analysed(
        reading(
            dropped=(Dropped("Read also: ferries", "a teaser", 1),),
            notices=("the article continues",),
            canonical="https://ledger.example/the-light",
        )
    )
    saved = library.save(whole)
    assert saved.change == "new"
    assert library.load(saved.id) == whole


@pytest.mark.parametrize(
    "other",
    [
        "http://www.ledger.example/light/",
        "https://ledger.example/light?utm_source=mail&fbclid=3#comments",
        "https://m.ledger.example:443/light/amp",
        "https://LEDGER.example/%6Cight",
    ],
)
def test_the_same_article_by_another_address_is_one_entry(library: Library, other: str) -> None:
    first = library.save(reading())
    assert library.save(reading(other)) == replace(first, change="same")
    assert library.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        "https://ledger.example/light?id=2",
        "https://ledger.example/light?gallery=2",
        "https://other.example/light",
        "https://ledger.example:8080/light",
        "https://ledger.example/#!/light",
    ],
)
def test_another_address_is_another_article(library: Library, other: str) -> None:
    library.save(reading())
    assert library.save(reading(other)).change == "new"


def test_redirects_and_the_pages_own_address_lead_to_one_entry(library: Library) -> None:
    first = library.save(
        replace(
            reading("https://short.example/x"),
            article=replace(
                reading().article,
                source="https://short.example/x",
                canonical="https://ledger.example/2026/the-light-stays-on",
            ),
        )
    )
    for address in (
        "https://short.example/x",
        "https://ledger.example/2026/the-light-stays-on",
        "https://ledger.example/light",
    ):
        assert library.find_address(address) == first.id
        assert library.save(reading(address)).id == first.id


def test_a_page_cannot_speak_for_another_site(library: Library) -> None:
    first = library.save(reading())
    forged = reading(
        "https://evil.example/x",
        "Bought cheaply, the light was never there at all.",
        canonical=reading().article.url,
    )
    assert library.save(forged).id != first.id
    assert library.load(first.id).article.markdown == TEXT


def test_one_canonical_address_for_all_pages_of_a_site_does_not_make_them_one(library: Library) -> None:
    texts = [
        "A story of ferries and the lottery by which their berths are given.",
        "What the budget says of roofs, in six tables.",
    ]
    ids = {
        library.save(reading(f"https://ledger.example/{i}", text, canonical="https://ledger.example/news")).id
        for i, text in enumerate(texts)
    }
    assert len(ids) == 2


def test_a_changed_article_keeps_its_earlier_text_and_what_was_done_with_it(library: Library) -> None:
    saved = library.save(analysed(reading()))
    library.add_tags([saved.id], "Harbour")
    library.set_starred([saved.id])
    changed = reading(text=TEXT.replace("four hours", "five hours"))
    assert library.save(changed) == replace(saved, change="changed")
    assert library.load(saved.id) == changed
    assert [version.markdown for version in library.versions(saved.id)] == [TEXT, changed.article.markdown]
    entry = library.entry(saved.id)
    assert entry is not None
    assert (entry.tags, bool(entry.starred), entry.quotes) == (("Harbour",), True, 0)
    assert not library.search("four").hits
    assert library.search("five").hits


def test_files_are_known_by_name_while_they_hold_the_same_article(library: Library, tmp_path: Path) -> None:
    name = str(tmp_path / "page.html")
    first = library.save(reading(name))
    assert library.save(reading(name, TEXT.replace("four", "five"))).id == first.id
    assert (
        library.save(reading(name, "Quite another page, saved under the same name as people do.")).id
        != first.id
    )


def test_what_is_piped_twice_is_one_entry(library: Library) -> None:
    first = library.save(reading("-"))
    assert library.save(reading("-")) == replace(first, change="same")


def test_a_better_reading_of_the_same_text_adds_its_analysis(library: Library) -> None:
    saved = library.save(reading())
    assert not library.search("speaker:okafor").hits
    library.save(analysed(reading()))
    assert library.load(saved.id).analysis == analysed(reading()).analysis
    library.save(reading())
    assert library.load(saved.id).analysis is not None
    assert library.search("speaker:okafor").hits


def test_removed_articles_come_back_with_all_they_had(library: Library) -> None:
    saved = library.save(analysed(reading()))
    library.add_tags([saved.id], "harbour")
    library.remove([saved.id])
    assert (library.count(), library.entries(), library.search("council").hits) == (0, [], ())
    assert [entry.id for entry in library.entries(Filter(removed=True))] == [saved.id]
    with pytest.raises(LibraryError, match="restore"):
        library.load(saved.id)
    library.restore(library.last_removed())
    assert library.load(saved.id) == analysed(reading())
    assert library.entries()[0].tags == ("harbour",)


def test_saving_a_removed_article_again_restores_it(library: Library) -> None:
    saved = library.save(reading())
    library.remove([saved.id])
    assert library.save(reading()) == replace(saved, change="restored")
    assert library.count() == 1


def test_removing_some_of_which_one_is_not_there_removes_none(library: Library) -> None:
    saved = library.save(reading())
    with pytest.raises(LibraryError, match="no article 99"):
        library.remove([saved.id, 99])
    assert library.count() == 1


def test_what_was_removed_long_ago_goes_for_good_and_from_the_index_too(library: Library) -> None:
    saved, other = (
        library.save(analysed(reading())),
        library.save(reading("https://ledger.example/2", "Of ferries.")),
    )
    library.highlight(saved.id, 0, 10, "mine")
    library.remove([saved.id])
    library.database.execute("UPDATE article SET removed = '2020-01-01T00:00:00.000+00:00'")
    library.database.execute("UPDATE article SET removed = NULL WHERE id = ?", (other.id,))
    library.remove([other.id])
    assert library.entry(saved.id) is None
    library.database.execute("INSERT INTO article_index (article_index) VALUES ('integrity-check')")
    left = library.database.row(
        "SELECT (SELECT count(*) FROM version) + (SELECT count(*) FROM indexed), (SELECT count(*) FROM quote)"
        " + (SELECT count(*) FROM person) + (SELECT count(*) FROM highlight), (SELECT count(*) FROM address)"
    )
    assert left is not None
    assert tuple(left) == (2, 0, 1), "what is left is of the other article"
    assert library.save(reading()).id > other.id, "an ID is never given twice"


def test_the_place_moves_with_the_text(library: Library) -> None:
    saved = library.save(reading())
    place = reading().document.text.index("The pilotage")
    library.set_place(saved.id, place)
    library.save(reading(text="A line that the desk put above.\n\n" + TEXT))
    entry = library.entry(saved.id)
    assert entry is not None
    assert library.load(saved.id).document.text[entry.place :].startswith("The pilotage")


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[31mred\x07", "'; DROP TABLE article; --", '"*NEAR(', "\u202etxt.exe", "x" * 5000, "🦑\u200d"],
)
def test_hostile_titles_are_text(library: Library, hostile: str) -> None:
    saved = library.save(reading(title=hostile, site=hostile, byline=hostile))
    library.add_tags([saved.id], "t")
    assert library.entries(sort="title")[0].id == saved.id
    assert library.search("lighthouse").hits[0].entry.id == saved.id
    assert library.count(Filter(site=hostile)) in (0, 1)


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "https://", "http://a:99999/x", "https://ü.example/ä?ö=%ff", "HTTP://X.example"],
)
def test_keys_are_made_of_any_address(address: str) -> None:
    assert address_key(address)


def test_a_file_is_found_again_from_another_folder(tmp_path, monkeypatch):
    (tmp_path / "tide.txt").write_text("The tide came in at noon and took the chairs with it.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    from reader.pipeline import read

    with Library(tmp_path / "library.db") as library:
        saved = library.save(read("tide.txt", analyse=False))
        entry = library.entry(saved.id)
    assert entry is not None
    assert entry.source == str(tmp_path / "tide.txt")


def test_the_analysis_of_another_text_is_refused(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        saved = library.save(reading()).id
        now = analysed(reading(text=f"It rained.\n\n{TEXT}"))
        with pytest.raises(LibraryError, match="another text"):
            library.set_analysis(saved, now)
        assert library.load(saved).analysis is None
        library.save(replace(now, analysis=None))
        library.set_analysis(saved, now)
        assert library.load(saved) == now
