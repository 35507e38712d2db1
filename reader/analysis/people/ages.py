"""How old people are, where the article says so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.analysis.people.mention import Mention
    from reader.analysis.people.tokens import Tokens

_OLDEST = 120
"""Years above which a number is no age."""
_REACH = 8
"""Tokens before a name within which its phrase may begin: “the 54-year-old retired signal box painter | Jo Pell”."""
_FURTHER = 12
"""Tokens of what may stand between a name and its age: “Jo Pell | of the Lorn Institute |, 54, …”."""
_TOLD = 60
"""Tokens within which “the 54-year-old” means who was named before, if only one was."""
_AGED = frozenset(("aged", "age"))
_ADVERBS = frozenset(("now", "then", "just", "only", "still", "nearly", "almost", "already"))
_BEING = frozenset(("is", "was", "'s", "turned", "turns"))
_ENDING = frozenset((",", ".", ";", ")", "—", "–", "and"))
_BEHIND_TURNED = frozenset(
    ("in", "on", "this", "last", "today", "yesterday", "earlier", "during", "and", "while")
)
_PARTING = frozenset(("IN", "VBD", "VBZ", "VBP", "MD", "POS", "CC", "TO", ",", ".", ":", "-LRB-", "-RRB-"))
"""Tags of what parts a name from the phrase before it: the 54-year-old | told Jo Pell, a 9-year-old friend | of hers."""
_BREAKS = frozenset(
    ("VBD", "VBZ", "VBP", "MD", "POS", "WP", "WDT", "WP$", "PRP", "CC", ".", ":", "-LRB-", "-RRB-")
)
"""Tags of what ends the phrase between a name and its age."""


class Ages:
    """The ages that a document gives.

    `taken[i]` tells that token i belongs to somebody's name.
    """

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention], taken: Sequence[bool]) -> None:
        self._tokens = tokens
        self._taken = taken
        # (54) and 54) may be a minute, a shirt or a seat
        self._counted = not lexicon.words("match_words").isdisjoint(tokens.small)
        self._meant = dict(_meant(tokens, mentions))

    def of(self, mentions: Iterable[Mention]) -> int | None:
        """Return the age in years that the text gives first beside one of a person's mentions, if it gives any."""
        mentions = list(mentions)
        finders = (self._behind, self._after_phrase, self._as_predicate, self._before, self._opening)
        found = (find(mention) for mention in mentions for find in finders)
        beside = next((age for age in found if age is not None), None)
        return beside or next((self._meant[m.start] for m in mentions if m.start in self._meant), None)

    def _behind(self, mention: Mention) -> int | None:
        """The age in apposition: “Jo Pell, 54, …”, “Jo Pell (aged 9)”, “Jo Pell, a 54-year-old welder”."""
        tokens, i = self._tokens, _past_stop(self._tokens, mention)
        if not tokens.same_block(i + 1, mention.first) or tokens.text[i] not in ",(—–-":
            return None
        at = i + 1
        if tokens.tag[at] == "DT":
            return _years_old(tokens, at + 1)
        while tokens.lower[at] in _ADVERBS and tokens.same_block(at, at + 1):
            at += 1
        if tokens.lower[at] in _AGED:
            return _number(tokens, at + 1)
        return _years_old(tokens, at) or self._alone(at, bracketed=tokens.text[i] == "(")

    def _after_phrase(self, mention: Mention) -> int | None:
        """The age after what says where somebody is from or what they do: “Jo Pell, of Lorn, 54, …”."""
        tokens = self._tokens
        for i in range(mention.last, mention.last + _FURTHER):
            if not tokens.same_block(i + 2, mention.first) or tokens.tag[i] in _BREAKS or self._taken[i]:
                return None
            if tokens.text[i] == "," and tokens.text[i + 1].isdigit() and tokens.text[i + 2] in (",", "."):
                return self._alone(i + 1, bracketed=False) if i > mention.last else None
        return None

    def _as_predicate(self, mention: Mention) -> int | None:
        """The age as predicate: “Pell is 54.”, “Pell, who is nine, …”, “Pell turned 54 in May”."""
        tokens, i = self._tokens, mention.last
        if tokens.same_block(i + 1, mention.first) and tokens.text[i] == "," and tokens.lower[i + 1] == "who":
            i += 1
        if tokens.same_block(i + 1, mention.first) and tokens.lower[i] == "who":
            i += 1
        if not tokens.same_block(i + 1, mention.first) or tokens.lower[i] not in _BEING:
            return None
        verb, at = tokens.lower[i], i + 1
        while tokens.lower[at] in _ADVERBS and tokens.same_block(at, at + 1):
            at += 1
        if verb.startswith("turn") and tokens.same_block(at, at + 1):
            following = tokens.lower[at + 1]
            return _number(tokens, at) if following in _BEHIND_TURNED or following in _ENDING else None
        return _years_old(tokens, at) or self._alone(at, bracketed=False)

    def _before(self, mention: Mention) -> int | None:
        """The age before the name: “the 54-year-old welder | Jo Pell”."""
        tokens = self._tokens
        for i in range(mention.first - 1, max(-1, mention.first - 1 - _REACH), -1):
            if not tokens.same_block(i, mention.first) or tokens.tag[i] in _PARTING:
                return None
            if tokens.lower[i] == "old":
                return _years_old(tokens, i - 4) if i >= len(_YEAR_OLD) else None
        return None

    def _opening(self, mention: Mention) -> int | None:
        """The age that opens a sentence: “Aged 54, | Jo Pell …”, “At the age of 54, …”, “Now 54, …”."""
        tokens, i = self._tokens, mention.first - 3
        if i < 0 or not tokens.same_block(i, mention.first) or tokens.text[mention.first - 1] != ",":
            return None
        aged = tokens.lower[i] in _AGED or tokens.lower[i - 1 : i + 1] == ["age", "of"]
        opened = tokens.lower[i] in ("at", "now", "still") and tokens.starts_sentence(i)
        return _number(tokens, i + 1) if aged or opened else None

    def _alone(self, i: int, *, bracketed: bool) -> int | None:
        """Return the number at token i, if a mark follows: 54, but not 54 points or 6-4.

        A bare number in brackets is an age where the text is not of a match.
        """
        tokens = self._tokens
        follows = tokens.same_block(i, i + 1)
        closes = follows and tokens.text[i + 1] == ")"
        if (bracketed and not closes) or (closes and self._counted):
            return None
        ends = not follows or tokens.text[i + 1] in _ENDING or tokens.text[i + 1].isspace()
        return _number(tokens, i) if ends else None


