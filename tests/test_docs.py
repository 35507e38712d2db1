"""The documentation says what the program does: its tables are made from the code, and its examples are run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from reader import export, read
from reader.cli import pullquote
from reader.config import load
from scripts import write_docs

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*DOCS, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"))]
SAMPLE = ROOT / "reader" / "samples" / "demo.html"
ids = {"ids": lambda path: path.name if isinstance(path, Path) else None}


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", write_docs.written(), **ids)
def test_what_is_generated_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == write_docs.written()[path], "say: make docs"


def test_every_command_and_option_is_documented_and_has_help() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    man = (ROOT / "docs" / "pullquote.1").read_text("utf-8").replace("\\-", "-")
    for words, command in write_docs.commands():
        assert f"## {words}\n" in page
        assert f".SS {words}" in man
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.help, f"{words} {parameter.name}"
                for name in parameter.opts:
                    assert name in page
                    assert name in man


def calls(path: Path) -> Iterator[list[str]]:
    """Yield the words of every call of pullquote in the shell examples of a page."""
    for line in "".join(blocks(path, "sh")).splitlines():
        for part in re.split(r"[|;&]|\$\(|(?<!\S)#.*", line):
            words = shlex.split(re.split(r"[>)]", part)[0].replace('"', ""), comments=True)
            if words[:1] == ["pullquote"]:
                yield words[1:]


@pytest.mark.parametrize("path", PAGES, **ids)
def test_examples_call_commands_and_options_that_there_are(path: Path) -> None:
    for words in calls(path):
        command: click.Command = pullquote
        rest = list(words)
        while rest and isinstance(command, click.Group):
            ctx = click.Context(command)
            inner, read = command.get_command(ctx, rest[0]), command.get_command(ctx, "read")
            command, rest = (inner, rest[1:]) if inner else (read or command, rest)
        known = {name for option in command.params for name in option.opts}
        used = {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"}
        assert used <= known, words


@pytest.mark.parametrize("path", DOCS, **ids)
def test_python_examples_run(path: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "story.html")
    for example in blocks(path, "python"):
        done = subprocess.run(
            [sys.executable, "-c", example], capture_output=True, text=True, cwd=tmp_path, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", PAGES, **ids)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_every_page_is_in_the_list_of_pages() -> None:
    listed = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert [path.name for path in DOCS if path.name != "README.md" and f"({path.name})" not in listed] == []


def test_every_field_of_the_json_is_documented() -> None:
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    out = export.as_dict(read(SAMPLE))
    fields = {*out, *(key for item in (*out["quotes"], *out["people"]) for key in item)}
    assert {field for field in fields if f"`{field}`" not in page} == set()


def test_the_example_of_a_config_file_is_one(tmp_path: Path) -> None:
    (example,) = blocks(ROOT / "docs" / "configuration.md", "toml")
    path = tmp_path / "config.toml"
    path.write_text(example, "utf-8")
    assert load(path).theme == "nord"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff, which renders man pages, is not installed")
def test_the_man_page_is_sound_roff() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", ROOT / "docs" / "pullquote.1"], capture_output=True, text=True
    )
    assert done.stderr == ""
    plain = re.sub(".\b|\x1b\\[[0-9;]*m", "", done.stdout)
    assert "pullquote batch" in plain
    assert "--no-analysis" in plain


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"), [("sh", "show"), ("show --form", "--format"), ("show --format js", "json")]
)
def test_bash_completes(typed: str, offered: str) -> None:
    program = Path(sys.executable).with_name("pullquote")
    script = (
        'compopt() { :; }; eval "$(PROGRAM completion bash)"; COMP_WORDS=(PROGRAM TYPED); '
        'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _pullquote_completion PROGRAM; echo "${COMPREPLY[@]}"'
    )
    script = script.replace("PROGRAM", str(program)).replace("TYPED", typed)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert offered in done.stdout.split(), done.stderr
