"""Fit the weights of the model of single lines, and say how good it is on lines that it has not seen.

usage: python scripts/fit_wordings.py [ARTICLES.jsonl.gz ...] [--folds 5] [--write]

Reads the lines of scripts/lines/*.tsv (kind, language, text), written for the purpose in many wordings: what
publications set around and into their articles, and lines of articles, half of which share its words.  The short lines
of real articles ("text" of each line of ARTICLES) count as well, each a little.  The models are logistic regressions
with an L2 penalty over the features of `reader.extract.wordings`.  Prints, for lines of folds that were held out, how
many are told right; with --write, fits on all and writes the weights into the package.  Needs the dependency group
"fit".
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from reader.extract import wordings

LINES = Path(__file__).parent / "lines"
WEIGHTS = Path(wordings.__file__).parent / "data" / "wordings.tsv"
HEADER = (
    "# Weights of the model of single lines (see wordings.py): feature, weight against the text, and kind=weight for\n"
    "# the kinds of furniture.  The first row is what each starts from.  Written by scripts/fit_wordings.py.\n"
)
RAREST = 3
"""A feature seen in fewer lines teaches nothing."""
REAL = "real"
"""What stands in the place of their language for lines of real articles."""
LITTLE = 0.3
"""How much such a line counts: there are many, all in one manner."""
SMALLEST = 0.2
"""A weight below this is left out of the file."""
ARTICLE = "article"
"""The kind of lines that belong to the text; `wordings.REASONS` has the others."""
STRENGTH = 3.0
"""Inverse of the penalty."""


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = list(
        dict.fromkeys(
            tuple(line.split("\t", 2))
            for path in sorted(LINES.glob("*.tsv"))
            for line in path.read_text("utf-8").splitlines()
            if line.count("\t") >= 2
        )
    )
    rows += [(ARTICLE, REAL, line) for path in options.articles for line in short_lines(path)]
    kinds = np.array([kind for kind, _, _ in rows])
    languages = np.array([language for _, language, _ in rows])
    found = [wordings.features(text) for _, _, text in rows]
    print(f"{len(rows)} lines, {Counter(kinds.tolist())}")
    part = np.random.default_rng(0).permutation(len(rows)) % options.folds
    article = kinds == ARTICLE
    counts = np.where(languages == REAL, LITTLE, 1.0)
    odds = np.zeros(len(rows))
    guessed = kinds.copy()
    for fold in range(options.folds):
        held = np.flatnonzero(part == fold)
        names, whether, which = fit(found, kinds, counts, np.flatnonzero(part != fold))
        cases = matrix([found[at] for at in held], names)
        odds[held] = whether.decision_function(cases)
        guessed[held] = which.predict(cases)
    for language in sorted(set(languages)):
        here = languages == language
        for least in (0.0, 1.0, 2.0, 3.0):
            gone = np.mean(odds[here & ~article] > least)
            lost = np.mean(odds[here & article] > least)
            print(
                f"{language}  odds > {least:.0f}: furniture found {gone:.3f}, article lines lost {lost:.3f}"
            )
    print(f"kind of furniture right: {np.mean((guessed == kinds)[~article]):.3f}")
    if options.write:
        write(*fit(found, kinds, counts, np.arange(len(rows))))


def short_lines(path: Path) -> list[str]:
    """Return the lines of articles that are short enough for the model."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(row)["text"] for row in file]
    lines = dict.fromkeys(line.strip() for text in texts for line in text.splitlines())
    return [line for line in lines if 2 <= line.count(" ") + 1 <= wordings.LONGEST]


def fit(
    found: list[list[str]], kinds: np.ndarray, counts: np.ndarray, rows: np.ndarray
) -> tuple[dict[str, int], LogisticRegression, LogisticRegression]:
    """Return the features that count, with their columns, and the models that tell whether, and which."""
    # What only real articles have, names of people above all, is none of the model's.
    seen = Counter(name for at in rows if counts[at] == 1 for name in found[at])
    names = {name: at for at, name in enumerate(sorted(n for n, count in seen.items() if count >= RAREST))}
    furniture = rows[kinds[rows] != ARTICLE]
    whether = LogisticRegression(C=STRENGTH, max_iter=500)
    whether.fit(matrix([found[at] for at in rows], names), kinds[rows] != ARTICLE, counts[rows])
    which = LogisticRegression(C=STRENGTH, max_iter=500)
    which.fit(matrix([found[at] for at in furniture], names), kinds[furniture])
    return names, whether, which


def matrix(found: list[list[str]], names: dict[str, int]) -> csr_matrix:
    """Return a row of zeros and ones for each line."""
    at = [(row, names[name]) for row, features in enumerate(found) for name in features if name in names]
    rows, columns = zip(*at, strict=True)
    return csr_matrix((np.ones(len(at)), (rows, columns)), shape=(len(found), len(names)))


def write(names: dict[str, int], whether: LogisticRegression, which: LogisticRegression) -> None:
    """Write the weights into the package."""
    kinds = list(which.classes_)

    def row(name: str, weight: float, weights: np.ndarray, smallest: float) -> str:
        told = [f"{kind}={w:.1f}" for kind, w in zip(kinds, weights, strict=True) if abs(w) >= smallest]
        return "\t".join((name, f"{weight:.2f}", *told)) + "\n" if told or abs(weight) >= smallest else ""

    text = HEADER + row("", whether.intercept_[0], which.intercept_, 0.0)
    text += "".join(
        row(name, whether.coef_[0, at], which.coef_[:, at], SMALLEST) for name, at in names.items()
    )
    WEIGHTS.write_text(text, "utf-8")
    print(f"wrote {text.count(chr(10))} rows, {len(text.encode()):,} bytes, to {WEIGHTS}")


if __name__ == "__main__":
    main()
