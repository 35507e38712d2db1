"""Fit the weights with which `reader.analysis.people` tells people's names, and cross-validate them by document.

usage: train_people.py PEOPLE.jsonl.gz [--folds 5] [--predictions OUT.jsonl] [--write]

PEOPLE.jsonl.gz holds a JSON object a line: `id`, `set`, `text`, `span` (what of the text is annotated) and `people`,
each with the `mentions` of the name.  Both stages of the model are logistic regressions over the features of
`reader.analysis.people.evidence` and `.pool`, with a penalty on the squares of the weights, fitted by full-batch Adam
(Kingma and Ba 2015).  The second stage reads the probabilities of the first as they come from folds that have not
seen the document.  `--predictions` writes the people of every document as found with weights that have not seen it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

from reader.analysis import engine
from reader.analysis.people import candidates, detect, evidence, find_people, judge, lexicon
from reader.analysis.people.pool import Judged, Pool, name_words
from reader.analysis.people.tokens import Tokens
from reader.document import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.parsed import Parsed
    from reader.analysis.people.candidates import Run

    Weights = dict[str, float]

WEIGHTS = Path(__file__).resolve().parents[1] / "reader" / "analysis" / "people" / "data" / "weights.json"
LINKED_ONLY = ("msnbc", "newsfair")
"""Sets whose annotation leaves people out: what it does not name may be a person all the same."""
RAREST = 3
"""Features seen less often than this are left out."""
PENALTY = 1.0
STEPS = 250


@dataclass
class Example:
    """A document with its candidate spans and which of them are names of people."""

    identity: str
    parsed: Parsed
    tokens: Tokens
    places: list[tuple[Run, Run]]
    local: list[list[str]]
    labels: np.ndarray

    def judged(self, weights: Weights) -> list[Judged]:
        """Return the spans as the first stage judges them."""
        return [
            Judged(run, span, name_words(self.tokens, span), judge.probability(judge.score(found, weights)))
            for (run, span), found in zip(self.places, self.local, strict=True)
        ]

    def pooled(self, weights: Weights) -> list[list[str]]:
        """Return the features of the second stage, given the first."""
        judged = self.judged(weights)
        pool = Pool(self.tokens, judged)
        return [[*found, *pool.features(item)] for item, found in zip(judged, self.local, strict=True)]

    def f1_counts(self, scores: Sequence[float]) -> np.ndarray:
        """Return names found right, names found and names there."""
        by_run: dict[Run, list[tuple[Run, float]]] = {}
        truth = {span for (_, span), label in zip(self.places, self.labels, strict=True) if label}
        for (run, span), score in zip(self.places, scores, strict=True):
            by_run.setdefault(run, []).append((span, score))
        found = {span for run, scored in by_run.items() for span in detect.choose(run, scored)}
        return np.array([len(found & truth), len(found), len(truth)])


def example(parsed: Parsed, annotated: dict[str, Any]) -> Example:
    """Return the candidates of a document, within its annotated part, with their labels."""
    tokens = Tokens(parsed)
    low, high = annotated["span"]
    ends = {end: start for person in annotated["people"] for start, end in person["mentions"]}
    places, labels = [], []
    for run in candidates.runs(tokens):
        for span in candidates.spans(tokens, run):
            start, last = tokens.doc[span[0]].idx, tokens.doc[span[1] - 1]
            end = last.idx + len(last.text)
            if low <= start and end <= high:
                places.append((run, span))
                labels.append(end in ends and untitled(tokens, ends[end], span[0]) == start)
    local = [evidence.features(tokens, run, span) for run, span in places]
    return Example(annotated["id"], parsed, tokens, places, local, np.array(labels, dtype=float))


def untitled(tokens: Tokens, start: int, i: int) -> int:
    """Return where a name that is annotated from offset `start` on begins, if the titles up to token i are left out.

    Annotators differ on titles; we have none in a name.
    """
    first = tokens.doc[i].idx
    if first <= start:
        return start
    before = tokens.document_text[start:first].replace(".", " ").split()
    return first if all(lexicon.fold(word) in lexicon.words("honorifics") for word in before) else start


def fit(features: list[list[str]], labels: np.ndarray) -> Weights:
    """Return the weights that make the labels likeliest, less the penalty."""
    counts: dict[str, int] = {}
    for found in features:
        for name in found:
            counts[name] = counts.get(name, 0) + 1
    index = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= RAREST))}
    rows = np.array([r for r, found in enumerate(features) for name in found if name in index])
    columns = np.array([index[name] for found in features for name in found if name in index])
    weights, first, second = (np.zeros(len(index) + 1) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = np.bincount(rows, weights[columns], len(labels)) + weights[-1]
        error = 1 / (1 + np.exp(-scores)) - labels
        slope = np.append(np.bincount(columns, error[rows], len(index)) + PENALTY * weights[:-1], error.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.98 * second + 0.02 * slope**2
        rate = 0.1 if step < STEPS * 0.6 else 0.02
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.98**step)) + 1e-8)
    fitted = {name: round(float(weights[i]), 3) for name, i in index.items()}
    return {
        "bias": round(float(weights[-1]), 3),
        **{name: weight for name, weight in fitted.items() if weight},
    }


def folded(examples: list[Example], folds: int) -> list[list[Example]]:
    """Return the examples dealt out to folds."""
    return [examples[i::folds] for i in range(folds)]


def train(examples: list[Example], folds: int) -> dict[str, Weights]:
    """Return the weights of both stages."""
    parts = folded(examples, folds)
    pooled: list[list[str]] = []
    labels: list[np.ndarray] = []
    for i, part in enumerate(parts):
        local = fit_local([e for j, other in enumerate(parts) if j != i for e in other])
        for e in part:
            pooled += e.pooled(local)
            labels.append(e.labels)
    return {"local": fit_local(examples), "pooled": fit(pooled, np.concatenate(labels))}


def fit_local(examples: list[Example]) -> Weights:
    """Return the weights of the first stage."""
    return fit([found for e in examples for found in e.local], np.concatenate([e.labels for e in examples]))


def cross_validate(examples: list[Example], folds: int, predictions: Path | None) -> None:
    """Print precision, recall and F1 of mentions in documents that the weights have not seen.

    The people found so are written to `predictions`, a JSON object a line.
    """
    total = np.zeros(3)
    lines: list[str] = []
    parts = folded(examples, folds)
    for i, part in enumerate(parts):
        weights = train([e for j, other in enumerate(parts) if j != i for e in other], folds)
        for e in part:
            total += e.f1_counts(
                [judge.score(found, weights["pooled"]) for found in e.pooled(weights["local"])]
            )
            if predictions:
                lines.append(json.dumps({"id": e.identity, "people": people(e, weights)}))
    right, found, there = total
    if predictions:
        predictions.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"precision {right / found:.3f} recall {right / there:.3f} F1 {2 * right / (found + there):.3f}")


def people(e: Example, weights: dict[str, Weights]) -> list[dict[str, Any]]:
    """Return the people of a document as they are found with these weights."""
    with patch.object(judge, "weights", weights.__getitem__):
        figures = find_people(e.parsed).figures
    return [{"name": f.name, "roles": f.roles, "mentions": f.mentions} for f in figures]


def main() -> None:
    """Read the arguments, train, and print or write what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("people", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--predictions", type=Path, help="where the people found go, as JSON lines")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args()
    with gzip.open(options.people, "rt", encoding="utf-8") as lines:
        annotated = [d for d in map(json.loads, lines) if d["set"] not in LINKED_ONLY]
    parses = engine.parse_many(plain(d["text"]) for d in annotated)
    examples = [example(parsed, d) for parsed, d in zip(parses, annotated, strict=True)]
    print(f"{len(examples)} documents, {sum(len(e.places) for e in examples)} spans")
    cross_validate(examples, options.folds, options.predictions)
    if options.write:
        WEIGHTS.write_text(
            json.dumps(train(examples, options.folds), indent=0, sort_keys=True) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
