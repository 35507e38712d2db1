"""Page → Article: the article of a page as clean Markdown, with its title, byline, site, date and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.callable import make_callable
from reader.errors import NoArticleError
from reader.model import Article, Dropped, Image, Page
from reader.sanitise import one_line, sanitise

if TYPE_CHECKING:
    from reader.extract.metadata import Metadata
    from reader.extract.plaintext import Source

__all__ = ["extract"]

_NO_ARTICLE = (
    "No article was found in this page; open it in a browser, or save the page there and read the file."
)
_NO_TEXT = (
    "No article was found in this text, nothing but its title at most; check that it is the one you meant."
)


def extract(page: Page) -> Article:
    """Return the article that `page` holds.

    A pure function: no network, no clock.  The same pruning runs over HTML, Markdown and plain text; what it took
    out of the body stands in `Article.dropped`, each line with a reason.

    Raises:
        NoArticleError: the page holds no text that could be an article.
    """
    from reader.extract import boilerplate, language, plaintext

    about: Metadata | Source
    earlier: tuple[Dropped | Image, ...] = ()
    canonical: str | None = None
    if page.kind == "html":
        from reader.extract import html

        extracted = html.extract(page.content, page.url)
        about, markdown, earlier = extracted.metadata, extracted.markdown, extracted.beside
        canonical = extracted.canonical
    else:
        text = sanitise(page.content)
        about = plaintext.from_markdown(text) if page.kind == "markdown" else plaintext.from_text(text)
        markdown, earlier = about.markdown, about.dropped
        if page.kind == "markdown":
            from reader.extract import targets

            markdown = targets.mended(markdown, page.url)
    title = one_line(about.title)
    byline = one_line(about.byline or "") or None
    site = one_line(about.site or "") or None
    markdown = sanitise(markdown)
    # Pages that say that they are in English are often in another language.
    spoken = language.guess(markdown) or language.code(about.language) or "en"
    publication = boilerplate.Publication(title, byline or "", site or "", spoken, page.url or "")
    pruned, beside = boilerplate.prune(markdown, publication, earlier)
    if not any(map(str.isalnum, pruned)):
        raise NoArticleError(_NO_ARTICLE if page.kind == "html" else _NO_TEXT)
    return Article(
        source=page.source,
        url=page.url,
        title=title,
        byline=byline,
        site=site,
        published=about.published,
        language=language.code(about.language) or spoken,
        markdown=pruned,
        dropped=tuple(item for item in beside if isinstance(item, Dropped)),
        canonical=canonical,
        notices=page.notices,
        images=tuple(item for item in beside if isinstance(item, Image)),
    )


make_callable(__name__)
