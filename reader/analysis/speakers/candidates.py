"""For each quoted run: who could have said it, each candidate with the features that a ranker weighs.

A candidate is a noun phrase near the run, or one of two special answers: that nobody said these words (a title,
a nickname, a scare quote), or that somebody did whom the text does not name.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.lexicon import lexicon, verb_forms
from reader.analysis.speakers.between import Between
from reader.analysis.speakers.nearby import nearby
from reader.analysis.speakers.run_features import run_features

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed
    from reader.analysis.speakers.layout import Layout, Place
    from reader.analysis.speakers.phrases import Phrase, Phrases, Verb

NOT_SPEECH = -1
NOBODY = -2
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "iobj", "dative", "poss", "appos", "conj", "attr", "ROOT"})
# What keeps the work for each run the same, whatever stands in one sentence or paragraph; no ordinary text reaches it.
_VERBS_AROUND = 20
_SPEAKERS_BACK = 100


class Chosen(NamedTuple):
    """What was decided for an earlier run: its place in `runs` and the head of the phrase."""

    run: int
    head: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """`head` is that of a phrase, NOT_SPEECH or NOBODY; `cue` the index of the verb that links it, or None."""

    head: int
    cue: int | None
    features: tuple[str, ...]


class Context(NamedTuple):
    """All that the features of one document are read from."""

    parsed: Parsed
    layout: Layout
    phrases: Phrases
    verbs_of: dict[int, list[Verb]]
    """The verbs of each phrase, in text order."""
    heads: list[int]
    leads: dict[int, int]
    """The head of the first phrase of each sentence that could speak."""
    between: Between


def context(parsed: Parsed, layout: Layout, phrases: Phrases) -> Context:
    """Return the context with the verbs of each phrase."""
    verbs_of: dict[int, list[Verb]] = {}
    for verb in sorted(phrases.verbs):
        verbs_of.setdefault(verb.subject, []).append(verb)
    leads: dict[int, int] = {}
    for head, phrase in phrases.by_head.items():
        if phrase.kind != "other" and parsed.doc[head].dep_ not in ("pobj", "poss"):
            leads.setdefault(layout.sentence_of[head], head)
    return Context(parsed, layout, phrases, verbs_of, list(phrases.by_head), leads, Between(parsed))


def candidates(around: Context, run: int, chosen: list[Chosen], silent: set[int]) -> list[Candidate]:
    """Return the candidates for run number `run`, given what was chosen for the runs before it.

    `silent` are the runs before it that nobody said.
    """
    last = chosen[-1] if chosen else None
    earlier = islice(reversed(chosen), 1, _SPEAKERS_BACK)
    before_last = next((c for c in earlier if last and c.head != last.head), None)
    links = [_link(around, run, phrase) for phrase in nearby(around, run, last, before_last)]
    best = min((link.gap for link in links if link.kind == "speech" and link.same), default=99)
    local = "near" if best <= 2 else "far" if best < 99 else "none"
    if local == "none" and any(link.kind == "weak" and link.same for link in links):
        local = "weak"
    shape = run_features(around.parsed, around.layout, run)
    follows = shape.sentence and local in ("none", "weak")
    state = _State(
        run,
        last,
        before_last,
        local,
        shape.alone,
        shape.continued,
        shape.words,
        follows,
        follows and any(_leads(around, link) for link in links),
        _hanging(around, run),
    )
    out = [_candidate(around, link, state) for link in links]
    local_cue = _beside(around, run)
    special = [f"{feature}&local={local}" for feature in shape.named] + list(shape.named)
    special += [f"local={local}", f"beside={local_cue}", f"beside={local_cue}&words={shape.words}"]
    special += [f"local={local}&words={shape.words}"]
    if run and around.layout.places[run - 1].sentence == around.layout.places[run].sentence:
        special.append(f"beside_silent={run - 1 in silent}&words={shape.words}")
    announced = ["alone_after_colon"] if shape.alone and _colon(around, run) == "yes" else []
    special += announced
    if last is not None:
        same_block = around.parsed.runs[last.run].block == around.parsed.runs[run].block
        beside = around.parsed.runs[run].block - around.parsed.runs[last.run].block == 1
        if shape.alone and shape.sentence:
            special.append(f"sentence=alone&previous={beside}")
        special.append(f"after_quote={'block' if same_block else 'before'}")
    out.append(Candidate(NOT_SPEECH, None, tuple(f"not:{f}" for f in ("bias", *special))))
    nobody = ("bias", *shape.named, f"local={local}", *announced)
    out.append(Candidate(NOBODY, None, tuple(f"nobody:{f}" for f in nobody)))
    return out


class _State(NamedTuple):
    run: int
    last: Chosen | None
    before_last: Chosen | None
    local: str
    alone: bool
    continued: bool
    words: str
    follows: bool
    """Whether the run is a sentence of speech by itself, after the writer's."""
    led: bool
    """Whether the sentence before it is about somebody."""
    hanging: dict[int, str]


