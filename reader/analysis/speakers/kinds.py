"""Whether quoted words are an utterance of their own or a few words inside the writer's sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed
    from reader.analysis.speakers.layout import Layout
    from reader.model import QuoteKind

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DEPENDENT = frozenset({"relcl", "acl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def kind_of(parsed: Parsed, layout: Layout, number: int) -> QuoteKind:
    """Return the kind of run `number`, which somebody is known to have said."""
    run, place = parsed.runs[number], layout.places[number]
    if run.is_block:
        return "block"
    text = parsed.document.text
    upper = text[run.start].isupper() or text[run.start].isdigit() or not text[run.start].isalnum()
    if place.alone or run.continued:
        return "direct"
    if _clause(parsed, place.first, place.last):
        return "direct"
    if upper and (_set_off(parsed, number) or _begins_sentence(parsed, layout, number)):
        return "direct"
    if _resumes(parsed, layout, number):
        return "direct"
    return "partial"


def _clause(parsed: Parsed, first: int, last: int) -> bool:
    """Tell whether the first finite verb among the words has its subject among them too."""
    doc = parsed.doc
    for token in doc[first:last]:
        if token.tag_ not in _FINITE:
            continue
        verb = token.head if token.dep_ in ("aux", "auxpass") and first <= token.head.i < last else token
        if verb.dep_ in _DEPENDENT and first <= verb.head.i < verb.i:
            # “the only holiday that is long enough” is no clause.
            continue
        return any(c.dep_ in _SUBJECTS and first <= c.i < token.i for c in verb.children) or any(
            c.dep_ in _SUBJECTS and first <= c.i for c in verb.children if c.i < last
        )
    return False


def _set_off(parsed: Parsed, number: int) -> bool:
    """Tell whether a comma or a colon parts the words from the writer's."""
    run = parsed.runs[number]
    text = parsed.document.text
    before = text[max(0, run.outer_start - 3) : run.outer_start].rstrip()
    after = text[run.outer_end : run.outer_end + 1]
    return before[-1:] in (",", ":") or text[run.end - 1] in ",?!" or after == ","


def _begins_sentence(parsed: Parsed, layout: Layout, number: int) -> bool:
    place = layout.places[number]
    before = place.first - 1
    doc = parsed.doc
    while before >= 0 and doc[before].is_space:
        before -= 1
    return before < 0 or layout.sentence_of[before] != place.sentence


def _resumes(parsed: Parsed, layout: Layout, number: int) -> bool:
    """Tell whether the words go on with the speech that “she said” broke off."""
    run, text = parsed.runs[number], parsed.document.text
    first = max(0, number - 2)
    # “Boats,” she writes in “The Long Thread,” “are slow”: a title may stand between.
    for earlier, place in reversed(
        list(zip(parsed.runs[first:number], layout.places[first:number], strict=True))
    ):
        if earlier.block != run.block or place.sentence != layout.places[number].sentence:
            return False
        between = text[earlier.outer_end : run.outer_start].strip()
        goes_on = between.rstrip("”\"’'»").endswith(",")
        if goes_on and (between.startswith(",") or text[earlier.end - 1] == ","):
            return True
    return False
