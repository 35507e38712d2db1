"""Tells lines that advertise the publication to its reader from sentences of the article.

No single word gives such a line away, and an article may well speak to its reader.  So the signs are weighed: what
the line opens with, what it offers, whose voice it is, whether it names the publication, how it is set, and where
it stands; against them, the words of somebody telling a story.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from reader.extract import vocabulary

THRESHOLD = 3.5
CAUTIOUS_THRESHOLD = 5.0
_ADDRESSED = 0.008
"""Share of an article's words that are "you" and the like, beyond which it speaks to its reader."""
_ADDRESS = re.compile(
    r"\b(?:you|your|you['’]re|you['’]ve|yours|du|dich|dir|dein|deine|euch|euer|vous|votre|vos|usted|você)\b(?!['’-]\w)"
)
_SENTENCE = re.compile(r"[.!?…。！？]+['\"”’»)]*(?:\s|$)")
_WORD = re.compile(r"@?\w+(?:['’@-]{1,2}\w+)*|@|[€$£©]")
_INVERTED = re.compile(r"-(?:t-)?(ils?|elles?|on)\b")
"""The pronoun behind a verb of saying, as French sets it: "dit-il"."""
_POLITE = frozenset(("sie", "ihr", "ihnen", "ihre", "ihrem", "ihren", "ihrer", "ihres"))
"""The words with which German addresses its reader, if they have a capital."""
_PRICE = re.compile(r"(?:[€$£₹]|\bRs\.?)\s?\d|\d\s?(?:€|euros?\b|percent off|% off|cents?\b)", re.IGNORECASE)
_EMAIL = re.compile(r"\w@\w+\.\w")
_EMOJI = re.compile("^\\W*[\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff]")
_QUOTED = re.compile('["“”«»„].+["“”«»„]')
_POINTS = {"opens": 2.0, "offer": 0.75, "medium": 1.0, "voice": 0.75, "telling": -1.5}
_COUNTS_AS = {"offer": "medium", "hint": "medium", "own": "voice"}
"""Signs that count as others do, too."""
_LISTS = {
    **{language: language for language in ("de", "fr", "es", "pt", "it", "nl", "pl", "sv")},
    **dict.fromkeys(("da", "no", "nb", "nn"), "sv"),
}
"""The languages with signs of their own, and the list they are in."""
_MOST = {"opens": 1, "offer": 1, "medium": 2, "voice": 2, "telling": 3}
_TELLING = 50_000
"""Code points of the prose that are looked at for how it speaks to its reader."""
_LONGEST = 45
"""Words beyond which a line is taken for prose."""


def speaks_to_reader(text: str) -> bool:
    """Tell whether an article's prose itself speaks to its reader, as instructions and letters do.

    There a sentence needs more signs to count as an appeal.  The first pages tell.
    """
    text = text[:_TELLING].lower()
    return len(_ADDRESS.findall(text)) > _ADDRESSED * (text.count(" ") + 1)


def reason(
    text: str,
    site: str,
    language: str,
    *,
    linked: float,
    marked: bool,
    late: bool,
    threshold: float = THRESHOLD,
) -> str | None:
    """Return why a paragraph or item goes, or None if it stays.

    `site` is the publication's name or "", `language` the text's (ISO 639-1); `linked` the share of the words in links,
    `marked` whether all are in bold or italics, `late` whether the line stands below the last of the prose; `threshold`
    how many points it takes.
    """
    if language == "fr":
        text = _INVERTED.sub(r" \1", text)
    words = [
        # In small letters it means somebody else.
        "" if language == "de" and word in _POLITE else word.lower().replace("’", "'")
        for word in _WORD.findall(text)
    ]
    if not words or len(words) > _LONGEST:
        return None
    return (
        "appeal to the reader"
        if score(text, words, site, language, linked, marked, late) >= threshold
        else None
    )


def score(
    text: str, words: list[str], site: str, language: str, linked: float, marked: bool, late: bool
) -> float:
    """Return how much a line looks like an appeal; see `reason`."""
    found = _signs(text, words, language)
    named = _names(site, words) and not text.startswith(f"{site}:")
    mailed = bool(_EMAIL.search(text))
    priced = bool(_PRICE.search(text))
    offered = (
        found["offer"] or found["hint"] > 1 or found["medium"] or named or mailed or priced or linked > 0.15
    )
    if not (offered or (found["hint"] and found["own"])):
        # Whoever asks and advises without anything to give, to sell or to lead to is somebody in the article.
        return 0.0
    for sign, as_another in _COUNTS_AS.items():
        found[as_another] += found[sign]
    points = sum(weight * min(found[sign], _MOST[sign]) for sign, weight in _POINTS.items())
    points += 1.5 if named else 0.0
    points += 1.5 if linked > 0.9 else 1.0 if linked > 0.15 else 0.0
    points += 1.0 if marked else 0.0
    points += 1.0 if late else 0.0
    points += 1.0 if priced else 0.0
    points += 1.0 if _EMOJI.match(text) or text.startswith((">>", "»", "→", "@")) else 0.0
    points += 1.5 if mailed else 0.0
    points += 0.5 if any(word.startswith("@") for word in words) else 0.0
    points += 0.5 if "?" in text[:60] or "!" in text else 0.0
    points -= 1.5 if _QUOTED.search(text) else 0.0
    sentences = max(1, len(_SENTENCE.findall(text)))
    points -= 1.0 * max(0, sentences - 2)
    return points - max(0, len(words) - 25) / 10


def _signs(text: str, words: list[str], language: str) -> Counter[str]:
    """Return how often a line has each of the signs of the lists."""
    found: Counter[str] = Counter()
    phrases = _phrases(_LISTS.get(language, ""))
    starts: set[int] | None = None
    for position, word in enumerate(words):
        for sign, phrase in phrases.get(word, ()) or phrases.get(word.rpartition("-")[2], ()):
            if sign == "opens":
                starts = _sentence_starts(text) if starts is None else starts
                if position not in starts:
                    continue
            if phrase[1:] == tuple(words[position + 1 : position + len(phrase)]):
                found[sign] += 1
    return found


def _sentence_starts(text: str) -> set[int]:
    """Return which of a line's words open a sentence."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    return {0, *(len(_WORD.findall(text[:end])) for end in ends)}


@cache
def _phrases(language: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the phrases by their first word: those of any page, and those of a language that has a list of its own."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    lists = ["appeals.tsv", *([f"appeals-{language}.tsv"] if language else [])]
    for sign, entry in dict.fromkeys(pair for name in lists for pair in vocabulary.pairs(name)):
        phrase = tuple(_WORD.findall(entry))
        found.setdefault(phrase[0], []).append((sign, phrase))
    return found


def _names(site: str, words: list[str]) -> bool:
    """Tell whether a line names the publication, by its whole name or the word in it that is its own."""
    names = [word.lower() for word in _WORD.findall(site) if word.lower() not in _COMMON]
    whole = "".join(map(str.lower, filter(str.isalnum, site.replace("&", "and"))))
    if len(whole) > 3 and any(whole in word for word in words):
        return True
    return bool(names) and any(name in words for name in names if len(name) > 3)


_COMMON = frozenset(
    [
        "the",
        "a",
        "of",
        "and",
        "der",
        "die",
        "das",
        "le",
        "la",
        "les",
        "el",
        "los",
        "news",
        "daily",
        "times",
        "post",
        "online",
        "magazine",
        "com",
    ]
)
