"""From markup to a tree: what is no text of the page goes, and no markup takes long."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader.extract import tree

PROSE = "The ferry leaves at noon."


def words(markup: str) -> str:
    root, _ = tree.parse(markup)
    return " ".join(tree.words(tree.body(root)).split())


@pytest.mark.parametrize(
    "code",
    [
        "<script>if (a </b && c) { document.write('<p>no</p>') }</script>",
        '<script data-a="a<b">no</script>',
        "<SCRIPT type=module>no</script\n>",
        "<script src=x />no</script>",
        "<style>p::after { content: '<p>no' }</style>",
        "<!-- no <p>no</p> -- no -->",
        "<!---->",
        "<svg viewBox='0 0 1 1'><text>no</text></svg>",
        "<svg/>",
    ],
)
def test_code_comments_and_drawings_are_no_text(code: str) -> None:
    assert words(f"<body><p>{PROSE}</p>{code}<p>It returns.</p>") == f"{PROSE} It returns."


def test_the_data_of_a_page_is_kept_apart() -> None:
    root, structured = tree.parse(
        f'<body><script type="application/ld+json">{{"headline": "A"}}</script><p>{PROSE}</p>'
    )
    assert structured == ['{"headline": "A"}']
    assert tree.words(root).strip() == PROSE


@pytest.mark.parametrize(
    "opened",
    [
        "<script ",
        "<script>",
        "</script",
        "<script></script",
        "<style <",
        "<svg ",
        "<svg><",
        "<!--",
        "--",
        "<!-- ->",
    ],
)
def test_what_is_opened_again_and_again_takes_no_time(opened: str) -> None:
    """Quadratic, a page of this size would take longer than the minute that is waited."""
    code = f"from reader.extract import tree; tree.parse('<p>{PROSE}</p>' + {opened!r} * 100_000)"
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True)
