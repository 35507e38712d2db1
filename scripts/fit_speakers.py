"""Fit the weights of the speaker ranker on annotated documents, and say how good and how honest they are.

usage: python scripts/fit_speakers.py ANNOTATED.jsonl.gz [--folds 5] [--l2 2.0] [--write]

ANNOTATED holds one JSON object a line: {"id", "text", "quotes", "ignore"}; a quote has "start", "end" (code
points), "source" (spans of the words that name the speaker; none if the text does not) and "class"; "ignore" are
spans that count neither way.  Words in marks that are no quote are what nobody said.

Prints the figures of cross-validation by documents (runs that are rightly told speech or not, speakers found),
and the calibration: of the speakers given a probability in each tenth, the share that is right, fitted and
counted on different documents.  With --write, fits on everything and writes the weights into the package.

The model is a softmax over the candidates of each run, with several right answers allowed (the marginal
likelihood), an L2 penalty that pulls towards `PRIORS`, and Adam on the whole batch.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reader.analysis import engine
from reader.analysis.people import find_people
from reader.analysis.speakers.candidates import NOBODY, NOT_SPEECH, Chosen, candidates, context
from reader.analysis.speakers.layout import lay_out
from reader.analysis.speakers.phrases import find_phrases
from reader.analysis.speakers.ranker import decide
from reader.analysis.speakers.silent import silent_reason
from reader.document import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.analysis.parsed import QuotedRun
    from reader.analysis.speakers.candidates import Candidate, Context

WEIGHTS = Path(__file__).parents[1] / "reader" / "analysis" / "data" / "speaker_weights.json"

PRIORS = {
    # Forms too rare in political news to be learned from it: “…” — Jane Doe; JANE DOE: “…”; in Doe’s words.
    "role=dashed&where=block+": 6.0,
    "role=dashed&where=same-after": 6.0,
    "role=dashed&where=sentence+1": 6.0,
    "role=label:&where=same-before": 2.0,
    "role=words&where=same-after": 4.0,
    "role=words&where=same-before": 2.5,
    # Features and interviews let a sentence of speech stand alone after one that names the speaker: Jane Doe
    # laughed. “…”
    # The sentence above a block quote is about whoever is quoted: She did not hesitate. > …
    "before_block_quote=True": 5.0,
    "not:sentence=inline": -4.0,
    "lead=True&fresh=True": 6.0,
    "carry=last-phrase&led=True": -3.0,
    "carry=last-figure&led=True": -3.0,
    "not:sentence=alone&previous=True": -4.0,
    "not:alone_after_colon": -4.0,
    "nobody:alone_after_colon": -4.0,
    "not:before=:": -1.0,
}
RAREST = 4
"""A feature seen less often teaches nothing."""
SMALLEST = 0.02
"""A weight below this is left out of the file."""


@dataclass(frozen=True, slots=True)
class Example:
    """One run: its candidates, and the indices of those that are right."""

    document: str
    candidates: list[Candidate]
    right: list[int]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document, ready for the ranker, and the gold of each of its runs: a quote, None, or "skip"."""

    ident: str
    around: Context
    gold: list[Any]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--l2", type=float, default=2.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    documents = load(options.data)
    examples = [example for document in documents for example in examples_of(document)]
    print(f"{len(documents)} documents, {len(examples)} runs")
    outcomes: list[tuple[float, bool]] = []
    told = 0
    for part in range(options.folds):
        weight = fit([e for e in examples if fold(e.document, options.folds) != part], options.l2)
        for document in documents:
            if fold(document.ident, options.folds) == part:
                right, found = judge(document, weight)
                told += right
                outcomes += found
    print(f"speech or not: {told / sum(g != 'skip' for d in documents for g in d.gold):.4f}")
    print(f"speaker's words found: {sum(ok for _, ok in outcomes) / len(outcomes):.4f}")
    print("probability   runs   right")
    for tenth in range(10):
        inside = [ok for p, ok in outcomes if min(9, int(p * 10)) == tenth]
        if inside:
            print(
                f"{tenth / 10:.1f}–{tenth / 10 + 0.1:.1f}   {len(inside):6}   {sum(inside) / len(inside):.3f}"
            )
    if options.write:
        write(fit(examples, options.l2))


