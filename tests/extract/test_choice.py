"""What is chosen of a page, and what of it is another article's: a page a kind of fault."""

from __future__ import annotations

import json

import pytest

from reader.document import parse
from reader.extract import extract
from reader.model import Article, Page

URL = "https://larkvalleyecho.example/news/bridge"
TITLE = "The bridge stays closed until spring"
PROSE = [
    "The council met on Monday and decided, after a debate of four hours and two adjournments, that the bridge over "
    f"the Lark would stay closed until the spring, for want of {thing} that nobody had been able to find since 1911."
    for thing in ("a drawing", "a diver", "the second rope", "a lamp", "any reason to hurry")
]
OTHER = [
    "Quite another story, on quite another day: the ferry of Harbour sank slowly, in view of the whole town, and "
    f"{who} was the last to leave it, with a cat under each arm and a timetable between the teeth."
    for who in ("the purser", "the cook", "the only passenger")
]


def read(body: str, head: str = "", lang: str = "en") -> tuple[Article, str]:
    page = f"<html lang={lang}><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    article = extract(Page(URL, URL, page, "html"))
    return article, parse(article).text


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


ARTICLE = f"<h1>{TITLE}</h1>{paragraphs(PROSE)}"
WHOLE = "\n\n".join(PROSE)


def test_articles_that_are_loaded_below_the_one_asked_for_go() -> None:
    others = "".join(
        f'<article class="post"><h2>Ferry {n}</h2>{paragraphs(OTHER)}</article>' for n in range(3)
    )
    _, text = read(f'<main><article class="post">{ARTICLE}</article>{others}</main>')
    assert text == WHOLE


def test_entries_of_a_live_blog_are_one_article() -> None:
    entries = "".join(
        f'<article class="entry"><h3>1{n}:00</h3><p>{text}</p></article>' for n, text in enumerate(PROSE)
    )
    _, text = read(f"<main><h1>{TITLE}</h1><div>{entries}</div></main>")
    assert all(line in text for line in PROSE)


def test_a_copy_that_the_page_hides_goes() -> None:
    hidden = f'<div style="display:none">{paragraphs(PROSE * 3)}</div>'
    assert read(f"<main>{ARTICLE}</main>{hidden}")[1] == WHOLE


def test_a_gallery_beside_the_text_goes() -> None:
    slides = "".join(f"<li><h2>{n}/9</h2><p>{text}</p></li>" for n, text in enumerate(OTHER * 3))
    assert read(f'<main>{ARTICLE}<div class="gallery"><ul>{slides}</ul></div></main>')[1] == WHOLE


def test_short_boxes_of_advertising_go() -> None:
    box = '<div class="ad-slot"><p>Cheaper windows for your home, this week only</p></div>'
    middle = paragraphs(PROSE[:2]) + box + paragraphs(PROSE[2:])
    article, text = read(f"<main><h1>{TITLE}</h1>{middle}</main>")
    assert text == WHOLE
    assert [item.after for item in article.dropped if item.text.startswith("Cheaper")] == [2]


@pytest.mark.parametrize("hashed", ["css-ad4e9x", "e1ad2f", "c4cc9d1"])
def test_letters_in_made_up_names_say_nothing(hashed: str) -> None:
    body = "".join(f'<p class="{hashed}">{text}</p>' for text in PROSE)
    assert read(f"<main><h1>{TITLE}</h1>{body}</main>")[1] == WHOLE


def test_a_teaser_stream_is_not_the_article() -> None:
    stream = "".join(
        f'<li><h3><a href="/{n}">Ferry {n}</a></h3><p>{text}</p></li>' for n, text in enumerate(OTHER * 8)
    )
    assert (
        read(f'<div class="col"><section>{ARTICLE}</section></div><div class="rail"><ul>{stream}</ul></div>')[
            1
        ]
        == WHOLE
    )


def test_comments_go_with_their_heading_whatever_they_are_called() -> None:
    comments = f"<div><div>3 comments</div><div>Ned: {OTHER[0]}</div><div>Homesick now.</div></div>"
    assert read(f"<main>{ARTICLE}{comments}</main>")[1] == WHOLE


