"""Fit the weights of the block model on pages with known text, and say how good and how honest they are.

usage: python scripts/fit_choice.py PAGES_DIR [--folds 5] [--strength 0.02] [--predictions OUT.jsonl] [--write]

PAGES_DIR holds pages.jsonl.gz, a line a page: {"id", "url", "html_base64"}, and truth.json: by id either the whole
text ("text") or pieces of it that must ("with") and must not ("without") come out.  Needs the dependency group "fit".

Each block of a page gets a label: how much of it the known text holds, in order.  Where only pieces are known, a
first model, fitted on what is known, labels the rest, and those labels count little.  The model is a logistic
regression with an L2 penalty.  Captions count as no part of the text, whatever the page's annotator thought.

With --predictions, writes the articles of all pages, each extracted with weights that were fitted without any page of
its site, in the form that `pullquote batch` prints: what a scorer makes of them is the honest figure.  With --write,
fits on everything and writes the weights into the package.
"""

from __future__ import annotations

import argparse
import base64
import difflib
import gzip
import hashlib
import json
import multiprocessing
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import urlsplit

import numpy as np
from sklearn.linear_model import LogisticRegression

from reader.batch import Options, answer
from reader.extract import choice, html
from reader.fetch import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WEIGHTS = Path(choice.__file__).parent / "data" / "choice.tsv"
HEADER = (
    "# Weights of the block model (see choice.py): weight, tab, feature.  Written by scripts/fit_choice.py.\n"
)
RAREST = 15
"""A feature seen in fewer blocks teaches nothing."""
SMALLEST = 0.02
"""A weight below this is left out of the file."""
KNOWN = 4.0
"""How much more a block counts of which somebody said that it must or must not come out."""
GUESSED = 0.3
"""How much a block counts whose label is the first model's."""
EVENNESS = 0.25
"""0 lets each block count the same, 1 each page."""
CAPTION = 45
"""Longer captions, in words, may be the text of a photo essay."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page: its features a block, the labels (0 to 1, -1 if unknown), and how much each block counts."""

    ident: str
    site: str
    features: list[dict[str, float]]
    labels: Any
    counts: Any


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--strength", type=float, default=0.02, help="inverse of the penalty")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with gzip.open(options.data / "pages.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    truth = json.loads((options.data / "truth.json").read_text("utf-8"))
    with multiprocessing.Pool() as pool:
        examples = pool.starmap(
            example, ((line, truth[json.loads(line)["id"]]) for line in lines), chunksize=8
        )
    print(f"{len(examples)} pages, {sum(len(e.features) for e in examples)} blocks")
    if options.predictions:
        out: dict[str, str] = {}
        for part in range(options.folds):
            weights = fit([e for e in examples if fold(e, options.folds) != part], options.strength)
            held = [line for line, e in zip(lines, examples, strict=True) if fold(e, options.folds) == part]
            # The processes are forked while the weights of the fold stand in the place of the package's.
            forks = multiprocessing.get_context("fork")
            with mock.patch.object(choice, "_weights", weights.copy), forks.Pool() as pool:
                out |= zip(held, pool.map(extracted, held, chunksize=8), strict=True)
        options.predictions.write_text("".join(f"{out[line]}\n" for line in lines), "utf-8")
        print(f"wrote {options.predictions}")
    if options.write:
        weights = fit(examples, options.strength)
        rows = "".join(
            f"{weight:.2f}\t{name}\n" for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST
        )
        WEIGHTS.write_text(HEADER + rows, "utf-8")
        print(f"wrote {rows.count(chr(10))} weights to {WEIGHTS}")


def extracted(line: str) -> str:
    """Return what batch prints for a line."""
    return answer([line], Options(analyse=False))[0]