class _Link(NamedTuple):
    """How a phrase stands to a run: the verb that joins them, if any, and where it is."""

    phrase: Phrase
    where: str
    same: bool
    kind: str
    verb: Verb | None
    side: str
    gap: int
    crossed: int


def _link(around: Context, run: int, phrase: Phrase) -> _Link:
    place = around.layout.places[run]
    where = _where(around, run, phrase.head)
    verbs = around.verbs_of.get(phrase.head, [])
    if len(verbs) > 2 * _VERBS_AROUND:
        here = bisect_left(verbs, place.first, key=lambda verb: verb.at)
        verbs = verbs[max(0, here - _VERBS_AROUND) : here + _VERBS_AROUND]
    best: tuple[float, Verb] | None = None
    for verb in verbs:
        cost = _cost(around, place, verb)
        if best is None or cost < best[0]:
            best = (cost, verb)
    if best is None:
        return _Link(phrase, where, where.startswith("same"), "none", None, "", 99, 0)
    verb = best[1]
    side = "after" if verb.at >= place.last else "before"
    gap, crossed = around.between.gap(*_between(place, verb.at))
    same = around.layout.sentence_of[verb.at] == place.sentence
    return _Link(phrase, where, same, verb.kind or "other", verb, side, gap, crossed)


def _cost(around: Context, place: Place, verb: Verb) -> float:
    gap, crossed = around.between.gap(*_between(place, verb.at))
    same = around.layout.sentence_of[verb.at] == place.sentence
    weight = {"speech": 0, "weak": 4, None: 10}[verb.kind]
    return gap + 6 * crossed + weight + (0 if same else 20)


def _between(place: Place, index: int) -> tuple[int, int]:
    """Return the tokens between a token of the writer's and the run."""
    return (place.last, index) if index >= place.last else (index + 1, place.first)


def _where(around: Context, run: int, head: int) -> str:
    place = around.layout.places[run]
    block, own = around.parsed.block_of[head], around.parsed.runs[run].block
    if block != own:
        return "block-1" if own - block == 1 else "block-2" if own > block else "block+"
    distance = around.layout.sentence_of[head] - place.sentence
    if distance == 0:
        return "same-before" if head < place.first else "same-after"
    return f"sentence{max(-2, distance):+d}"


def _bin(value: int) -> str:
    for limit, name in ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (8, "8"), (15, "15")):
        if value <= limit:
            return name
    return "more"


