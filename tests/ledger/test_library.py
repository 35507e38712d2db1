"""The ledger of a real library file: saves, changes, removals, decisions, and who is followed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.document import parse
from reader.errors import LibraryError
from reader.library import Library
from reader.model import Analysis, Article, Person, Quote, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIGHT = "We will never close the harbour light, whatever the ministry writes to the pilots."
PAPERS = "The Ledger", "Northern Post", "Carrow Times"


def article(number: int, *said: tuple[str, str], roles: str = "", day: str = "2026-11-03") -> Reading:
    """An article in which each of `said`, a speaker and the words, stands in a paragraph of its own."""
    paragraphs, quotes, at = [], [], 0
    for name, words in said:
        paragraph = f"The gallery was full. “{words}” said {name}, and sat down."
        start = at + paragraph.index("“") + 1
        quotes.append(Quote(start, start + len(words), words, "direct", name, None, "said", 0.9))
        paragraphs.append(paragraph)
        at += len(paragraph) + 2
    people = [
        Person(
            name,
            roles=(roles,) if roles else (),
            quotes=tuple(i for i, q in enumerate(quotes) if q.speaker == name),
        )
        for name in dict.fromkeys(name for name, _ in said)
    ]
    url = f"https://news.example/{number}"
    kept = Article(
        url,
        url,
        f"Story {number}",
        "By Imogen Tallis",
        PAPERS[number % 3],
        day,
        "en",
        "\n\n".join(paragraphs),
    )
    return Reading(kept, parse(kept), Analysis(tuple(quotes), tuple(people), "by hand"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.db") as library:
        yield library


def texts(library: Library, **which: object) -> list[str]:
    return [quote.text for quote in library.quotes(**which)]  # type: ignore[arg-type]


def counts(library: Library) -> list[tuple[str, int, int]]:
    return [(person.name, person.articles, person.quotes) for person in library.people()]


def test_quotes_are_found_by_speaker_words_site_and_day(library: Library) -> None:
    library.save(article(1, ("Marie Okafor", LIGHT), ("a pilot", "I saw the rocks.")))
    library.save(article(2, ("Rosa Quist", "The ferry is older than its captain."), day="2026-12-01"))
    assert texts(library) == ["The ferry is older than its captain.", LIGHT, "I saw the rocks."]
    assert texts(library, speaker="okafor") == [LIGHT]
    assert texts(library, speaker="pilot") == ["I saw the rocks."]
    assert texts(library, grep='"harbour light" pilot') == [LIGHT]
    assert texts(library, grep='"light harbour"') == []
    assert texts(library, site="ledger") == []
    assert texts(library, site="northern") == [LIGHT, "I saw the rocks."]
    assert texts(library, after="2026-12") == texts(library, limit=1) == texts(library, speaker="Rosa Quist")
    assert texts(library, before="2026-11", offset=1) == ["I saw the rocks."]
    assert texts(library, grep='" ( * "') == texts(library)
    with pytest.raises(LibraryError, match="no date"):
        texts(library, after="yesterday")


def test_a_quote_has_the_words_around_it(library: Library) -> None:
    library.save(article(1, ("Marie Okafor", LIGHT)))
    (quote,) = library.quotes(around=True)
    assert (quote.before, quote.after) == ("The gallery was full.", "said Marie Okafor, and sat down.")
    assert (quote.title, quote.byline, quote.site, quote.dated) == (
        "Story 1", "By Imogen Tallis", "Northern Post", "2026-11-03",
    )  # fmt: skip


def test_the_dossier_tells_roles_over_time_sites_and_company(library: Library) -> None:
    library.save(
        article(1, ("Marie Okafor", LIGHT), ("Rosa Quist", "No."), roles="councillor", day="2024-01-05")
    )
    library.save(article(2, ("Marie Okafor", "I have the key."), roles="mayor of Carrow", day="2026-02-01"))
    library.save(article(3, ("M. Okafor", "Ask the pilots."), roles="mayor of Carrow", day="2026-03-01"))
    dossier = library.dossier("Marie Okafor")
    assert (dossier.person.articles, dossier.person.quotes, dossier.person.role) == (3, 3, "mayor of Carrow")
    assert [quote.text for quote in dossier.quotes] == ["Ask the pilots.", "I have the key.", LIGHT]
    assert [(role.role, role.first, role.last, role.articles) for role in dossier.roles] == [
        ("councillor", "2024-01-05", "2024-01-05", 1),
        ("mayor of Carrow", "2026-02-01", "2026-03-01", 2),
    ]
    assert [one.name for one in dossier.beside] == ["Rosa Quist"]
    assert {(count.site, count.quotes) for count in dossier.sites} == {(paper, 1) for paper in PAPERS}
    reasons = {form.name: " ".join(words for words, _ in form.reasons) for form in dossier.forms}
    assert "initial" in reasons["M. Okafor"]
    assert [one.text for one in library.dossier("okafor", limit=1, offset=1).quotes] == ["I have the key."]


def test_whose_name_several_have_is_asked_for_by_number(library: Library) -> None:
    library.save(article(1, ("Ian Brennan", "Cut here."), roles="surgeon"))
    library.save(article(2, ("Ian Brennan", "Chapter one."), roles="novelist"))
    with pytest.raises(LibraryError, match=r"several people; say which by number: \d+ Ian Brennan, surgeon"):
        library.dossier("Ian Brennan")
    assert {library.dossier(person.id).person.role for person in library.people()} == {"surgeon", "novelist"}
    with pytest.raises(LibraryError, match="no article of the library names 'Nobody'"):
        library.dossier("Nobody")


def test_a_removed_article_leaves_the_ledger_and_comes_back(library: Library) -> None:
    one = library.save(article(1, ("Marie Okafor", LIGHT), roles="mayor of Carrow"))
    library.save(article(2, ("Marie Okafor", "They would never close the harbour light."), day="2026-12-01"))
    before = counts(library), library.recurrences(), library.dossier("okafor").roles
    library.remove([one.id])
    assert counts(library) == [("Marie Okafor", 1, 1)]
    assert library.recurrences() == ()
    assert library.dossier("okafor").roles == ()
    library.restore([one.id])
    after = counts(library), library.recurrences(), library.dossier("okafor").roles
    assert (after[0], after[2]) == (before[0], before[2])
    assert [w.quote.text for w in after[1][0].wordings] == [w.quote.text for w in before[1][0].wordings]


def test_a_changed_article_is_in_it_once(library: Library) -> None:
    library.save(article(1, ("Marie Okafor", LIGHT), roles="councillor"))
    library.save(article(1, ("Marie Okafor", "The light stays on."), ("Rosa Quist", "No."), roles="mayor"))
    assert texts(library) == ["The light stays on.", "No."]
    assert counts(library) == [("Marie Okafor", 1, 1), ("Rosa Quist", 1, 1)]
    assert [role.role for role in library.dossier("okafor").roles] == ["mayor"]


def test_a_new_analysis_takes_the_place_of_the_old_one(library: Library) -> None:
    first = article(1, ("Marie Okafor", LIGHT), ("Rosa Quist", "No."))
    saved = library.save(first)
    library.save(article(2, ("Marie Okafor", LIGHT)))
    assert first.analysis
    newer = replace(first.analysis, people=first.analysis.people[1:], engine="newer")
    library.set_analysis(saved.id, replace(first, analysis=newer))
    assert counts(library) == [("Marie Okafor", 1, 1), ("Rosa Quist", 1, 1)]


def test_what_the_user_merged_and_split_stays_so(library: Library) -> None:
    library.save(article(1, ("Elena Petrova", "I paint at night."), roles="painter"))
    library.save(article(2, ("Countess Bellweather", "I paint at night, mostly."), roles="novelist"))
    library.save(article(3, ("Ian Brennan", "Cut here.")))
    library.save(article(4, ("Ian Brennan", "Chapter one.")))
    assert library.merge_people("Elena Petrova", "Bellweather").articles == 2
    assert library.split_person("Ian Brennan", articles=[4]).articles == 1

    def kept() -> None:
        people = {(person.name, person.articles) for person in library.people()}
        assert people >= {("Elena Petrova", 2), ("Ian Brennan", 1)}
        assert len(people) == 2
        assert len(library.people(name="brennan")) == 2

    kept()
    library.rebuild_ledger()
    kept()
    library.save(article(5, ("Countess Bellweather", "Come to tea on Sunday."), roles="novelist"))
    assert [person.articles for person in library.people(name="petrova")] == [3]
    library.save(article(4, ("Ian Brennan", "Chapter two.")))
    library.rebuild_ledger()
    assert len(library.people(name="brennan")) == 2


def test_the_last_word_counts(library: Library) -> None:
    library.save(article(1, ("Ian Brennan", "Cut here.")))
    library.save(article(2, ("Ian Brennan", "Chapter one.")))
    other = library.split_person("Ian Brennan", articles=[2])
    (first,) = [person for person in library.people() if person.id != other.id]
    library.merge_people(first.id, other.id)
    library.rebuild_ledger()
    assert counts(library) == [("Ian Brennan", 2, 2)]
    with pytest.raises(LibraryError, match="all there is"):
        library.split_person("Ian Brennan", articles=[1, 2])
    with pytest.raises(LibraryError, match="one person already"):
        library.merge_people("Ian Brennan", "brennan")


def test_a_split_of_many_holds_however_the_ledger_is_made(library: Library) -> None:
    for number in range(1, 7):
        library.save(article(number, ("Ian Brennan", f"Number {number}."), day=f"2026-11-0{number}"))
    library.split_person("Ian Brennan", articles=[2, 5])
    library.rebuild_ledger()
    assert sorted(person.articles for person in library.people()) == [2, 4]


def test_new_quotes_of_whom_one_follows_are_marked_until_looked_at(library: Library) -> None:
    library.save(article(1, ("Marie Okafor", LIGHT)))
    with pytest.raises(LibraryError, match="not followed"):
        library.unfollow("okafor")
    library.follow("okafor")
    assert texts(library, new=True) == []
    library.save(article(2, ("Marie Okafor", "I have the key."), ("Rosa Quist", "No.")))
    assert texts(library, new=True) == ["I have the key."]
    assert [person.new for person in library.people(followed=True)] == [1]
    library.rebuild_ledger()
    assert texts(library, new=True) == ["I have the key."]
    library.mark_looked_at("okafor")
    library.save(article(2, ("Marie Okafor", "I have the key."), ("Marie Okafor", "And the lamp.")))
    assert texts(library, new=True) == ["And the lamp."]
    library.unfollow("okafor")
    assert (texts(library, new=True), library.people(followed=True)) == ([], ())


def test_a_ledger_that_was_interrupted_is_finished(library: Library) -> None:
    library.save(article(1, ("Marie Okafor", LIGHT)))
    library.database.execute("INSERT INTO ledger_due VALUES (1)")
    assert library.ledger_due() == 1
    assert counts(library) == [("Marie Okafor", 1, 1)]
    assert library.ledger_due() == 0


def test_who_quotes_whom_is_counted_by_site(library: Library) -> None:
    library.save(article(1, ("Marie Okafor", LIGHT), ("Marie Okafor", "Ask the pilots.")))
    library.save(article(3, ("Rosa Quist", "No.")))
    found = [(count.site, count.person, count.quotes) for count in library.who_quotes_whom()]
    assert found == [("Northern Post", "Marie Okafor", 2), ("The Ledger", "Rosa Quist", 1)]
    assert [count.person for count in library.who_quotes_whom(site="ledger")] == ["Rosa Quist"]


def test_decisions_travel_with_the_articles(library: Library, tmp_path: Path) -> None:
    library.save(article(1, ("Elena Petrova", "I paint at night."), roles="painter"))
    library.save(article(2, ("Rosa Quist", "I paint at night, mostly.")))
    library.save(article(3, ("Ian Brennan", "Cut here.")))
    library.save(article(4, ("Ian Brennan", "Chapter one.")))
    library.merge_people("Elena Petrova", "Rosa Quist")
    library.split_person("Ian Brennan", articles=[4])
    library.follow("Elena Petrova")
    lines = list(library.export_lines())
    for order in (lines, lines[::-1]):
        with Library(tmp_path / f"{order is lines}.db") as other:
            other.save(article(9, ("Marie Okafor", LIGHT)))
            for line in (*order, *order):
                other.import_line(line)
            for _ in range(2):
                assert sorted((person.articles, person.followed) for person in other.people()) == [
                    (1, False), (1, False), (1, False), (2, True),
                ]  # fmt: skip
                other.rebuild_ledger()
