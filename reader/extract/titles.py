"""Finds the title of an article: as printed above it, without the name of the site."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.extract import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SEPARATOR = re.compile(r"\s+(?:[|·•»›«‹:/\\~]+|[-–—]+|::)\s+|\s*[|»]\s*|\s::\s")
_WORD = re.compile(r"\w+")
_WINDOW_PARTS = re.compile(r"\s+[-–—|«»:/]+\s+|\s*[|»]\s*|:\s+")
_LAST_PART = re.compile(r"(?P<head>.+?)\s+[-–—|]\s+(?P<tail>[^-–—|]+)")
_EASTERN_SITE = re.compile(r"(?<=[\u3040-\u9fff！？。）」』])[-_–—][\u3040-\u9fff]{2,6}$")
_NO_TITLE = re.compile(
    r"\d+\s+(?:thoughts?|comments?|responses?|kommentare?|gedanken)\b|^(?:search|suche|menu|navigation)\b",
    re.I,
)
_DOMAIN = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.IGNORECASE)


def choose(
    headings: Sequence[str], announced: Sequence[str], window: str, site: str, host: str, sole: str = ""
) -> str:
    """Return the title.

    `headings` are the page's own headings in order, the likeliest first; `announced` what it tells machines
    (JSON-LD, OpenGraph); `window` its `<title>`; `site` and `host` the names to be taken off; `sole` the page's
    only main heading, if it has only one: that is the title even where machines are told another.
    """
    cleaned = [title for title in (without_site(text, site, host) for text in announced) if title]
    shown = without_site(window, site, host)
    references = [*announced, window]
    own = (without_site(text, site, host, bare_bars=True) for text in headings)
    headings = [heading for heading in own if heading]
    owner = _owner(headings, window)
    headings = [heading for heading in headings if heading != owner and not _is_site(heading, site, host)]
    sole = "" if sole == owner else sole
    if len(set(map(_squeezed, references))) == 1 and any(map(_starts_with(references[0]), headings)):
        return references[0]
    for told in (announced, [window]):
        for heading in headings:
            if any(_agree(heading, other) for other in told):
                return _without_kicker(heading, [*cleaned, shown])
    sole = without_site(sole, site, host, bare_bars=True)
    if len(_WORD.findall(sole)) > 1 and not _is_site(sole, site, host) and not _NO_TITLE.search(sole):
        return sole
    if cleaned:
        return cleaned[0]
    if shown:
        return _part_on_page(window, headings) or (shown if announced else _without_tail(shown))
    return headings[0] if headings else ""


def _owner(headings: Sequence[str], window: str) -> str:
    """Return the heading that is the name of the site, or "".

    Blogs set their own name as a main heading above that of the article, and behind it in the window's title.
    """
    parts = [part.strip() for part in _WINDOW_PARTS.split(window) if part.strip()]
    if len(parts) < 2:
        return ""
    places = {_squeezed(heading): place for place, heading in reversed(list(enumerate(headings)))}
    first, last = places.get(_squeezed(parts[0])), places.get(_squeezed(parts[-1]))
    return headings[last] if first is not None and last is not None and last < first else ""


def _starts_with(title: str) -> Callable[[str], bool]:
    """Return a test whether a heading is the title with a line below it, set in the same element."""
    return lambda heading: heading.startswith(f"{title} ") and len(title) > 20


def _without_tail(title: str) -> str:
    """Return a title of which nothing but the window tells without its last part, if that is short like a site's name."""
    match = _LAST_PART.fullmatch(title)
    if match and len(_WORD.findall(match["head"])) >= 4 and len(_WORD.findall(match["tail"])) <= 3:
        return match["head"]
    return title


def _without_kicker(heading: str, others: Sequence[str]) -> str:
    """Return the part of a heading that is announced as the title, if a line above it was set in the same heading."""
    whole = _squeezed(heading)
    for other in others:
        part = _squeezed(other)
        if part != whole and whole.endswith(part) and len(part) > 0.45 * len(whole) and len(part) > 10:
            cut = heading.casefold().rfind(other.casefold()[:12])
            if cut > 0:
                return heading[cut:].strip()
    return heading


