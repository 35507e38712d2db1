"""Finds who wrote an article: the line that says so below the title, what the page tells machines, what it marks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.extract import bylines, dates, stamps, tree
from reader.extract.blocks import HEADINGS
from reader.extract.head import class_and_id, squeezed, stands_aside
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.head import Head

_KEYS = (
    "author",
    "parsely-author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "article:author_name",
    "article.author",
    "citation_author",
    "cxenseparse:author",
)
_NAMES = re.compile(
    r"(?<![a-z])(?:by-?line|author|by|autor(?:in|en)?|auteur|writer|creator|createdby|vcard|verfasser|redacteur)"
    r"(?![a-z]*(?:-?(?:bio|image|img|box|avatar|desc|info|picture|social|follow|all)))",
    re.IGNORECASE,
)
_NAMED = ("a", "span", "div", "p", "address", "li", "dd", "h3", "h4", "h5", "h6")
_BY = (
    r"(?:(?:written|words|story|text|posted|published|report|reported|article)\s+by"
    r"|(?:geschrieben|verfasst|veröffentlicht|gepostet|erstellt|text|ein\s+beitrag)\s+von|text\s+av|skriven\s+av"
    r"|(?:écrit|publié)\s+par|(?:escrito|publicado)\s+por|scritto\s+da|geschreven\s+door|texte?\s+de|texto\s+(?:de|por)"
    r"|testo\s+di|tekst(?:\s+van)?|by|von|par|por|from our correspondent|di|door|av|af|przez"
    r"|(?:autor|autorin|autoren|auteur|author|autore|autora|auteurs|authors)\s*:)"
)
# The case of letters counts behind the words: "by Jane Doe" is a byline, "by the river" is none.
_BYLINE = re.compile(rf"^\W*(?i:{_BY})\s*:?\s+(?=[^\W\d_a-zß-ÿ])(?P<names>.{{2,120}})$")
_WITHIN = re.compile(
    rf"(?:^|[\s·|,•–—-])(?i:{_BY})\s*:?\s+(?=[^\W\d_a-zß-ÿ])(?P<names>[^·|•]{{2,61}}?)"
    r"(?=\s+(?:am|on|in|um|at|le|el|under|unter|vom|gespeichert|•|·|\|)\s|\s*[,·|•/]|\s+\d|\s+\w+:|\s*$)"
)
_LABEL = re.compile(r"\W*(?i:by|von|par|por|di|door|autor(?:in|en)?|authors?|auteurs?|autore|autora)\W*")
_WEAK = re.compile(r"^(?:\S*[\d_]\S*|[A-Z]{2,4}|[a-z.]+)$")
"""How the name of an account, or the initials of a house, differ from a person's name."""
_HOUSE = re.compile(
    r"\b(?:redaktion(?:en)?|redacción|redazione|redação|rédaction|redactie|redakcja|staff|desk|newsroom|team|admin|agency"
    r"|agencies|agencias|bureau|news|online|web)\b",
    re.IGNORECASE,
)
"""Names that a house gives to all who write for it."""
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|profiles?|by|contributors?|people|staff|journalist[aeis]*|columnists?)/",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:About|Über|À propos de|Sobre|Acerca de|Over|Om|O)\s+(?P<name>.{4,60})")
_ACCOUNT = re.compile(r"[\w.-]{3,30}")
_NAME_AND_DATE = re.compile(r"(?P<one>[^|·•]+?)\s+[-–—|·•]\s+(?P<other>[^|·•]+)")
_NAME = re.compile(r"[^\W\d_a-zß-ÿ][\w.'’-]+(?:\s+[^\W\d_][\w.'’-]*){0,2}\s+[^\W\d_a-zß-ÿ][\w'’-]+")
_CAPITALISED = re.compile(r"(?=[^\W\d_a-zß-ÿ])")
_ACCOUNT_BY = re.compile(
    rf"(?P<opens>^\W*)?(?<![^\W\d_])(?:beitrag\s*)?(?P<by>{_BY})\s*:?\s+(?P<account>[\w.-]{{2,30}})"
    r"(?=\s*(?:$|[|·•»,])|\s+(?:am|on|in|under|unter|um|at|vom|el|le)\s|\s+\d)",
    re.IGNORECASE,
)
_SHORT = 60
_LINE = 160
_DATE_WORDS = 7


