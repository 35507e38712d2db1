"""When two readings are of the same article: keys made of addresses, files and texts.

A key is for comparing only, never for opening.  An address loses what does not name the page: the scheme, "www.", the
fragment, parameters that track (`data/tracking_parameters.txt`), the order of the others, a slash at the end.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from reader.model import Article

_DATA = Path(__file__).parent / "data"
FILE = "file:"
"""How the key of a file begins."""
_WEB = ("http://", "https://")
_PORTS = {"http": 80, "https": 443}
_SUBDOMAINS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP = re.compile(r"(?:/amp|\.amp)(?=/?$|\.html$)|^/amp(?=/.)")
_SAFE = "/:@!$&'()*+,;=~-._"
_ALIKE = 0.3
"""Share of the shorter text's lines that two texts of one article have in common at least, though much was rewritten."""


def content_hash(title: str, language: str, markdown: str) -> str:
    """Return what tells one text from another: all that an analysis depends on."""
    whole = "\0".join((title, language, markdown)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:32]


class Keys(NamedTuple):
    """The keys of an article: `certain` ones name it, `likely` ones name it if the texts are alike."""

    certain: list[str]
    likely: list[str]


def keys(article: Article) -> Keys:
    """Return the keys of an article.

    An address from which it was fetched is certain, and so is the text of a file or a pipe.  What a page says is its
    address is only likely, and so is a file: many a page is saved as page.html.
    """
    certain = [
        address_key(address) for address in (article.url, article.source) if address and is_web(address)
    ]
    claimed = claimed_key(article)
    likely = [claimed] if claimed else []
    if not certain:
        certain = [f"text:{content_hash(article.title, article.language, article.markdown)}"]
        if article.source and article.source != "-":
            likely.append(f"{FILE}{os.path.realpath(article.source)}")
    return Keys(list(dict.fromkeys(certain)), likely)


def claimed_key(article: Article) -> str | None:
    """Return the key of the address that a page says is its own, None where it adds nothing, or cannot be believed.

    A page may not speak for another site, whose article it would else put its own text in the place of.
    """
    if not article.canonical or not is_web(article.canonical):
        return None
    if article.url and host_key(article.url) != host_key(article.canonical):
        return None
    key = address_key(article.canonical)
    return None if article.url and key == address_key(article.url) else key


def is_web(address: str) -> bool:
    """Tell whether an address is an http(s) one."""
    return address[:8].lower().startswith(_WEB)


def address_key(address: str) -> str:
    """Return the key of an http(s) address; that of a malformed one is the address itself."""
    try:
        parts = urlsplit(address)
        host, port = host_key(address), parts.port
    except ValueError:
        return address
    if not host:
        return address
    if port and port != _PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    path = quote(unquote(_AMP.sub("", parts.path), errors="surrogateescape"), _SAFE, errors="surrogateescape")
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _tracks(name.lower())
        )
    )
    # Some sites name the page behind the mark: #!/story/5.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{path.rstrip('/')}{'?' if query else ''}{query}{fragment}"


def host_key(address: str | None) -> str:
    """Return the host of an address without what is put before it for some devices; "" where there is none."""
    try:
        host = (urlsplit(address or "").hostname or "").rstrip(".")
    except ValueError:
        return ""
    return _SUBDOMAINS.sub("", host)


def alike(one: str, other: str) -> bool:
    """Tell whether two Markdown texts can be versions of one article: lines of the shorter stand in the longer.

    A site that gives all its pages one canonical address must not turn them into versions of each other.
    """
    lines = sorted((_lines(one), _lines(other)), key=len)
    return len(lines[0] & lines[1]) >= _ALIKE * len(lines[0])


def _lines(markdown: str) -> set[str]:
    return {" ".join(line.split()) for line in markdown.split("\n") if not line.isspace()} - {""}


def _tracks(name: str) -> bool:
    exact, starts = _tracking()
    return name in exact or name.startswith(starts)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = (_DATA / "tracking_parameters.txt").read_text("utf-8").split("\n")
    names = [line for line in lines if line and not line.startswith("#")]
    starts = tuple(name[:-1] for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), starts


def lasting(source: str) -> str:
    """Return a source as it is found from any folder: a file by its whole path, all else as it is."""
    return str(Path(source).absolute()) if not is_web(source) and os.path.lexists(source) else source
