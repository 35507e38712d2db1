"""Whose a reply, a voice or a statement is: “‘No,’ came her answer”, “a letter from Jane Doe”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.lexicon import lexicon
from reader.analysis.speakers.nouns import singular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.layout import Layout
    from reader.analysis.speakers.phrases import Phrase

_CAME = frozenset({"came", "comes"})
_WITH_OWNER = frozenset({"of", "from", "by"})
_REACH = 4
"""Tokens between “came” and its subject in “came the terse reply”."""


def came(parsed: Parsed, layout: Layout, number: int) -> tuple[Token, Token] | None:
    """Return “came” and “reply” of “‘No,’ came the reply”, if such words follow the run."""
    doc, after = parsed.doc, layout.places[number].last
    while after < len(doc) and doc[after].text in (",", "—", "–"):
        after += 1
    if (
        after >= len(doc)
        or doc[after].lower_ not in _CAME
        or parsed.block_of[after] != parsed.runs[number].block
    ):
        return None
    for token in doc[after + 1 : after + 1 + _REACH]:
        if token.is_punct or parsed.quoted[token.i] >= 0:
            return None
        if token.tag_ in ("NN", "NNS") and singular(token.lower_) in lexicon("voice_nouns"):
            return doc[after], token
    return None


def owner_of(token: Token, by_head: Mapping[int, Phrase]) -> Phrase | None:
    """Return the phrase for the one whose reply or letter a noun means: of, from or by whom it is, or who wrote it."""
    for child in token.children:
        if child.lower_ in _WITH_OWNER and child.dep_ in ("prep", "agent"):
            found = _object(child, by_head)
            if found is not None:
                return found
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for agent in child.children:
                if agent.dep_ == "agent":
                    return _object(agent, by_head)
    if token.dep_ == "dobj":
        subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
        return by_head.get(subject.i) if subject is not None else None
    return None


def _object(preposition: Token, by_head: Mapping[int, Phrase]) -> Phrase | None:
    for child in preposition.children:
        phrase = by_head.get(child.i)
        if child.dep_ == "pobj" and phrase is not None and phrase.kind in ("figure", "person"):
            return phrase
    return None
