"""The tokens of a parse as plain lists, with what the lists of words know about each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.analysis.lexicon import verb_forms
from reader.analysis.people.lexicon import commonness, fold, gendered, is_person_noun, is_surname, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.analysis.parsed import Parsed
    from reader.analysis.people.lexicon import Gender

HYPHENS = frozenset("-‑–")
_OPENERS = frozenset(("VB", "VBG", "VBN", "VBD", "RB", "IN", "UH", "MD", "CC", "WRB"))
_COMMON = 4
"""Commonness of a given name from which on a word may well be one."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.)*|[^\W\d_]")
_TWO = 2
"""Letters of initials without full stops: JD."""
_SYLLABLE = 5
"""Letters of the longest second syllable that is written small after a hyphen: Kim Il-sung, Hau Lung-bin."""
_NAME_WORD = re.compile(r"[^\W\d_]\.?(?:[\w’'.-]*[\w.])?")


class Tokens:
    """Texts, tags and named entities of the tokens, read from spaCy once.

    `lower` holds the folded texts; `kinds[i]` is what token i may be in a name: "c" a capitalised word, "i" an
    initial, "p" a particle written small, "-" a hyphen between words, "" nothing.  `entity[i]` is the index in
    `entities` (first token, last token exclusive, label) of the entity that holds token i, or -1.  `starts` are
    the tokens that begin a sentence, `closes` those after which a block ends.
    """

    def __init__(self, parsed: Parsed) -> None:
        doc = parsed.doc
        self.doc = doc
        self.document_text = parsed.document.text
        self.text = [token.text for token in doc]
        self.tag = [token.tag_ for token in doc]
        self.spaced = [bool(token.whitespace_) for token in doc]
        self.block = parsed.block_of
        self.quoted = parsed.quoted
        self.lower = [fold(text) for text in self.text]
        self.kinds = [_kind(text, lower) for text, lower in zip(self.text, self.lower, strict=True)]
        self._drop_openers()
        self._drop_postnominals()
        self._drop_parties()
        self._mark_initials()
        self.entities = [(entity.start, entity.end, entity.label_) for entity in doc.ents]
        self.entity = [-1] * len(doc)
        for number, (first, last, _) in enumerate(self.entities):
            self.entity[first:last] = [number] * (last - first)
        self.small = {
            text
            for text, kind, tag in zip(self.text, self.kinds, self.tag, strict=True)
            if not kind and tag != "POS"
        }
        self._join_hyphens()

    def __len__(self) -> int:
        return len(self.text)

    def same_block(self, a: int, b: int) -> bool:
        """Tell whether both tokens exist and stand in the same block."""
        return 0 <= a < len(self.text) and 0 <= b < len(self.text) and self.block[a] == self.block[b]

    def title_before(self, i: int) -> str:
        """Return the folded title that stands before token i, also one parted from its full stop; "" if none."""
        title = i - 1
        if title > 0 and self.text[title] == "." and not self.spaced[title - 1]:
            title -= 1
        if not self.same_block(title, i) or self.text[title].islower() or self.lower[title] not in _titles():
            return ""
        return self.lower[title]

    def titled_start(self, i: int) -> int:
        """Return the offset at which a name that begins at token i begins with its titles: | Prof. Sir Alan."""
        while self.title_before(i):
            first = i - (2 if self.text[i - 1] == "." else 1)
            if self._goes_on_before(first):
                # Prime | Minister Jane Doe, Attorney- | General Jane Doe
                break
            i = first
        return int(self.doc[i].idx)

    def _goes_on_before(self, i: int) -> bool:
        """Tell whether the title at token i is but the last word of an office: Advocate General, Vice-President."""
        before = i - 1
        if not self.same_block(before, i) or self.title_before(i):
            return False
        return self.text[before] in HYPHENS or self.kinds[before] == "c"

    def starts_sentence(self, i: int) -> bool:
        """Tell whether a sentence, a line or a quotation begins with token i."""
        return (
            not self.same_block(i - 1, i)
            or bool(self.doc[i].is_sent_start)
            or self.text[i - 1] in '"“‘:•-–—*'
        )

    def _drop_openers(self) -> None:
        """Take the verbs and adverbs that begin a sentence for no part of a name: Ask | Bill Turner; Will they?"""
        for i, kind in enumerate(self.kinds):
            if kind == "c" and self.tag[i] in _OPENERS and self.starts_sentence(i):
                lower = self.lower[i]
                asks = self.tag[i : i + 2] == ["MD", "PRP"]
                says = (
                    i + 1 < len(self.lower)
                    and lower in verb_forms()
                    and commonness(self.lower[i + 1]) >= _COMMON
                )
                named = says and self.kinds[i + 1 : i + 3] == ["c", "c"]
                if asks or named or (commonness(lower) < _COMMON and not is_surname(lower)):
                    self.kinds[i] = ""

    def _drop_parties(self) -> None:
        """Take the party and the state of a member of Congress for no name: Jane Doe, D-Texas."""
        for i in range(1, len(self) - 2):
            if self.text[i] in ("D", "R", "I") and self.text[i + 1] in HYPHENS and self.text[i - 1] in ",([":
                self.kinds[i] = self.kinds[i + 2] = ""

    def _drop_postnominals(self) -> None:
        """Take the letters after a name for no part of it: Jane Doe | KC."""
        for i in range(1, len(self) - 1):
            if self.is_postnominal(i) and self.kinds[i - 1] == "c" and self.kinds[i + 1] != "c":
                self.kinds[i] = ""

    def is_postnominal(self, i: int) -> bool:
        """Tell whether token i is letters that may follow a name."""
        if not self.same_block(i - 1, i):
            return False
        return self.text[i].isupper() and self.lower[i] in words("postnominals")

    def _mark_initials(self) -> None:
        """Take two capitals for initials before a name that has a title elsewhere: JK | Rook, where there is Ms Rook."""
        titled = {
            lower
            for i, lower in enumerate(self.lower)
            if self.kinds[i] == "c" and self.title_before(i) in words("addresses")
        }
        for i in range(len(self) - 1):
            if (
                len(self.text[i]) == _TWO
                and self.text[i].isupper()
                and self.kinds[i] == "c"
                and self.lower[i + 1] in titled
                and self.same_block(i, i + 1)
                and not (is_person_noun(self.lower[i]) or self.lower[i] in words("never_names"))
            ):
                self.kinds[i] = "i"

    def _join_hyphens(self) -> None:
        for i, text in enumerate(self.text):
            if text in HYPHENS and 0 < i < len(self.text) - 1:
                tight = not self.spaced[i - 1] and not self.spaced[i]
                loose = self.spaced[i - 1] and self.spaced[i] and text == "-"
                # “ROME - Jane Doe” is a dateline.
                loose = loose and (self.text[i + 1].isupper() or not self.text[i - 1].isupper())
                before, after = self.kinds[i - 1], self.kinds[i + 1]
                syllable = self.text[i + 1].isalpha() and len(self.text[i + 1]) <= _SYLLABLE
                if (
                    tight
                    and before == "c"
                    and not after
                    and syllable
                    and i > 1
                    and self.kinds[i - 2] in ("c", "i")
                ):
                    self.kinds[i + 1] = after = "c"
                if (tight and (before in ("c", "i", "p")) and after in ("c", "i", "p")) or (
                    loose and before == "c" and after == "c" and self.same_block(i - 1, i + 1)
                ):
                    self.kinds[i] = "-"


def _titles() -> Mapping[str, Gender | None]:
    return gendered("honorifics")


def _kind(text: str, lower: str) -> str:
    first = text[0]
    if first.isupper() and _NAME_WORD.fullmatch(text):
        if _INITIALS.fullmatch(text):
            return "i"
        return "" if lower in words("function_words") or lower in words("forms_of_address") else "c"
    if not first.isalpha():
        return ""
    if lower in words("particles"):
        return "p"
    # d'Alembert, al-Assad as one token
    return (
        "c"
        if any(c.isupper() for c in text[1:]) and re.match(r"(?:d|l|al|el|o|mc|mac)['’-]?[A-Z]", text)
        else ""
    )