def _candidate(around: Context, link: _Link, state: _State) -> Candidate:
    phrase = link.phrase
    kind = phrase.pronoun if phrase.kind == "pronoun" else phrase.kind
    where = link.where
    features = [
        f"kind={kind}",
        f"where={where}",
        f"kind={kind}&where={where}",
        f"where={where}&local={state.local}",
    ]
    if link.verb is not None:
        verb = around.parsed.doc[link.verb.at]
        form = verb_forms().get(verb.lower_)
        if form is not None:
            features += [f"lemma={form[0]}", f"lemma={form[0]}&{link.side}"]
        near = f"{'same' if link.same else where}-{link.side}"
        cue = f"{link.kind}{'-passive' if link.verb.passive else ''}"
        features += [
            f"cue={cue}&{near}",
            f"cue={cue}&{near}&gap={_bin(link.gap)}",
            f"cue={cue}&crossed={min(link.crossed, 2)}&same={link.same}",
            f"cue={cue}&kind={kind}",
            f"cue={cue}&{near}&local={state.local}",
            f"cue={cue}&alone={state.alone}&{near}",
            f"cue={cue}&tag={verb.tag_}",
            f"cue={cue}&clause={verb.dep_}&{near}",
            f"cue={cue}&nearest={_nearest(around, state.run, link)}&{near}",
        ]
        if link.same:
            features.append(f"cue={cue}&{link.side}&edge={_edge(around, state.run, link.side)}")
            if _surface(around, link):
                features.append(f"cue={cue}&{link.side}&surface={_surface(around, link)}")
            features.append(f"cue={cue}&complement={state.hanging.get(link.verb.at, 'no')}")
    else:
        features.append(f"role={_role(around, phrase)}&where={where}")
    if link.verb is None or link.kind == "other":
        features.append(f"colon={_colon(around, state.run)}&where={where}&role={_role(around, phrase)}")
    token_dep = around.parsed.doc[phrase.head].dep_
    features.append(f"dep={token_dep}&where={where}&local={state.local}")
    features.append(f"first={_first(around, phrase)}&where={where}&local={state.local}")
    if state.follows and where == "sentence-1":
        features.append(f"lead={_leads(around, link)}&fresh={_fresh(around, state)}")
    if around.parsed.runs[state.run].is_block and where == "block-1":
        features.append(f"before_block_quote={token_dep in ('nsubj', 'nsubjpass')}")
    features += _carried(around, link, state)
    cue_index = link.verb.at if link.verb is not None and link.kind != "other" else None
    if cue_index is None and _role(around, phrase) == "according":
        cue_index = around.parsed.doc[phrase.head].head.head.i
    return Candidate(phrase.head, cue_index, tuple(features))


def _leads(around: Context, link: _Link) -> bool:
    """Tell whether the sentence before a run is about a phrase: Jane Doe laughed. “…”."""
    dep = around.parsed.doc[link.phrase.head].dep_
    return link.where == "sentence-1" and dep in ("nsubj", "nsubjpass") and _first(around, link.phrase)


def _fresh(around: Context, state: _State) -> bool:
    """Tell whether nobody has spoken yet in the paragraph of a run."""
    runs = around.parsed.runs
    return state.last is None or runs[state.last.run].block != runs[state.run].block


def _first(around: Context, phrase: Phrase) -> bool:
    """Tell whether a phrase is the first of its sentence that could speak."""
    sentence_of = around.layout.sentence_of
    lead = around.leads.get(sentence_of[phrase.head])
    return lead is None or lead >= phrase.first or sentence_of[phrase.first] != sentence_of[phrase.head]


def _nearest(around: Context, run: int, link: _Link) -> str:
    """Tell whether other verbs that bring quoted words stand between the link's verb and the run."""
    if link.verb is None:
        return "none"
    tokens = _between(around.layout.places[run], link.verb.at)
    return "no" if around.between.verbs(*tokens, weak=link.kind != "speech") else "yes"


def _carried(around: Context, link: _Link, state: _State) -> list[str]:
    """Return the features of a candidate that spoke before."""
    out = []
    phrase = link.phrase
    block = around.parsed.runs[state.run].block
    for name, choice in (("last", state.last), ("before", state.before_last)):
        if choice is None:
            continue
        same_phrase = choice.head == phrase.head
        other = around.phrases.by_head[choice.head]
        same_figure = phrase.figure is not None and other.figure is phrase.figure
        if not same_phrase and not same_figure:
            continue
        distance = min(3, block - around.parsed.runs[choice.run].block)
        how = f"{name}-{'phrase' if same_phrase else 'figure'}"
        out += [
            f"carry={how}&blocks={distance}",
            f"carry={how}&blocks={distance}&local={state.local}",
            f"carry={how}&blocks={distance}&alone={state.alone}&continued={state.continued}",
            f"carry={how}&words={state.words}",
        ]
        if state.led and distance and not _leads(around, link):
            # Whoever spoke above gives way to whom the paragraph is about.
            out.append(f"carry={how}&led=True")
        break
    return out


