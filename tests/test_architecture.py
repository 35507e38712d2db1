"""One direction of imports, proved on the source and at run time."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "reader"

# A module may import from its own layer's package and from the layers before it.
LAYERS = (
    {"callable", "model", "errors", "limits", "sanitise", "logfile", "caching", "packaged"},
    {"settings"},
    {"config"},
    {"document"},
    {"fetch", "extract", "analysis"},
    {"pipeline"},
    {"export"},
    {"ledger"},
    {"library"},
    {"feeds"},
    {"imports"},
    {"batch", "worker"},
    {"cluster"},
    {"tui"},
    {"serve"},
    {"cli"},
    {"__main__"},
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
SHELL = {"tui", "cli", "__main__"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever in the file it stands, but for type checkers only."""
    found = set()
    todo: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            todo += node.orelse
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        todo += ast.iter_child_nodes(node)
    return found


def test_every_room_has_a_layer() -> None:
    assert {room(path) for path in modules()} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    if room(path) == "__init__":
        return
    for name in imports(path):
        if name.startswith("reader."):
            other = name.split(".")[1]
            assert other == room(path) or RANK[other] < RANK[room(path)], name


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_knows_neither_screen_nor_shell(path: Path) -> None:
    if room(path) not in SHELL:
        assert not {name.split(".")[0] for name in imports(path)} & {"textual", "click", "rich"}


def loaded_by(code: str) -> set[str]:
    """The top-level modules in `sys.modules` after `code` ran in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


HEAVY = {"textual", "httpx", "lxml", "readability", "markdownify", "trafilatura", "spacy", "rich", "click"}


@pytest.mark.parametrize("module", ["reader", "reader.pipeline", "reader.worker.client", "reader.document"])
def test_importing_the_ground_loads_nothing_heavy(module: str) -> None:
    assert not loaded_by(f"import {module}") & HEAVY


def test_the_command_line_loads_only_click_before_it_knows_what_to_do() -> None:
    assert loaded_by("import reader.cli") & HEAVY == {"click"}