def byline(head: Head, site: str, near: Sequence[Leaf], below: Sequence[Leaf]) -> str | None:
    """Return the names of the authors, or None if the page names none.

    `near` are the blocks around the title, `below` all from there on.  A line near the title that opens with "by" is
    believed before the page's words to machines, which often name the house; the house itself is named last.
    """
    said = [*head.structured.authors, *head.values(_KEYS), *_labelled(head)]
    told = _first(head, site, (head.structured.authors, *([value] for value in said), *_properties(head)))
    printed = _printed(near)
    if printed and not (told and _share_a_name(printed, told)):
        return printed
    return (
        (None if told and (_WEAK.search(told) or _HOUSE.search(told)) else told)
        or _dated(near)
        or (_beside_a_date(near) if told else _linked(near))
        or (None if told and not _WEAK.search(told) else _by_account(near))
        or _presented(below)
        or _further(below)
        or _first(head, site, _named(head))
        or told
        or bylines.clean(said[:1])
        or _account(head)
        or next((name for name in head.structured.authors if len(name) < _SHORT), None)
    )


def _first(head: Head, site: str, entries: Iterable[Iterable[str]]) -> str | None:
    return next((names for entry in entries if (names := bylines.clean(_people(head, entry, site)))), None)


def _share_a_name(one: str, other: str) -> bool:
    ours, theirs = (set(re.findall(r"\w{2,}", names.casefold())) for names in (one, other))
    return not ours.isdisjoint(theirs)


def _people(head: Head, names: Iterable[str], site: str) -> Iterator[str]:
    """Yield the entries that can be names of people: no addresses, not the site's own name, without it at either end."""
    own = {squeezed(site), head.label, squeezed(head.host.removeprefix("www.")), ""}
    for name in names:
        first, dash, rest = name.partition(" - ")
        if dash and squeezed(first) in own:
            name = rest
        person, comma, house = name.rpartition(",")
        if comma and squeezed(house) in own:
            name = person
        domain = ".".join(head.host.split(".")[-2:])
        if (
            not name.startswith("http")
            and squeezed(name) not in own
            and not (domain and domain in name.casefold())
        ):
            yield name


def _labelled(head: Head) -> Iterator[str]:
    """Yield what Slack and others are told in pairs of a label and a value: "Written by", "Jane Doe"."""
    for number in ("1", "2"):
        label = " ".join(head.meta.get(f"twitter:label{number}", ())).casefold()
        if re.search(r"written|author|by\b|verfasst|geschrieben|autor|écrit|escrito|door|scritto", label):
            yield from head.meta.get(f"twitter:data{number}", ())


def _properties(head: Head) -> Iterator[list[str]]:
    """Yield what the page marks as its author in the ways agreed on for it."""
    found: list[str] = []
    for element in head.properties.get("author", ()):
        inner = element.find(".//*[@itemprop='name']")
        chosen = element if inner is None else inner
        found.append(one_line(chosen.get("content") or tree.words(chosen)))
    yield found[:6]
    for path in (".//a[@rel='author']", ".//*[@rel='author']"):
        found = [one_line(tree.words(element)) for element in head.root.iterfind(path)]
        yield list(dict.fromkeys(text for text in found if 1 < len(text) < 80))[:4]


def _named(head: Head) -> Iterator[list[str]]:
    """Yield what stands in elements whose class says author."""
    for element in head.root.iter(*_NAMED):
        names = class_and_id(element)
        if len(names) > 1 and _NAMES.search(names):
            text = one_line(tree.words(element))
            if 2 < len(text) < 100 and bylines.split(text) and not stands_aside(element):
                yield [text]


