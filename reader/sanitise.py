"""Makes text from outside harmless before any offset is computed."""

from __future__ import annotations

import re

# C0 (but tab and newline), DEL, C1, bidi embeddings, overrides and isolates, invisible format characters that
# hide or reorder text, lone surrogates, and non-characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def _escapes(*, payload: str, inside: str, parameters: str, final: str) -> re.Pattern[str]:
    """Return what matches escape sequences, given the character classes of their parts (`payload`: what ends it)."""
    return re.compile(
        # OSC, DCS, SOS, PM and APC strings go with their payload, lest "]8;;…" stay behind as text; where the
        # terminator is missing, only the introducer goes, and no words with it.  Then CSI and two-character escapes.
        f"(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f\n{payload}]{{0,2000}}(?:\x07|\x1b\\\\|\x9c)"
        f"|(?:\x1b\\[|\x9b){parameters}{{0,64}}{inside}{{0,16}}[@-~]"
        f"|\x1b{inside}{{0,4}}{final}?"
    )


_ESCAPE = _escapes(payload="", inside="[ -/]", parameters="[0-?]", final="[0-~]")
# Over markup no sequence takes a character with it that a tag, an attribute or a reference is made of.
_ESCAPE_IN_MARKUP = _escapes(payload="<>\"'", inside="[ !#-%(-.]", parameters="[0-;?]", final="[0-;?-~]")
_ESCAPE_INTRODUCERS = frozenset("\x1b\x90\x98\x9b\x9d\x9e\x9f")
_BLANKS = "\n\t\xa0\u2002\u2003\u2009\u202f\u3000"
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def sanitise(text: str) -> str:
    """Return `text` without escape sequences, control, bidi-override and invisible format characters.

    Newlines of every kind become "\\n"; tabs stay.  Zero-width joiners stay, since scripts and emoji need them.
    """
    return _sanitised(text, _ESCAPE)


def sanitise_markup(markup: str) -> str:
    """Return HTML as `sanitise` does, with all its tags and attributes: no escape sequence reaches over them."""
    return _sanitised(markup, _ESCAPE_IN_MARKUP)


def one_line(text: str) -> str:
    """Return `text` sanitised, with every run of white space as one blank: for titles, names and messages."""
    return " ".join(sanitise(text).split())


def _sanitised(text: str, escape: re.Pattern[str]) -> str:
    # All that is taken out counts as not printable, so most lines need no closer look.
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    # So are most pages, but for the blanks that they are laid out with.
    bare = text
    for blank in _BLANKS:
        bare = bare.replace(blank, " ")
    if bare.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    if any(introducer in text for introducer in _ESCAPE_INTRODUCERS):
        text = escape.sub("", text)
    return _UNSAFE.sub("", text)