def _meant(tokens: Tokens, mentions: Sequence[Mention]) -> Iterable[tuple[int, int]]:
    """Yield where the mention starts that “the 54-year-old” as a subject takes up, with the age.

    All the names that stand shortly before it must be of one person, as far as their words tell.
    """
    for i in range(1, len(tokens) - len(_YEAR_OLD) - 1):
        if tokens.lower[i + 1 : i + 5] != _YEAR_OLD or tokens.lower[i - 1] != "the":
            continue
        after: str = tokens.tag[i + 5]
        age = _number(tokens, i)
        before = [m for m in mentions if i - _TOLD < m.first < i]
        alone = len({m.words[-1] for m in before}) == 1
        if age and alone and (after[:2] in ("VB", "MD", ",") or tokens.text[i + 5] in ".;"):
            yield before[-1].start, age


def _past_stop(tokens: Tokens, mention: Mention) -> int:
    """Return the token after the name, its letters (KC) and the full stop that belongs to its suffix."""
    i = mention.last
    if mention.suffix and tokens.same_block(i, i + 1) and tokens.text[i] == ".":
        i += 1
    return i + 1 if i < len(tokens) and tokens.is_postnominal(i) else i


_YEAR_OLD = ["-", "year", "-", "old"]
_YEARS_OLD = (["years", "old"], ["year", "old"])


def _years_old(tokens: Tokens, i: int) -> int | None:
    """Return the number at token i, if it counts years of age: 54-year-old, nine years old."""
    after = tokens.lower[i + 1 : i + 5]
    return _number(tokens, i) if after == _YEAR_OLD or after[:2] in _YEARS_OLD else None


def _number(tokens: Tokens, i: int) -> int | None:
    """Return the number that token i writes, if it can be an age."""
    if not 0 <= i < len(tokens):
        return None
    text = tokens.text[i]
    number = int(text) if text.isascii() and text.isdigit() else _written_out().get(tokens.lower[i], 0)
    return number if 0 < number <= _OLDEST else None


@cache
def _written_out() -> dict[str, int]:
    return {word: int(number) for word, number in lexicon.pairs("small_numbers")}
