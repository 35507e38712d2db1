"""What kind of thing some bytes are: a page, Markdown, plain text, or something that is no text at all."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import PageKind

_SUFFIXES: dict[str, PageKind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_TYPES: dict[str, PageKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound or video recording"),
    (b"fLaC", "a sound recording"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "a rich text document (RTF)"),
)
_NO_TEXT = {
    "application/pdf": "a PDF",
    "application/zip": "a zip archive",
    "application/gzip": "a gzip archive",
    "application/epub+zip": "an e-book (EPUB)",
    "application/msword": "a Word document",
    "application/json": "JSON data",
    "application/javascript": "a script",
    "text/javascript": "a script",
    "text/css": "a style sheet",
    "text/csv": "a table of data (CSV)",
    "text/calendar": "a calendar",
}
_FAMILIES = {
    "image": "a picture",
    "audio": "a sound recording",
    "video": "a video",
    "font": "a font",
}
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6]|title|meta)\b|"
    r"\s*<\?xml[^>]*>\s*<(?:!doctype\s+)?html",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|```|\[[^\]]+\]: \S)|\]\(https?://|^---\n(?:\w+:.*\n)+---$", re.MULTILINE
)
_SNIFFED = 20_000


def not_text(data: bytes, content_type: str | None = None) -> str | None:
    """Return in words what the data is if it is no text ("a PDF"), else None."""
    head = data[:1024].lstrip()
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    kind = media_type(content_type)
    # What a server calls a picture may still be a page; what it calls a page may not be, see above.
    if kind in _NO_TEXT and not _HTML.match(head.decode("latin-1")):
        return _NO_TEXT[kind]
    family = kind.split("/")[0]
    if family in _FAMILIES and kind != "image/svg+xml":
        return f"{_FAMILIES[family]} ({kind})"
    if kind == "image/svg+xml":
        return "a picture (SVG)"
    sample = data[:_SNIFFED]
    controls = sum(byte < 9 or 14 <= byte < 27 or 28 <= byte < 32 for byte in sample)
    wide = sample.startswith((b"\xff\xfe", b"\xfe\xff")) or controls >= 0.35 * len(sample)
    if controls > 0.02 * len(sample) and not (
        (wide and b"<\0" in sample) or b"\0<" in sample or _alternates(sample)
    ):
        return "a binary file"
    return None


def _alternates(sample: bytes) -> bool:
    """Tell whether the NULs stand at every second place, as in UTF-16."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return min(even, odd) < 0.05 * len(sample) < max(even, odd)


def media_type(content_type: str | None) -> str:
    """Return the bare media type of a Content-Type header, in lower case, "" for none."""
    return (content_type or "").split(";")[0].strip().lower()[:100]


def page_kind(text: str, name: str, content_type: str | None = None) -> PageKind:
    """Return how a page is to be read: by its media type, the suffix of `name`, and what it looks like.

    `name` is a path or the path of an address.
    """
    kind = _TYPES.get(media_type(content_type))
    if kind:
        return kind
    suffix = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if suffix:
        return suffix
    head = text[:_SNIFFED]
    if _HTML.match(head) or head.count("</p>") + head.count("<br") > 2:
        return "html"
    if ("\n#" in f"\n{head}" and _MARKDOWN.search(head)) or head.count("](http") > 1:
        return "markdown"
    return "text"