def test_a_drawing_that_is_never_closed_takes_no_text_with_it() -> None:
    assert read(f'<div><svg width="9"><path d="M0"></div><main>{ARTICLE}</main>')[1] == WHOLE


def test_how_words_are_said_is_no_part_of_them() -> None:
    ruby = "<ruby>橋<rt>はし</rt></ruby>は<ruby>春<rt>はる</rt></ruby>まで"
    ruby += "<ruby>閉鎖<rp>(</rp><rt>へいさ</rt><rp>)</rp></ruby>されます。"
    _, text = read(f"<main><h1>{TITLE}</h1><p>{ruby * 6}</p><p>{ruby * 4}</p></main>", lang="ja")
    assert text.startswith("橋は春まで閉鎖されます。")


def test_an_article_told_to_machines_only_is_read() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PROSE)}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert read("<div id=app><p>Loading, please wait until the page is there.</p></div>", script)[1] == WHOLE


def test_the_page_s_own_text_is_read_where_machines_are_told_it_too() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(PROSE)}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    bold = ARTICLE.replace("council", "<b>council</b>", 1)
    assert "**council**" in read(f"<main>{bold}</main>", script)[0].markdown


SUMMARY = (
    "Nobody can find the drawing, and nobody is in a hurry, so drivers must take the long way round again."
)


def test_a_summary_above_an_english_text_goes_with_a_reason() -> None:
    header = f'<header><h1>{TITLE}</h1><p class="dek">{SUMMARY}</p></header>'
    body = f'<main>{header}<div class="body">{paragraphs(PROSE)}</div></main>'
    _, text = read(body, f'<meta property="og:description" content="{SUMMARY}">')
    assert SUMMARY not in text
    assert text == WHOLE


def test_posts_stay_with_their_authors() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>Nobody has looked under that bridge since 1974.</p>'
        "&mdash; Lena Brook (@lenabrook) March 3, 2026</blockquote>"
    )
    _, text = read(
        f"<main><article><h1>{TITLE}</h1>{paragraphs(PROSE[:2])}{post}{paragraphs(PROSE[2:])}</article></main>"
    )
    assert "Nobody has looked under that bridge since 1974." in text
    assert "— Lena Brook (@lenabrook) March 3, 2026" in text


def test_each_line_that_was_left_out_inside_the_text_has_a_reason() -> None:
    teaser = '<div class="related"><a href="/ferry">Ferry sinks, slowly, in view of the whole town</a></div>'
    article, text = read(
        f"<main><h1>{TITLE}</h1>{paragraphs(PROSE[:3])}{teaser}{paragraphs(PROSE[3:])}</main>"
    )
    assert text == WHOLE
    assert [(item.text, item.after) for item in article.dropped] == [
        ("Ferry sinks, slowly, in view of the whole town", 3)
    ]
    assert all(item.reason for item in article.dropped)


def test_a_sub_heading_over_prose_stays_whatever_its_class() -> None:
    middle = f'<h2 class="nav-frame menu">What the divers want</h2>{paragraphs(PROSE[2:])}'
    article, _ = read(f"<main><h1>{TITLE}</h1>{paragraphs(PROSE[:2])}{middle}</main>")
    assert "## What the divers want" in article.markdown


def test_what_is_left_out_above_and_below_the_text_is_shown_too() -> None:
    note = "<p>Lena Brook covers councils and bridges for the Echo.</p>"
    head = '<meta name="author" content="Lena Brook">'
    article, text = read(
        f"<main><h1>{TITLE}</h1><p>3 March 2026 | 4 min read</p>{paragraphs(PROSE)}{note}</main>", head
    )
    assert text == WHOLE
    places = {item.text: item.after for item in article.dropped}
    assert places["3 March 2026 | 4 min read"] == 0
    assert places["Lena Brook covers councils and bridges for the Echo."] == len(PROSE)


def test_elements_nested_thousands_deep_take_no_words_with_them() -> None:
    deep = "".join(f"<div class=d{n}>{n} " for n in range(4000))
    _, text = read(f"<h1>{TITLE}</h1>{paragraphs(PROSE[:2])}{deep}{paragraphs(PROSE[2:])}")
    assert all(line in text for line in PROSE)
