"""The wheel, installed into a clean environment, is the whole program."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# The pip that the virtual environments of Python 3.11.7 bring; it stumbles over the extras of lxml unless they are
# named in the right order, and users have it.
OLD_PIP = "pip==23.2.1"


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stderr[-3000:]
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("pullquote-*.whl")
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", OLD_PIP, cwd=folder)
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return python.parent


def test_the_wheel_holds_the_package_with_its_styles_and_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0].split("-")[0] for name in names} == {"reader", "pullquote"}
    assert "reader/py.typed" in names
    assert "reader/samples/demo.html" in names
    styles = {path.name for path in (ROOT / "styles").iterdir() if path.is_file()}
    assert styles
    assert {f"reader/styles/{name}" for name in styles} <= names
    data = {str(path.relative_to(ROOT)) for path in (ROOT / "reader").rglob("data/*.*")}
    assert {name for name in data if "__pycache__" not in name} <= names
    assert not [name for name in names if "__pycache__" in name or "tests" in name]
    (man,) = [name for name in names if name.endswith("/share/man/man1/pullquote.1")]
    assert zipfile.ZipFile(wheel).read(man) == (ROOT / "docs" / "pullquote.1").read_bytes()
    metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
    extras = re.findall(
        r"^Provides-Extra: (.*)$", zipfile.ZipFile(wheel).read(metadata).decode(), re.MULTILINE
    )
    assert set(extras) == set(PROJECT["project"]["optional-dependencies"])


def test_the_source_distribution_holds_what_is_kept_in_the_repository_and_nothing_else(
    tmp_path: Path,
) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout to compare with")
    run(sys.executable, "-m", "build", "--sdist", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (built,) = tmp_path.glob("pullquote-*.tar.gz")
    with tarfile.open(built) as archive:
        names = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    tracked = set(run("git", "-C", ROOT, "ls-files", cwd=tmp_path).stdout.splitlines())
    kept = ("reader/", "styles/", "docs/", "tests/", "scripts/write_docs.py", ".ci/", "Makefile")
    assert {name for name in tracked if name.startswith(kept) or name.endswith(".md")} <= names
    assert names - tracked <= {"PKG-INFO"}


def test_show_from_the_installed_wheel(bin_folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "talks.txt"
    source.write_text((ROOT / "tests" / "samples" / "river-talks.txt").read_text("utf-8"), "utf-8")
    out = run(bin_folder / "pullquote", "show", source, cwd=tmp_path).stdout
    assert out.startswith("# They (the upstream towns) want the water back")
    assert "Read Also" not in out


def test_demo_from_the_installed_wheel(bin_folder: Path, tmp_path: Path) -> None:
    assert "The light stays on" in run(bin_folder / "pullquote", "demo", cwd=tmp_path).stdout
    with Terminal([bin_folder / "pullquote", "demo"], cwd=tmp_path) as terminal:
        terminal.wait_for("Carrow votes to keep its lighthouse")
        terminal.wait_for("Okafor")
        terminal.send("q")
        assert terminal.wait() == 0


def test_reading_says_when_it_comes_to_cleaning(tmp_path):
    from reader.pipeline import load

    path = tmp_path / "tide.md"
    path.write_text(
        "# Tides\n\nThe sea comes and goes, and nobody has ever been able to say why it bothers.\n", "utf-8"
    )
    said = []
    load(str(path), base_url="https://harbour.example/tide", on_progress=lambda now: said.append(str(now)))
    assert said[-1] == "harbour.example: cleaning"


@pytest.mark.parametrize(
    "first", ["pass", "import reader.pipeline, reader.fetch.client", "reader.read(PATH, analyse=False)"]
)
def test_the_public_functions_are_functions_whatever_was_imported_before(first: str) -> None:
    script = (
        f"import reader; PATH = reader.__path__[0] + '/samples/demo.html'\n{first}\n"
        "for _ in range(2): print(reader.extract(reader.fetch(PATH)).title)"
    )
    out = run(sys.executable, "-c", script, cwd=ROOT).stdout
    assert out.count("Carrow votes to keep its lighthouse") == 2
