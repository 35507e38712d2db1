"""Texts as the library's file holds them: UTF-8, deflated, with what the texts of this library have in common.

An article is short for a compressor: by the time it knows the language, the article is at its end.  So once a library
has a few texts, pieces of them become its dictionary (https://www.rfc-editor.org/rfc/rfc1950, FDICT), and take a
seventh off every text, in whatever language people read.  It is made once and never changed, since no text that was
packed with it can be read without.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.database import Database

TAUGHT_BY = 50
"""Texts that a dictionary is made of: fewer are not typical, and before it is there each takes more room."""
_WINDOW = 32768
"""Bytes that deflate looks back: the most of a dictionary that it makes use of."""
_NEEDS_DICTIONARY = 0x20
"""The bit FDICT of a zlib header's second byte."""
_LEVEL = 6
_READ = 64
"""Texts that stay unpacked: quotes are read out of one text one after another."""


def packed(text: str, dictionary: bytes = b"") -> bytes:
    """Return a text as it is stored."""
    data = text.encode("utf-8", "surrogatepass")
    if not dictionary:
        return zlib.compress(data, _LEVEL)
    deflate = zlib.compressobj(_LEVEL, zdict=dictionary)
    return deflate.compress(data) + deflate.flush()


def unpacked(data: bytes, dictionary: bytes = b"") -> str:
    """Return the text that was `packed`.  Raises: zlib.error (it was not, or with another dictionary)."""
    return zlib.decompressobj(zdict=dictionary).decompress(data).decode("utf-8", "surrogatepass")


class Texts:
    """The texts of one library, packed and unpacked with its dictionary."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dictionary: bytes | None = None
        self.unpacked = lru_cache(maxsize=_READ)(self._unpacked)

    def packed(self, text: str) -> bytes:
        """Return a text as this library stores it."""
        return packed(text, self._known())

    def _unpacked(self, data: bytes) -> str:
        return unpacked(data, self._known() if data[1] & _NEEDS_DICTIONARY else b"")

    def quoted(self, at: int | None, length: int | None, markdown: bytes) -> str | None:
        """Return `length` code points of a packed text from `at` on; None for nowhere.  SQL knows it by its name."""
        if at is None or length is None:
            return None
        return self.unpacked(markdown)[at : at + length]

    def quote_at(self, text: str, start: int | None, end: int | None, markdown: bytes) -> int | None:
        """Return from where on `quoted` finds a quote's text in its article's Markdown; None if it does not.

        It does not where the quote holds a link or other marks, or stands in the title (`start` is None then).
        """
        if start is None or end is None or end - start != len(text):
            return None
        at = self.unpacked(markdown).find(text)
        return None if at < 0 else at

    def learn(self) -> None:
        """Make the dictionary if there are texts enough and it is not there; inside a transaction."""
        if self._known():
            return
        rows = self._database.rows(
            "SELECT id, markdown, extra FROM version ORDER BY id DESC LIMIT ?", (TAUGHT_BY,)
        )
        if len(rows) == TAUGHT_BY:
            share = _WINDOW // TAUGHT_BY
            pieces = (unpacked(row["markdown"]).encode("utf-8", "surrogatepass")[:share] for row in rows)
            self._database.execute("INSERT INTO dictionary VALUES (1, ?)", (b"".join(pieces),))
            self._pack_again()

    def _pack_again(self) -> None:
        last = 0
        sql = "SELECT id, markdown, extra FROM version WHERE id > ? ORDER BY id LIMIT 100"
        while rows := self._database.rows(sql, (last,)):
            for row in rows:
                last = row["id"]
                extra = row["extra"] and self.packed(unpacked(row["extra"]))
                self._database.execute(
                    "UPDATE version SET markdown = ?, extra = ? WHERE id = ?",
                    (self.packed(unpacked(row["markdown"])), extra, last),
                )

    def forget(self) -> None:
        """Forget what was read in a transaction that came to nothing."""
        self._dictionary = None
        self.unpacked.cache_clear()

    def _known(self) -> bytes:
        if self._dictionary is None:
            row = self._database.row("SELECT data FROM dictionary")
            self._dictionary = row["data"] if row else None
        return self._dictionary or b""
