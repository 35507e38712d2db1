"""What a speaker is called who is none of the people: the words of the text, or the name among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.speakers.nouns import noun_kind

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.phrases import Phrase


def name_of(parsed: Parsed, phrase: Phrase) -> str:
    """Return how a speaker is called who is none of the people: the name if there is one, else the words."""
    doc = parsed.doc
    words = " ".join(parsed.document.text[slice(*phrase.span)].split())
    if doc[phrase.first].tag_ in ("DT", "PRP$", "CD"):
        return words[:1].lower() + words[1:]
    # “Doe’s daughter, Jane, …”
    apposed = next((c for c in doc[phrase.head].children if c.dep_ == "appos" and c.tag_ == "NNP"), None)
    if phrase.kind == "person" and apposed is not None and apposed.i == phrase.last + 1:
        return str(apposed.text)
    # “Local MLP Jane Doe”, “prosecutor Jane Doe”: the name is the capitalised end, without letters for an office.
    first = phrase.last
    while first > phrase.first and doc[first - 1].tag_ in ("NNP", "HYPH"):
        if first < phrase.last and _office(doc[first - 1]):
            break
        first -= 1
    if phrase.kind == "person" and phrase.last - first > 1 and doc[phrase.last - 1].i == phrase.head:
        end = doc[phrase.last - 1].idx + len(doc[phrase.last - 1])
        return " ".join(parsed.document.text[doc[first].idx : end].split())
    return words


def _office(token: Token) -> bool:
    """Tell whether a capitalised word is an office rather than a name: MLA, Commissioner."""
    return bool(token.text.isupper() and len(token) > 1 and token.text.isalpha()) or (
        noun_kind(token.lower_)[0] == "person"
    )
