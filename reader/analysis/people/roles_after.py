"""Roles that stand after a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people import lexicon
from reader.analysis.people.role_words import CLOSING, LONGEST, MODIFIERS, is_noun, past_stop
from reader.analysis.people.tokens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.mention import Mention
    from reader.analysis.people.tokens import Tokens

_BEFORE_NOUN = 8
"""Tokens before the noun that says who somebody is: “a soft-spoken retired railway signal box painter”."""
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "EX"))
_STOPS = frozenset(("WP", "WDT", "WP$", "WRB", "PRP", "TO", "RB"))
_GOES_ON = frozenset(("WP", "WDT", "WP$", "WRB", "IN", "RB", "CC", "TO"))
"""Tags of what may follow an apposition without a mark: “a pawnbroker | since 1968, …”."""
_LINKS = frozenset(("of", "for"))
"""What belongs to a role always; other prepositions only before a name: “curator at the Lorn Museum”."""
_RELATING = frozenset(("of", "to", "for"))
"""What stands between a relation and whose it is: widow of, aide to."""
_MAKING = frozenset(("elected", "appointed", "named", "crowned", "made", "ordained", "sworn"))
_PAST = frozenset(("then", "formerly", "once"))
_NOW = frozenset(("now", "currently", "also", "himself", "herself", "one"))
_TIMES = frozenset(("since", "until", "till", "after", "before", "during", "on", "by"))
_LEADING = frozenset(("VB", "VBZ", "VBD", "VBP", "VBN", "VBG"))


def letters(tokens: Tokens, mention: Mention, _: Sequence[bool]) -> Run | None:
    """The letters after the name: “Jane Doe | KC”."""
    last = mention.last
    return (last, last + 1) if last < len(tokens) and tokens.is_postnominal(last) else None


def after(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The apposition after the name: “Leon Okafor, 54, head of the harbour board, …”."""
    i = _past_brackets(tokens, past_stop(tokens, mention.last, mention.suffix))
    if not tokens.same_block(i, mention.first):
        return None
    if tokens.text[i] in ",—–-(":
        return _apposition(tokens, _past_age(tokens, i) + 1, taken, closed=tokens.text[i] != "(")
    comma = _past_origin(tokens, i, taken)
    if comma is None or tokens.tag[comma + 1] != "DT":
        return None
    return _apposition(tokens, comma + 1, taken, closed=True)


def _past_brackets(tokens: Tokens, i: int) -> int:
    """Return the token after an age in brackets at token i: “Leon Okafor (54) |, a pawnbroker, …”."""
    aged = tokens.same_block(i, i + 3) and tokens.text[i] == "(" and tokens.text[i + 1].isdigit()
    return i + 3 if aged and tokens.text[i + 2] == ")" else i


def _past_origin(tokens: Tokens, i: int, taken: Sequence[bool]) -> int | None:
    """Return the comma after what says where somebody is from: “Leon Okafor of the harbour board |, a …”."""
    if tokens.lower[i] not in ("of", "from", "at"):
        return None
    for j in range(i + 1, i + _BEFORE_NOUN):
        if not tokens.same_block(i, j + 1) or taken[j]:
            return None
        if tokens.text[j] == ",":
            return _past_age(tokens, j)
        if tokens.tag[j] not in MODIFIERS and tokens.tag[j] not in ("DT", "IN"):
            return None
    return None