def load(path: Path) -> list[Annotated]:
    """Read and parse the annotated documents."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    out = []
    parses = engine.parse_many(plain(row["text"]) for row in rows)
    for row, parsed in zip(rows, parses, strict=True):
        around = context(parsed, lay_out(parsed), find_phrases(parsed, find_people(parsed)))
        out.append(Annotated(row["id"], around, [gold_of(run, row) for run in parsed.runs]))
    return out


def gold_of(run: QuotedRun, row: dict[str, Any]) -> Any:
    """Return the annotated quote that a run is, None if it is none, "skip" where the annotation cannot tell."""
    best = max(row["quotes"], key=lambda q: _alike((q["start"], q["end"]), run), default=None)
    if best is not None and _alike((best["start"], best["end"]), run) >= 0.6:
        return best
    if any(_overlap((q["start"], q["end"]), (run.start, run.end)) for q in row["quotes"]):
        return "skip"
    length = run.end - run.start
    if any(_overlap(s, (run.start, run.end)) >= 0.5 * min(length, s[1] - s[0]) for s in row["ignore"]):
        return "skip"
    return None


def examples_of(document: Annotated) -> list[Example]:
    """Return the document's runs with their candidates, each run knowing the right answers before it."""
    out = []
    chosen: list[Chosen] = []
    silent: set[int] = set()
    around = document.around
    for run, gold in enumerate(document.gold):
        if gold == "skip":
            continue
        if silent_reason(around.parsed, around.layout, run) is not None:
            silent.add(run)
            continue
        found = candidates(around, run, chosen, silent)
        right = right_answers(gold, around, found)
        out.append(Example(document.ident, found, right))
        if gold is None:
            silent.add(run)
        elif found[right[0]].head >= 0:
            chosen.append(Chosen(run, found[right[0]].head))
    return out


def right_answers(gold: Any, around: Context, found: list[Candidate]) -> list[int]:
    """Return the candidates that name the annotated source; all that are speech, if none does."""
    if gold is None:
        return [i for i, c in enumerate(found) if c.head == NOT_SPEECH]
    if not gold["source"]:
        return [i for i, c in enumerate(found) if c.head == NOBODY]
    inside = [
        i
        for i, c in enumerate(found)
        if c.head >= 0
        and any(_overlap(around.phrases.by_head[c.head].span, source) for source in gold["source"])
    ]
    if not inside:
        return [i for i, c in enumerate(found) if c.head != NOT_SPEECH]
    # Of “a spokesman for the mayor”, the spokesman.
    heads = {found[i].head for i in inside}
    outermost = [i for i in inside if not heads & {t.i for t in around.parsed.doc[found[i].head].ancestors}]
    return outermost or inside


def judge(document: Annotated, weight: Mapping[str, float]) -> tuple[int, list[tuple[float, bool]]]:
    """Return how many runs were rightly told speech or not, and for each speaker (probability, right)."""
    told, outcomes = 0, []
    decisions = decide(document.around, weight)
    for decision, gold in zip(decisions, document.gold, strict=True):
        if gold == "skip":
            continue
        told += decision.spoken == (gold is not None)
        if gold is not None and gold["source"] and decision.spoken:
            found = [candidate for _, candidate in decision.ranked]
            right = {found[i].head for i in right_answers(gold, document.around, found)}
            known = len(right) < sum(c.head != NOT_SPEECH for c in found)
            outcomes.append((decision.probability, known and decision.candidate.head in right))
    return told, outcomes


def fit(examples: list[Example], l2: float, rounds: int = 150) -> dict[str, float]:
    """Return the weights that make the right answers most likely."""
    seen = Counter(f for e in examples for c in e.candidates for f in c.features)
    names = sorted({f for f, n in seen.items() if n >= RAREST} | set(PRIORS))
    number = {name: i for i, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    group: list[int] = []
    right: list[bool] = []
    for g, example in enumerate(examples):
        for i, candidate in enumerate(example.candidates):
            known = [number[f] for f in candidate.features if f in number]
            rows += [len(group)] * len(known)
            columns += known
            group.append(g)
            right.append(i in example.right)
    row, column, groups, correct = map(np.array, (rows, columns, group, right))
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    prior = np.array([PRIORS.get(name, 0.0) for name in names])
    weight, mean, square = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
    for step in range(1, rounds + 1):
        score = np.bincount(row, weight[column], minlength=len(groups))
        power = np.exp(score - np.maximum.reduceat(score, starts)[groups])
        given = power / np.add.reduceat(power, starts)[groups]
        power = power * correct
        wanted = power / np.add.reduceat(power, starts)[groups]
        slope = np.bincount(column, (given - wanted)[row], minlength=len(names)) + l2 * (weight - prior)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        rate = 0.1 if step < 0.7 * rounds else 0.03
        weight -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, map(float, weight), strict=True))


def write(weight: Mapping[str, float]) -> None:
    """Write the weights into the package, one a line, so that a change of them can be read."""
    kept = {name: round(w, 3) for name, w in sorted(weight.items()) if abs(w) >= SMALLEST}
    lines = ",\n".join(f" {json.dumps(name, ensure_ascii=False)}: {w}" for name, w in kept.items())
    WEIGHTS.write_text(f"{{\n{lines}\n}}\n", "utf-8")
    print(f"{len(kept)} weights in {WEIGHTS.name}")


def fold(ident: str, folds: int) -> int:
    """Return the part of the cross-validation that a document belongs to, the same on every machine."""
    return int(hashlib.sha256(ident.encode()).hexdigest(), 16) % folds


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _alike(span: tuple[int, int], run: QuotedRun) -> float:
    return _overlap(span, (run.start, run.end)) / (max(span[1], run.end) - min(span[0], run.start))


if __name__ == "__main__":
    main()
