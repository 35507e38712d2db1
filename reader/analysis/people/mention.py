"""One mention of a name: where it stands, and its words told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon

if TYPE_CHECKING:
    from reader.analysis.people.lexicon import Gender
    from reader.analysis.people.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    `first` and `last` are tokens, `last` exclusive; `words` the folded words of the name without suffix, quoted
    nickname and hyphens between words; `title` the folded title before the name ("" if there is none).
    """

    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    suffix: str = ""
    nickname: str = ""
    title: str = ""

    @property
    def title_gender(self) -> Gender | None:
        """The gender that the title tells."""
        return lexicon.gendered("honorifics").get(self.title)


def without_title(tokens: Tokens, mention: Mention) -> Mention:
    """Return a mention without its first word, which is taken for a title: Don | Carlo."""
    return read(tokens, mention.first + 1, mention.last)


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
    return Mention(first, last, start, end.idx + len(end.text), tuple(words), suffix, nickname, title)
