"""One mention of a name: where it stands, and its words told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon

if TYPE_CHECKING:
    from reader.analysis.people.lexicon import Gender
    from reader.analysis.people.tokens import Tokens


PRONOUNS: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_REACH = 20
"""Tokens after a name within which a pronoun may well mean its bearer."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    `first` and `last` are tokens, `last` exclusive; `words` the folded words of the name without suffix, quoted
    nickname and hyphens between words; `title` the folded title before the name ("" if there is none); `pronoun` the
    gender of the he or she that follows within the sentence.
    """

    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    suffix: str = ""
    nickname: str = ""
    title: str = ""
    pronoun: Gender | None = None

    @property
    def title_gender(self) -> Gender | None:
        """The gender that the title tells."""
        return lexicon.gendered("honorifics").get(self.title)


def read(tokens: Tokens, first: int, last: int) -> Mention:
    """Return the mention that the tokens from `first` up to `last` are."""
    words: list[str] = []
    suffix = nickname = ""
    inside = joined = False
    for i in range(first, last):
        text, word = tokens.text[i], tokens.lower[i]
        if text in "\"'()“”‘’[]":
            inside = text in "\"'(“‘[" and not inside
        elif text in "-‑–":
            joined = bool(words)
        elif text == "," or not any(c.isalnum() for c in text):
            continue
        elif inside:
            nickname = f"{nickname} {word}".strip()
        else:
            if joined and words:
                words[-1] = f"{words[-1]}-{word}"
            elif words and not suffix and word in lexicon.words("suffixes"):
                suffix = word
            else:
                words.append(word)
            joined = False
    end = tokens.doc[last - 1]
    start = tokens.doc[first].idx
    title = tokens.title_before(first)
    end_offset = end.idx + len(end.text)
    if suffix in ("jr", "sr") and not end.text.endswith(".") and _goes_on_after_stop(tokens, last):
        end_offset += 1
    return Mention(
        first, last, start, end_offset, tuple(words), suffix, nickname, title, _pronoun_after(tokens, last)
    )


def _goes_on_after_stop(tokens: Tokens, i: int) -> bool:
    """Tell whether token i is the full stop of an abbreviation, and not of the sentence."""
    follows = tokens.same_block(i, i + 1) and (tokens.text[i + 1][0].islower() or tokens.text[i + 1] == ",")
    return follows and tokens.text[i] == "." and not tokens.spaced[i - 1]


def _pronoun_after(tokens: Tokens, last: int) -> Gender | None:
    for i in range(last, min(last + _REACH, len(tokens))):
        if not tokens.same_block(last, i) or tokens.text[i] in ".?!":
            return None
        if tokens.lower[i] in PRONOUNS:
            return PRONOUNS[tokens.lower[i]]
    return None
