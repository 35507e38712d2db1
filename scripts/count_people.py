"""Count how much of the annotated people the small English pipeline proposes at all, and how much we find.

usage: count_people.py PEOPLE.jsonl.gz [--missed]

For each set: the people annotated; those of whom no mention overlaps a PERSON of the pipeline, or any entity; those of
whom no mention is among the spans that `reader.analysis.people.candidates` offers; and those of whom no mention
overlaps a name that `find_people` finds, in all and among the ones that the pipeline does not propose.  `--missed`
lists those whom we do not find.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.analysis import engine
from reader.analysis.people import candidates, find_people
from reader.analysis.people.tokens import Tokens
from reader.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.analysis.parsed import Parsed
    from reader.model import Span

COLUMNS = ("people", "no PERSON", "no entity", "no candidate", "not found", "found without PERSON")


def overlaps(mentions: Iterable[Span], spans: Iterable[Span]) -> bool:
    """Tell whether one of the mentions shares a code point with one of the spans."""
    spans = list(spans)
    return any(a < end and start < b for a, b in mentions for start, end in spans)


def count(parsed: Parsed, annotated: dict[str, Any], missed: list[str]) -> Counter[str]:
    """Return the counts of one document, and add to `missed` the names of those who are not found."""
    tokens, doc = Tokens(parsed), parsed.doc
    entities = [(e.start_char, e.end_char) for e in doc.ents]
    persons = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON"]
    offered = {
        (doc[a].idx, doc[b - 1].idx + len(doc[b - 1].text))
        for run in candidates.runs(tokens)
        for a, b in candidates.spans(tokens, run)
    }
    found = [span for figure in find_people(parsed).figures for span in figure.mentions]
    counts: Counter[str] = Counter()
    for person in annotated["people"]:
        mentions = [(a, b) for a, b in person["mentions"]]
        proposed, named = overlaps(mentions, persons), overlaps(mentions, found)
        counts["people"] += 1
        counts["no PERSON"] += not proposed
        counts["no entity"] += not overlaps(mentions, entities)
        counts["no candidate"] += offered.isdisjoint(mentions)
        counts["not found"] += not named
        counts["found without PERSON"] += named and not proposed
        if not named:
            missed.append(f"{annotated['id']}: {person['name']}")
    return counts


def main() -> None:
    """Read the arguments, count, and print a line for each set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("people", type=Path)
    parser.add_argument("--missed", action="store_true", help="list those whom we do not find")
    options = parser.parse_args()
    with gzip.open(options.people, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    totals: dict[str, Counter[str]] = {}
    missed: list[str] = []
    parses = engine.parse_many(plain(d["text"]) for d in documents)
    for parsed, document in zip(parses, documents, strict=True):
        totals.setdefault(document["set"], Counter()).update(count(parsed, document, missed))
    for name, counts in sorted(totals.items()):
        print(f"{name:12}", *(f"{column} {counts[column]}" for column in COLUMNS), sep="  ")
    if options.missed:
        print(*missed, sep="\n")


if __name__ == "__main__":
    main()
