"""The subject of a verb, where the parse gives it and where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.lexicon import verb_forms
from reader.analysis.speakers.nouns import noun_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.phrases import Phrase

_NOMINAL = ("NN", "NNS", "NNP", "NNPS", "PRP", "RB")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = frozenset({"who", "which", "that", "whom"})
_LONGEST_CLAUSE = 80
"""Tokens back in which a verb's subject is looked for that the parse does not give."""


def subject_of(verb: Token, parsed: Parsed, depth: int = 0) -> Token | None:
    """Return the head of a verb's subject: through conjunction, control and relative clauses, and inverted."""
    children = [child for child in verb.children if parsed.quoted[child.i] < 0]
    for child in children:
        if child.dep_ in _SUBJECTS:
            if child.lower_ in RELATIVES:
                return _antecedent(verb, parsed)
            if child.lower_ != "what":
                return child
    if not any(child.i < verb.i and child.tag_[:2] in ("NN", "PR") for child in children):
        inverted = _inverted(verb, children, parsed)
        if inverted is not None:
            return inverted
    head = verb.head
    if depth < 4 and head.i != verb.i and parsed.quoted[head.i] < 0:
        if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep"):
            return subject_of(head, parsed, depth + 1)
        if verb.dep_ == "acl":
            return head
    return None


def agent_of(verb: Token, by_head: Mapping[int, Phrase]) -> int | None:
    """Return the head of the phrase by which something is done: “was called … by a minister”."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c.i for c in child.children if c.dep_ == "pobj" and c.i in by_head), None)
    return None


def after_run(parsed: Parsed, index: int) -> bool:
    """Tell whether the token is the writer's first word after a quoted run: “…,” said."""
    i = index - 1
    while (
        i >= 0 and parsed.quoted[i] < 0 and parsed.doc[i].is_punct and parsed.doc[i].text in (",", "—", "–")
    ):
        i -= 1
    return i >= 0 and parsed.quoted[i] >= 0 and parsed.block_of[i] == parsed.block_of[index]


def fallback(parsed: Parsed, by_head: dict[int, Phrase], verb: Token) -> int | None:
    """Return the nearest phrase before a finite verb of speech that the parse left without a subject."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    block = parsed.block_of[verb.i]
    for i in range(verb.i - 1, max(-1, verb.i - 1 - _LONGEST_CLAUSE), -1):
        if parsed.block_of[i] != block or parsed.quoted[i] >= 0 or parsed.doc[i].text in (".", "?", "!", ";"):
            return None
        phrase = by_head.get(i)
        if (
            phrase is not None
            and phrase.kind != "other"
            and parsed.doc[i].dep_ not in ("pobj", "dobj", "poss")
        ):
            return i
    return None


def _antecedent(verb: Token, parsed: Parsed) -> Token | None:
    head = verb
    while head.dep_ not in ("relcl", "acl") and head.head.i != head.i:
        head = head.head
    if head.dep_ in ("relcl", "acl") and parsed.quoted[head.head.i] < 0:
        return head.head
    return None


def _inverted(verb: Token, children: list[Token], parsed: Parsed) -> Token | None:
    """Return the subject of “said Jane Doe”, which the parser likes to read as an object."""
    form = verb_forms().get(verb.lower_)
    if form is None or form[1] != "speech" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if (
        verb.i
        and parsed.block_of[verb.i - 1] == parsed.block_of[verb.i]
        and parsed.doc[verb.i - 1].tag_ in _NOMINAL
    ):
        return None
    for child in children:
        if child.i > verb.i and child.dep_ in ("dobj", "attr", "oprd", "npadvmod", "appos"):
            named = child.ent_type_ in ("PERSON", "ORG") or child.tag_ in ("NNP", "NNPS", "PRP")
            if named or noun_kind(child.lower_)[0] == "person":
                return child
    return None
