"""A document with its quoted runs and its parse: what speakers and people are read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.model import Document

Token = Any
"""A `spacy.tokens.Token`; spaCy is imported only by the engine."""
Doc = Any
"""A `spacy.tokens.Doc`."""


@dataclass(frozen=True, slots=True)
class QuotedRun:
    """Words in quotation marks, one paragraph at most; offsets in code points of the document's text.

    `start` and `end` are those of the words without the marks, `outer_start` and `outer_end` with them.
    `closed` is false where the closing mark is missing (a quote that goes on in the next paragraph, or a lost
    mark), `continued` true where the run goes on from the paragraph before.  `block` is the index of its block.
    `is_block` marks a whole block quote.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    closed: bool = True
    continued: bool = False
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """`doc` has one token sequence over the whole text: `token.idx` is an offset into `document.text`.

    `quoted[i]` is the index in `runs` of the run that holds token i, or -1; `block_of[i]` the index of the block
    that holds token i, or that of the last block before it.  `title` is the parse of a title that may name a speaker,
    None for any other.
    """

    document: Document
    runs: tuple[QuotedRun, ...]
    doc: Doc
    quoted: tuple[int, ...]
    block_of: tuple[int, ...]
    title: Doc | None = None
