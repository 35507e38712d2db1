"""Reads an article's title, byline, site, date and language from what its page says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from reader.extract import bylines, dates, language, structured, titles, tree
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.tree import Element

_TITLE_KEYS = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "title",
)
_AUTHOR_KEYS = (
    *("author", "parsely-author", "article:author", "og:article:author", "dc.creator", "dcterms.creator"),
    *(
        "sailthru.author",
        "byl",
        "article:author_name",
        "article.author",
        "citation_author",
        "cxenseparse:author",
    ),
)
_DATE_KEYS = (
    *(
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "parsely-pub-date",
        "pubdate",
    ),
    *("publishdate", "publish-date", "publish_date", "published", "datepublished", "date", "dc.date.issued"),
    *(
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "dcterms.issued",
        "sailthru.date",
        "article.published",
        "dc.date.created",
    ),
    *(
        "cxenseparse:recs:publishtime",
        "article:published",
        "last-modified-date",
        "date.issued",
        "citation_date",
    ),
    *(
        "citation_publication_date",
        "bt:pubdate",
        "cxenseparse:publishtime",
        "displaydate",
        "article_date_original",
    ),
    *(
        "og:pubdate",
        "published_date",
        "published_time_telegram",
        "dc.created",
        "shareaholic:article_published_time",
    ),
)
_SITE_KEYS = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "copyright",
    "rights",
    "twitter:site",
)
_SUMMARY_KEYS = ("og:description", "description", "twitter:description")
_AUTHOR_NAMES = re.compile(
    r"(?<![a-z])(?:by-?line|author|by|autor(?:in|en)?|auteur|writer|creator|createdby|vcard|verfasser|redacteur)(?![a-z]*(?:-?(?:bio|image|img|box|avatar|desc|info|picture|social|follow|all)))",
    re.IGNORECASE,
)
_DATE_NAMES = re.compile(
    r"date|time|publish|posted|datum|fecha|pubdate|data|created|meta|dateline|byline|stamp", re.IGNORECASE
)
_BYLINE = re.compile(
    r"^\W*(?:(?:written|words|story|text|posted|published|report|article)\s+by"
    r"|by|von|par|por|from our correspondent|di|door)\s*:?\s+"
    r"(?=[^\W\d_a-zß-ÿ])(?P<names>.{2,120})$",
    re.IGNORECASE,
)
_KICKER = re.compile(
    r"kicker|overline|topline|top-line|dachzeile|rubrik|section|category|pre-?title|pre-?head|label|ober|spitz|roof|tagline|supertitle"
)
_COMMENTS = re.compile(r"comment|kommentar|reply|respond|sidebar|related", re.IGNORECASE)
_BY_WITHIN = re.compile(
    r"(?:^|[\s·|,•])(?:by|von|par|por|door|av|af):?\s+(?P<names>[^\W\d_][^·|•]{1,60}?)"
    r"(?=\s+(?:am|on|in|um|at|le|el|under|unter|vom|gespeichert|•|·|\|)\s|\s*[,·|•]|\s+\d|\s*$)",
    re.IGNORECASE,
)
_NEAR = 14
"""How many blocks below the title may hold its byline and date."""
_AMERICAN = re.compile(r"^en-us$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article to machines; what it does not say is "" or None.

    `summary` is its description, `body` its text as JSON-LD gives it.
    """

    title: str
    byline: str | None
    site: str | None
    published: str | None
    language: str | None
    base: str | None
    summary: str = ""
    body: str = ""


