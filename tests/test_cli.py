"""The command line as a user and a script meet it: real processes, real pipes, a real server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from tests.servers import Site

PULLQUOTE = Path(sys.executable).with_name("pullquote")
PAGE = """<html lang="en"><head><title>The light stays on | The Ledger</title>
<meta property="og:site_name" content="The Ledger"></head><body><article><h1>The light stays on</h1>
<p>“A harbour without a light is a car park with fish,” said Marie Okafor, the mayor of Carrow, to applause
from the gallery. “The light stays on.”</p>
<p>Teodor Lindqvist, regional director of the pilotage service, called the decision “regrettable but entirely
legal” and asked for the floor a second time, which was refused by eleven votes to two.</p>
<p>Read Also: <a href="/x">Winter ferry timetable drawn up by lottery</a></p>
<p>The council has set aside enough money for one winter, and hopes that the ministry will pay for the next.</p>
</article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


def pullquote(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PULLQUOTE, *map(str, arguments)], input=stdin, capture_output=True, text=True, encoding="utf-8"
    )


def good(*arguments: object, stdin: str = "") -> str:
    done = pullquote(*arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def bad(code: int, *arguments: object, stdin: str = "") -> str:
    """Return the one line that a failure prints."""
    done = pullquote(*arguments, stdin=stdin)
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.startswith("pullquote: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_show_prints_markdown(page: Path) -> None:
    out = good("show", page)
    assert out.startswith("# The light stays on\n\n*The Ledger*\n\n“A harbour")
    assert "lottery" not in out


def test_a_source_alone_prints_markdown_when_there_is_no_terminal(page: Path) -> None:
    assert good(page) == good("show", page)


def test_show_text_has_the_words_alone(page: Path) -> None:
    out = good("show", page, "--format", "text")
    assert out.startswith("The light stays on\n\nThe Ledger\n\n“A harbour without a light")


def test_show_json_is_the_contract(page: Path) -> None:
    out = json.loads(good("show", page, "--format", "json", "--base-url", "https://ledger.example/light"))
    assert list(out) == [
        "schema", "source", "url", "title", "byline", "site", "published", "language", "markdown", "text", "images",
        "quotes", "people", "engine",
    ]  # fmt: skip
    assert (out["schema"], out["source"], out["title"]) == (1, str(page), "The light stays on")
    for quote in out["quotes"]:
        assert out["text"][quote["start"] : quote["end"]] == quote["text"]
        assert set(quote) == {
            "start", "end", "text", "kind", "speaker", "speaker_mention", "cue", "confidence",
        }  # fmt: skip
    assert {(quote["kind"], quote["speaker"]) for quote in out["quotes"]} == {
        ("direct", "Marie Okafor"),
        ("partial", "Teodor Lindqvist"),
    }
    for person in out["people"]:
        assert set(person) == {"name", "aliases", "roles", "mentions", "quotes"}
        assert all(out["quotes"][i]["speaker"] == person["name"] for i in person["quotes"])
    assert "spacy" in out["engine"].lower()


def test_no_analysis_leaves_three_fields_out(page: Path) -> None:
    out = json.loads(good("show", page, "--format", "json", "--no-analysis"))
    assert not {"quotes", "people", "engine"} & out.keys()


def test_quotes_are_a_line_each(page: Path) -> None:
    lines = good("quotes", page).splitlines()
    assert lines == [
        "“A harbour without a light is a car park with fish,” — Marie Okafor",
        "“The light stays on.” — Marie Okafor",
        "“regrettable but entirely legal” — Teodor Lindqvist",
    ]


def test_quotes_of_one_speaker(page: Path) -> None:
    assert good("quotes", page, "--speaker", "lindqvist").count("\n") == 1
    (quote,) = json.loads(good("quotes", page, "--speaker", "Teodor Lindqvist", "--json"))
    assert quote["text"] == "regrettable but entirely legal"
    done = pullquote("quotes", page, "--speaker", "Nobody")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no quotations by 'Nobody'" in done.stderr


def test_what_is_reported_without_marks_comes_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    said = "Marta Quill said that the mole was gone. “We wait,” she said."
    path.write_text("\n\n".join(("Harbour closes", said, "The sea rose. " * 30)), "utf-8")
    assert good("quotes", path) == "“We wait,” — Marta Quill\n"
    expected = "the mole was gone — Marta Quill\n“We wait,” — Marta Quill\n"
    assert good("quotes", "--indirect", path) == expected
    shown = json.loads(good("show", "--indirect", "--format", "json", path))
    assert [quote["kind"] for quote in shown["quotes"]] == ["indirect", "direct"]
    assert [person["quotes"] for person in shown["people"]] == [[0, 1]]
    for quote in shown["quotes"]:
        assert shown["text"][quote["start"] : quote["end"]] == quote["text"]
    (answer,) = good("batch", "--indirect", stdin=json.dumps({"id": 1, "path": str(path)})).splitlines()
    assert json.loads(answer)["quotes"] == shown["quotes"]


def test_explain_tells_the_choice_and_who_came_second(page: Path) -> None:
    told = good("explain", page)
    first = told.split("\n\n")[0].splitlines()
    assert first[0].startswith(
        "“A harbour without a light is a car park with fish,” — Marie Okafor (direct, "
    )
    assert first[2].startswith("  chosen: “Marie Okafor”, figure, by “said”")
    assert first[3].startswith("  runner-up: ")
    assert "+" in first[4]
    assert pullquote("quotes", "-v", page).stdout.endswith(told)


def test_people_are_a_line_each(page: Path) -> None:
    lines = [line.split("\t") for line in good("people", page).splitlines()]
    assert [line[0] for line in lines] == ["Marie Okafor", "Teodor Lindqvist"]
    assert lines[0][1:] == ["mayor of Carrow", "1 mention", "2 quotes"]
    assert [person["name"] for person in json.loads(good("people", page, "--json"))] == [
        line[0] for line in lines
    ]


def test_a_pipe_is_a_source() -> None:
    assert "car park with fish" in good("show", "-", stdin=PAGE)
    assert "car park with fish" in good("-", stdin=PAGE)


def test_several_sources_are_all_tried(page: Path) -> None:
    done = pullquote(page, "/nowhere/at/all.html", page)
    assert done.returncode == 1
    assert done.stdout.count("# The light stays on") == 2
    assert done.stderr.startswith("pullquote: ")
    assert done.stderr.count("/nowhere/at/all.html") == 1
    assert done.stderr.count("\n") == 1


def test_verbose_lists_what_was_dropped_and_why(page: Path) -> None:
    for arguments in (("-v", "show", page), ("show", page, "-v")):
        done = pullquote(*arguments)
        assert "car park with fish" in done.stdout
        (line,) = [line for line in done.stderr.splitlines() if "lottery" in line]
        assert line.startswith("dropped (")


def test_demo_without_a_terminal_prints_the_sample() -> None:
    out = good("demo")
    assert out.startswith("# ")
    assert "Read Also" not in out
    assert "Read also the small print of the vote" in out


def test_help_and_version() -> None:
    assert good("--version") == f"pullquote, version {__version__}\n"
    assert "Commands:" in good("--help")
    for command in ("show", "quotes", "people", "batch", "demo"):
        assert good(command, "--help").startswith(f"Usage: pullquote {command}")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("shwo",), "Did you mean 'show'?"),
        (("show",), "Missing argument"),
        (("show", "x", "--formt", "json"), "Did you mean '--format'?"),
        (("show", "x", "--format", "yaml"), "'yaml' is not one of"),
        (("--timeout", "0", "show", "x"), "timeout"),
        (("batch", "--jobs", "0"), "jobs"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: tuple[str, ...], says: str) -> None:
    assert says in bad(2, *arguments)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("/nowhere/at/all.html", "/nowhere/at/all.html"),
        ("ftp://files.example/x", "ftp"),
        ("javascript:alert(1)", ""),
        ("http://127.0.0.1:9/closed", "127.0.0.1"),
    ],
)
def test_a_source_that_cannot_be_read_is_told_in_one_line(source: str, says: str) -> None:
    assert says in bad(1, "show", source)