def who(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The relative clause: “, who heads the board”, “, 54, who was mayor of Lorn until 2020”."""
    i = past_stop(tokens, mention.last, mention.suffix)
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


def _past_age(tokens: Tokens, i: int) -> int:
    """Return the comma after the age that follows the comma at token i; i, if none does."""
    for j in range(i + 2, i + 7):
        if not (tokens.same_block(i, j) and tokens.text[i + 1].isdigit()):
            break
        if tokens.text[j] == ",":
            return j
    return i


def copula(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """The predicate: “Okafor is the director of …”."""
    i = mention.last
    if tokens.same_block(i, mention.first) and tokens.text[i] == "," and _past_age(tokens, i) > i:
        i = _past_age(tokens, i) + 1
    if tokens.same_block(i + 1, mention.first) and tokens.lower[i] in ("is", "was", "became"):
        if tokens.text[i + 1].isdigit() and tokens.text[i + 2 : i + 3] == [","]:
            # the age
            i += 2
        return _apposition(tokens, i + 1, taken, closed=False)
    return None


def serves_as(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """What somebody serves as, or is made: “Okafor was re-elected as chairman”, “Okafor was elected chairman”."""
    i = mention.last
    while tokens.same_block(i + 1, mention.first) and (
        tokens.tag[i][:2] in ("VB", "RB", "MD") or _hyphened(tokens, i)
    ):
        i += 1
    if tokens.same_block(i, mention.first) and tokens.lower[i - 1] in _MAKING:
        made = _apposition(tokens, i, taken, closed=False)
        if made:
            return made
    if i > mention.last and tokens.same_block(i + 1, mention.first) and tokens.lower[i] == "as":
        return _apposition(tokens, i + 1, taken, closed=False)
    return _as_of_verb(tokens, mention, taken)


def _hyphened(tokens: Tokens, i: int) -> bool:
    """Tell whether token i is part of a word with a hyphen: re-elected."""
    return tokens.text[i] in HYPHENS or tokens.lower[i] == "re"


def _as_of_verb(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Run | None:
    """What the verb says whose subject or object somebody is: “Okafor stood in May as a candidate”."""
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
    past = i if tokens.lower[i] in _PAST and tokens.same_block(i, i + 1) else None
    if past is not None or (tokens.lower[i] in _NOW and tokens.same_block(i, i + 1)):
        i += 1
    if tokens.tag[i] in ("DT", "PRP$"):
        i += 1
    if tokens.lower[i + 1 : i + 5] == ["-", "year", "-", "old"]:
        i += 5
    first = i
    noun = None
    for j in range(i, min(i + _BEFORE_NOUN, len(tokens))):
        if not tokens.same_block(j, first) or taken[j] or tokens.text[j] in CLOSING - HYPHENS:
            break
        if is_noun(tokens, j):
            noun = j
        elif noun is not None or (
            tokens.tag[j] not in MODIFIERS and tokens.lower[j] not in ("and", "&", "-")
        ):
            break
    if noun is None or tokens.lower[noun] in lexicon.words("generic_nouns"):
        return None
    end = _phrase_end(tokens, noun + 1, taken)
    if closed and tokens.same_block(end, first):
        stop = tokens.text[end]
        if not (stop in CLOSING or tokens.tag[end] in _GOES_ON or stop.isspace()):
            return None
    if tokens.same_block(end, first) and taken[end]:
        # the next name of a list, with its own role before it
        return None
    return (first if past is None else past, end)


def _phrase_end(tokens: Tokens, i: int, taken: Sequence[bool]) -> int:
    """Return where the phrase that holds token i - 1 ends: at a mark, a verb or somebody's name."""
    end = i
    while end < len(tokens) and end - i < LONGEST and tokens.same_block(i - 1, end):
        whose = _past_name(tokens, end + 1, taken) if tokens.lower[end] in _RELATING else 0
        if whose:
            end = whose
            continue
        if taken[end]:
            return i
        tag, lower, text = tokens.tag[end], tokens.lower[end], tokens.text[end]
        if text == "(" and tokens.text[end + 2 : end + 3] == [")"] and tokens.text[end + 1][0].isupper():
            # Deputy Commissioner (East)
            end += 3
            continue
        if (text in CLOSING and tag not in ("HYPH", "POS")) or text.isspace() or text in '(["“':
            break
        if (
            tag in _FINITE
            or tag in _STOPS
            or (tag in _LEADING and lower not in lexicon.words("function_words"))
        ):
            break
        if tag == "CC" and not _joins(tokens, end, taken):
            break
        if tag == "IN" and lower not in _LINKS and not _says_where(tokens, end):
            break
        end += 1
    while end > i and tokens.tag[end - 1] in ("IN", "DT", "CC", "PRP$", "POS", "HYPH"):
        end -= 1
    return end


def _past_name(tokens: Tokens, i: int, taken: Sequence[bool]) -> int:
    """Return the token after the name that begins at token i with its titles, or 0: an aide to | Mr Okafor."""
    while tokens.same_block(i - 1, i) and (
        tokens.text[i] == "." or tokens.lower[i] in lexicon.words("honorifics")
    ):
        i += 1
    if not (tokens.same_block(i - 1, i) and taken[i]):
        return 0
    while i < len(taken) and taken[i]:
        i += 1
    return i


def _says_where(tokens: Tokens, i: int) -> bool:
    """Tell whether a name or a field follows the preposition at token i: “at the Lorn Museum”, “in law”."""
    if tokens.lower[i] in _TIMES:
        return False
    if tokens.lower[i] == "in" and tokens.same_block(i, i + 1) and tokens.tag[i + 1] in ("NN", "NNS", "JJ"):
        return True
    i += 1
    if i < len(tokens) and tokens.lower[i] == "the":
        i += 1
    return i < len(tokens) and tokens.kinds[i] == "c"


def _joins(tokens: Tokens, i: int, taken: Sequence[bool]) -> bool:
    """Tell whether “and” goes on with the phrase: with a noun and no verb before the next mark."""
    for j in range(i + 1, min(i + 9, len(tokens))):
        if not tokens.same_block(i, j) or tokens.text[j] in CLOSING - HYPHENS:
            return j > i + 1
        if taken[j] or tokens.tag[j] in _FINITE or tokens.tag[j] in _STOPS:
            return False
    return False
