"""What bytes are: a page, Markdown, plain text, or a thing with a name of its own ("a PDF")."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.fetch.charset import wide

if TYPE_CHECKING:
    from reader.model import PageKind

_HEAD = 4096
"""Bytes and characters at the start that are looked at."""
_STRAYS, _CONTROLS_AT_MOST = 4, 0.02
"""Number of control bytes that a text may have anyhow, and their share in the rest."""

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
FEED = "a feed"
_REFUSED_TYPES = {
    "application/pdf": "a PDF",
    "application/zip": "a zip archive",
    "application/gzip": "a gzip archive",
    "application/epub+zip": "an e-book (EPUB)",
    "application/msword": "a Word document",
    "application/rtf": "a rich text document (RTF)",
    "application/json": "JSON data",
    "application/ld+json": "JSON data",
    "application/feed+json": FEED,
    "application/rss+xml": FEED,
    "application/atom+xml": FEED,
    "application/javascript": "a script",
    "text/javascript": "a script",
    "text/css": "a style sheet",
    "text/csv": "a table of data (CSV)",
    "text/calendar": "a calendar",
}
_REFUSED_FAMILIES = {
    "image/": "a picture",
    "audio/": "a sound recording",
    "video/": "a video",
    "font/": "a font",
    "application/vnd.openxmlformats-officedocument": "an office document",
    "application/vnd.oasis.opendocument": "an office document",
    "application/vnd.ms-": "an office document",
}
_MAGIC = (
    # Where, what, and the name; the longer before the shorter.
    (0, b"%PDF-", "a PDF"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"{\\rtf", "a rich text document (RTF)"),
    (0, b"\x89PNG\r\n", "a picture (PNG)"),
    (0, b"\xff\xd8\xff", "a picture (JPEG)"),
    (0, b"GIF87a", "a picture (GIF)"),
    (0, b"GIF89a", "a picture (GIF)"),
    (0, b"II*\0", "a picture (TIFF)"),
    (0, b"MM\0*", "a picture (TIFF)"),
    (8, b"WEBP", "a picture (WebP)"),
    (4, b"ftypavif", "a picture (AVIF)"),
    (4, b"ftypheic", "a picture (HEIC)"),
    (4, b"ftyp", "a video (MP4)"),
    (0, b"\x1aE\xdf\xa3", "a video (Matroska or WebM)"),
    (8, b"AVI ", "a video (AVI)"),
    (8, b"WAVE", "a sound recording (WAV)"),
    (0, b"ID3", "a sound recording (MP3)"),
    (0, b"OggS", "a sound or video recording (Ogg)"),
    (0, b"fLaC", "a sound recording (FLAC)"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (30, b"mimetypeapplication/epub+zip", "an e-book (EPUB)"),
    (30, b"mimetypeapplication/vnd.oasis", "an office document (OpenDocument)"),
    (30, b"[Content_Types].xml", "an office document (Word, Excel or PowerPoint)"),
    (0, b"PK\x03\x04", "a zip archive"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"\0asm", "a program"),
)
_TEXTUAL_MAGIC = {b"BZh", b"ID3", b"ustar"}
"""Magic that a text may begin with by chance; it counts only with control bytes after it."""
_OFFSET_PREFIX = {b"WEBP": b"RIFF", b"AVI ": b"RIFF", b"WAVE": b"RIFF"}

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1b")
_BEFORE_HTML = r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
_WHOLE_HTML = re.compile(_BEFORE_HTML + r"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL)
_SOME_HTML = re.compile(
    r"\A"
    + _BEFORE_HTML
    + r"<(?:body|article|main|section|header|div|p|h[1-6]|title|meta|link|script|style|table|span|a|ul)\b"
    r"|</(?:p|div|h[1-6]|article|body)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(_BEFORE_HTML + r"<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_XML = re.compile(r"\s*<\?xml\s")
_MARKDOWN = re.compile(
    # A heading, a fence, front matter, or a link: plain text has none of them.
    r"^#{1,6} \S.*$|^(?:```|~~~)|\A---\n(?:[\w-]+:.*\n)+---$|\[[^\]\n]+\]\((?:https?:|/|\./)[^)\s]*\)",
    re.MULTILINE,
)


def refused_type(content_type: str | None) -> str | None:
    """Return in words what a Content-Type header announces if that is surely no page ("a PDF"), else None."""
    media_type = _media_type(content_type)
    if media_type in _REFUSED_TYPES:
        return _REFUSED_TYPES[media_type]
    for family, name in _REFUSED_FAMILIES.items():
        if media_type.startswith(family):
            return f"{name} ({media_type})" if family.endswith("/") else name
    return None


def refused_data(data: bytes) -> str | None:
    """Return in words what bytes are that are no text ("a PDF", "binary data"), else None."""
    head = data[:_HEAD]
    if wide(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    for offset, magic, name in _MAGIC:
        if head.startswith(magic, offset) and head.startswith(_OFFSET_PREFIX.get(magic, b"")):
            if magic in _TEXTUAL_MAGIC and not controls:
                continue
            return name
    return "binary data" if controls > _STRAYS + _CONTROLS_AT_MOST * len(head) else None


def refused_text(text: str) -> str | None:
    """Return in words what a text is that is neither a page nor prose ("a feed"), else None."""
    head = text[:_HEAD]
    if _FEED.match(head):
        return FEED
    if _XML.match(head) and not _WHOLE_HTML.match(head) and not _SOME_HTML.search(head):
        return "XML data"
    return None


def kind_of(text: str, name: str, content_type: str | None = None) -> PageKind:
    """Return how a text is to be read: by its media type, the suffix of `name`, and what it looks like.

    `name` is a path or the path of an address.
    """
    head = text[:_HEAD]
    declared = _TYPES.get(_media_type(content_type)) or _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if declared == "html":
        return declared
    if _WHOLE_HTML.match(head):
        # Nobody means a page to be read as its source, whatever the server or the file's name says.
        return "html"
    if declared:
        return declared
    if _SOME_HTML.search(head):
        return "html"
    return "markdown" if _MARKDOWN.search(head) else "text"


def _media_type(content_type: str | None) -> str:
    """Return the bare media type of a Content-Type header in lower case, "" for none."""
    return (content_type or "").partition(";")[0].strip().lower()
