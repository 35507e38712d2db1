"""Fit what `confidence` means: the share of published speakers that are right, and show it by tenths.

usage: python scripts/fit_confidence.py ANNOTATED.jsonl.gz [ARTICLE.txt…] [--folds 5] [--predictions OUT] [--write]

ANNOTATED is as for fit_speakers.py.  Its speakers are chosen with weights fitted without the document; named and
described sources are judged (whom a pronoun means is not annotated there).  ARTICLE files are our own
(tests/analysis/articles): "=== name", a title, a text in which {Jane Doe|other wording} follows each quotation, {-}
words that nobody said; they tell whom pronouns mean, and the weights have never seen them.

Prints for each half of the documents, fitted on the other half, the share right of the speakers given a confidence in
each tenth.  With --predictions, writes the quotes of ANNOTATED found with held-out weights, as `pullquote batch`
prints them: what a scorer makes of them are the cross-validated figures.  With --write, fits on everything and writes
the coefficients into the package.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from fit_speakers import examples_of, fit, fold, gold_of, load

from reader.analysis import engine
from reader.analysis.people import find_people
from reader.analysis.speakers import attribution, doubt_of, gather
from reader.analysis.speakers import confidence as published
from reader.analysis.speakers.ranker import weights
from reader.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.analysis.speakers import Evidence
    from reader.model import Quote

FILE = Path(published.__file__).parents[1] / "data" / "speaker_confidence.json"
TITLES = re.compile(
    r"^(?:the|an?|my|his|her|their|mr|mrs|ms|dr|prof|professor|sir|dame|sister|mother|mr justice|justice|judge|"
    r"baroness|smt|insp|cllr|dc|chief)\.? ",
    re.IGNORECASE,
)
TAG = re.compile(r"\{([^}]*)\}")
EDGES = " .,;:?!—–“”\"'‘’«»„\n"
PENALTY = 1.0


class Outcome(NamedTuple):
    """One published speaker: its document, what its confidence is made of, and whether it is right."""

    document: str
    evidence: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Tagged:
    """An article of our own without its tags, and for each tag its offset and the wordings it allows."""

    name: str
    text: str
    tags: list[tuple[int, list[str]]]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--l2", type=float, default=2.0)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    news, answers = of_news(options.data, options.folds, options.l2)
    own = [outcome for path in options.articles for outcome in of_articles(path)]
    if options.predictions:
        lines = (json.dumps(answer, ensure_ascii=False) for answer in answers)
        options.predictions.write_text("\n".join(lines) + "\n", "utf-8")
    everything = [("annotated", news), ("our own", own)]
    honest = {title: list(halves(everything, part)) for part, (title, _) in enumerate(everything)}
    for title, rated in honest.items():
        table(title, [(p, o.right) for p, o in rated])
        table(f"{title}, pronouns", [(p, o.right) for p, o in rated if o.evidence["pronoun"]])
    if options.write:
        found = regression(*evenly([news, own]))
        FILE.write_text(json.dumps({k: round(v, 3) for k, v in found.items()}) + "\n", "utf-8")
        print(f"{found} in {FILE.name}")


def of_news(path: Path, folds: int, l2: float) -> tuple[list[Outcome], list[dict[str, Any]]]:
    """Return the outcomes on annotated documents, and the quotes found, by weights that have not seen them."""
    documents = load(path)
    examples = [example for document in documents for example in examples_of(document)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    outcomes: list[Outcome] = []
    answers = []
    for part in range(folds):
        weight = fit([e for e in examples if fold(e.document, folds) != part], l2)
        for document in documents:
            if fold(document.ident, folds) != part:
                continue
            parsed = document.around.parsed
            found = gather(parsed, find_people(parsed), weight)
            quotes = []
            for number, quote in _quotes(found):
                quotes.append(_row(quote))
                gold = gold_of(parsed.runs[number], rows[document.ident])
                right = _right(quote, gold) if gold not in (None, "skip") else None
                if right is not None:
                    outcomes.append(Outcome(document.ident, _evidence(found, number), right))
            answers.append({"id": document.ident, "quotes": quotes})
    return outcomes, answers


def _quotes(found: Evidence) -> Iterator[tuple[int, Quote]]:
    for number, decision in enumerate(found.decisions):
        if decision.spoken:
            yield number, attribution(found, number).quote


def _row(quote: Quote) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_mention": quote.mention,
    }


def _right(quote: Quote, gold: dict[str, Any]) -> bool | None:
    """Tell whether a speaker is the annotated one: by surname and initial, or by its words; None if unknown."""
    if gold["class"] not in ("named", "nominal"):
        return None
    words = re.findall(r"[^\W_][\w.’'-]*", (quote.speaker or "").casefold())
    at = quote.mention is not None and any(
        max(quote.mention[0], s[0]) < min(quote.mention[1], s[1]) for s in gold["source"]
    )
    if gold["class"] == "nominal":
        return at or gold["key"] in words
    first = gold["first"]
    return bool(words) and gold["key"] in words[-2:] and (not first or len(words) < 2 or at or first in words)


def _evidence(found: Evidence, number: int) -> dict[str, float]:
    decision = found.decisions[number]
    head = decision.candidate.head
    pronoun = head >= 0 and found.around.phrases.by_head[head].kind == "pronoun"
    return published.evidence(decision.probability, doubt_of(found, head), pronoun=pronoun)


def of_articles(path: Path) -> list[Outcome]:
    """Return the outcomes on articles of our own."""
    articles = list(tagged(path.read_text("utf-8")))
    out = []
    parses = engine.parse_many(plain(article.text) for article in articles)
    for article, parsed in zip(articles, parses, strict=True):
        found = gather(parsed, find_people(parsed), weights())
        for number, quote in _quotes(found):
            wordings = next((w for at, w in article.tags if _ends_at(article.text, quote.end or 0, at)), None)
            if wordings is None or wordings[0].startswith("-"):
                continue
            right = _plain(quote.speaker) in {_plain(w) for w in wordings}
            out.append(Outcome(f"{path.name}/{article.name}", _evidence(found, number), right))
    return out


def tagged(text: str) -> Iterator[Tagged]:
    """Yield the articles of a file."""
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        name, _, body = part.split("\n", 2)
        pieces, tags, size = [], [], 0
        at = 0
        for tag in TAG.finditer(body):
            pieces.append(body[at : tag.start()])
            size += len(pieces[-1])
            tags.append((size, tag.group(1).split("|")))
            at = tag.end()
        yield Tagged(name, "".join([*pieces, body[at:]]), tags)


def _ends_at(text: str, end: int, at: int) -> bool:
    """Tell whether only marks and white space stand between the end of a quote and a tag."""
    return not text[min(end, at) : max(end, at)].strip(EDGES)


def _plain(name: str | None) -> str:
    plain_name = (name or "-").replace("’", "'")
    while (shorter := TITLES.sub("", plain_name)) != plain_name:
        plain_name = shorter
    return plain_name.casefold()


def halves(everything: Sequence[tuple[str, Sequence[Outcome]]], part: int) -> Iterator[tuple[float, Outcome]]:
    """Yield the outcomes of one part with the confidence that the other half of all documents gives them."""
    for half in (0, 1):
        found = regression(
            *evenly([[o for o in outcomes if fold(o.document, 2) != half] for _, outcomes in everything])
        )
        for outcome in everything[part][1]:
            if fold(outcome.document, 2) == half:
                score = sum(found[name] * value for name, value in outcome.evidence.items())
                yield float(1 / (1 + np.exp(-score))), outcome


def evenly(parts: Sequence[Sequence[Outcome]]) -> tuple[list[Outcome], list[float]]:
    """Return the outcomes of all parts, and what each counts, so that the parts count the same."""
    most = max(map(len, parts))
    outcomes = [outcome for part in parts for outcome in part]
    return outcomes, [most / len(part) for part in parts for _ in part]


def regression(outcomes: Sequence[Outcome], counts: Sequence[float]) -> dict[str, float]:
    """Return the coefficients of a logistic regression, by Newton's method."""
    names = list(outcomes[0].evidence)
    x = np.array([[o.evidence[name] for name in names] for o in outcomes])
    y = np.array([float(o.right) for o in outcomes])
    count = np.array(counts)
    found = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (count * (y - p)) - PENALTY * found
        curve = (x * (count * p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(names))
        found += np.linalg.solve(curve, slope)
    return dict(zip(names, map(float, found), strict=True))


def table(title: str, rated: Sequence[tuple[float, bool]]) -> None:
    """Print how many are right of those in each tenth."""
    print(
        f"{title}: {len(rated)} speakers, {sum(right for _, right in rated) / max(1, len(rated)):.3f} right"
    )
    for tenth in range(10):
        inside = [right for p, right in rated if min(9, int(p * 10)) == tenth]
        if inside:
            print(
                f"  {tenth / 10:.1f}–{tenth / 10 + 0.1:.1f} {len(inside):6} {sum(inside) / len(inside):.3f}"
            )


if __name__ == "__main__":
    main()
