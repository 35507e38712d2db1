"""Whatever the words of a page, they come back unchanged from the Markdown."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import parse
from reader.extract import content, tree
from reader.extract.blocks import leaves
from reader.extract.inline import web_address
from reader.extract.markdown import to_markdown
from reader.model import Article, Document


def read(body: str, base: str | None = "https://echo.example/a/b") -> Document:
    """Send a body's HTML through all of the rebuilding, without any choice or pruning."""
    root, _ = tree.parse(f"<html><body>{body}</body></html>")
    markdown = to_markdown(content.build(leaves(tree.body(root)), base))
    return parse(Article("s", None, "t", None, None, None, "en", markdown))


SPECIAL = st.text(
    st.one_of(
        st.sampled_from("*_[]()<>#|`~!+-=.\\&;:\"'0123456789 abcÀ中。“”"),
        st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")),
    ),
    max_size=60,
)


@given(st.lists(SPECIAL, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_words_of_paragraphs_come_back(lines: list[str]) -> None:
    document = read("".join(f"<p>{escape(line)}</p>" for line in lines))
    wanted = [" ".join(line.split()) for line in lines if line.split()]
    assert [" ".join(document.text[block.start : block.end].split()) for block in document.blocks] == wanted


MARKED = st.lists(
    st.tuples(st.sampled_from(["", "b", "i", "code", "a", "del"]), SPECIAL), min_size=1, max_size=5
)


@given(MARKED)
@settings(max_examples=300, deadline=None)
def test_words_come_back_whatever_is_marked(runs: list[tuple[str, str]]) -> None:
    html = ""
    for mark, text in runs:
        opening = '<a href="/x">' if mark == "a" else f"<{mark}>"
        html += f"{opening}{escape(text)}</{mark}>" if mark else escape(text)
    document = read(f"<p>{html}</p>")
    # Blanks may come between what is marked and what is not ("Read also" and the link behind it).
    assert "".join(document.text.split()) == "".join("".join(text for _, text in runs).split())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one<br><br>two", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<span class=cap>T</span>he drop cap", "The drop cap"),
        ('<b>Read also</b><a href="/x">Mayor resigns</a>', "Read also Mayor resigns"),
        ("<div>bare <p>block</p> tail</div>", "bare\n\nblock\n\ntail"),
        ("<span><p>in a span</p></span>", "in a span"),
        ("<q>quoted</q> words", "“quoted” words"),
        ("<p>H<sub>2</sub>O and x<sup>2</sup></p>", "H2O and x2"),
        ('<p>late<sup><a href="#n1">1</a></sup> and <a href="#n2"><sup>2</sup></a></p>', "late[1] and [2]"),
        (
            "<table><thead><tr><th>Town<th>Sheep</thead><tfoot><tr><th>Town<th>Sheep</tfoot><tr><td>Lark<td>40"
            "<tr><td colspan=2>none</table>",
            "Town | Sheep\nLark | 40\nnone | ",
        ),
        ("<dl><dt>Term</dt><dd>Meaning of it</dd></dl>", "Term\n\nMeaning of it"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "a\n\nb\n\nc"),
        (
            "<table><tr><th>Town</th><th>Sheep</th></tr><tr><td>Lark</td><td>40</td></tr></table>",
            "Town | Sheep\nLark | 40",
        ),
        ("<table><tr><td><p>Only layout here.</p></td></tr></table>", "Only layout here."),
        ("<pre><code>a = 1\n  b</code></pre>", "a = 1\n  b"),
        ("<blockquote><p>one</p><p>two</p></blockquote>", "one\n\ntwo"),
        ("<p>1. not a list</p>", "1. not a list"),
        ("<p># no heading</p>", "# no heading"),
        ("<p>a &lt;b&gt; c &amp;amp; d</p>", "a <b> c &amp; d"),
    ],
)
def test_repairs(html: str, text: str) -> None:
    assert read(html).text == text


def test_structure_survives() -> None:
    document = read(
        "<h3>Head</h3><ol start=3><li>c<li>d</ol><blockquote>said</blockquote>"
        '<p><a href="../x?y=(1)">link</a> <b>bold</b> <i>thin</i></p>'
    )
    kinds = [(block.kind, block.level, block.marker, block.quote) for block in document.blocks]
    assert kinds == [
        ("heading", 3, "", 0),
        ("item", 0, "3.", 0),
        ("item", 0, "4.", 0),
        ("paragraph", 0, "", 1),
        ("paragraph", 0, "", 0),
    ]
    styles = {style.kind: document.text[style.start : style.end] for style in document.styles}
    assert styles == {"link": "link", "strong": "bold", "emphasis": "thin"}
    assert [style.href for style in document.styles if style.href] == ["https://echo.example/x?y=%281%29"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.c", "http://"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    document = read(f'<p><a href="{address}">words</a> stay</p>')
    assert document.text == "words stay"
    assert not document.styles


def test_relative_links_without_a_base_become_text() -> None:
    assert not read('<p><a href="/x">words</a></p>', base=None).styles


@given(st.text(max_size=80))
def test_web_addresses_are_safe_in_markdown(address: str) -> None:
    found = web_address(address, "https://echo.example/a")
    assert not found or (found.startswith(("http://", "https://")) and not set(found) & set(' ()<>\n\t"`\\'))
