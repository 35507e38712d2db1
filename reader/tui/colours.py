"""Colours for speakers and shades of text that stay legible on any theme's background.

Contrast is that of WCAG 2.2, section 1.4.3: 4.5 to 1 for text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color

from reader.tui.cast import COLOURS

if TYPE_CHECKING:
    from textual.theme import Theme

CONTRAST = 4.5
"""The least ratio between a text and what it stands on."""

LIT = 0.16
"""How much of a speaker's colour is in the background of the current quote."""

# Blue, amber, green, pink, violet, teal, orange, olive, red, sky.
_ON_DARK = (
    "#7db4f5",
    "#e3b04f",
    "#8ccf8a",
    "#ee9ac0",
    "#b8a3f2",
    "#5fcbc0",
    "#f0956c",
    "#c2cc62",
    "#f28c8c",
    "#8fd3ee",
)
_ON_LIGHT = (
    "#1c5aa0",
    "#835400",
    "#2a6a2f",
    "#a02f66",
    "#6542ae",
    "#0b6560",
    "#9c4017",
    "#575f00",
    "#9e2b2b",
    "#2f5b78",
)
CODE = {"string": "success", "number": "warning", "definition": "secondary"}
"""What is told by colour in a piece of code, and the theme's colour that is made legible for it."""

# Ten speakers share six colours there; blue, the darkest on most terminals, comes late.
_ANSI = ("cyan", "yellow", "green", "magenta", "blue", "red")


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    channels = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.normalized
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def legible(colour: Color, background: Color, ratio: float = CONTRAST) -> Color:
    """Return `colour`, mixed with white or black as far as `ratio` needs on an opaque `background`."""
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    towards = white if contrast(white, background) > contrast(black, background) else black
    for step in range(21):
        mixed = colour.blend(towards, step / 20)
        if contrast(mixed, background) >= ratio:
            return mixed
    return towards


def lit(colour: Color, background: Color) -> Color:
    """Return the background of a current quote whose text has `colour`."""
    return background.blend(colour, LIT)


def variables(theme: Theme) -> dict[str, str]:
    """Return the theme variables that the styles of the reader use, by name.

    `speaker-N` and `speaker-N-lit` are a speaker's text and the background when that quote is the current one;
    `muted` and `faint` are text of less weight and lines that are no text; `code-…` what stands in a piece of code.
    """
    if theme.ansi:
        return _ansi_variables(dark=theme.dark)
    generated = theme.to_color_system().generate()
    background, foreground = Color.parse(generated["background"]), Color.parse(generated["foreground"])
    found = {
        "muted": legible(background.blend(foreground, 0.6), background).hex6,
        "faint": background.blend(foreground, 0.25).hex6,
        "voiceless": legible(background.blend(foreground, 0.8), background, 7).hex6,
        "voiceless-lit": lit(foreground, background).hex6,
    }
    ground = Color.parse(generated["surface"])
    for kind, name in CODE.items():
        found[f"code-{kind}"] = legible(Color.parse(generated[name]), ground).hex6
    found["code-comment"] = legible(ground.blend(foreground, 0.6), ground).hex6
    for number, name in enumerate(_ON_DARK if theme.dark else _ON_LIGHT):
        colour = Color.parse(name)
        found[f"speaker-{number}-lit"] = lit(colour, background).hex6
        found[f"speaker-{number}"] = legible(colour, lit(colour, background)).hex6
    return found


def _ansi_variables(*, dark: bool) -> dict[str, str]:
    """The terminal's own palette is not known, so nothing can be mixed: a current quote is told by its bar.

    Its bright colours are for dark backgrounds, and its plain ones for light.
    """
    found = {"muted": "ansi_default", "faint": "ansi_bright_black"}
    found |= {"code-comment": "ansi_default", "code-string": "ansi_green", "code-number": "ansi_cyan"}
    found |= {"code-definition": "ansi_blue"}
    found |= {"voiceless": "ansi_default", "voiceless-lit": "ansi_default"}
    for number in range(COLOURS):
        hue = _ANSI[number % len(_ANSI)]
        found[f"speaker-{number}"] = f"ansi_bright_{hue}" if dark else f"ansi_{hue}"
        found[f"speaker-{number}-lit"] = "ansi_default"
    return found
