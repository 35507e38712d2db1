"""The parts of a page that speak of it to machines: meta elements, structured data, marked properties."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from reader.extract import structured
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.extract.tree import Element

_ASIDE = re.compile(
    r"comment|kommentar|reply|respond|sidebar|related|recommend|teaser|listing", re.IGNORECASE
)


class Head:
    """What a page says of itself; made before its tree is changed.

    `meta` holds the contents of meta elements by their keys in lower case, `properties` the elements by the names of
    their microdata properties.
    """

    def __init__(self, root: Element, scripts: Sequence[str], url: str | None) -> None:
        self.root = root
        self.url = url
        self.structured = structured.read(scripts)
        self.meta: dict[str, list[str]] = {}
        self.properties: dict[str, list[Element]] = {}
        for element in root.iter("meta"):
            content = element.get("content") or element.get("value")
            keys = element.get("property") or element.get("name") or element.get("http-equiv")
            if content and keys:
                for key in keys.lower().split():
                    self.meta.setdefault(key, []).append(one_line(content))
        for element in root.iterfind(".//*[@itemprop]"):
            for name in (element.get("itemprop") or "").split():
                self.properties.setdefault(name, []).append(element)

    def values(self, keys: Iterable[str]) -> Iterator[str]:
        """Yield the contents of the meta elements with these keys, in the order of the keys."""
        for key in keys:
            yield from self.meta.get(key, ())

    @property
    def base(self) -> str | None:
        """The address against which the links of the page resolve."""
        for element in self.root.iter("base"):
            address = (element.get("href") or "").strip()
            if address:
                try:
                    whole = urljoin(self.url or "", address)
                    return whole if urlsplit(whole).scheme in ("http", "https") else self.url
                except ValueError:  # "http://[::1"
                    return self.url
        return self.url

    @property
    def host(self) -> str:
        """The host that the page comes from, or ""."""
        addresses = [self.url or "", *self.values(("og:url",)), *self._canonical_links()]
        return next(filter(None, map(host_of, addresses)), "")

    @property
    def canonical(self) -> str | None:
        """The http(s) address that the page gives as its own, None where that is none, or only the site's."""
        for address in (*self._canonical_links(), *self.values(("og:url",))):
            with suppress(ValueError):  # "http://[::1"
                whole = one_line(urljoin(self.url or "", address.strip()))
                parts = urlsplit(whole)
                if (
                    parts.scheme in ("http", "https")
                    and parts.hostname
                    and (parts.path.strip("/") or parts.query)
                ):
                    return whole
        return None

    def _canonical_links(self) -> list[str]:
        links = self.root.iter("link")
        return [link.get("href") or "" for link in links if (link.get("rel") or "").lower() == "canonical"]

    @property
    def label(self) -> str:
        """The letters and digits of the host's own name: "example" of www.example.org, or ""."""
        return squeezed(".".join(self.host.removeprefix("www.").split(".")[:-1]))


def host_of(address: str) -> str:
    """Return the host that an address names, "" if it names none or is malformed."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def squeezed(text: str) -> str:
    """Return the letters and digits of `text` in one case; "&" is read as "and"."""
    return "".join(filter(str.isalnum, text.casefold().replace("&", "and")))


def class_and_id(element: Element) -> str:
    """Return the names that a page gives an element, parted by a blank."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def stands_aside(element: Element) -> bool:
    """Tell whether an element stands among comments, teasers or beside the article, and not around it."""
    for around in (element, *element.iterancestors()):
        if around.tag in ("body", "html", "article", "main") or around.find(".//h1") is not None:
            return False
        if around.tag in ("aside", "footer", "nav") or _ASIDE.search(class_and_id(around)):
            return True
    return False
