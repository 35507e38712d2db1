"""Articles of several parts, over a real server."""

from __future__ import annotations

import pytest

from reader.errors import FetchError
from reader.extract.parts import next_address
from reader.model import Page
from reader.pipeline import load
from tests.servers import Site

PROSE = (
    "The council of Upper Lark met on Monday, and part {n} of its minutes, which nobody had read before, tells of a "
    "bridge, two divers and a cake that had been left on the pier when the river rose for the third time that spring."
)


def part(number: int, following: str | None) -> str:
    link = f'<a rel="next" href="{following}">Next page</a>' if following else ""
    return (
        "<html lang='en'><title>The bridge of Upper Lark</title><article><h1>The bridge of Upper Lark</h1>"
        f"<p>{PROSE.format(n='zero')}</p><p>{PROSE.format(n=number)}</p>"
        f"<p>Read also: Mayor loses key {number}</p><p>{PROSE.format(n=number + 0.5)}</p>{link}</article>"
    )


@pytest.mark.parametrize(
    ("this", "link", "found"),
    [
        ("/story", "/story/2", "/story/2"),
        ("/story", "?page=2", "/story?page=2"),
        ("/story?page=2", "?page=3", "/story?page=3"),
        ("/story.html", "/story-2.html", "/story-2.html"),
        ("/story/page/2/", "/story/page/3/", "/story/page/3/"),
        ("/2026/story", "/2026/another-story", None),
        ("/story", "/story", None),
        ("/story", "#next", None),
        ("/story", "javascript:next()", None),
        ("/story", "https://elsewhere.example/story/2", None),
        ("/story?id=7", "?id=harbour", None),
    ],
)
@pytest.mark.parametrize("tag", ['<link rel="next" href="{}">', '<a href="{}" rel="nofollow next">on</a>'])
def test_only_a_part_of_the_same_article_follows(this: str, link: str, found: str | None, tag: str) -> None:
    page = Page("x", f"https://echo.example{this}", f"<p>{PROSE}</p>{tag.format(link)}", "html")
    assert next_address(page) == (f"https://echo.example{found}" if found else None)


def test_all_pages_are_one_article_and_what_repeats_stands_once() -> None:
    with Site() as site:
        site.page("/story", part(1, "/story/2"))
        site.page("/story/2", part(2, "/story/3"))
        site.page("/story/3", part(3, "/story"))  # and round again
        article, document = load(site.url("/story"), all_pages=True)
        alone, _ = load(site.url("/story"))
    assert article.title == "The bridge of Upper Lark"
    assert [block.kind for block in document.blocks] == ["paragraph"] * 7
    assert document.text.count("part zero") == 1
    places = {item.text: item.after for item in article.dropped if item.text.startswith("Read also")}
    assert places == {f"Read also: Mayor loses key {n}": after for n, after in ((1, 2), (2, 4), (3, 6))}
    assert "part 2" not in alone.markdown


def test_a_page_that_fails_is_named() -> None:
    with Site() as site:
        site.page("/story", part(1, "/story/2"))
        with pytest.raises(FetchError, match=r"page 2 of the article: .*404.*; without all pages"):
            load(site.url("/story"), all_pages=True)
