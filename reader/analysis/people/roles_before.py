"""Roles that stand before a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.lexicon import lexicon as listed
from reader.analysis.people import lexicon
from reader.analysis.people.role_words import CLOSING, LONGEST, MODIFIERS, is_address, is_noun
from reader.analysis.people.tokens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.mention import Mention
    from reader.analysis.people.tokens import Tokens

_OF = frozenset(("of", "for", "at"))
_PERFECT = frozenset({"has", "have", "had", "having"})
"""What makes the participle after it a verb of the sentence and no part of the role: she has met | Minister …"""


def before(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The words before the name: “former U.S. President | Donald Trump”, “Secretary of State | Marco Rubio”."""
    end = mention.first
    if end and tokens.text[end - 1] in '"“' and is_noun(tokens, end - 2):
        return None
    while end and is_address(tokens, end - 1):
        end -= 1
    origin = _origin(tokens, end)
    return origin or _noun_phrase(tokens, _without_title(tokens, end), taken)


def before_comma(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The noun phrase to which the name stands in apposition: “Her colleague, | R. J. Okafor, …”."""
    end = _opening(tokens, mention.first)
    if end < 2 or tokens.text[end - 1] not in ",:" or not tokens.same_block(end - 2, end):
        return None
    last = mention.last
    if tokens.same_block(last, mention.first) and tokens.is_postnominal(last):
        last += 1
    ends = not tokens.same_block(last, mention.first) or tokens.text[last].isspace()
    if tokens.text[end - 1] == ":" and not ends:
        return None
    if not ends and tokens.text[last] not in CLOSING and tokens.tag[last] != "CC":
        return None
    phrase = _noun_phrase(tokens, end - 1, taken, links=_OF | {"in", "to"})
    if phrase is None:
        return None
    first = _whose(tokens, phrase[0], taken)
    opener = first - 1
    led = tokens.same_block(opener, end) and tokens.tag[opener] in ("DT", "PRP$", "POS")
    return (first, phrase[1]) if led or "POS" in tokens.tag[slice(*phrase)] else None


def _origin(tokens: Tokens, end: int) -> Run | None:
    """The word that says where somebody is from: “the 17-year-old Malian | Idris Abdi”."""
    i = end - 1
    if i < 1 or not tokens.same_block(i - 1, end) or tokens.tag[i][:2] not in ("NN", "JJ"):
        return None
    led = tokens.lower[i - 1] == "old" or tokens.tag[i - 1] == "DT"
    lower = tokens.lower[i]
    known = lower in listed("demonyms") or (tokens.text[i][0].isupper() and lower.endswith(("ian", "ese")))
    return (i, end) if led and known else None


def _without_title(tokens: Tokens, end: int) -> int:
    """Return where a role ends before a title that is written large after it: her friend | Sister Benedetta."""
    i = end - 2 if end > 1 and tokens.text[end - 1] == "." else end - 1
    titled = i > 0 and tokens.lower[i] in lexicon.words("honorifics") and tokens.text[i][0].isupper()
    small = titled and tokens.same_block(i - 1, i) and tokens.text[i - 1].islower() and is_noun(tokens, i - 1)
    return i if small else end


def _opening(tokens: Tokens, i: int) -> int:
    """Return where what belongs to a name at token i begins: “Superintendent (rtd) | …”, “the late | …”."""
    while i and tokens.same_block(i - 1, i):
        if tokens.text[i - 1] == ")" and i > 3 and tokens.text[i - 3] == "(":
            i -= 3
        elif is_address(tokens, i - 1) or tokens.lower[i - 1] in lexicon.words("honorifics"):
            i -= 1
        elif (tokens.text[i - 1] == "." and tokens.title_before(i)) or tokens.lower[i - 2 : i] == [
            "the",
            "late",
        ]:
            i -= 2
        elif tokens.lower[i - 1] == "one":
            i -= 1
        else:
            break
    return i


def _noun_phrase(tokens: Tokens, end: int, taken: Sequence[bool], links: frozenset[str] = _OF) -> Run | None:
    """Return the noun phrase that means a person and ends right before token `end`."""
    i = end - 1
    if i < 0 or not tokens.same_block(i, end):
        return None
    if tokens.text[i] == "." and tokens.title_before(end):
        i -= 1
    if not is_noun(tokens, i):
        # Secretary of State, head of the committee
        head = _head_before(tokens, i, taken, links)
        if head is None:
            return None
        i = head
    first = _phrase_start(tokens, i, end, taken)
    while first < end - 1 and (
        tokens.tag[first] in ("POS", "CC", "HYPH", "VBG")
        or tokens.text[first] in HYPHENS
        or (first and tokens.lower[first - 1] in _PERFECT)
    ):
        first += 1
    return (first, end)


def _phrase_start(tokens: Tokens, i: int, end: int, taken: Sequence[bool]) -> int:
    """Return where the modifiers of the noun at token i begin."""
    first = i
    while first > 0 and end - first < LONGEST and tokens.same_block(first - 1, end) and not taken[first - 1]:
        tag, lower = tokens.tag[first - 1], tokens.lower[first - 1]
        # songwriter and producer | …
        goes_on = lower in ("and", "&", "of") and is_noun(tokens, first - 2)
        if (tag not in MODIFIERS and not goes_on) or tokens.text[first - 1] in ",;:.()":
            break
        first -= 1
    return first


def _head_before(tokens: Tokens, i: int, taken: Sequence[bool], links: frozenset[str]) -> int | None:
    """Return the noun that means a person before “of …” or “for …”, if such a phrase ends with token i."""
    start = i
    while start > 0 and i - start < 7 and tokens.same_block(start - 1, i) and not taken[start]:
        tag, lower = tokens.tag[start], tokens.lower[start]
        if lower in links and is_noun(tokens, start - 1):
            # The wife of | Raghu is somebody else
            return start - 1 if start < i else None
        if tag not in MODIFIERS and lower not in ("of", "for", "and", "the", "&"):
            return None
        start -= 1
    return None


def _whose(tokens: Tokens, first: int, taken: Sequence[bool]) -> int:
    """Return where the whole phrase begins whose last part begins at token `first`: a | nephew of the mayor."""
    while (
        first > 3
        and tokens.same_block(first - 3, first)
        and tokens.tag[first - 1] in ("DT", "PRP$")
        and tokens.lower[first - 2] in ("of", "to")
        and is_noun(tokens, first - 3)
        and not taken[first - 3]
    ):
        first = _phrase_start(tokens, first - 3, first, taken)
    return first
