"""Local files and pipes, and each way in which they cannot be read."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from reader.errors import SourceError
from reader.fetch import fetch

PAGE = "<html><body><p>The harbour light of Carrow stays on.</p></body></html>"


def refused(source: str, **options: object) -> str:
    """Return the sentence with which a source is refused."""
    with pytest.raises(SourceError) as caught:
        fetch(source, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 400
    return message


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a page #1?.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_a_path(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = fetch(str(page), base_url="https://a.example/x")
    assert (read.source, read.url, read.kind, read.content) == (
        str(page),
        "https://a.example/x",
        "html",
        PAGE,
    )
    monkeypatch.chdir(page.parent)
    assert fetch(page.name).url is None
    monkeypatch.setenv("HOME", str(page.parent))
    assert fetch(f"~/{page.name}").content == PAGE


def test_a_file_address(page: Path) -> None:
    assert fetch(page.as_uri()).content == PAGE
    assert fetch(page.as_uri().replace("file://", "file://localhost")).content == PAGE
    assert "another computer" in refused("file://server/share/a.html")
    assert "no address of a file" in refused("file://[bad")


def test_a_file_whose_name_looks_like_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("notes: carrow.txt", "news.example"):
        Path(name).write_text("The vote was close.", "utf-8")
        assert fetch(name).content == "The vote was close."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(PAGE,))
    writer.start()
    assert fetch(str(path)).content == PAGE
    writer.join()


def test_a_missing_file_is_told() -> None:
    assert refused("/nowhere/at/all.html") == "there is no file /nowhere/at/all.html; check the name"
    assert "check the name" in refused("page.html")
    assert "check the name" in refused("~no-such-user-here/x")


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("news.example", "https://news.example"),
        ("www.news.example/2026/story.html?x=1", None),
        ("news.example:8080/story", "http://news.example:8080/story"),
        ("localhost:8000/story", "http://localhost:8000/story"),
        ("localhost/story", "https://localhost/story"),
        ("story.md", None),
        ("some/folder.d/story", None),
    ],
)
def test_an_address_without_its_scheme_is_asked_about(source: str, meant: str | None) -> None:
    message = refused(source)
    if meant is None:
        assert message.startswith(f"there is no file {source}; ")
    else:
        assert f"did you mean {meant} ?" in message


@pytest.mark.parametrize(
    "source", ["ftp://a.example/x", "javascript:alert(1)", "mailto:ann@a.example", "data:,x"]
)
def test_other_schemes_are_told(source: str) -> None:
    assert f"not {source.split(':')[0]}:" in refused(source)


def test_things_that_are_no_files(tmp_path: Path) -> None:
    assert "is a folder" in refused(str(tmp_path))
    assert "check the name" in refused("x" * 5000)
    assert "cannot be read" in refused("a\0b")
    assert "no source" in refused("")
    file = tmp_path / "a.txt"
    file.write_text("x")
    assert "there is no file" in refused(f"{file}/b.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(page: Path) -> None:
    page.chmod(0)
    assert "permissions" in refused(str(page))


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("x" * 5000)
    assert len(fetch(str(path), max_bytes=5000).content) == 5000
    assert "larger than 5 kB" in refused(str(path), max_bytes=4999)
    if Path("/dev/zero").exists():
        assert "larger than 5 kB" in refused("/dev/zero", max_bytes=4999)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b" \n")
    assert refused(str(path)).startswith(f"{path} is empty")


def test_names_are_harmless_in_messages() -> None:
    assert "\x1b" not in refused("/no\x1b[31mwhere\x07\u202e")
    assert "nowhere" in refused("/no\x1b[31mwhere\x07\u202e")


def test_standard_input() -> None:
    page = fetch("-", data=PAGE.encode(), base_url="https://a.example/x")
    assert (page.source, page.url, page.kind) == ("-", "https://a.example/x", "html")
    assert fetch("-", data=b"# Carrow\n\nThe vote.").kind == "markdown"
    for nothing in (None, b"", b" \n"):
        assert "standard input is empty" in refused("-", data=nothing)


@pytest.mark.parametrize("base_url", ["ftp://a.example", "a.example", "https://", "javascript:alert(1)"])
def test_a_base_that_is_no_address_is_told(base_url: str, page: Path) -> None:
    assert "no http(s) address" in refused(str(page), base_url=base_url)
