"""Lines of furniture go, sentences that look like them stay, and each dropped line has its place and reason."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import parse
from reader.extract.boilerplate import Publication, prune
from reader.extract.markdown import escaped
from reader.extract.pieces import cut
from reader.model import Article

HERE = Path(__file__).parent


def lines(name: str) -> list[tuple[str, str]]:
    """Return the lines of a file, each with its language."""
    rows = (HERE / name).read_text("utf-8").splitlines()
    return [(language, line) for language, _, line in (row.partition("\t") for row in rows) if line]


FURNITURE = lines("furniture.tsv")
PROSE = lines("prose.tsv")
PUBLICATION = Publication("The bridge stays closed", "Lena Brook", "Lark Valley Echo")
ABOVE = (
    "The council met on Monday and decided, after a debate of four hours and two adjournments, that the bridge over "
    "the Lark would stay closed until the spring, because nobody could find the drawings of 1911."
)
BELOW = (
    "The drawings had been seen last in a drawer of the town hall, under a cake tin, by a clerk who has since moved to "
    "the coast and who remembers only the cake."
)


def between(line: str) -> str:
    return f"{ABOVE}\n\n{line}\n\n{BELOW}"


@pytest.mark.parametrize(("language", "line"), FURNITURE)
def test_furniture_between_paragraphs_goes(language: str, line: str) -> None:
    kept, dropped = prune(between(line), replace(PUBLICATION, language=language))
    assert kept == f"{ABOVE}\n\n{BELOW}"
    assert [(item.after, bool(item.reason)) for item in dropped] == [(1, True)]


@pytest.mark.parametrize(("language", "line"), PROSE)
def test_sentences_that_only_look_like_furniture_stay(language: str, line: str) -> None:
    text = between(escaped(line))
    assert prune(text, replace(PUBLICATION, language=language)) == (text, ())


@pytest.mark.parametrize(
    "line", ["Published: 3 March 2026, 07:12 GMT", "Views: 3,417", "3 March 2026 | 4 min read"]
)
def test_what_is_counted_and_dated_goes_from_above_the_text(line: str) -> None:
    kept, dropped = prune(f"{line}\n\n{ABOVE}\n\n{BELOW}", PUBLICATION)
    assert kept == f"{ABOVE}\n\n{BELOW}"
    assert dropped[0].text == line


def test_label_heading_takes_its_list_of_links_with_it() -> None:
    links = "## Related\n\n- [The swans are back](https://echo.example/1)\n- [Ferry sinks, slowly](https://echo.example/2)"
    kept, dropped = prune(f"{ABOVE}\n\n{BELOW}\n\n{links}", PUBLICATION)
    assert kept == f"{ABOVE}\n\n{BELOW}"
    assert [item.text for item in dropped] == ["Related", "The swans are back", "Ferry sinks, slowly"]
    assert {item.after for item in dropped} == {2}


def test_line_that_announces_links_takes_them_with_it() -> None:
    links = "[The swans are back](https://echo.example/1)\n\n[Ferry sinks, slowly](https://echo.example/2)"
    kept, dropped = prune(f"{ABOVE}\n\nRead these stories too, also on swans:\n\n{BELOW}", PUBLICATION)
    assert dropped == ()
    kept, dropped = prune(f"{ABOVE}\n\nRead more on the swans:\n\n{links}\n\n{BELOW}", PUBLICATION)
    assert kept == f"{ABOVE}\n\n{BELOW}"
    assert [item.text for item in dropped] == [
        "Read more on the swans:",
        "The swans are back",
        "Ferry sinks, slowly",
    ]


def test_a_linked_headline_goes_and_a_linked_sentence_stays() -> None:
    headline = "[Ferry sinks, slowly, in harbour](https://echo.example/2)"
    sentence = "[The ferry sank slowly, as the report says.](https://echo.example/2)"
    markdown = f"{ABOVE}\n\n{headline}\n\n{sentence}\n\n{BELOW}"
    kept, dropped = prune(markdown, PUBLICATION)
    assert (kept, [item.reason for item in dropped]) == (
        f"{ABOVE}\n\n{sentence}\n\n{BELOW}",
        ["related article"],
    )


def test_a_linked_headline_that_leads_to_another_site_stays() -> None:
    publication = replace(PUBLICATION, url="https://www.echo.example/today")
    ours = "[Ferry sinks, slowly, in harbour](https://news.echo.example/2)"
    theirs = "[The drawings of 1911, page by page](https://archive.example/drawings)"
    kept, dropped = prune(f"{ABOVE}\n\n{ours}\n\n{theirs}\n\n{BELOW}", publication)
    assert kept == f"{ABOVE}\n\n{theirs}\n\n{BELOW}"
    assert len(dropped) == 1


def test_the_last_date_of_a_diary_stays() -> None:
    markdown = f"## 3 March 2026\n\n{ABOVE}\n\n{BELOW}\n\n## 4 March 2026\n\nNothing at all."
    assert prune(markdown.removeprefix("## 3 March 2026\n\n"), PUBLICATION)[1] == ()


def test_comments_go_with_all_that_is_below_their_heading() -> None:
    article = "\n\n".join([ABOVE, BELOW, ABOVE, BELOW])
    comments = (
        "## 2 comments\n\nNed: my grandfather built that bridge and never needed a drawing.\n\nHomesick now."
    )
    kept, dropped = prune(f"{article}\n\n{comments}", PUBLICATION)
    assert kept == article
    assert {item.reason for item in dropped} == {"comments"}


def test_an_agencys_divider_stays_between_parts() -> None:
    markdown = f"{ABOVE}\n\n\\_\\_\\_\n\n{BELOW}"
    assert prune(markdown, PUBLICATION) == (markdown, ())


def test_an_embedded_post_is_no_appeal() -> None:
    post = "> Sign up for our free newsletter today, I said, and he did!\n>\n> — Lena Brook (@lena) March 3, 2026"
    markdown = f"{ABOVE}\n\n{post}\n\n{BELOW}"
    assert prune(markdown, PUBLICATION) == (markdown, ())


def test_heading_over_prose_stays_even_if_it_is_a_label() -> None:
    markdown = f"{ABOVE}\n\n## Analysis\n\n{BELOW}"
    assert prune(markdown, PUBLICATION) == (markdown, ())


def test_a_label_in_a_line_of_a_paragraph_goes_without_it() -> None:
    label = "[READ MORE: Ferry sinks, slowly](https://echo.example/2)"
    kept, dropped = prune(f"{ABOVE}\\\n{label}\n\nOne line,\\\nand one more.\n\n{BELOW}", PUBLICATION)
    assert kept == f"{ABOVE}\n\nOne line,\\\nand one more.\n\n{BELOW}"
    assert [(item.text, item.after) for item in dropped] == [("READ MORE: Ferry sinks, slowly", 1)]


@pytest.mark.parametrize("label", ["Join the conversation", "12 comments", "**Have your say**"])
def test_an_invitation_to_comment_takes_no_paragraph_with_it(label: str) -> None:
    above = "\n\n".join([ABOVE, BELOW, ABOVE, BELOW])
    assert prune(f"{above}\n\n{label}\n\n{BELOW}", PUBLICATION)[0] == f"{above}\n\n{BELOW}"


def test_no_link_breaks_the_pruning() -> None:
    markdown = f"{ABOVE}\n\n[A headline in a link of words](http://[x)\n\n{BELOW}"
    assert prune(markdown, replace(PUBLICATION, url="http://[::1"))[0].startswith(ABOVE)


def test_a_heading_that_goes_parts_its_neighbours() -> None:
    kept, _ = prune(f"{ABOVE}\n## Advertisement\n{BELOW}", PUBLICATION)
    assert kept == f"{ABOVE}\n\n{BELOW}"


def test_no_chapter_is_called_an_advertisement() -> None:
    assert prune(f"{ABOVE}\n\n## ADVERTISEMENT\n\n{BELOW}", PUBLICATION)[0] == f"{ABOVE}\n\n{BELOW}"


def test_list_of_the_article_stays() -> None:
    markdown = f"{ABOVE}\n\n- a new set of drawings\n- two divers\n- an end to cake in the archive\n\n{BELOW}"
    assert prune(markdown, PUBLICATION) == (markdown, ())


@pytest.mark.parametrize(
    "label", ["Timeline", "What you need to know", "Background:", "Data", "**The latest**", "New:"]
)
def test_a_list_of_the_article_stays_with_its_heading(label: str) -> None:
    heading = label if label.endswith((":", "*")) else f"## {label}"
    listed = "- 1911: the bridge opens\n- 1963: it freezes\n- 2026: the drawings are lost"
    markdown = f"{ABOVE}\n\n{heading}\n\n{listed}\n\n{BELOW}"
    assert prune(markdown, PUBLICATION) == (markdown, ())


def test_an_advertisements_label_does_not_take_the_next_list_with_it() -> None:
    listed = "- two divers\n- an end to cake in the archive"
    kept, dropped = prune(f"{ABOVE}\n\nAdvertisement\n\n{listed}\n\n{BELOW}", PUBLICATION)
    assert kept == f"{ABOVE}\n\n{listed}\n\n{BELOW}"
    assert [item.text for item in dropped] == ["Advertisement"]


def test_headlines_without_links_go_with_their_label() -> None:
    listed = "- The swans are back\n- Ferry sinks, slowly"
    kept, dropped = prune(f"{ABOVE}\n\n## Related stories\n\n{listed}\n\n{BELOW}", PUBLICATION)
    assert kept == f"{ABOVE}\n\n{BELOW}"
    assert len(dropped) == 3


def test_what_follows_a_dropped_last_item_stays_a_paragraph() -> None:
    markdown = f"{ABOVE}\n\n- two divers\n- Read Also: Ferry sinks, slowly\n\n{BELOW}"
    kept, dropped = prune(markdown, PUBLICATION)
    assert kept == f"{ABOVE}\n\n- two divers\n\n{BELOW}"
    assert len(dropped) == 1


def test_repeated_title_and_byline_go_from_the_top_only() -> None:
    top = "## The bridge stays closed\n\nBy Lena Brook\n\n"
    kept, dropped = prune(f"{top}{ABOVE}\n\n{BELOW}", PUBLICATION)
    assert kept == f"{ABOVE}\n\n{BELOW}"
    assert [item.reason for item in dropped] == ["repeated title", "repeated byline"]


def test_places_of_dropped_lines_count_the_blocks_that_stay() -> None:
    markdown = (
        f"{ABOVE}\n\nRead Also: One\n\n- first\n- second\n\nRead Also: Two\nRead Also: Three\n\n{BELOW}"
    )
    kept, dropped = prune(markdown.replace("Two\n", "Two\n\n"), PUBLICATION)
    blocks = parse(Article("s", None, "t", None, None, None, "en", kept)).blocks
    assert [item.after for item in dropped] == [1, 3, 3]
    assert len(blocks) == 4


def test_instructions_may_speak_to_their_reader() -> None:
    steps = (
        "You need a clean jar and your best vinegar; if you have no jar, you can use a bottle, but you will regret it "
        "when you want to get your cucumbers out again."
    )
    markdown = f"{steps}\n\nDownload the list of spices and keep it beside you.\n\n{steps}"
    assert prune(markdown, PUBLICATION)[1] == ()


WORDS = st.sampled_from(
    "river bridge council said told read also related subscribe our you free share follow photo the a of under "
    "drawings cake divers walked home before morning Lena Monday newsletter watch more next".split()
)
LINES = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


BLANK = "\n\n"
ANY_LINE = st.one_of(LINES, st.sampled_from([escaped(line) for _, line in FURNITURE + PROSE]))


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "", "- ", "> ", "## "]), ANY_LINE, st.sampled_from(["\n", "\n\n"])),
        max_size=12,
    )
)
@settings(max_examples=150, deadline=None)
def test_pruning_is_idempotent_and_loses_no_item_or_quotation(lines: list[tuple[str, str, str]]) -> None:
    # Items may stand close together; a paragraph below an item without a blank line between would be part of it.
    markdown = "".join(
        f"{mark}{line}{end if mark == '- ' == below[0] else BLANK}"
        for (mark, line, end), below in pairwise([*lines, ("", "", "")])
    )
    kept, dropped = prune(markdown, PUBLICATION)
    assert prune(kept, PUBLICATION) == (kept, ())
    blocks = [piece for piece in cut(markdown) if piece.kind != "blank"]
    assert len(blocks) == len(dropped) + len([piece for piece in cut(kept) if piece.kind != "blank"])


@given(st.lists(st.one_of(LINES, st.sampled_from([line for _, line in FURNITURE + PROSE])), max_size=12))
@settings(max_examples=150, deadline=None)
def test_pruning_is_idempotent_and_never_drops_long_prose(lines: list[str]) -> None:
    markdown = "\n\n".join(lines)
    kept, dropped = prune(markdown, PUBLICATION)
    assert prune(kept, PUBLICATION) == (kept, ())
    for item in dropped:
        assert item.reason
        assert len(item.text.split()) <= 45
    for line in lines:
        if len(line.split()) > 45:
            assert line in kept


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_pieces_are_the_source_cut_up(markdown: str) -> None:
    markdown = markdown.replace("\r", "\n")
    assert "".join(piece.source for piece in cut(markdown)) == "".join(
        line for line in markdown.splitlines(keepends=True)
    )


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=200))
@settings(max_examples=200, deadline=None)
def test_a_piece_has_the_words_of_its_block(text: str) -> None:
    words = " ".join(text.split())
    pieces = [piece for piece in cut(escaped(words)) if piece.kind != "blank"]
    assert " ".join(piece.text for piece in pieces) == words


def test_every_entry_of_a_live_report_keeps_its_hour() -> None:
    entries = "\n\n".join(
        f"{hour}\n\n## What was seen at {hour}\n\n{ABOVE}" for hour in ("12:02", "11.15", "9:40 a.m.")
    )
    assert prune(entries, PUBLICATION) == (entries, ())
    lone = f"12:02\n\n{ABOVE}\n\n{BELOW}"
    assert prune(lone, PUBLICATION)[0] == f"{ABOVE}\n\n{BELOW}"