def _edge(around: Context, run: int, side: str) -> str:
    """Return the punctuation between the run and the writer's words on that side."""
    found = around.parsed.runs[run]
    text = around.parsed.document.text
    if side == "after":
        inner = text[found.end - 1]
        outer = text[found.outer_end : found.outer_end + 1]
        return inner if inner in ",?!—" else outer if outer in ",;" and outer else "."
    before = text[max(0, found.outer_start - 3) : found.outer_start].rstrip()
    mark = before[-1:]
    return mark if mark and mark in ",:;—–" else "word"


def _surface(around: Context, link: _Link) -> str:
    """Tell “said NAME” and “NAME said” apart where the words stand next to each other."""
    if link.verb is None:
        return ""
    if link.phrase.first == link.verb.at + 1:
        return "verb-name"
    if link.phrase.last == link.verb.at:
        return "name-verb"
    return ""


def _hanging(around: Context, run: int) -> dict[int, str]:
    """Return the tokens on which the parse hangs the quoted words ("yes"), and those on which these hang ("near")."""
    place = around.layout.places[run]
    found: dict[int, str] = {}
    for token in around.parsed.doc[place.first : place.last]:
        head = token.head
        if not place.first <= head.i < place.last:
            found.setdefault(head.i, "yes")
            found.setdefault(head.head.i, "near")
    return found


def _colon(around: Context, run: int) -> str:
    place = around.layout.places[run]
    i = place.first - 1
    doc = around.parsed.doc
    while i >= 0 and doc[i].is_space:
        i -= 1
    return "yes" if i >= 0 and doc[i].text == ":" else "no"


def _role(around: Context, phrase: Phrase) -> str:
    """Return the grammatical role of a phrase without a verb of its own."""
    doc = around.parsed.doc
    token = doc[phrase.head]
    if token.dep_ == "pobj":
        if token.head.lower_ == "of" and token.head.head.lower_ in lexicon("utterance_nouns"):
            # “In the words of Jane Doe”.
            return "words"
        if token.head.head.lower_ == "according" or token.head.lower_ == "according":
            return "according"
        return (
            f"pobj-{token.head.lower_}" if token.head.lower_ in ("by", "from", "of", "in", "to") else "pobj"
        )
    if token.dep_ == "poss" and token.head.lower_ in lexicon("utterance_nouns"):
        return "words"
    following = doc[phrase.last] if phrase.last < len(doc) else None
    if following is not None and following.text in (":", "—", "–") and token.dep_ != "pobj":
        return f"label{following.text}"
    before = around.parsed.document.text[max(0, phrase.span[0] - 4) : phrase.span[0]].rstrip()
    if before.endswith(("—", "–", "--", " -", "―")) or before == "-":
        return "dashed"
    if token.dep_ in _ROLES:
        return str(token.dep_)
    return "other"


def _beside(around: Context, run: int) -> str:
    """Tell whether a verb that may bring quoted words touches the run."""
    place = around.layout.places[run]
    doc, quoted = around.parsed.doc, around.parsed.quoted
    for step, start in ((1, place.last), (-1, place.first - 1)):
        i, seen = start, 0
        while 0 <= i < len(doc) and quoted[i] < 0 and seen < 4:
            form = verb_forms().get(doc[i].lower_)
            if form is not None and doc[i].tag_[:2] == "VB":
                return f"{form[1]}{'+' if step > 0 else '-'}"
            seen += not doc[i].is_punct
            i += step
    return "none"