class _Page:
    """The parts of a page that speak of it: meta elements, structured data, blocks near the title."""

    def __init__(self, root: Element, scripts: Sequence[str], url: str | None) -> None:
        self.root = root
        self.url = url
        self.structured = structured.read(scripts)
        self.meta: dict[str, list[str]] = {}
        self.properties: dict[str, list[Element]] = {}
        for element in root.iter("meta"):
            content = element.get("content") or element.get("value")
            key = element.get("property") or element.get("name") or element.get("http-equiv")
            if content and key:
                self.meta.setdefault(key.lower().strip(), []).append(one_line(content))
        for element in root.iterfind(".//*[@itemprop]"):
            for name in (element.get("itemprop") or "").split():
                self.properties.setdefault(name, []).append(element)

    def values(self, keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            yield from self.meta.get(key, ())


def read(root: Element, scripts: Sequence[str], url: str | None) -> Metadata:
    """Return the metadata of a page; call it before the tree is changed.

    `scripts` are the texts of its JSON-LD scripts, `url` its address.
    """
    page = _Page(root, scripts, url)
    base = _base(root, url)
    host = _host(page)
    window = one_line(root.findtext(".//title") or "")
    site = _site(page, window, host)
    title = _title(page, window, site or "", host)
    return Metadata(
        title,
        _byline(page, site or ""),
        site,
        _published(page),
        _language(root, page),
        base,
        next((text for text in page.values(_SUMMARY_KEYS) if text), ""),
        page.structured.body,
    )


def below_title(metadata: Metadata, blocks: Sequence[Leaf], at: int | None) -> Metadata:
    """Return the metadata completed from the lines around the title, which is the block at position `at`.

    A date in UTC gives way to the day before or after it that the page shows: that is the day where it appeared.
    """
    first = 0 if at is None else max(0, at - 3)
    near = [block.text for block in blocks[first : (at or 0) + _NEAR] if len(block.text) <= 160]
    byline = metadata.byline or _first_byline(near, blocks[first:])
    shown = next((date for text in near if len(text) < 120 and (date := dates.find(text))), None)
    published = metadata.published
    if published is None:
        below = (block.text for block in blocks[first:] if len(block.text) <= 60)
        published = shown or next((date for text in below if (date := dates.find(text))), None)
    elif shown and published.endswith(("Z", "+00:00")) and dates.days_between(shown, published) == 1:
        published = shown
    return replace(metadata, byline=byline, published=published)


def _first_byline(near: Sequence[str], blocks: Sequence[Leaf]) -> str | None:
    """Return the names of the first line that is a byline: below the title, in a line with a date, or further down."""
    for text in near:
        match = _BYLINE.match(text) or (_BY_WITHIN.search(text) if dates.find(text) else None)
        names = bylines.clean([match["names"]]) if match else None
        if names:
            return names
    for block in blocks:
        match = _BYLINE.match(block.text) if len(block.text) <= 60 else None
        if match and match["names"][:1].isupper() and not block.text.endswith((".", "?", "!", ":")):
            names = bylines.clean([match["names"]])
            if names and len(names.split()) > 1:
                return names
    return None


def _base(root: Element, url: str | None) -> str | None:
    for element in root.iter("base"):
        address = (element.get("href") or "").strip()
        if address:
            whole = urljoin(url or "", address)
            return whole if urlsplit(whole).scheme in ("http", "https") else url
    return url


def _host(page: _Page) -> str:
    addresses = [page.url or "", *page.values(("og:url",))]
    addresses += [link.get("href") or "" for link in page.root.iter("link") if link.get("rel") == "canonical"]
    return next((host for host in (urlsplit(address).hostname for address in addresses) if host), "")


def _site(page: _Page, window: str, host: str) -> str | None:
    for name in (
        *page.meta.get("og:site_name", ()),
        *page.meta.get("application-name", ()),
        page.structured.publisher,
    ):
        if name and len(name) < 60 and not name.startswith(("http", "@")):
            return one_line(name)
    for element in page.properties.get("publisher", ()):
        names = [
            one_line(item.get("content") or tree.words(item))
            for item in element.iterfind(".//*[@itemprop='name']")
        ]
        if names and names[0] and len(names[0]) < 60:
            return names[0]
    label = _squeezed(".".join(host.removeprefix("www.").split(".")[:-1]))
    for part in reversed(re.split(r"\s+[-–—|·»:]+\s+|\s*[|»]\s*|\s::\s", window)):
        squeezed = _squeezed(part)
        if squeezed and label and (squeezed == label or (len(squeezed) > 4 and squeezed in label)):
            return part.strip()
    for name in page.values(_SITE_KEYS[2:6]):
        if (
            name
            and len(name) < 40
            and "©" not in name
            and not name.startswith(("http", "@"))
            and name in window
        ):
            return name
    return None


def _title(page: _Page, window: str, site: str, host: str) -> str:
    headings = [
        one_line(tree.words(element) or element.get("content") or "")
        for element in page.properties.get("headline", ())
    ]
    main = [*page.root.iter("h1"), *page.root.iterfind(".//*[@aria-level='1']")]
    ranked = [*main, *page.root.iter("h2"), *page.root.iter("h3")]
    headings += [_heading(element) for element in ranked[:40]]
    headings = [heading for heading in headings if 0 < len(heading) < 300]
    announced = [one_line(page.structured.headline), *page.values(_TITLE_KEYS)]
    sole = [text for text in map(_heading, main) if text]
    only = sole[0] if len(set(sole)) == 1 and len(sole[0]) < 300 else ""
    return titles.choose(headings, [text for text in announced if text], window, site, host, only)


def _heading(element: Element) -> str:
    """Return the words of a heading, without the short line that is set above the title in an element of its own."""
    parts = [child for child in element if isinstance(child.tag, str)]
    bare = (element.text or "").strip() or any((child.tail or "").strip() for child in parts)
    texts = [one_line(tree.words(child)) for child in parts]
    if len(parts) > 1 and not bare:
        names = (parts[0].get("class") or "").lower()
        if _KICKER.search(names) and texts[0] and len(texts[0]) < len(" ".join(texts[1:])):
            return " ".join(filter(None, texts[1:]))
        return " ".join(filter(None, texts))
    if parts and _KICKER.search((parts[0].get("class") or "").lower()) and not (element.text or "").strip():
        return one_line(
            " ".join([parts[0].tail or "", *(one_line(tree.words(p) + (p.tail or "")) for p in parts[1:])])
        )
    return one_line(tree.words(element))


def _byline(page: _Page, site: str) -> str | None:
    named = bylines.clean(_people(page, page.structured.authors, site))
    if named:
        return named
    for key in _AUTHOR_KEYS:
        named = bylines.clean(_people(page, page.meta.get(key, ()), site))
        if named:
            return named
    for number in ("1", "2"):
        label = " ".join(page.meta.get(f"twitter:label{number}", ())).casefold()
        if re.search(r"written|author|by\b|verfasst|geschrieben|autor|écrit|escrito", label):
            named = bylines.clean(_people(page, page.meta.get(f"twitter:data{number}", ()), site))
            if named:
                return named
    return bylines.clean(_people(page, _marked_authors(page), site))


def _people(page: _Page, names: Iterable[str], site: str) -> list[str]:
    """Return the entries that can be names of people: no addresses, not the site's own name."""
    label = _squeezed(".".join(_host(page).removeprefix("www.").split(".")[:-1]))
    own = {_squeezed(site), label, _squeezed(_host(page).removeprefix("www.")), ""}
    return [name for name in names if not name.startswith("http") and _squeezed(name) not in own]


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold().replace("&", "and")))


