"""The charset of a text that declares none and is not Unicode, guessed from its bytes.

Statistics over short texts take Spanish for Polish and the curly quotes of English for Korean.  So the script is told
first, by how the bytes beyond ASCII stand together; Western European then needs no statistics, and
charset-normalizer decides between the charsets that are left.
"""

from __future__ import annotations

import re
from itertools import islice

_SAMPLE, _PIECES = 64 * 1024, 2000
"""Bytes, and pieces of text between tags, that are looked at."""
_RUN_OF_LATIN = 1.6
"""Mean number of neighbouring bytes beyond ASCII up to which a text is in Latin script: there, such letters stand
alone between others, while in every other script whole words consist of them."""

_WESTERN = "cp1252"
_OTHER_LATIN = ("cp1250", "cp1254", "cp1257", "iso8859_2")
_OTHER_SCRIPTS = (
    "big5hkscs", "cp1251", "cp1253", "cp1255", "cp1256", "cp866", "cp874", "cp932", "cp949", "euc_jis_2004",
    "gb18030", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "koi8_r", "koi8_u", "mac_cyrillic",
)  # fmt: skip

# Tags are ASCII in every charset and would drown what tells them apart.
_TEXT = re.compile(rb"[^<>]?[\x80-\xff][^<>]{0,2000}")
_RUNS = re.compile(rb"[\x80-\xff]+")
_ACCENTED = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
# What Polish ł, Czech ž and Turkish ğ become, read as Western European: letters that Western languages hardly have,
# and symbols inside words.
_STRANGE_LETTERS = re.compile("[ŠšŽžÐðÞþÝý]")
_SYMBOLS_IN_WORDS = re.compile(r"(?<=[^\W\d_])[¥¦£©ª¯±³¶¹º¼¾¿](?=[^\W\d_])|[\x80-\x9f\ufffd]")


def detect(data: bytes) -> str:
    """Return the Python codec that fits `data` best; it may not fit every byte."""
    sample = b"\n".join(match[0] for match in islice(_TEXT.finditer(data), _PIECES))[:_SAMPLE]
    runs = _RUNS.findall(sample)
    if sum(map(len, runs)) > _RUN_OF_LATIN * len(runs):
        return _likeliest(sample, _OTHER_SCRIPTS) or _WESTERN
    if not _is_strange(sample.decode(_WESTERN, "replace")):
        return _WESTERN
    symbols = {
        codec: len(_SYMBOLS_IN_WORDS.findall(sample.decode(codec, "replace"))) for codec in _OTHER_LATIN
    }
    fitting = tuple(codec for codec in _OTHER_LATIN if symbols[codec] == min(symbols.values()))
    return _likeliest(sample, fitting) or fitting[0]


def _is_strange(text: str) -> bool:
    """Tell whether a text, read as Western European, has what other Latin charsets make of their letters."""
    strange = len(_STRANGE_LETTERS.findall(text)) + len(_SYMBOLS_IN_WORDS.findall(text))
    return strange > 1 and strange > 0.1 * len(_ACCENTED.findall(text))


def _likeliest(sample: bytes, codecs: tuple[str, ...]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(codecs), enable_fallback=False).best()
    return best.encoding if best else None
