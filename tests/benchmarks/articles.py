"""Articles made up for measuring: seeded, of any length, with quotes and names."""

from __future__ import annotations

import random

_PEOPLE = (
    "Marie Okafor",
    "Teodor Lindqvist",
    "Rosa Quist",
    "Hugh Penrose",
    "Beatriz Almonte",
    "Anders Quist",
)
_NOUNS = "harbour council light ferry school roof winter budget committee pilot chart engine tide".split()
_VERBS = "keeps moves opens paints doubts counts defends follows measures remembers".split()
_WORDS = "slowly the old grey second narrow public loud patient winding far northern small".split()


def _sentence(chance: random.Random, words: int) -> str:
    parts = []
    while len(parts) < words:
        parts += [
            f"the {chance.choice(_WORDS)} {chance.choice(_NOUNS)} {chance.choice(_VERBS)}",
            "and",
            "then",
        ]
    return " ".join(parts[: max(1, words // 4) * 3 - 2]).capitalize() + "."


def _paragraph(chance: random.Random) -> str:
    if chance.random() < 0.25:
        person = chance.choice(_PEOPLE)
        return f"“{_sentence(chance, 14)[:-1]},” said {person}. {_sentence(chance, 30)}"
    return " ".join(_sentence(chance, chance.randint(10, 30)) for _ in range(3))


def plain_article(paragraphs: int, seed: int = 1) -> str:
    """Return an article as plain text: a title, then a paragraph a line.  It opens with the word Quillwater."""
    chance = random.Random(seed)
    lines = ["Quillwater votes again on the light"]
    lines += [_paragraph(chance) for _ in range(paragraphs)]
    return "\n\n".join(lines) + "\n"


def page(paragraphs: int, seed: int = 1) -> str:
    """Return the same as an HTML page with furniture around it."""
    title, *body = plain_article(paragraphs, seed).strip().split("\n\n")
    links = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(30))
    teasers = "".join(
        f'<div class="teaser"><a href="/t{i}">Teaser number {i}</a><p>More …</p></div>' for i in range(20)
    )
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Ledger</title></head><body>'
        f"<nav><ul>{links}</ul></nav><main><article><h1>{title}</h1><p class=byline>By Imogen Tallis</p>{prose}"
        f"<p>Read Also: <a href='/x'>Ferries drawn by lottery</a></p></article></main><aside>{teasers}</aside>"
        f"<footer>© 2026 The Ledger</footer></body></html>"
    )
