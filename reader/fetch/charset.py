"""Bytes → text: byte order mark, declared charset, then detection.

The order is that of browsers (WHATWG Encoding Standard and HTML Standard, "determining the character encoding"),
with one difference: a page that is valid UTF-8 is read as UTF-8, whatever single-byte charset it declares.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from reader.packaged import listed

_DECLARED_WITHIN = 4096
"""Bytes at the start of a page in which it may declare its charset."""
_BROKEN_SHARE = 0.01
"""Share of unreadable characters at which a declared charset is taken for a wrong one."""

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTI_BYTE = {
    "big5hkscs", "cp932", "cp949", "euc_jis_2004", "gb18030", "iso2022_jp_2004", "utf-16-be", "utf-16-le",
}  # fmt: skip
_IN_XML = re.compile(rb"""\A\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_IN_META = re.compile(rb"""<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def to_text(data: bytes, content_type: str | None = None) -> str:
    """Return `data` decoded, without byte order mark and NULs; what cannot be decoded becomes U+FFFD.

    `content_type` is the header of that name, for its charset.  Never raises.
    """
    return _decoded(data, content_type).removeprefix("\ufeff").replace("\0", "")


def wide(data: bytes) -> str | None:
    """Return the codec of text in UTF-16 or UTF-32, told by its mark or the pattern of its NULs, or None."""
    for mark, codec in _MARKS:
        if codec != "utf-8" and data.startswith(mark):
            return codec
    head = data[:1024]
    half = len(head) // 2
    if half < 2:
        return None
    # Markup and Latin text in UTF-16 have a NUL in nearly every other byte; CJK text still has markup.
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.3 * half and even <= 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd <= 0.02 * half:
        return "utf-16-be"
    return None


def _decoded(data: bytes, content_type: str | None) -> str:
    codec = wide(data)
    if codec:
        return data.decode(codec, "replace")
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8", "replace")
    declared = _declared(data, content_type)
    if "utf-8" not in declared:
        text = _strict(data, "utf-8")
        # By chance almost no text in a single-byte charset is valid UTF-8; short texts in a multi-byte one may be.
        if text is not None and (not declared or not (text.isascii() or _MULTI_BYTE & set(declared))):
            return text
    for codec in declared:
        text = _tolerant(data, codec)
        if text is not None:
            return text
    return _detected(data)


def _declared(data: bytes, content_type: str | None) -> list[str]:
    """Return the codecs that the header and the page name, the header's first."""
    head = data[:_DECLARED_WITHIN]
    named = [match[1] for match in (_IN_HEADER.search(content_type or ""),) if match]
    inside = [
        match[1].decode("ascii", "replace")
        for match in (_IN_XML.search(head), _IN_META.search(head))
        if match
    ]
    codecs_named = [_labels().get(name.lower()) for name in named]
    # Whoever could read the declaration as ASCII did not read UTF-16.
    codecs_named += [
        "utf-8" if codec and codec.startswith("utf-16") else codec
        for codec in (_labels().get(name.lower()) for name in inside)
    ]
    return list(dict.fromkeys(codec for codec in codecs_named if codec))


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _tolerant(data: bytes, codec: str) -> str | None:
    """Return `data` decoded, a few broken characters replaced, or None where the charset is plainly another."""
    text = _strict(data, codec)
    if text is not None:
        return text
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(map(len, re.findall("[^\x00-\x7f]+", text)))
    if codec == "utf-8":
        # Valid sequences hardly come about by chance, so four to one is proof enough.
        return text if beyond_ascii > 5 * broken else None
    return text if broken <= _BROKEN_SHARE * beyond_ascii else None


def _detected(data: bytes) -> str:
    """Return `data` decoded by the charset that fits it best."""
    text = _tolerant(data, "utf-8")
    if text is not None:
        return text
    from reader.fetch.detection import detect

    return data.decode(detect(data), "replace")


@cache
def _labels() -> dict[str, str]:
    """Return the codec of every name that a page may declare."""
    rows = (line.split("\t") for line in listed(__file__, "charset_labels.txt"))
    return {label: codec for codec, labels in rows for label in labels.split()}