def example(line: str, gold: Mapping[str, Any]) -> Example:
    """Return a page with its labels."""
    row = json.loads(line)
    url = row.get("url")
    page = decode(base64.b64decode(row["html_base64"]), source=url or "", url=url, content_type="text/html")
    looked = html.look(page.content, url)
    texts = [block.text for block in looked.blocks]
    labels = np.array(_aligned(texts, gold["text"]) if "text" in gold else _pieces(texts, gold))
    counts = np.log1p([item.words for item in looked.seen]) + 0.5
    if "text" in gold:
        counts[np.abs(labels - 0.5) < 0.2] *= 0.3
    else:
        counts[labels >= 0] *= KNOWN
    for i, item in enumerate(looked.seen):
        if "tag figcaption" in item.features and item.words < CAPTION:
            labels[i] = 0
    host = urlsplit(url or "").hostname or ""
    site = row["id"] if not host or "." not in host or host.startswith("web.archive") else host
    return Example(row["id"], site, [item.features for item in looked.seen], labels, counts)


def _aligned(texts: Sequence[str], gold: str) -> list[float]:
    """Return the share of each text's words that the gold holds in the same order."""
    words: list[str] = []
    owner: list[int] = []
    for index, text in enumerate(texts):
        found = re.findall(r"\w+", text)
        words += found
        owner += [index] * len(found)
    hits, totals = Counter[int](), Counter(owner)
    matcher = difflib.SequenceMatcher(None, words, re.findall(r"\w+", gold), autojunk=False)
    for start, _, size in matcher.get_matching_blocks():
        hits.update(owner[start : start + size])
    return [hits[index] / totals[index] if totals[index] else -1.0 for index in range(len(texts))]


def _pieces(texts: Sequence[str], gold: Mapping[str, Any]) -> list[float]:
    labels = []
    for text in texts:
        flat = " ".join(text.split())
        wanted = any(" ".join(piece.split()) in flat for piece in gold["with"])
        unwanted = any(" ".join(piece.split()) in flat for piece in gold["without"])
        labels.append(1.0 if wanted else 0.0 if unwanted else -1.0)
    return labels


def fold(page: Example, folds: int) -> int:
    """Return the part of a page: pages of one site are in one part."""
    return int(hashlib.sha1(page.site.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def fit(examples: Iterable[Example], strength: float) -> dict[str, float]:
    """Return the weights by feature, fitted in two rounds: the first labels what is unknown for the second."""
    examples = list(examples)
    seen = Counter(name for page in examples for features in page.features for name in features)
    names = {name: index for index, name in enumerate(sorted(n for n, k in seen.items() if k >= RAREST))}
    pages = [(_matrix(page.features, names), page) for page in examples if page.features]
    first = _regression([_known(matrix, page) for matrix, page in pages], strength)
    second = _regression([_guessed(matrix, page, first) for matrix, page in pages], strength)
    return dict(zip(names, second.coef_[0].tolist(), strict=True))


def _matrix(features: Sequence[Mapping[str, float]], names: Mapping[str, int]) -> Any:
    matrix = np.zeros((len(features), len(names)), np.float32)
    for row, values in enumerate(features):
        for name, value in values.items():
            if name in names:
                matrix[row, names[name]] = value
    return matrix


def _known(matrix: Any, page: Example) -> tuple[Any, Any, Any]:
    known = page.labels >= 0
    counts = page.counts[known]
    return matrix[known], page.labels[known] > 0.5, counts / (counts.sum() / 100 or 1) ** EVENNESS


def _guessed(matrix: Any, page: Example, model: Any) -> tuple[Any, Any, Any]:
    guess = model.predict_proba(matrix)[:, 1]
    known = page.labels >= 0
    labels = np.where(known, page.labels, guess) > 0.5
    counts = page.counts * np.where(known, 1.0, GUESSED * np.abs(2 * guess - 1))
    return matrix, labels, counts / (counts.sum() / 100 or 1) ** EVENNESS


def _regression(parts: Sequence[tuple[Any, Any, Any]], strength: float) -> Any:
    x, y, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    # The constant is a feature of every block.
    model = LogisticRegression(C=strength, max_iter=1000, fit_intercept=False)
    return model.fit(x, y, sample_weight=counts)


if __name__ == "__main__":
    main()
