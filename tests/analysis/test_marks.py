"""Quotation marks in every convention."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis import mark
from reader.analysis.marks import scan
from reader.document import parse, plain
from reader.model import Article, Document


def runs(text: str) -> list[str]:
    return [text[run.start : run.end] for run in scan(plain(text))]


def markdown(source: str) -> Document:
    return parse(Article("", None, "", None, None, None, "en", source))


@pytest.mark.parametrize(
    "text",
    [
        "“We left,” he said.",
        '"We left," he said.',
        "‘We left,’ he said.",
        "'We left,' he said.",
        "«We left,» he said.",
        "« We left, » he said.",
        "«\u202fWe left,\u202f» he said.",
        "»We left,« he said.",
        "„We left,“ he said.",
        "„We left,” he said.",
        "”We left,” he said.",
        "``We left,'' he said.",
        "''We left,'' he said.",
        "‹We left,› he said. ‹Us.›",
        "“We left,“ he said.",
        "‚We left,‘ he said.",
        "‚We left,’ he said.",
        "「We left,」 he said.",
        "『We left,』 he said.",
        "＂We left,＂ he said.",
        "❝We left,❞ he said.",
        "〝We left,〞 he said.",
        ",,We left,” he said.",
        ",,We left,'' he said.",
        "`We left,' he said.",
        "´We left,´ he said.",
        "‹We left,› he said.",
        "“We left,”he said,“all of us.”",
        "We left,” he said.",
    ],
)
def test_every_convention(text):
    assert runs(text)[0] == "We left,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The boys’ bikes and the girls’ hats are theirs’ alone.", []),
        ("It’s ’tis the ’90s rock ’n’ roll of o’clock.", []),
        ("It's 'tis the '90s rock 'n' roll of o'clock.", []),
        ("A 12\" plank, 6' long, and a man of 6'2\" on it.", []),
        ("‘The boys’ bikes are here,’ she said.", ["The boys’ bikes are here,"]),
        ("'The boys' bikes are here,' she said.", ["The boys' bikes are here,"]),
        ("‘I’m goin’ home,’ she said.", ["I’m goin’ home,"]),
        ('"He is 6\'2" tall," she said.', ["He is 6'2\" tall,"]),
        ("“She told me, ‘Go home,’ and I went,” he said.", ["She told me, ‘Go home,’ and I went,"]),
        ("‘She told me, “Go home,” and I went,’ he said.", ["She told me, “Go home,” and I went,"]),
        ("“She told me, “Go home,” and I went,” he said.", ["She told me, “Go home,” and I went,"]),
        ("\"She said 'no'\" and \"I said 'yes'\".", ["She said 'no'", "I said 'yes'"]),
        ("He said ‘yes’ and “no”.", ["yes", "no"]),
        ("‚The ‘old’ key is gone‘, she said.", ["The ‘old’ key is gone"]),
        ("„The ‚old‘ key is gone“, she said.", ["The ‚old‘ key is gone"]),
        ("'The '90s were rock 'n' roll,' she said.", ["The '90s were rock 'n' roll,"]),
        (
            "'It's the boys' turn,' she said. 'It's the girls' hats.'",
            ["It's the boys' turn,", "It's the girls' hats."],
        ),
        ("The horses’ stable burned. ‘They’re safe,’ she said of the horses’ foals.", ["They’re safe,"]),
        ("A room of 10' x 12', and a 6' door, isn't 'small'.", ["small"]),
        ("She lives in O’Hare’s house, where the dogs’ bowls are.", []),
        ("Nobody’s perfect,” the sign had said in red.", []),
        ("“”", []),
        ("“ … ”", []),
    ],
)
def test_what_is_and_is_not_a_mark(text, expected):
    assert runs(text) == expected


def test_a_speech_over_paragraphs_is_one_run_a_paragraph():
    document = plain("“One.\n\n“Two.\n\n“Three,” she said.")
    found = scan(document)
    assert [(r.closed, r.continued) for r in found] == [(False, False), (False, True), (True, True)]
    assert [document.text[r.start : r.end] for r in found] == ["One.", "Two.", "Three,"]


def test_single_marks_over_paragraphs():
    text = "‘It began,’ he said. ‘It went on.\n\n‘It ended.’"
    assert runs(text) == ["It began,", "It went on.", "It ended."]


def test_a_speech_may_go_on_without_an_opening_mark():
    assert runs("She said: “One.\n\nTwo,” and left.") == ["One.", "Two,"]


def test_a_lost_closing_mark_ends_before_the_attribution():
    assert runs("“We left, said Jane Doe.\n\nIt rained.") == ["We left,"]
    assert runs("“We left, he said. “It rained.”") == ["We left,", "It rained."]


def test_a_lost_closing_mark_before_another_speaker():
    text = "“We left, said Jane Doe. She did not come back.\n\n“It rained,” said Bo Pell."
    assert runs(text) == ["We left,", "It rained,"]


def test_a_block_quote_is_one_run():
    document = markdown("He wrote:\n\n> To those who ask: we are fine.\n\n> — Jane Doe, mayor")
    (run,) = scan(document)
    assert run.is_block
    assert document.text[run.start : run.end] == "To those who ask: we are fine."


def test_a_block_quote_with_the_speaker_in_its_last_line():
    document = markdown("> “We are fine.”\\\n> — Jane Doe")
    (run,) = scan(document)
    assert run.is_block
    assert document.text[run.start : run.end] == "We are fine."


def test_a_block_quote_in_which_the_writer_speaks_is_read_by_its_marks():
    document = markdown("> “We are fine,” Jane Doe said. “And you?”")
    assert [document.text[r.start : r.end] for r in scan(document)] == ["We are fine,", "And you?"]


def test_marks_across_inline_markup():
    document = markdown('“We *really* **left**,” he said, and ["so did she"](https://example.org/).')
    assert [document.text[r.start : r.end] for r in scan(document)] == ["We really left,", "so did she"]


def test_code_is_not_read():
    assert scan(markdown('```\nprint("hello there world")\n```')) == ()


def test_mark_shows_what_is_speech_most_likely():
    text = "“We are all very glad,” she said of “The Long Long Way Home To Sea” and the “smart” kettle."
    assert [quote.text for quote in mark(plain(text))] == ["We are all very glad,"]


_TEXTS = st.text(st.sampled_from(list("“”\"'‘’«»„`‹›- \n.,ab1S:")), max_size=80) | st.text(max_size=60)


@given(_TEXTS)
def test_any_text_has_runs_in_order_inside_their_blocks(text):
    document = plain(text)
    found = scan(document)
    for run in found:
        block = document.blocks[run.block]
        assert block.start <= run.outer_start <= run.start < run.end <= run.outer_end <= block.end
        assert text[run.start : run.end].strip() == text[run.start : run.end]
    for one, other in pairwise(found):
        assert one.outer_end <= other.outer_start
