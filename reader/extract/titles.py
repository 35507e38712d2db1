"""Finds the title of an article: as printed above it, without the name of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    headings = [heading for heading in (without_site(text, site, host) for text in headings) if heading]
    owner = _owner(headings, window)
    headings = [heading for heading in headings if heading != owner and not _is_site(heading, site, host)]
    sole = "" if sole == owner else sole
    if len(set(map(_squeezed, references))) == 1 and any(map(_starts_with(references[0]), headings)):
        return references[0]
    for told in (announced, [window]):
        for heading in headings:
            if any(_agree(heading, other) for other in told):
                return _without_kicker(heading, [*cleaned, shown])
    sole = without_site(sole, site, host)
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


def without_site(title: str, site: str, host: str) -> str:
    """Return `title` without the name of the site before or behind a separator.

    What stands behind a dash is the site's only if it is named so; other dashes and colons are the title's own.
    """
    title = _EASTERN_SITE.sub("", title.strip())
    name, colon, rest = title.partition(": ")
    named = _squeezed(name) in {_squeezed(site), _squeezed(host), _label(host)} - {""}
    if colon and named and len(_WORD.findall(rest)) > 1:
        title = rest.strip()
    changed = True
    while changed:
        changed = False
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            break
        head, tail = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :].strip()
        first, rest = title[: cuts[0].start()].strip(), title[cuts[0].end() :].strip()
        if head and _is_site(tail, site, host):
            title, changed = head, True
        elif rest and _is_site(first, site, host) and len(_WORD.findall(rest)) > 1:
            title, changed = rest, True
        elif (
            cuts[-1].group().strip() in ("|", "»", "::")
            and len(_WORD.findall(tail)) <= 4
            and len(_WORD.findall(head)) >= 3
        ):
            title, changed = head, True
    return title


def _is_site(text: str, site: str, host: str) -> bool:
    folded = _squeezed(text)
    if not folded:
        return True
    if _DOMAIN.match(text.strip()):
        return True
    names = {_squeezed(site)} - {""}
    if any(
        folded == name
        or (len(folded) > 3 and (folded in name or name in folded) and abs(len(folded) - len(name)) <= 12)
        for name in names
    ):
        return True
    label = _label(host)
    return (
        len(folded) > 2
        and bool(label)
        and (
            folded in (label, _squeezed(host))
            or label.endswith(folded)
            or (len(label) > 4 and folded.startswith(label) and len(folded) - len(label) < 10)
        )
    )


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
