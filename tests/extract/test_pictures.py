"""Which pictures of a page are the article's, and the words that go with them."""

from __future__ import annotations

import json

import pytest

from reader.document import parse
from reader.export import as_dict, images
from reader.extract import extract
from reader.extract.parts import joined
from reader.library import Library
from reader.library.records import Record, from_article, to_article
from reader.model import Article, Image, Page, Reading

SENTENCES = (
    "The weir at Oxley was opened again on Monday, after nine months in which nobody could say who owned its gates.",
    "Engineers from three counties had taken the old wheel apart, and found in its axle the nest of a kingfisher.",
    "The birds were moved to the far bank in a hatbox, which the council has since put on show in its library.",
    "Nobody expects the river to rise before November, when the first rains usually come down from the moors.",
)
URL = "https://weir.example/news/gates"


def read(*parts: str, before: str = "", after: str = "") -> Article:
    """Read a page whose paragraphs have some markup between them, and around the element that holds them."""
    body = "".join(
        f"<p>{sentence}</p>{part}" for sentence, part in zip(SENTENCES, (*parts, *[""] * 4), strict=False)
    )
    page = (
        f"<html><head><title>The weir at Oxley opens</title></head><body><main><h1>The weir at Oxley opens</h1>{before}"
        f'<div class="story">{body}</div>{after}</main></body></html>'
    )
    return extract(Page(URL, URL, page, "html"))


def test_a_figure_stands_in_its_place_with_its_words_and_is_no_text() -> None:
    article = read(
        "",
        '<figure><img src="/i/wheel.jpg" alt="A wooden wheel"><figcaption>The wheel, before <b>it</b> went</figcaption>'
        "</figure>",
    )
    assert article.images == (
        Image("https://weir.example/i/wheel.jpg", "A wooden wheel", "The wheel, before it went", 2),
    )
    assert "wheel, before" not in article.markdown
    assert "wooden" not in article.markdown
    document = parse(article)
    found = as_dict(Reading(article, document))["images"]
    assert found == [
        {
            "url": "https://weir.example/i/wheel.jpg",
            "alt": "A wooden wheel",
            "caption": "The wheel, before it went",
            "offset": document.text.index(SENTENCES[2]),
        }
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="related"><a href="/news/2"><img src="/i/2.jpg" alt="Goose"></a><p><a href="/news/2">A goose is '
        "elected mayor of Oxley</a></p></div>",
        '<a href="https://shop.example/boots"><img src="/i/boots.jpg" alt="Boots, half price"></a>',
        '<img src="/i/share.png" width="24" height="24" alt="Share this">',
        '<img src="https://count.example/p.gif" width="1" height="1">',
        '<img src="/i/rule.png" alt="">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<img src="/i/spacer.gif">',
    ],
    ids=["teaser", "advertisement", "icon", "counter", "decoration", "data", "spacer"],
)
def test_what_is_no_picture_of_the_article(markup: str) -> None:
    assert read("", markup).images == ()


def test_a_picture_above_the_text_opens_the_article() -> None:
    lead = '<figure><img src="/i/lead.jpg" alt="The weir at noon"></figure>'
    (image,) = read(before=lead).images
    assert (image.alternative, image.after) == ("The weir at noon", 0)
    face = '<div class="author"><img src="/i/ada.jpg" alt="Ada Fenn"><span>By Ada Fenn</span></div>'
    assert read(before=face).images == ()


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<img src="data:image/gif;base64,R0lGOD" data-src="/i/late.jpg" alt="Late">', "late.jpg"),
        ('<img src="/i/s.jpg" srcset="/i/s.jpg 320w, /i/m.jpg 900w, /i/l.jpg 2000w" alt="Sizes">', "m.jpg"),
        ('<picture><source srcset="/i/a.avif, /i/b.avif 2x"><img alt="Source"></picture>', "a.avif"),
        ('<amp-img src="/i/amp.jpg" width="800" height="500" layout="responsive"></amp-img>', "amp.jpg"),
        ('<a href="/i/large.jpg"><img src="/i/small.jpg" alt="To a larger one"></a>', "small.jpg"),
        ('<img data-src="/i/n.jpg" alt="N"><noscript><img src="/i/n.jpg" alt="N"></noscript>', "n.jpg"),
    ],
)
def test_where_a_picture_is(markup: str, name: str) -> None:
    (image,) = read("", f"<figure>{markup}</figure>").images
    assert image.address == f"https://weir.example/i/{name}"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/i.png", "http://[::1"]
)
def test_no_address_but_of_the_web_is_kept(address: str) -> None:
    (image,) = read("", f'<figure><img src="{address}" alt="The lock keeper"></figure>').images
    assert image == Image("", "The lock keeper", "", 2)


def test_the_words_of_a_picture_are_harmless_and_a_name_of_a_file_is_none() -> None:
    article = read(
        '<figure><img src="/i/1.jpg" alt="IMG_2034.jpg"><figcaption>One\x1b[31m &#27;[2J two</figcaption></figure>',
        '<figure><img src="/i/2.jpg" alt="The&#8238; mill\n at dusk"></figure>',
    )
    one, two = article.images
    assert one.alternative == ""
    assert "\x1b" not in one.caption
    assert two.alternative == "The mill at dusk"


def test_a_picture_keeps_its_place_when_furniture_above_it_is_pruned() -> None:
    article = read("<p>Read Also: A goose is elected mayor</p>", "", '<img src="/i/3.jpg" alt="A hatbox">')
    assert "goose" not in article.markdown
    assert article.images == (Image("https://weir.example/i/3.jpg", "A hatbox", "", 3),)
    twice = joined([article, article])
    assert [image.after for image in twice.images] == [3, 4]


def test_pictures_of_markdown_are_among_the_others() -> None:
    markdown = "# Weir\n\n" + "\n\n".join(
        (SENTENCES[0], "![A mill](https://a.example/m.png)", *SENTENCES[1:])
    )
    article = extract(Page("weir.md", None, markdown, "markdown"))
    document = parse(article)
    (image,) = images(article, document)
    assert (image.address, image.alternative, image.after) == ("https://a.example/m.png", "A mill", 1)


def test_the_library_and_its_records_keep_pictures(tmp_path) -> None:
    article = read(
        "", '<figure><img src="/i/wheel.jpg" alt="A wheel"><figcaption>Before it went</figcaption></figure>'
    )
    assert to_article(Record(json.loads(json.dumps(from_article(article))))) == article
    with Library(tmp_path / "library.db") as library:
        kept = library.save(Reading(article, parse(article)))
        id_ = getattr(kept, "id", kept)
        assert library.load(id_).article.images == article.images
