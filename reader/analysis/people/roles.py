"""Who people are, in the article's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people import lexicon
from reader.analysis.people.tokens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.mention import Mention
    from reader.analysis.people.tokens import Tokens

_MOST = 5
"""Roles that are kept of one person."""
_LONGEST = 16
"""Tokens of the longest role."""
_BEFORE_NOUN = 8
"""Tokens before the noun that says who somebody is: “a soft-spoken retired railway signal box painter”."""
_MODIFIERS = frozenset(
    ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "POS", "AFX", "FW")
)
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "EX"))
_STOPS = frozenset(("WP", "WDT", "WP$", "WRB", "PRP", "TO", "RB"))
_GOES_ON = frozenset(("WP", "WDT", "WP$", "WRB", "IN", "RB", "CC", "TO"))
"""Tags of what may follow an apposition without a mark: “a pawnbroker | since 1968, …”."""
_LINKS = frozenset(("of", "for"))
"""What belongs to a role always; other prepositions only before a name: “curator at the Lorn Museum”."""
_CLOSING = frozenset(".,;:)]—–-!?\"”’'")
_LEADING = frozenset(("VB", "VBZ", "VBD", "VBP", "VBN", "VBG"))


def roles_of(tokens: Tokens, mentions: Sequence[Mention], taken: Sequence[bool]) -> tuple[str, ...]:
    """Return what the text calls a person, in order; of two phrases of which one holds the other, the longer.

    `taken[i]` tells that token i belongs to the name of somebody.
    """
    phrases: list[str] = []
    for mention in mentions:
        for first, last in _phrases(tokens, mention, taken):
            phrase = _text(tokens, first, last)
            key = phrase.casefold()
            if any(key in known.casefold() for known in phrases):
                continue
            phrases = [known for known in phrases if known.casefold() not in key]
            phrases.append(phrase)
    return tuple(phrases[:_MOST])


def _phrases(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Iterator[Run]:
    finders = (_before, _letters, _before_comma, _after, _who, _copula, _as)
    for find in finders:
        phrase = find(tokens, mention, taken)
        if phrase:
            yield phrase


def _before(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The words before the name: “former U.S. President | Donald Trump”, “Secretary of State | Marco Rubio”."""
    end = mention.first
    if end and tokens.text[end - 1] in '"“' and _is_noun(tokens, end - 2):
        return None
    while end and _is_address(tokens, end - 1):
        end -= 1
    return _noun_phrase_before(tokens, end, taken)


def _letters(tokens: Tokens, mention: Mention, _: Sequence[bool]) -> Run | None:
    """The letters after the name: “Jane Doe | KC”."""
    last = mention.last
    return (last, last + 1) if last < len(tokens) and tokens.is_postnominal(last) else None


