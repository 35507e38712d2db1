"""The lists of language and the fitted weights that come with the package, each in the folder `data` beside its user."""

from __future__ import annotations

from pathlib import Path


def data(module: str, name: str) -> Path:
    """Return the file `data/NAME` beside the file `module`, a module's `__file__`.

    The package is a folder of files; importlib.resources would take longer to import than a page takes to read.
    """
    return Path(module).with_name("data") / name


def listed(module: str, name: str) -> list[str]:
    """Return the lines of `data/NAME` beside `module`, without comments (from a "#" on) and blank lines."""
    lines = data(module, name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
