"""The library's commands as a user and a script meet them: real processes, a real file, a real server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.analysis.engine import description
from reader.library import Library
from reader.model import Analysis
from tests.library.readings import TEXT, analysed, reading
from tests.servers import Site
from tests.terminal import Terminal

PULLQUOTE = Path(sys.executable).with_name("pullquote")
PAGE = """<html lang="en"><head><title>The light stays on | The Ledger</title>
<meta property="og:site_name" content="The Ledger"></head><body><article><h1>The light stays on</h1>
<p>“A harbour without a light is a car park with fish,” said Marie Okafor, the mayor of Carrow, to applause
from the gallery. “The light stays on.”</p>
<p>The council has set aside enough money for one winter, and hopes that the ministry will pay for the next.</p>
</article></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def kept(folder: Path) -> Path:
    """A folder with two articles, of which the first is analysed and has a note."""
    with Library(folder / "library.db") as library:
        # By today's engine, so that no command has to load it.
        engine = description("en")
        first = analysed(reading())
        assert first.analysis
        library.save(replace(first, analysis=replace(first.analysis, engine=engine)))
        second = reading("https://courier.example/ferry", "Ferries run <b>late</b>.", "Ferries <i>late</i>")
        library.save(replace(second, analysis=Analysis(engine=engine)))
        library.add_tags([2], "boats")
        library.highlight(1, 0, 21, "ask <them>")
    return folder


