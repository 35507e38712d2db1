"""Posts that an article quotes: as a block quote with the line that names the writer, or what is left of one."""

from __future__ import annotations

import pytest

from reader.analysis import analyse
from reader.document import parse
from reader.model import Article

WORDS = "The bridge is closed. Bring a boat"


def analysed(post: str):
    source = f"The harbour was quiet on Monday.\n\n{post}\n\nThen it rained on the slip."
    document = parse(Article("", None, "", None, None, None, "en", source))
    return document, analyse(document).quotes


@pytest.mark.parametrize(
    "post",
    [
        f"> {WORDS}\n>\n> — Anton Brodie (@abrodie) [November 3, 2026](https://posts.example/1)",
        f"> {WORDS}\n> — Anton Brodie (@abrodie) November 3, 2026",
        f"> {WORDS} 🚤 — Anton Brodie (@abrodie) 3 Nov 2026",
        f"> {WORDS}.\n>\n> — Anton Brodie ([@abrodie.example](https://posts.example)) 3 November 2026 at 10:12",
        f"> Anton Brodie @abrodie\n>\n> {WORDS}\n>\n> 10:12 AM · Nov 3, 2026",
        f"> View this post on Instagram\n>\n> {WORDS}\n>\n> A post shared by Anton Brodie (@abrodie)",
        f"{WORDS}. — Anton Brodie (@abrodie) November 3, 2026",
        f"{WORDS} — Anton Brodie (@abrodie), November 3, 2026",
    ],
)
def test_a_post_is_a_block_quote_of_its_writer(post):
    document, (quote,) = analysed(post)
    assert quote.text.rstrip(".🚤 ") == WORDS
    assert (quote.kind, quote.speaker) == ("block", "Anton Brodie")
    assert document.text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "post",
    [
        "> A post shared by Anton Brodie (@abrodie)",
        "> View this post on Instagram",
        "Write to Anton Brodie (@abrodie) by November 3, 2026.",
        "The ferry was late - Anton Brodie (the skipper) was not.",
    ],
)
def test_what_sites_write_around_posts_is_no_quote(post):
    assert analysed(post)[1] == ()
