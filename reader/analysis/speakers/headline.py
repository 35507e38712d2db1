"""Words of somebody in the title: `words – Speaker`, `Speaker: words`, or words in marks that the text repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.analysis.lexicon import attribution_forms, lexicon
from reader.analysis.marks import scan
from reader.analysis.speakers.nouns import noun_kind
from reader.model import Block, Document, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.parsed import Parsed
    from reader.analysis.people import Cast, Figure

_DASH = re.compile(r"\s+(?:[–—―]|--?)\s+")
_COLON = re.compile(r":\s+")
_WORD = re.compile(r"\w+")
_LABEL_WORD = re.compile(r"[\w&’'-]+")
_MARKS = "“”\"‘’'«»„‚ "
_OPENING = frozenset("“”\"‘'«»„‚‹›「『")
_ASKING = frozenset({"how", "why", "what", "who", "where", "when", "which", "whose", "inside", "meet"})
_RELATIVE = frozenset({"who", "that", "which", "whose", "whom", "where"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_LABEL = 3
_CERTAIN, _LIKELY = 0.95, 0.8
_LONGEST_NAME = 6
"""Words of a name with its title: “former Prime Minister Sir John Doe”."""
_SHORTEST = 3
"""Words that a title must give in marks to be somebody's words."""


def headline(parsed: Parsed, quotes: Sequence[Quote], cast: Cast) -> Quote | None:
    """Return the quote that the title is or holds, with its speaker, or None.

    `quotes` are those of the text, with speakers: a title often repeats one of them.  Words without marks are a quote
    only where they are a statement that the person makes: “Jane Doe: a life in bees” and “Book review: The long
    winter – Jane Doe” are none.
    """
    title = parsed.document.title
    for part, speaker in _attributed(title):
        words = part.strip(_MARKS)
        if not _WORD.search(words) or _is_label(speaker):
            continue
        said = _repeated(words, quotes)
        marked = part[:1] in _OPENING and words != part
        figure = _named(speaker, cast)
        plain = not _names_work(words) if marked else _stated(part, parsed)
        if figure is not None and plain:
            return Quote(None, None, words, "headline", figure.name, confidence=_CERTAIN)
        if said is not None:
            return Quote(None, None, words, "headline", said.speaker, confidence=_CERTAIN)
        if marked and plain and _nameable(speaker):
            return Quote(None, None, words, "headline", speaker, confidence=_LIKELY)
    return _in_marks(title, quotes, cast)


def _is_label(words: str) -> bool:
    """Tell whether the words say what kind of piece this is: “Book review”, “Obituary”, “In pictures”."""
    found = [word.casefold() for word in _LABEL_WORD.findall(words)]
    return 0 < len(found) <= _LONGEST_LABEL and (
        found[-1] in lexicon("headline_labels") or found[0] in lexicon("headline_labels")
    )


def _stated(part: str, parsed: Parsed) -> bool:
    """Tell whether words of the title are a statement or an order, without a label before them.

    They are if their main verb is finite or an imperative; in a headline the parser often misses it, but not the forms
    of “to be” and the modal verbs.
    """
    before, _, _ = part.partition(":")
    doc = parsed.title
    start = parsed.document.title.find(part)
    words = doc.char_span(start, start + len(part), alignment_mode="contract") if doc is not None else None
    if not words or (before != part and _is_label(before)) or words[0].lower_ in _ASKING:
        return False
    first_verb = next((t for t in words if t.lower_ in lexicon("finite_verbs")), None)
    relative = next((t for t in words if t.lower_ in _RELATIVE), None)
    if first_verb is not None and (relative is None or first_verb.i < relative.i):
        return True
    return any(
        token.tag_ in _FINITE
        and token.dep_ not in ("relcl", "acl", "amod", "compound")
        and (relative is None or token.i < relative.i)
        and any(
            c.dep_ in ("nsubj", "nsubjpass", "expl") and words.start <= c.i < token.i for c in token.children
        )
        for token in words
    ) or (words[0].tag_ == "VB" and len(words) > 2)


