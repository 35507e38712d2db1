"""Those whom a text speaks of, the places where it does, and whether a pronoun can mean them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.analysis.lexicon import human_acts

if TYPE_CHECKING:
    from reader.analysis.parsed import Token
    from reader.analysis.people import Figure
    from reader.analysis.speakers.nouns import Gender


_LONGEST_LIST = 40
"""Members of a list through which the role of the first is looked for."""


@dataclass(eq=False, slots=True)
class Referent:
    """Somebody or something that the text speaks of; compared by identity.

    `name` is how a quote names it as speaker; `nouns` are the singular nouns that describe it in lower case,
    `origin` the one that says where somebody is from (“the Dutchwoman”); `author` is who wrote a letter or statement;
    `deeds` what whoever does what the text says of him is called (“she bakes”: baker).
    """

    name: str
    kind: str
    figure: Figure | None = None
    gender: Gender | None = None
    gender_sure: bool = False
    plural: bool = False
    nouns: set[str] = field(default_factory=set)
    origin: str = ""
    author: Referent | None = None
    deeds: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a referent was mentioned."""

    referent: Referent
    head: int
    sentence: int
    block: int
    role: str
    spoke: bool


def agrees(referent: Referent, pronoun: str) -> float | None:
    """Return how well a referent agrees with a pronoun; None if it cannot."""
    if pronoun in ("he", "she"):
        if referent.kind not in ("figure", "person") or referent.plural:
            return None
        wanted = "m" if pronoun == "he" else "f"
        if referent.gender == wanted:
            return 0.6
        if referent.gender is None:
            return 0.0 if referent.kind == "figure" else -0.2
        return None if referent.gender_sure else -1.5
    if pronoun == "they":
        if referent.plural:
            return 0.8
        return (
            0.0
            if referent.kind == "organisation"
            else -0.8
            if referent.kind in ("figure", "person")
            else None
        )
    if referent.kind in ("organisation", "document") and not referent.plural:
        return 0.5
    return None


def grammatical_role(token: Token) -> str:
    """Return whether a phrase is subject, object, possessor or apposition, by its head."""
    for _ in range(_LONGEST_LIST):
        if token.dep_ not in ("conj", "compound") or token.head.i == token.i:
            break
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass") or (token.dep_ == "ROOT" and token.lower_ in human_acts()):
        return "subject"
    if token.dep_ == "amod" and token.head.tag_[:2] == "VB" and token.head.i == token.i + 1:
        # “The 24-year-old apologised.”
        return "subject"
    if token.dep_ in ("dobj", "iobj", "dative", "attr", "oprd"):
        return "object"
    if token.dep_ == "poss":
        return "possessor"
    return "apposition" if token.dep_ == "appos" else "other"
