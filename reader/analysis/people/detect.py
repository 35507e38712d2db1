"""The mentions of people in a document."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.analysis.people import candidates, evidence, judge, proofs
from reader.analysis.people.lexicon import commonness, given_names, is_surname, words
from reader.analysis.people.mention import Mention, read
from reader.analysis.people.namesakes import without_namesakes
from reader.analysis.people.pool import Judged, Pool, name_words
from reader.analysis.people.tails import tail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.tokens import Tokens

_LONGEST_HEADLINE = 25
"""Tokens to either side that are looked at for capitals."""
_CAPITALS = 0.65
_TWO = 2
_ROYAL = frozenset(("queen", "king", "prince", "princess", "pope", "emperor", "empress"))
"""Titles that are names too, but not before a given name alone."""
_WEIGHTIEST = 3.0
"""Log-odds, up or down, that one place at most adds to what the document says of a word."""


def find_mentions(tokens: Tokens) -> list[Mention]:
    """Return the names of people in the text, in order, none overlapping another."""
    places = [(run, span) for run in candidates.runs(tokens) for span in candidates.spans(tokens, run)]
    local = [evidence.features(tokens, run, span) for run, span in places]
    weights = judge.weights("local")
    judged = [
        Judged(run, span, name_words(tokens, span), judge.probability(judge.score(found, weights)))
        for (run, span), found in zip(places, local, strict=True)
    ]
    pool = Pool(tokens, judged)
    weights = judge.weights("pooled")
    by_run: dict[Run, list[tuple[Run, float]]] = {}
    scores: dict[Run, float] = {}
    for item, found in zip(judged, local, strict=True):
        scores[item.span] = judge.score([*found, *pool.features(item)], weights)
        by_run.setdefault(item.run, []).append((item.span, scores[item.span]))
    chosen: list[Run] = []
    proved: list[Run] = []
    for run, scored in by_run.items():
        if not proofs.place_of_office(tokens, run):
            likely = choose(run, scored)
            chosen += [proofs.whole(tokens, run, scores, span) for span in likely]
            proved += [] if likely else proofs.beside(tokens, run, scored)
    proved += proofs.listed(tokens, by_run, [*chosen, *proved])
    chosen += proved
    scores.update(dict.fromkeys(proved, proofs.PROVED))
    doubtful = _doubtful(tokens, judged, scores, chosen)
    names = [
        read(tokens, *_after_title(tokens, *_after_office(tokens, a, b)))
        for a, b in chosen
        if (a, b) not in doubtful
    ]
    names = _with_initials(tokens, _without_predicates(tokens, names))
    return without_namesakes(tokens, _with_pairs(tokens, _with_surnames(tokens, names)))


def _after_office(tokens: Tokens, first: int, end: int) -> Run:
    """Return the name without the field of an office before it: minister of Agriculture | Jonas Weller."""
    while (
        end - first > 2
        and first >= 2
        and tokens.lower[first - 1] == "of"
        and evidence.is_office(tokens.lower[first - 2])
        and commonness(tokens.lower[first + 1]) > commonness(tokens.lower[first])
    ):
        first += 1
    return first, end


def _after_title(tokens: Tokens, first: int, end: int) -> Run:
    """Return the name without the title that the engine takes into it: Queen | Camilla, Mr Justice | Brand."""
    lower = tokens.lower[first]
    titled = end - first > 1 and lower in words("honorifics") and tokens.kinds[first + 1] == "c"
    royal = lower in _ROYAL and end - first == _TWO and tokens.lower[first + 1] in given_names()
    return (first + 1, end) if titled and (royal or tokens.title_before(first)) else (first, end)


def _without_predicates(tokens: Tokens, names: Sequence[Mention]) -> list[Mention]:
    """Return the names without what a headline in capitals says after them: Jane Doe | Praises Council.

    Other places, where nobody's name ends with the further words, tell that the name is over.
    """
    ends = Counter(name.words[-1] for name in names)
    given, suffixes = given_names(), words("suffixes")

    def kept(name: Mention) -> Mention:
        at = [i for i in range(name.first, name.last) if tokens.kinds[i] == "c"]
        for before, i in pairwise(at):
            word = tokens.lower[i]
            over = i == before + 1 and before > name.first and ends[tokens.lower[before]]
            if (
                not over
                or word in given
                or word in suffixes
                or is_surname(word)
                or ends[word] > (i == at[-1])
            ):
                continue
            if _in_capitals(tokens, i):
                return read(tokens, name.first, i)
        return name

    return [kept(name) for name in names]


def _in_capitals(tokens: Tokens, i: int) -> bool:
    """Tell whether most words of the block of token i are capitalised, as in a headline."""
    first, last = i, i + 1
    while tokens.same_block(first - 1, i) and i - first < _LONGEST_HEADLINE:
        first -= 1
    while tokens.same_block(last, i) and last - i < _LONGEST_HEADLINE:
        last += 1
    letters = [text for text in tokens.text[first:last] if text[0].isalpha()]
    return bool(sum(text[0].isupper() for text in letters) > _CAPITALS * len(letters))


def _with_initials(tokens: Tokens, names: Sequence[Mention]) -> list[Mention]:
    """Return the names with the initials before a surname that has a title elsewhere: JK Rook, where there is Ms Rook."""
    titled = {name.words[-1] for name in names if name.title in words("addresses")}
    inside = {i for name in names for i in range(name.first, name.last)}
    found = []
    for i in range(1, len(tokens)):
        first = i - 1
        # A single letter may be an article: A Rook painting
        if (
            i in inside
            or first in inside
            or tokens.lower[i] not in titled
            or tokens.kinds[first] != "i"
            or len(tokens.text[first]) == 1
            or not tokens.same_block(first, i)
        ):
            continue
        while tokens.same_block(first - 1, i) and tokens.kinds[first - 1] == "i" and first - 1 not in inside:
            first -= 1
        found.append(read(tokens, first, i + 1))
    return sorted([*names, *found], key=lambda name: name.start)


def _with_surnames(tokens: Tokens, names: Sequence[Mention]) -> list[Mention]:
    """Return the names with the surnames that stand alone where little on the spot shows them for names.

    Somebody's full name elsewhere proves that the word is a name: in the possessive, where capitals all around hide
    it (Okafor’s Role), as the first word of a paragraph, where any word is capitalised (Okafor laughs), also of a
    headline (OKAFOR LEAVES LORN), and as the subject of a verb, by itself.
    """
    surnames = {name.words[-1] for name in names if len(name.words) > 1}
    inside = {i for name in names for i in range(name.first, name.last)}
    found = [
        read(tokens, i, i + 1)
        for i in range(len(tokens) - 1)
        if i not in inside
        and tokens.kinds[i] == "c"
        and tokens.lower[i] in surnames
        and (
            _possessive(tokens, i)
            or _opens_paragraph(tokens, i)
            or _opens_headline(tokens, i)
            or _acts(tokens, i)
        )
    ]
    return sorted([*names, *found], key=lambda name: name.start)


def _possessive(tokens: Tokens, i: int) -> bool:
    joined = i and tokens.kinds[i - 1] == "c" and tokens.same_block(i - 1, i)
    return tokens.text[i + 1] in ("'s", "’s", "'", "’") and not joined


def _opens_paragraph(tokens: Tokens, i: int) -> bool:
    """Tell whether a word that the text never writes small begins a paragraph, and what follows may be said of it."""
    if tokens.same_block(i - 1, i) or not tokens.same_block(i, i + 1) or tokens.lower[i] in tokens.small:
        return False
    follows: str = tokens.tag[i + 1]
    return tokens.text[i + 1] == "," or follows[:2] in ("VB", "MD", "RB") or follows == "NNS"


def _acts(tokens: Tokens, i: int) -> bool:
    """Tell whether a word by itself is the subject of a verb: “… when Okafor shrugged”, but “the Okafor …”."""
    token = tokens.doc[i]
    alone = not tokens.kinds[i - 1] and not tokens.kinds[i + 1] and tokens.tag[i - 1] != "DT"
    return bool(i and alone and token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_[:2] == "VB")


def _opens_headline(tokens: Tokens, i: int) -> bool:
    """Tell whether a word begins a line of capitals, and the next is no other name and makes no body or place of it."""
    if tokens.same_block(i - 1, i) or not tokens.same_block(i, i + 1) or not tokens.text[i + 1][0].isupper():
        return False
    following = tokens.lower[i + 1]
    joined = is_surname(following) or following in given_names() or tail(following)
    return not joined and _in_capitals(tokens, i)


def _with_pairs(tokens: Tokens, names: Sequence[Mention]) -> list[Mention]:
    """Return the names with both of each pair that a hyphen joins, as in “the Okafor-Lindqvist talks”.

    A pair is known by its parts: each is the last word of a name elsewhere, and of nobody's double surname.
    """
    surnames = {name.words[-1] for name in names}
    paired: dict[int, list[Mention]] = {}
    for i, kind in enumerate(tokens.kinds):
        if kind == "-" and not tokens.spaced[i]:
            sides = [(i - 1, i), (i + 1, i + 2)]
            if all(tokens.lower[a] in surnames and tokens.kinds[a] == "c" for a, _ in sides):
                paired[i] = [read(tokens, a, b) for a, b in sides]
    kept = [
        name for name in names if not any(name.first <= i < name.last for i in paired) or len(name.words) > 1
    ]
    inside = {i for name in kept for i in range(name.first, name.last)}
    kept += [
        name for i, pair in paired.items() if i not in inside for name in pair if name.first not in inside
    ]
    return sorted(kept, key=lambda name: name.start)


def _doubtful(
    tokens: Tokens, judged: Sequence[Judged], scores: Mapping[Run, float], chosen: Sequence[Run]
) -> set[Run]:
    """Return the single words that are taken for people here, but for none in most of their places.

    A word that is part of somebody's full name is not doubtful; “the Okafor administration” says nothing of Okafor.
    """
    kept = set(chosen)
    within = {i for a, b in chosen for i in range(a, b)}
    known = {word for item in judged if item.span in kept and len(item.words) > 1 for word in item.words}
    places: dict[str, list[Run]] = {}
    for item in judged:
        a, b = item.span
        if len(item.words) > 1 or item.words[0] in known or (item.span not in kept and within & {a, b - 1}):
            continue
        if item.span in kept or not (tokens.same_block(b - 1, b) and tail(tokens.lower[b]) == "g"):
            places.setdefault(item.words[0], []).append(item.span)
    found: set[Run] = set()
    for spans in places.values():
        if sum(max(-_WEIGHTIEST, min(_WEIGHTIEST, scores[span] - proofs.THRESHOLD)) for span in spans) < 0:
            found.update(spans)
    return found


def choose(run: Run, scored: Sequence[tuple[Run, float]]) -> list[Run]:
    """Return the spans of a run, none overlapping another, whose scores above the threshold add up to most."""
    start, end = run
    ending: dict[int, list[tuple[Run, float]]] = {}
    for span, score in scored:
        if score > proofs.THRESHOLD:
            ending.setdefault(span[1], []).append((span, score))
    # The best total up to each token, and the span that ends there for it, if one does.
    best: list[tuple[float, Run | None]] = [(0.0, None)]
    for last in range(start + 1, end + 1):
        here = best[-1][0]
        chosen = None
        for span, score in ending.get(last, ()):
            total = best[span[0] - start][0] + score - proofs.THRESHOLD
            if total > here:
                here, chosen = total, span
        best.append((here, chosen))
    found: list[Run] = []
    at = end
    while at > start:
        span_here = best[at - start][1]
        if span_here is not None:
            found.append(span_here)
        at = span_here[0] if span_here is not None else at - 1
    return found[::-1]
