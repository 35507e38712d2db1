"""Sections whose names say what they hold, or only seem to."""

from __future__ import annotations

import pytest

from reader.extract import extract
from reader.model import Article, Page

ABOVE = "".join(
    f"<p>The ferry of Lark Vale made its {count} crossing on Monday with the mayor and two goats aboard, and the "
    "bell of the lower landing rang for it as it has since the year of the flood.</p>"
    for count in ("first", "second", "third", "fourth", "fifth")
)
CHAPTER = "".join(
    f"<p>What follows from the {count} measurement is that the river runs deeper below the mill than the old charts "
    "allow, and that a keel of the former depth would not have touched the ground there.</p>"
    for count in ("first", "second", "third", "fourth", "fifth")
)
POSTS = "".join(
    f'<div class="post"><span class="author">reader{count}</span><p>I have taken that ferry for thirty years, and '
    f"number {count} of its captains never once answered when he was spoken to on board.</p></div>"
    for count in range(4)
)


def read(inside: str) -> Article:
    markup = (
        f"<html><head><title>The ferry crosses</title></head><body><article><h1>The ferry crosses</h1>{inside}"
        "</article></body></html>"
    )
    return extract(Page("ferry.html", "https://larkvale.example/ferry", markup, "html"))


@pytest.mark.parametrize(
    "name",
    [
        "discussion",
        "commentary",
        "review",
        "forum",
        "reply",
        "slide",
        "gallery",
        "lightbox",
        "player",
        "slideshow",
    ],
)
def test_a_chapter_stays_whatever_its_element_is_called(name: str) -> None:
    found = read(f'{ABOVE}<section class="{name}"><h2>What it means</h2>{CHAPTER}</section>')
    assert found.markdown.count("What follows from") == 5


@pytest.mark.parametrize("name", ["discussion", "forum", "review", "comments", "comment-list", "replies"])
def test_what_readers_wrote_goes_and_is_listed(name: str) -> None:
    found = read(f'{ABOVE}<section class="{name}">{POSTS}</section>')
    assert "captains" not in found.markdown
    listed = [item for item in found.dropped if "captains" in item.text]
    assert [item.reason for item in listed] == ["comments"]
    assert listed[0].after == 5


@pytest.mark.parametrize("name", ["ad-free", "sponsor", "subscriber-content", "newsletter"])
def test_two_paragraphs_without_a_link_stay_whatever_their_element_is_called(name: str) -> None:
    short = CHAPTER[: CHAPTER.index("</p>", CHAPTER.index("</p>") + 1) + 4]
    found = read(f'{ABOVE}<div class="{name}">{short}</div>{ABOVE.replace("ferry", "boat")}')
    assert found.markdown.count("What follows from") == 2


@pytest.mark.parametrize("name", ["advert", "newsletter-signup"])
def test_boxes_that_invite_go_and_are_listed(name: str) -> None:
    box = (
        f'<div class="{name}"><p>The letter of the valley comes each Friday with all that was decided and '
        'all that was not. <a href="/letter">Take it</a></p></div>'
    )
    found = read(ABOVE + box + ABOVE.replace("ferry", "boat"))
    assert "each Friday" not in found.markdown
    assert any("each Friday" in item.text for item in found.dropped)


def test_who_is_quoted_stays_below_the_quotation() -> None:
    figure = (
        "<figure><blockquote><p>The river takes what it is given, and gives back what it likes.</p></blockquote>"
        "<figcaption>— Dora Wu, mayor of Wells</figcaption></figure>"
    )
    found = read(ABOVE + figure + ABOVE.replace("ferry", "boat"))
    assert "> — Dora Wu, mayor of Wells" in found.markdown


def test_prose_outside_the_article_is_listed() -> None:
    found = read(f"{ABOVE}</article><div class='x'>{CHAPTER}</div><article>")
    gone = [item for item in found.dropped if "measurement" in item.text]
    assert len(gone) == 5 or found.markdown.count("measurement") == 5


def test_a_paragraph_far_from_the_text_is_listed() -> None:
    about = (
        "The Lark Vale Gazette has been printed in the mill since 1811, by five generations of one family, and "
        * 2
    )
    found = read(f"{ABOVE}</article><footer><div><p>{about}</p></div></footer><article>")
    assert "five generations" not in found.markdown
    assert [item.after for item in found.dropped if "five generations" in item.text] == [5]


def test_a_malformed_base_address_is_no_reason_to_fail() -> None:
    assert "ferry" in read(f'<base href="http://[::1">{ABOVE}').markdown
