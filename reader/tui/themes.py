"""The two themes of our own, and where the styles lie."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

import reader
from reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "pullquote-dark"
FEW_COLOURS = "ansi-dark"
"""Textual's theme of the terminal's own colours."""

OWN = (
    Theme(
        name=DEFAULT,
        primary="#dcb36a",
        secondary="#86abd9",
        accent="#dcb36a",
        foreground="#d9d5cc",
        background="#16181d",
        surface="#1c1f25",
        panel="#23272e",
        success="#8ccf8a",
        warning="#e3b04f",
        error="#f28c8c",
        variables={
            "border": "#3a3f48",
            "screen-selection-background": "#36404d",
            "block-cursor-foreground": "#16181d",
            "block-cursor-background": "#dcb36a",
            "scrollbar": "#343942",
            "scrollbar-hover": "#454b56",
            "scrollbar-active": "#dcb36a",
            "scrollbar-background": "#16181d",
            "scrollbar-background-hover": "#16181d",
            "scrollbar-background-active": "#16181d",
        },
    ),
    Theme(
        name="pullquote-light",
        dark=False,
        primary="#84530a",
        secondary="#1c5aa0",
        accent="#84530a",
        foreground="#2c2a26",
        background="#faf7f1",
        surface="#f3efe6",
        panel="#ebe6db",
        success="#2a6a2f",
        warning="#835400",
        error="#9e2b2b",
        variables={
            "border": "#cfc8ba",
            "screen-selection-background": "#d3dfee",
            "block-cursor-foreground": "#faf7f1",
            "block-cursor-background": "#84530a",
            "scrollbar": "#d5cfc2",
            "scrollbar-hover": "#bdb6a7",
            "scrollbar-active": "#84530a",
            "scrollbar-background": "#faf7f1",
            "scrollbar-background-hover": "#faf7f1",
            "scrollbar-background-active": "#faf7f1",
        },
    ),
)

ALL = {theme.name: theme for theme in OWN} | dict(sorted(BUILTIN_THEMES.items()))
"""Our own themes and Textual's, by name."""


def preferred() -> str:
    """Return the theme to use when none is asked for: Textual's `TEXTUAL_THEME`, or our dark one.

    A terminal of 16 colours gets its own: nobody knows what ours would be rounded to, nor how legible that is.
    """
    name = os.environ.get("TEXTUAL_THEME", "")
    if name in ALL:
        return name
    return FEW_COLOURS if few_colours(os.environ) else DEFAULT


def few_colours(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal has 16 colours, by the same signs as Rich (`Console._detect_color_system`)."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    kind = environment.get("TERM", "").strip().lower().rpartition("-")[2]
    return os.name == "posix" and kind not in ("256color", "kitty", "direct")


def check(name: str) -> str:
    """Return `name` if there is such a theme.  Raises: SourceError (there is none; it names all, ours first)."""
    if name in ALL:
        return name
    raise SourceError(f"there is no theme {name!r}; choose one of {', '.join(ALL)}")


def styles_folder() -> Path:
    """Return the folder of the Textual CSS: inside the package once installed, beside it in a checkout."""
    package = Path(reader.__file__).parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"
