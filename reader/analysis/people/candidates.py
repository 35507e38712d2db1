"""Names that the engine proposes, without what it glues to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people import lexicon
from reader.analysis.people.mention import Mention, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.parsed import Doc, Parsed


def propose(parsed: Parsed) -> list[Mention]:
    """Return the names of people in the text, in order."""
    return [read(parsed.doc, first, last) for first, last in _spans(parsed.doc)]


def _spans(doc: Doc) -> Iterator[tuple[int, int]]:
    for entity in doc.ents:
        if entity.label_ != "PERSON" or "\n" in entity.text:
            continue
        first, last = entity.start, entity.end
        while first < last and (
            lexicon.fold(doc[first].text) in lexicon.words("honorifics") or not doc[first].text[0].isalpha()
        ):
            first += 1
        while first < last and not (doc[last - 1].text[0].isalpha()):
            last -= 1
        if first < last and doc[first].text[0].isupper():
            yield first, last
