"""Promises about the libraries below us that a careless change would break silently."""

from __future__ import annotations

import ast
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def importers(name: str) -> set[str]:
    """The files of the package that import the library `name`."""
    found = set()
    for path in (ROOT / "reader").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if name in {full.split(".")[0] for full in names}:
                found.add(str(path.relative_to(ROOT)))
    return found


def test_one_module_knows_the_http_library() -> None:
    assert len(importers("httpx")) == 1


def test_extraction_stands_on_the_readability_that_is_kept() -> None:
    assert tuple(map(int, version("readability-lxml").split(".")[:2])) >= (0, 9)
    assert importers("readability")


def test_the_snapshot_plugin_runs_on_the_pytest_it_was_made_for() -> None:
    assert version("pytest").split(".")[0] == "8"
    assert version("pytest-textual-snapshot") == "1.1.0"


def test_the_readme_installs_into_an_environment_of_its_own() -> None:
    # Another project's import package is called reader too, so a plain pip install could overwrite it.
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "pipx install" in readme
    assert "uv tool install" in readme
    assert "pip install pullquote" not in readme.replace("pipx install", "")
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["reader"]