def run(folder: Path, *arguments: object, stdin: str = "", code: int = 0) -> tuple[str, str]:
    """Run a command on the library of a folder, with the exit code that it must have."""
    done = subprocess.run(
        [PULLQUOTE, "--data-dir", folder, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder.parent,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def test_an_article_is_saved_once_listed_found_and_read_without_the_network(folder: Path) -> None:
    with Site() as site:
        address = site.page("/story", PAGE)
        said, _ = run(folder, "save", address, "--tag", "harbour")
        assert said == "1\tThe light stays on\tsaved\n"
        mailed = site.page("/story?utm_source=mail", PAGE)
        assert run(folder, "save", f"{mailed}#top")[0].endswith("unchanged\n")
        site.page("/story", PAGE.replace("one winter", "two winters"))
        assert "has changed" in run(folder, "save", address)[0]
    assert (
        "for [-one winter,-]{+two winters,+}"
        in run(folder, "diff", "1")[0].replace("[-one-] [-winter,-]", "[-one winter,-]")
        or "[-one" in run(folder, "diff", "1")[0]
    )
    assert run(folder, "list")[0].split("\t")[2:] == ["The Ledger", "The light stays on", "unread #harbour\n"]
    found, _ = run(folder, "search", "speaker:okafor", "winters")
    assert found.startswith("1\t")
    assert "two winters" in found
    assert "two winters" in run(folder, "show", "1")[0]
    assert run(folder, "quotes", "1")[0].splitlines()[1] == "“The light stays on.” — Marie Okafor"
    assert json.loads(run(folder, "show", "1", "--format", "json")[0])["people"][0]["name"] == "Marie Okafor"


def test_pullquote_alone_lists(kept: Path) -> None:
    assert run(kept)[0] == run(kept, "list")[0]
    assert len(run(kept)[0].splitlines()) == 2


def test_an_empty_library_says_how_to_begin(folder: Path) -> None:
    for command in ((), ("list",), ("list", "--json")):
        out, told = run(folder, *command)
        assert out in ("", "[]\n")
        assert "pullquote save" in told
    for words, code in (
        ("search light", 0),
        ("notes", 0),
        ("tag", 0),
        ("feed list", 0),
        ("feed entries", 0),
        ("feed refresh", 0),
        ("feed export", 0),
        ("diff 3", 1),
        ("star 3", 1),
        ("mark 3", 1),
        ("remove 3", 1),
        ("restore", 1),
    ):
        run(folder, *words.split(), code=code)
    assert not folder.exists(), "looking makes no file"
    assert "no library yet" in run(folder, "show", "7", code=1)[1]


def test_a_file_named_like_an_id_is_the_file(kept: Path) -> None:
    (kept.parent / "1").write_text(PAGE.replace("one winter", "nine winters"), "utf-8")
    assert "nine winters" in run(kept, "show", "1")[0]


def test_lists(kept: Path) -> None:
    run(kept, "star", 2)
    rows = json.loads(run(kept, "list", "--starred", "--json")[0])
    assert [(row["id"], row["tags"], row["read"]) for row in rows] == [(2, ["boats"], None)]
    assert [line[0] for line in run(kept, "list", "--sort", "title")[0].splitlines()] == ["2", "1"]
    assert run(kept, "list", "--limit", 1, "--reverse")[0].startswith("1\t")
    assert run(kept, "list", "--tag", "trains") == (
        "",
        "no saved article is like that; 'pullquote list' shows all\n",
    )


def test_tags(kept: Path) -> None:
    run(kept, "tag", 1, "Boats", "law")
    assert run(kept, "tag")[0] == "boats\t2\nlaw\t1\n"
    run(kept, "tag", "--remove", 1, "law")
    assert run(kept, "tag", 1)[0] == "boats\n"
    assert "no article 9" in run(kept, "tag", 9, "x", code=1)[1]


def test_remove_and_restore(kept: Path) -> None:
    assert "restore" in run(kept, "remove", 1, 2)[1]
    assert run(kept, "list")[0] == ""
    assert "was removed" in run(kept, "show", 1, code=1)[1]
    assert run(kept, "restore")[0].count("\n") == 2
    assert len(run(kept, "list")[0].splitlines()) == 2
    assert "nothing was removed" in run(kept, "restore", code=1)[1]


def test_articles_are_marked_read_and_unread(kept: Path) -> None:
    run(kept, "mark", 1)
    assert [line.split("\t")[0] for line in run(kept, "list", "--unread")[0].splitlines()] == ["2"]
    run(kept, "mark", 1, "--unread")
    assert len(run(kept, "list", "--unread")[0].splitlines()) == 2
    assert run(kept, "mark", 9, code=1)[1].startswith("pullquote: there is no article 9")


def test_notes_are_printed(kept: Path) -> None:
    line = run(kept, "notes")[0]
    assert line.count("\n") == 1
    assert line.split("\t")[0] == "1"
    assert line.split("\t")[2] == "ask <them>"
    assert run(kept, "notes", 1, "--grep", "THEM")[0] == line
    (note,) = json.loads(run(kept, "notes", "--json")[0])
    assert (note["article"], note["start"], note["note"], note["title"]) == (
        1,
        0,
        "ask <them>",
        reading().article.title,
    )
    out, told = run(kept, "notes", 2)
    assert (out, told.count("\n")) == ("", 1)
    assert json.loads(run(kept, "notes", "--grep", "nowhere", "--json")[0]) == []
    assert run(kept, "notes", 9, code=1)[1].startswith("pullquote: there is no article 9")


def test_a_query_that_begins_with_a_dash_comes_after_a_bare_one(kept: Path) -> None:
    assert run(kept, "search", "--", "-ferries")[0].startswith("2\t")
    assert "--" in run(kept, "search", "-ferries", code=2)[1]


def test_a_pipe_that_is_closed_early_ends_quietly(kept: Path) -> None:
    with Library(kept / "library.db") as library:
        for number in range(40):
            library.save(
                analysed(reading(f"https://ledger.example/{number}", f"{TEXT} {number}. {'More. ' * 900}"))
            )
    for words in ("quotes --library", "quotes --library --format json", "list", "notes"):
        done = subprocess.run(
            ["sh", "-c", f'"{PULLQUOTE}" --data-dir "{kept}" {words} | head -n 1 > /dev/null'],
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr
        assert "rror" not in done.stderr


def test_bad_queries_are_one_line(kept: Path) -> None:
    for query in ('"', "after:soon", "speaker:"):
        out, told = run(kept, "search", query, code=1)
        assert out == ""
        assert told.count("\n") == 1


def test_export_of_an_article(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    run(kept, "export", 1, "--to", target)
    for words in ("car park", "— Marie Okafor", "the mayor, 54", r"ask \<them\>"):
        assert words in target.read_text("utf-8")
    assert "--force" in run(kept, "export", 2, "--to", target, code=1)[1]
    run(kept, "export", 2, "--to", target, "--force")
    assert "late" in target.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out.md"]
    assert ".md" in run(kept, "export", 2, "--to", tmp_path / "out.pdf", code=2)[1]
    assert "cannot be written" in run(kept, "export", 2, "--to", tmp_path / "none" / "out.md", code=1)[1]


def test_the_library_out_and_in(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    assert "2 articles" in run(kept, "export", "--library", "--to", target)[1]
    with target.open("a", encoding="utf-8") as file:
        file.write("nonsense\n")
    other = tmp_path / "other"
    _, told = run(other, "import", target, code=1)
    assert "line 3: " in told
    assert "2 new" in told
    assert "2 known already" in run(other, "import", target, code=1)[1]
    assert run(other, "list")[0] == run(kept, "list")[0]


def test_a_damaged_library_is_one_line(kept: Path) -> None:
    (kept / "library.db").write_bytes(b"nonsense" * 1000)
    for command in (["list"], ["search", "x"], ["save", "x.txt"], ["show", "1"]):
        (kept.parent / "x.txt").write_text(TEXT, "utf-8")
        out, told = run(kept, *command, code=1)
        assert out == ""
        assert told.count("\n") == 1
    assert (kept / "library.db").read_bytes() == b"nonsense" * 1000


def test_the_screen_of_a_damaged_library_is_one_line_too(kept: Path) -> None:
    (kept / "library.db").write_bytes(b"nonsense" * 1000)
    with Terminal([PULLQUOTE, "--data-dir", kept], size=(300, 24)) as terminal:
        assert terminal.wait() == 1
        assert terminal.text.strip().startswith("pullquote: ")
        assert terminal.text.strip().count("\n") == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_one_line(kept: Path) -> None:
    kept.chmod(0o500)
    assert run(kept, "star", 1, code=1)[1].count("\n") == 1
    kept.chmod(0o700)