def without_site(title: str, site: str, host: str, *, bare_bars: bool = False) -> str:
    """Return `title` without the name of the site before or behind a separator.

    What stands behind a dash is the site's only if it is named so; other dashes and colons are the title's own.
    Short words behind a bar are a house's, unless the title is one in which bars are bare punctuation (`bare_bars`):
    a heading of the page itself.
    """
    title = _EASTERN_SITE.sub("", title.strip())
    name, colon, rest = title.partition(": ")
    named = _squeezed(name) in {_squeezed(site), _squeezed(host), _label(host)} - {""}
    if colon and named and len(_WORD.findall(rest)) > 1:
        title = rest.strip()
    cuts = list(_SEPARATOR.finditer(title))
    words = _WordCount(title)
    start, end, first, last = 0, len(title), 0, len(cuts) - 1
    while first <= last:
        left, right = cuts[first], cuts[last]
        tail = title[right.end() : end].strip()
        before, behind = words(start, right.start()), words(left.end(), end)
        barred = right.group().strip() in ("|", "»", "::") and not bare_bars
        if before and (_is_site(tail, site, host) or (barred and before >= 3 and _may_be_site(tail))):
            end, last = right.start(), last - 1
        elif behind > 1 and _is_site(title[start : left.start()], site, host, whole=True):
            start, first = left.end(), first + 1
        else:
            break
    return title[start:end].strip()


class _WordCount:
    """Counts the words between two places of a text, which it looks through once."""

    def __init__(self, text: str) -> None:
        self.starts = [match.start() for match in _WORD.finditer(text)]

    def __call__(self, start: int, end: int) -> int:
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)


def _may_be_site(tail: str) -> bool:
    """Tell whether what stands behind a bar reads like the name of a house: short, and no part by number."""
    words = _WORD.findall(tail)
    return len(words) <= 4 and not any(map(str.isdigit, words))


def _is_site(text: str, site: str, host: str, *, whole: bool = False) -> bool:
    """Tell whether `text` names the site, be it by a part of its name (not if `whole`), or with a common word more."""
    folded = _squeezed(text)
    if not folded or _DOMAIN.match(text.strip()):
        return True
    name, label = _squeezed(site), _label(host)
    if folded in (name, label, _squeezed(host)):
        return True
    words, names = _words(text), _words(site)
    own = [word for word in words if word not in vocabulary.entries("roles.tsv", "house")]
    if len(own) < len(words) and "".join(own) in (name, label):
        return True
    extra = _without_run(words, names) or next(
        (words[:at] + words[at + 1 :] for at in (0, -1) if len(label) > 4 and words[at] == label), None
    )
    if extra is not None and vocabulary.entries("roles.tsv", "house").issuperset(extra):
        return True
    if whole:
        return False
    part = len(folded) > 3 and (
        _without_run(names, words) is not None or (2 * len(folded) > len(name) and folded in name)
    )
    return part or (len(folded) > 2 and label.endswith(folded))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("&", " and "))


def _without_run(words: list[str], run: list[str]) -> list[str] | None:
    """Return `words` without those of `run` that they open or end with, or None if they do neither."""
    count = len(run)
    if count and words[:count] == run:
        return words[count:]
    return words[:-count] if count and words[-count:] == run else None


def _label(host: str) -> str:
    return _squeezed(".".join(host.removeprefix("www.").split(".")[:-1]))


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold().replace("&", "and")))


def _agree(heading: str, other: str) -> bool:
    """Tell whether a heading and a title are the same but for what was added to either."""
    one, two = _squeezed(heading), _squeezed(other)
    if not one or not two:
        return False
    if one in two:
        return len(one) > 12 or len(one) > 0.5 * len(two)
    if two in one:
        return len(two) > 0.6 * len(one)
    ours, theirs = set(_WORD.findall(heading.casefold())), set(_WORD.findall(other.casefold()))
    return len(ours & theirs) >= 0.7 * max(1, min(len(ours), len(theirs))) and len(ours & theirs) >= 3


def _part_on_page(window: str, headings: Sequence[str]) -> str:
    """Return the heading that is a part of the window's title, if there is one."""
    whole = _squeezed(window)
    return next(
        (heading for heading in headings if len(_squeezed(heading)) > 8 and _squeezed(heading) in whole), ""
    )