def _marked_authors(page: _Page) -> list[str]:
    """Return what the page marks as its author, from the surest kind of mark to the least."""
    found: list[str] = []
    for element in page.properties.get("author", ()):
        inner = element.find(".//*[@itemprop='name']")
        chosen = element if inner is None else inner
        found.append(one_line(chosen.get("content") or tree.words(chosen)))
    if found:
        return found[:6]
    for path in (".//a[@rel='author']", ".//*[@rel='author']"):
        found = [one_line(tree.words(element)) for element in page.root.iterfind(path)]
        found = [text for text in found if 1 < len(text) < 80]
        if found:
            return list(dict.fromkeys(found))[:4]
    for element in page.root.iter("a", "span", "div", "p", "address", "li", "dd", "h3", "h4", "h5"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(names) > 1 and _AUTHOR_NAMES.search(names) and not _in_comments(element):
            text = one_line(tree.words(element))
            if 2 < len(text) < 100 and bylines.split(text):
                return [text]
    return []


def _in_comments(element: Element) -> bool:
    """Tell whether an element stands among comments or beside the article, and not around it."""
    for around in (element, *element.iterancestors()):
        if around.tag in ("body", "html", "article", "main") or around.find(".//h1") is not None:
            return False
        if _COMMENTS.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return True
    return False


def _published(page: _Page) -> str | None:
    candidates = [page.structured.published, *page.values(_DATE_KEYS)]
    candidates += [
        element.get("content") or element.get("datetime") or one_line(tree.words(element))
        for element in page.properties.get("datePublished", ())
    ]
    for value in candidates:
        date = dates.iso(value) or dates.find(value, month_first=True) if value else None
        if date:
            return date
    for element in page.root.iter("time"):
        value = element.get("datetime") or ""
        date = dates.iso(value) or dates.find(value) or dates.find(one_line(tree.words(element)))
        if date:
            return date
    american = bool(_AMERICAN.match(page.root.get("lang") or ""))
    for element in page.root.iter("span", "div", "p", "abbr", "li", "small", "a", "dd", "strong", "em"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(names) > 3 and _DATE_NAMES.search(names):
            text = one_line(tree.words(element))
            if 6 <= len(text) < 120:
                date = dates.find(element.get("title") or "", month_first=american) or dates.find(
                    text, month_first=american
                )
                if date:
                    return date
    match = re.search(r"/((?:19|20)\d\d)[/-](0?\d|1[0-2])[/-]([0-3]?\d)(?=[/-])", page.url or "")
    return dates.find("-".join((match[1], match[2].zfill(2), match[3].zfill(2)))) if match else None


def _language(root: Element, page: _Page) -> str | None:
    stated = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    stated += [
        *page.values(("og:locale", "content-language", "language", "dc.language")),
        page.structured.language,
    ]
    return next((found for found in map(language.code, stated) if found), None)