@pytest.mark.parametrize("content", ["", "<html><body></body></html>", "<div>" * 5000])
def test_no_article_is_an_error_and_never_an_empty_success(tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty.html"
    path.write_text(content, "utf-8")
    bad(1, "show", path)


def test_text_from_outside_does_not_reach_the_terminal_raw(tmp_path: Path) -> None:
    hostile = tmp_path / "x.html"
    hostile.write_text(
        PAGE.replace("The light stays on", "The \x1b]0;owned\x07light \x1b[31mstays\x9b31m on").replace(
            "car park", "[bold]car\x1b[2J park[/bold]"
        ),
        "utf-8",
    )
    for arguments in (("show", hostile), ("show", hostile, "--format", "json"), ("quotes", hostile)):
        out = good(*arguments)
        assert not {"\x1b", "\x07", "\x9b"} & set(out)
        assert "owned" not in out
    line = bad(1, "show", "/no\x1b[31mwhere\x07")
    assert "\x1b" not in line


def test_batch_reads_standard_input_and_a_file(tmp_path: Path, page: Path) -> None:
    lines = json.dumps({"id": 1, "path": str(page)}) + "\nbroken\n"
    file = tmp_path / "in.jsonl"
    file.write_text(lines, "utf-8")
    out = good("batch", "--no-analysis", stdin=lines)
    assert good("batch", "--no-analysis", file) == out
    assert good("batch", "--no-analysis", "--jobs", 2, file) == out
    first, second = map(json.loads, out.splitlines())
    assert first["title"] == "The light stays on"
    assert set(second) == {"id", "error"}
    done = pullquote("batch", "--no-analysis", "--progress", file)
    assert done.stdout == out
    assert "2/2" in done.stderr


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_batch_ends_at_once_though_its_input_is_open(jobs: int, page: Path) -> None:
    command = [PULLQUOTE, "batch", "--no-analysis", "--jobs", str(jobs)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts what runs in the background with Ctrl-C ignored, and so these tests.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"id": 1, "path": str(page)}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert process.stderr.read().strip() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written_is_told(page: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run([PULLQUOTE, "show", page], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("pullquote: the output cannot be written")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_standard_streams_may_be_closed(closed: str, page: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{PULLQUOTE}' show '{page}' {closed}"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "car park with fish" in done.stdout


def test_a_name_too_long_for_any_file_is_told() -> None:
    bad(1, "show", "a" * 5000)
    bad(1, "a" * 5000)


def test_batch_without_its_file_is_told() -> None:
    assert "nowhere.jsonl" in bad(2, "batch", "nowhere.jsonl")


@pytest.mark.parametrize("command", [("show",), ("batch", "--no-analysis")])
def test_a_closed_pipe_ends_quietly(command: tuple[str, ...], page: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    source = [] if command[0] == "batch" else [str(page)]
    stdin = (json.dumps({"id": 1, "path": str(page)}) + "\n") * 20
    done = subprocess.run(
        [PULLQUOTE, *command, *source], input=stdin, stdout=write, stderr=subprocess.PIPE, text=True
    )
    os.close(write)
    assert done.returncode == 0
    assert done.stderr == ""


def test_what_is_missing_of_an_article_is_told_beside_it() -> None:
    with Site() as site:
        url = site.page("/story", PAGE.replace("</article>", '<a rel="next" href="/story/2">2</a></article>'))
        first = pullquote("show", url)
        whole = pullquote("show", url, "--format", "json", "--no-analysis", "--all-pages")
    assert (first.returncode, whole.returncode) == (0, 0)
    assert first.stderr == f"{url}: the article continues on further pages; --all-pages reads them too\n"
    assert whole.stderr.startswith(f"{url}: the text ends before page 2 of the article ({url}/2): ")
    assert whole.stderr.count("\n") == 1
    assert first.stdout.startswith("# The light stays on")
    assert json.loads(whole.stdout)["title"] == "The light stays on"