def _account(head: Head) -> str | None:
    """Return the account that the page marks as its author."""
    for path in (".//*[@rel='author']", ".//*[@class='author vcard']"):
        for element in head.root.iterfind(path):
            text = one_line(tree.words(element))
            if _ACCOUNT.fullmatch(text):
                return text
    return None


def _printed(near: Sequence[Leaf]) -> str | None:
    """Return the names of the first line near the title that opens like a byline, or is labelled as one above."""
    for label, block in pairwise(near):
        if _LABEL.fullmatch(label.text) and len(block.text) <= _SHORT:
            names = bylines.clean([block.text])
            if names and " " in names and _CAPITALISED.match(names):
                return names
    for block in near:
        if len(block.text) <= 2 * _SHORT and not block.text.endswith((".", "?", "!", ":", "…")):
            names = _signature(block)
            if names:
                return names
    return None


def _signature(block: Leaf) -> str | None:
    """Return the names in a line by the article that opens like a byline, if they are of two words or more."""
    match = _BYLINE.match(block.text)
    names = bylines.clean([match["names"]]) if match and _by_the_article(block) else None
    return names if names and " " in names else None


def _dated(near: Sequence[Leaf]) -> str | None:
    """Return the names in a line near the title that opens like a byline, or holds one beside a date."""
    for block in near:
        if len(block.text) > _LINE or not _by_the_article(block):
            continue
        match = _BYLINE.match(block.text) or (_WITHIN.search(block.text) if dates.find(block.text) else None)
        names = bylines.clean([match["names"]]) if match else None
        if names:
            return names
        parts = _NAME_AND_DATE.fullmatch(block.text)
        for name, date in ((parts["one"], parts["other"]), (parts["other"], parts["one"])) if parts else ():
            if _NAME.fullmatch(name) and dates.find(date) and len(date.split()) < _DATE_WORDS:
                return name
    return None


def _by_account(near: Sequence[Leaf]) -> str | None:
    """Return the account behind "by" in a line near the title that dates the article, or says who posted it."""
    for block in near:
        match = _ACCOUNT_BY.search(block.text) if len(block.text) <= _LINE else None
        if not match:
            continue
        verb = match["opens"] is not None and " " in match["by"].strip()
        account = match["account"]
        if (verb or stamps.in_line(block.text, american=False)) and bylines.is_account(account):
            return account
    return None


def _beside_a_date(near: Sequence[Leaf]) -> str | None:
    """Return the name that stands alone in a line near the title, next to a line with a date."""
    for one, other in pairwise(near):
        for line, beside in ((one, other), (other, one)):
            if (
                _NAME.fullmatch(line.text)
                and line.tag not in HEADINGS
                and len(beside.text) <= _SHORT
                and dates.find(beside.text)
                and _by_the_article(line)
                and bylines.clean([line.text]) == line.text
            ):
                return line.text
    return None


def _linked(near: Sequence[Leaf]) -> str | None:
    """Return the name near the title that leads to a page about its author."""
    for block in near:
        links = [token.element for token in block.tokens if token.kind == "open" and token.value == "a"]
        to_author = any(_AUTHOR_PAGE.search(link.get("href") or "") for link in links if link is not None)
        if to_author and _NAME.fullmatch(block.text) and bylines.clean([block.text]) == block.text:
            return block.text
    return None


def _presented(below: Sequence[Leaf]) -> str | None:
    """Return the name in the heading of a box about the author."""
    for block in below:
        match = _ABOUT.fullmatch(block.text) if block.tag in HEADINGS else None
        if match and _NAME.fullmatch(match["name"]):
            return str(match["name"])
    return None


def _by_the_article(block: Leaf) -> bool:
    return block.tag != "figcaption" and not stands_aside(block.element)


def _further(below: Sequence[Leaf]) -> str | None:
    """Return the names of a line further down, even below the text, that is a byline of two words or more."""
    for block in below:
        if len(block.text) <= _SHORT and not block.text.endswith((".", "?", "!", ":")):
            names = _signature(block)
            if names:
                return names
    return None
