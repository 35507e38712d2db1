"""Makes text from outside harmless before any offset is computed."""

from __future__ import annotations

import re

# C0 (but tab and newline), DEL, C1, bidi embeddings, overrides and isolates, invisible format characters that
# hide or reorder text, lone surrogates, and non-characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_ESCAPE = re.compile(
    # OSC, DCS, SOS, PM and APC strings with their terminators, then CSI and two-character escapes: the payload
    # goes with the introducer, lest "]8;;…" stay behind as text.
    "(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]{0,2000}(?:\x07|\x1b\\\\|\x9c|(?=\n)|$)"
    "|(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
    "|\x1b[ -/]{0,4}[0-~]?"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def sanitise(text: str) -> str:
    """Return `text` without escape sequences, control, bidi-override and invisible format characters.

    Newlines of every kind become "\\n"; tabs stay.  Zero-width joiners stay, since scripts and emoji need them.
    """
    # All that is taken out counts as not printable, so most lines need no closer look.
    if text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    if "\x1b" in text or any(c in text for c in "\x90\x98\x9b\x9d\x9e\x9f"):
        text = _ESCAPE.sub("", text)
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """Return `text` sanitised, with every run of white space as one blank: for titles, names and messages."""
    return " ".join(sanitise(text).split())
