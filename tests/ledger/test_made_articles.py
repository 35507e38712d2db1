"""The ledger on 300 made articles: forty quotes recur in other words, thirty people share surnames."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from tests.ledger.corpus import Made, make

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

SEED = 20261124
Pair = frozenset[tuple[int, int]]


@pytest.fixture(scope="module")
def made() -> Made:
    return make(SEED)


@pytest.fixture(scope="module")
def library(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterable[Library]:
    with Library(tmp_path_factory.mktemp("made") / "library.db") as library:
        with library.database.transaction():
            for reading in made.readings:
                library.save(reading)
        yield library


def grouped(of: Mapping[Hashable, object]) -> dict[object, set[Hashable]]:
    groups: dict[object, set[Hashable]] = defaultdict(set)
    for item, group in of.items():
        groups[group].add(item)
    return groups


def b_cubed(found: Mapping[Hashable, object], true: Mapping[Hashable, object]) -> tuple[float, float]:
    """Precision and recall after A. Bagga and B. Baldwin, Entity-based cross-document coreferencing (1998)."""
    clusters, gold = grouped(found), grouped(true)
    both = {item: len(clusters[found[item]] & gold[true[item]]) for item in true}
    precision = sum(both[item] / len(clusters[found[item]]) for item in true) / len(true)
    recall = sum(both[item] / len(gold[true[item]]) for item in true) / len(true)
    return precision, recall


def pairs(groups: Iterable[Iterable[tuple[int, int]]]) -> set[Pair]:
    """Pairs of quotes of one group that stand in two articles."""
    return {frozenset((a, b)) for group in groups for a in group for b in group if a[0] != b[0]}


def people_score(made: Made, library: Library) -> tuple[float, float, float]:
    """B³ precision, recall and F1 of who is who."""
    found: dict[Hashable, object] = {}
    for person in library.people(limit=None):
        for row in library.database.rows(
            "SELECT article, name FROM appearance JOIN person ON person.id = appearance.person WHERE identity = ?",
            (person.id,),
        ):
            found[row["article"] - 1, row["name"]] = person.id
    assert found.keys() == made.people.keys()
    precision, recall = b_cubed(found, dict(made.people))
    return precision, recall, 2 * precision * recall / (precision + recall)


def recurrence_score(made: Made, library: Library) -> tuple[float, float]:
    """Precision and recall of the pairs of quotes in two articles that are one."""
    where = {
        (reading.article.url, quote.start): (index, position)
        for index, reading in enumerate(made.readings)
        if reading.analysis
        for position, quote in enumerate(reading.analysis.quotes)
    }
    starts = {row["id"]: row["start"] for row in library.database.rows("SELECT id, start FROM quote")}
    groups = (
        [where[wording.quote.url, starts[wording.quote.id]] for wording in one.wordings]
        for one in library.recurrences(limit=None)
    )
    found, true = pairs(groups), pairs(grouped(dict(made.recurring)).values())  # type: ignore[arg-type]
    assert len(true) > 60
    return len(found & true) / len(found), len(found & true) / len(true)


def test_people_are_merged_and_namesakes_kept_apart(made: Made, library: Library) -> None:
    assert people_score(made, library)[2] >= 0.95


def test_quotes_that_recur_are_found_and_no_others(made: Made, library: Library) -> None:
    precision, recall = recurrence_score(made, library)
    assert precision >= 0.95
    assert recall >= 0.9


def test_the_first_seen_comes_first_and_the_differences_are_shown(library: Library) -> None:
    changed = 0
    for recurrence in library.recurrences(limit=None):
        days = [wording.quote.dated for wording in recurrence.wordings]
        assert days == sorted(days)
        first = recurrence.wordings[0].quote.text
        for wording in recurrence.wordings:
            kinds = {difference.kind for difference in wording.differences}
            assert " ".join(d.first for d in wording.differences if d.first) == " ".join(first.split())
            assert " ".join(d.second for d in wording.differences if d.second) == " ".join(
                wording.quote.text.split()
            )
            changed += kinds != {"same"}
    assert changed > 30


def test_some_quotes_are_given_to_two(library: Library) -> None:
    assert any(len(recurrence.speakers) > 1 for recurrence in library.recurrences(limit=None))


def main(seeds: Iterable[int]) -> None:
    """Print the scores for other seeds: python -m tests.ledger.test_made_articles 1 2 3"""
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library.db") as library:
            made = make(seed)
            with library.database.transaction():
                for reading in made.readings:
                    library.save(reading)
            print("{}: people B³ {:.3f} {:.3f} F {:.3f}".format(seed, *people_score(made, library)), end="  ")
            print("recurrences precision {:.3f} recall {:.3f}".format(*recurrence_score(made, library)))


if __name__ == "__main__":
    main(map(int, sys.argv[1:]))