def _names_work(words: str) -> bool:
    """Tell whether words in marks are capitalised as a title is, and state nothing: ‘The Long Winter’."""
    found = _WORD.findall(words)
    content = [word for word in found if word.casefold() not in lexicon("small_words")]
    stated = any(word.casefold() in lexicon("finite_verbs") | {"i", "we"} for word in found)
    return not stated and len(content) > 1 and all(word[0].isupper() for word in content)


def _attributed(title: str) -> list[tuple[str, str]]:
    """Return the ways to read a title as (words, speaker)."""
    readings = []
    dashes = list(_DASH.finditer(title))
    if dashes:
        last = dashes[-1]
        readings.append((title[: last.start()], title[last.end() :].strip()))
    colon = _COLON.search(title)
    if colon:
        readings.append((title[colon.end() :], title[: colon.start()].strip()))
    if dashes:
        first = dashes[0]
        readings.append((title[first.end() :], title[: first.start()].strip()))
    return readings


def _named(speaker: str, cast: Cast) -> Figure | None:
    """Return whom the words name: somebody known from the text, with at most titles and roles before the name."""
    words = _bare(speaker).split()
    if not words or len(words) > _LONGEST_NAME:
        return None
    for first in range(len(words)):
        figure = cast.resolve(" ".join(words[first:]))
        if figure is not None:
            break
        if noun_kind(words[first].casefold())[0] != "person" and not words[first][0].isupper():
            return None
    if figure is None:
        return None
    known = {w.casefold() for name in (figure.name, *figure.aliases) for w in name.split()}
    rest = [w for w in words if w.casefold() not in known]
    roles = {w.casefold() for role in figure.roles for w in role.split()}
    fits = all(
        w[0].isupper() or w.casefold() in roles or noun_kind(w.casefold())[0] == "person" for w in rest
    )
    return figure if fits else None


def _bare(speaker: str) -> str:
    return re.sub(r"['’]s$", "", speaker.strip(_MARKS + ",."))


def _nameable(speaker: str) -> bool:
    """Tell whether unknown words could be a speaker: a role, or a name of two or three words."""
    words = speaker.split()
    if not words or len(words) > _LONGEST_NAME:
        return False
    if any(noun_kind(w.casefold())[0] in ("person", "organisation", "document") for w in words):
        return True
    return 2 <= len(words) <= 3 and all(w[0].isupper() for w in words)


def _in_marks(title: str, quotes: Sequence[Quote], cast: Cast) -> Quote | None:
    for run in scan(Document("", title, (Block(0, len(title), "paragraph"),))):
        words = title[run.start : run.end]
        if len(_WORD.findall(words)) < _SHORTEST:
            continue
        said = _repeated(words, quotes)
        if said is not None:
            return Quote(None, None, words, "headline", said.speaker, confidence=_CERTAIN)
        speaker = _says(title[: run.outer_start], title[run.outer_end :], cast)
        if speaker is not None:
            return Quote(None, None, words, "headline", speaker, confidence=_LIKELY)
    return None


def _says(before: str, after: str, cast: Cast) -> str | None:
    """Return who says the words in marks of a title: “…”, says NAME; NAME: “…”; NAME says “…”."""
    verbs = "|".join(sorted(attribution_forms()))
    for pattern, text in (
        (rf"^,?\s*(?:{verbs})\s+(.+)$", after),
        (rf"^,?\s*(.+?)\s+(?:{verbs})\b", after),
        (rf"^(.+?)\s+(?:{verbs})\b[^.]*$", before),
        (r"^(.+?):\s*$", before),
    ):
        match = re.search(pattern, text)
        figure = _named(match.group(1), cast) if match else None
        if figure is not None:
            return figure.name
    return None


def _repeated(words: str, quotes: Sequence[Quote]) -> Quote | None:
    """Return the quote of the text that has nearly the same words as the title, if its speaker is known."""
    wanted = [w.casefold() for w in _WORD.findall(words)]
    if len(wanted) < _SHORTEST:
        return None
    for quote in quotes:
        have = [w.casefold() for w in _WORD.findall(quote.text)]
        shared = sum(min(wanted.count(w), have.count(w)) for w in set(wanted))
        if quote.speaker and shared >= 0.8 * len(wanted) and shared >= 0.5 * len(have):
            return quote
    return None