def _before_comma(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The noun phrase to which the name stands in apposition: “Her colleague, | R. J. Okafor, …”."""
    end = _start_with_titles(tokens, mention.first)
    if end < 2 or tokens.text[end - 1] not in ",:" or not tokens.same_block(end - 2, end):
        return None
    ends = not tokens.same_block(mention.last, mention.first) or tokens.text[mention.last].isspace()
    if tokens.text[end - 1] == ":" and not ends:
        return None
    if not ends and tokens.text[mention.last] not in _CLOSING and tokens.tag[mention.last] != "CC":
        return None
    phrase = _noun_phrase_before(tokens, end - 1, taken)
    if phrase is None:
        return None
    opener = phrase[0] - 1
    known = tokens.same_block(opener, end) and (tokens.tag[opener] in ("DT", "PRP$", "POS"))
    return phrase if known else None


def _start_with_titles(tokens: Tokens, i: int) -> int:
    """Return where the titles before a name at token i begin: “Superintendent (rtd) | …”."""
    while i and tokens.same_block(i - 1, i):
        if tokens.text[i - 1] == ")" and i > 3 and tokens.text[i - 3] == "(":
            i -= 3
        elif _is_address(tokens, i - 1) or tokens.lower[i - 1] in lexicon.words("honorifics"):
            i -= 1
        elif tokens.text[i - 1] == "." and tokens.title_before(i):
            i -= 2
        else:
            break
    return i


_PERFECT = frozenset({"has", "have", "had", "having"})
"""What makes the participle after it a verb of the sentence and no part of the role: she has met | Minister …"""


def _noun_phrase_before(tokens: Tokens, end: int, taken: Sequence[bool]) -> Run | None:
    """Return the noun phrase that means a person and ends right before token `end`."""
    i = end - 1
    if i < 0 or not tokens.same_block(i, end):
        return None
    if tokens.text[i] == "." and tokens.title_before(end):
        i -= 1
    if not _is_noun(tokens, i):
        # Secretary of State, head of the committee
        head = _head_before_of(tokens, i, taken)
        if head is None:
            return None
        i = head
    first = i
    while first > 0 and end - first < _LONGEST and tokens.same_block(first - 1, end) and not taken[first - 1]:
        tag, lower = tokens.tag[first - 1], tokens.lower[first - 1]
        if tag not in _MODIFIERS and not (
            lower in ("and", "&", "-", "of") and _goes_on(tokens, first - 2, lower)
        ):
            break
        if tokens.text[first - 1] in ",;:.()":
            break
        first -= 1
    while first < end - 1 and (
        tokens.tag[first] in ("POS", "CC", "HYPH", "VBG")
        or tokens.text[first] in HYPHENS
        or (first and tokens.lower[first - 1] in _PERFECT)
    ):
        first += 1
    return (first, end)


def _goes_on(tokens: Tokens, i: int, link: str) -> bool:
    """Tell whether a phrase goes on before “and” or “of”, read backwards: “songwriter and producer | …”."""
    return i >= 0 and _is_noun(tokens, i) and link != "-"


def _head_before_of(tokens: Tokens, i: int, taken: Sequence[bool]) -> int | None:
    """Return the noun that means a person before “of …” or “for …”, if such a phrase ends with token i."""
    start = i
    while start > 0 and i - start < 7 and tokens.same_block(start - 1, i) and not taken[start]:
        tag, lower = tokens.tag[start], tokens.lower[start]
        if lower in ("of", "for", "at") and _is_noun(tokens, start - 1):
            return start - 1
        if tag not in _MODIFIERS and lower not in ("of", "for", "and", "the", "&"):
            return None
        start -= 1
    return None


def _after(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The apposition after the name: “Leon Okafor, 54, head of the harbour board, …”."""
    i = _past_stop(tokens, mention)
    if not tokens.same_block(i, mention.first) or tokens.text[i] not in ",—–-(":
        return None
    return _apposition(tokens, _past_age(tokens, i) + 1, taken, closed=tokens.text[i] != "(")


def _who(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The relative clause: “, who heads the board”, “, 54, who was mayor of Lorn until 2020”."""
    i = _past_stop(tokens, mention)
    if tokens.same_block(i, mention.first) and tokens.text[i] == ",":
        i = _past_age(tokens, i) + 1
    if not tokens.same_block(i + 1, mention.first) or tokens.lower[i] != "who":
        return None
    i += 1
    while tokens.same_block(i + 1, mention.first) and tokens.lower[i] in (
        "has",
        "had",
        "also",
        "now",
        "once",
        "then",
    ):
        i += 1
    if tokens.lower[i] in ("is", "was", "been", "became"):
        if tokens.lower[i + 1 : i + 3] == ["to", "be"]:
            i += 2
        return _apposition(tokens, i + 1, taken, closed=False)
    if tokens.lower[i] in lexicon.words("leading_verbs"):
        return (i, _phrase_end(tokens, i + 1, taken))
    return None


def _past_stop(tokens: Tokens, mention: Mention) -> int:
    """Return the token after the name and the full stop that belongs to its suffix."""
    i = mention.last
    return i + 1 if mention.suffix and tokens.same_block(i, i + 1) and tokens.text[i] == "." else i


def _past_age(tokens: Tokens, i: int) -> int:
    """Return the comma after the age that follows the comma at token i; i, if none does."""
    for j in range(i + 2, i + 7):
        if not (tokens.same_block(i, j) and tokens.text[i + 1].isdigit()):
            break
        if tokens.text[j] == ",":
            return j
    return i


def _copula(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The predicate: “Okafor is the director of …”."""
    i = mention.last
    if tokens.same_block(i + 1, mention.first) and tokens.lower[i] in ("is", "was", "became"):
        if tokens.text[i + 1].isdigit() and tokens.text[i + 2 : i + 3] == [","]:
            # the age
            i += 2
        return _apposition(tokens, i + 1, taken, closed=False)
    return None


def _as(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """What somebody serves as: “Okafor was re-elected as chairman”."""
    head = tokens.doc[mention.last - 1]
    if head.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return None
    verb = head.head
    for child in verb.children:
        if (
            child.lower_ == "as"
            and child.dep_ == "prep"
            and child.i > verb.i
            and tokens.same_block(child.i + 1, verb.i)
        ):
            return _apposition(tokens, child.i + 1, taken, closed=False)
    return None


def _apposition(tokens: Tokens, i: int, taken: Sequence[bool], *, closed: bool) -> Run | None:
    """Return the noun phrase that means a person and begins at token i.

    With `closed`, it must end at a mark or a relative clause, as an apposition does; otherwise the next sentence's
    subject would pass for one.
    """
    if not tokens.same_block(i, i - 1):
        return None
    if tokens.tag[i] in ("DT", "PRP$"):
        i += 1
    if tokens.lower[i + 1 : i + 5] == ["-", "year", "-", "old"]:
        i += 5
    first = i
    noun = None
    for j in range(i, min(i + _BEFORE_NOUN, len(tokens))):
        if not tokens.same_block(j, first) or taken[j] or tokens.text[j] in _CLOSING - HYPHENS:
            break
        if _is_noun(tokens, j):
            noun = j
        elif noun is not None or (
            tokens.tag[j] not in _MODIFIERS and tokens.lower[j] not in ("and", "&", "-")
        ):
            break
    if noun is None or tokens.lower[noun] in lexicon.words("generic_nouns"):
        return None
    end = _phrase_end(tokens, noun + 1, taken)
    if closed and tokens.same_block(end, first):
        stop = tokens.text[end]
        if not (stop in _CLOSING or tokens.tag[end] in _GOES_ON or stop.isspace()):
            return None
    if any(taken[j] for j in range(first, min(end + 1, len(tokens))) if tokens.same_block(j, first)):
        # the next name of a list, with its own role before it
        return None
    return (first, end)


def _phrase_end(tokens: Tokens, i: int, taken: Sequence[bool]) -> int:
    """Return where the phrase that holds token i - 1 ends: at a mark, a verb or somebody's name."""
    end = i
    while end < len(tokens) and end - i < _LONGEST and tokens.same_block(i - 1, end):
        if taken[end]:
            return i
        tag, lower, text = tokens.tag[end], tokens.lower[end], tokens.text[end]
        if (text in _CLOSING and tag not in ("HYPH", "POS")) or text.isspace() or text in '(["“':
            break
        if (
            tag in _FINITE
            or tag in _STOPS
            or (tag in _LEADING and lower not in lexicon.words("function_words"))
        ):
            break
        if tag == "CC" and not _joins(tokens, end, taken):
            break
        if tag == "IN" and lower not in _LINKS and not _names_place(tokens, end + 1):
            break
        end += 1
    while end > i and tokens.tag[end - 1] in ("IN", "DT", "CC", "PRP$", "POS", "HYPH"):
        end -= 1
    return end


def _names_place(tokens: Tokens, i: int) -> bool:
    """Tell whether a name follows from token i on: “at the Lorn Museum”, but not “at a museum”."""
    if i < len(tokens) and tokens.lower[i] == "the":
        i += 1
    return i < len(tokens) and tokens.kinds[i] == "c"


def _joins(tokens: Tokens, i: int, taken: Sequence[bool]) -> bool:
    """Tell whether “and” goes on with the phrase: with a noun and no verb before the next mark."""
    for j in range(i + 1, min(i + 9, len(tokens))):
        if not tokens.same_block(i, j) or tokens.text[j] in _CLOSING - HYPHENS:
            return j > i + 1
        if taken[j] or tokens.tag[j] in _FINITE or tokens.tag[j] in _STOPS:
            return False
    return False


def _is_noun(tokens: Tokens, i: int) -> bool:
    """Tell whether token i is a noun that means a person, by itself or with what a hyphen joins to it."""
    if i < 0:
        return False
    lower = tokens.lower[i]
    if i > 1 and tokens.text[i - 1] in HYPHENS and lexicon.is_person_noun(f"{tokens.lower[i - 2]}-{lower}"):
        return True
    if not (tokens.tag[i].startswith(("NN", "JJ")) or tokens.text[i][0].isupper()):
        return False
    return lexicon.is_person_noun(lower) or (
        lower in lexicon.words("honorifics") and not _is_address(tokens, i)
    )


def _is_address(tokens: Tokens, i: int) -> bool:
    """Tell whether token i is a mere form of address, or its full stop: Mr, Sir, Lady."""
    if tokens.text[i] == "." and i and not tokens.spaced[i - 1]:
        i -= 1
    return tokens.lower[i] in lexicon.words("addresses") and tokens.text[i][0].isupper()


def _text(tokens: Tokens, first: int, last: int) -> str:
    start = tokens.doc[first].idx
    final = tokens.doc[last - 1]
    return " ".join(tokens.document_text[start : final.idx + len(final.text)].split())


def names_of(tokens: Tokens, mentions: Iterable[Mention]) -> list[bool]:
    """Return for each token whether it belongs to a name, and not to that of an owner (Varga’s lawyer)."""
    taken = [False] * len(tokens)
    for mention in mentions:
        if not (tokens.same_block(mention.first, mention.last) and tokens.tag[mention.last] == "POS"):
            taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return taken
