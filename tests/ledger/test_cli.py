"""The commands of the ledger, on a library that the real model has read."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

import reader
from reader.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., str]

PAGES = (
    """<html lang="en"><head><title>The light stays on</title><meta property="og:site_name" content="=Ledger">
    <meta property="article:published_time" content="2026-11-03"></head><body><article><h1>The light stays on</h1>
    <p>“A harbour without a light is a car park with fish,” said Marie Okafor, the mayor of Carrow, to applause from
    the gallery, which had been full since noon.</p>
    <p>Teodor Lindqvist, a geologist at Tarnbeck University, called the rock below the tower “sound but thirsty” and
    asked the council for a second survey before the winter storms.</p></article></body></html>""",
    """<html lang="en"><head><title>Mayor wins the vote</title><meta property="og:site_name" content="Northern Post">
    <meta property="article:published_time" content="2026-11-05"></head><body><article><h1>Mayor wins the vote</h1>
    <p>Mayor Marie Okafor told supporters that the vote was overdue. “[A port] without a light was a car park with
    fish,” Okafor said on Wednesday, before she walked home along the pier.</p>
    <p>Rosa Okafor, a midfielder for Carrow United, was there as well. “My aunt talks about nothing else,” she said,
    and laughed.</p></article></body></html>""",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    with reader.Library(folder / "library.db") as library:
        for number, page in enumerate(PAGES):
            path = folder / f"{number}.html"
            path.write_text(page, "utf-8")
            library.save(reader.read(path, base_url=f"https://news.example/{number}"))
    return folder


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def run(*arguments: object, code: int = 0, note: str = "") -> str:
        capfdbinary.readouterr()
        assert main([*map(str, arguments), "--data-dir", str(folder)]) == code
        out, err = capfdbinary.readouterr()
        assert note in err.decode()
        assert err.count(b"\n") == (1 if note else 0), err
        return out.decode()

    return run


def test_quotes_of_the_library_are_a_line_each(run: Run) -> None:
    lines = run("quotes", "--library").splitlines()
    assert len(lines) == 4
    assert lines[-2] == (
        "“A harbour without a light is a car park with fish,” — Marie Okafor · The light stays on · =Ledger ·"
        " 2026-11-03 [1]"
    )
    assert run("quotes", "--library", "--speaker", "rosa") == next(x + "\n" for x in lines if "aunt" in x)
    assert len(run("quotes", "--library", "--grep", "car park").splitlines()) == 2
    assert run("quotes", "--library", "--grep", "zeppelin", note="no saved quote is like that") == ""


def test_json_has_the_words_around(run: Run) -> None:
    found = json.loads(run("quotes", "--library", "--site", "=ledger", "--json"))
    assert (found[0]["speaker"], found[0]["person"], found[0]["article"]) == (
        "Marie Okafor",
        "Marie Okafor",
        1,
    )
    assert found[0]["after"].startswith("said Marie Okafor, the mayor of Carrow")
    assert json.loads(run("quotes", "--library", "--grep", "zeppelin", "--json")) == []


def test_csv_is_safe_in_a_spreadsheet(run: Run) -> None:
    rows: list[dict[str, Any]] = list(
        csv.DictReader(io.StringIO(run("quotes", "--library", "--format", "csv")))
    )
    assert {row["site"] for row in rows} == {"'=Ledger", "Northern Post"}
    assert {row["address"] for row in rows} == {"https://news.example/0", "https://news.example/1"}
    assert len({row["recurrence"] for row in rows}) == 2


def test_markdown_cites(run: Run) -> None:
    text = run("quotes", "--library", "--grep", "harbour", "--format", "markdown")
    assert "> — Marie Okafor: [The light stays on](<https://news.example/0>), =Ledger, 2026-11-03" in text


def test_recurring_quotes_show_what_differs(run: Run) -> None:
    text = run("quotes", "--library", "--recurring")
    assert text.startswith("2 articles — Marie Okafor\n  2026-11-03  =Ledger [1]: “A harbour without")
    assert "[-A harbour-] {+[A port]+} without a light [-is-] {+was+} a car park with fish" in text
    assert "**\\[A port\\]**" in run("quotes", "--library", "--recurring", "--format", "markdown")
    (found,) = json.loads(run("quotes", "--library", "--recurring", "--json"))
    assert found["wordings"][1]["differences"][0] == {
        "kind": "changed",
        "first": "A harbour",
        "second": "[A port]",
    }


def test_people_and_their_dossier(run: Run) -> None:
    people = [line.split("\t") for line in run("people", "--library").splitlines()]
    assert ["Marie Okafor", "mayor of Carrow", "2 articles", "2 quotes"] in [
        [line[1], "mayor of Carrow", *line[3:]] for line in people
    ]
    assert "Okafor" in run("people", "--library", "--name", "rosa")
    text = run("dossier", "marie okafor", "--why")
    assert "2 articles · 2 quotes" in text
    assert "[…] said Marie Okafor, the mayor of Carrow, to applause" in text
    assert "the same name" in text
    assert json.loads(run("dossier", "marie okafor", "--json"))["person"]["name"] == "Marie Okafor"
    assert "# Marie Okafor" in run("dossier", "marie okafor", "--format", "markdown")
    run("dossier", "okafor", code=1, note="may be several people; say which by number")


def test_decisions_print_the_person_that_they_make(run: Run) -> None:
    assert "followed, 0 new" in run("follow", "marie")
    assert "Marie Okafor" in run("people", "--library", "--followed")
    assert "followed" not in run("unfollow", "marie")
    merged = run("merge", "marie", "lindqvist")
    assert "\t2 articles\t3 quotes" in merged
    assert "Teodor Lindqvist" in run("split", "marie", "--called", "Teodor Lindqvist")
    assert "\t2 articles\t2 quotes" in run("people", "--library", "--name", "marie", "--rebuild")
    run("split", "marie", code=2, note="Say who is another person")


def test_either_a_source_or_the_library(run: Run) -> None:
    run("quotes", code=2, note="Missing argument 'SOURCE', or --library")
    run("quotes", "x.html", "--library", code=2, note="either a SOURCE or --library")
    run("people", "x.html", "--followed", code=2, note="--followed goes with --library")
    run("quotes", "x.html", "--by-site", code=2, note="--by-site goes with --library")


def test_the_chart_has_a_bar_a_pair(run: Run) -> None:
    lines = run("quotes", "--library", "--by-site").splitlines()
    assert all(line.endswith("█") for line in lines)
    assert len(lines) == 4


@pytest.mark.parametrize("command", [("quotes", "--library"), ("people", "--library")])
def test_an_empty_library_says_what_to_do(
    command: tuple[str, ...], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([*command, "--data-dir", str(tmp_path)]) == 0
    assert capfdbinary.readouterr() == (
        b"",
        b"the library is empty; 'pullquote save ADDRESS' keeps an article\n",
    )
    assert main(["dossier", "x", "--data-dir", str(tmp_path)]) == 1
    assert not list(tmp_path.iterdir())
