"""The whole analysis: its promises for any text, long texts, other languages, and the sample."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.analysis import analyse, analyse_many, mark
from reader.analysis.engine import normalised, parse
from reader.analysis.marks import scan
from reader.document import parse as markdown_document
from reader.document import plain
from reader.model import Analysis, Article, Document
from tests.analysis.speech_cases import cases

SAMPLE = Path(__file__).parents[2] / "../shared/sample/peace-talks.txt"


def check(document: Document, analysis: Analysis) -> None:
    """Fail unless the analysis keeps its promises on offsets, order and references."""
    text = document.text
    placed = [q for q in analysis.quotes if q.start is not None and q.end is not None]
    for quote in placed:
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip()
        assert 0 <= quote.confidence <= 1
        if quote.mention:
            start, end = quote.mention
            assert 0 <= start < end <= len(text)
            assert not (quote.start <= start < quote.end)
    for one, other in pairwise(placed):
        assert one.end <= other.start
    for person in analysis.people:
        for start, end in person.mentions:
            assert text[start:end].strip()
        for index in person.quotes:
            assert analysis.quotes[index].speaker == person.name


def test_every_case_keeps_the_promises():
    documents = [case.document() for case in cases()]
    for document, analysis in zip(documents, analyse_many(documents), strict=True):
        check(document, analysis)


_PIECES = st.sampled_from(
    [
        "“Go,” ",
        "said Jane Doe",
        ". ",
        "\n",
        "\n\n",
        "‘",
        "’",
        '"',
        "he said",
        ", ",
        "Jane Doe ",
        "—",
        ": ",
        "\t",
        "\u00a0",
        "Dr. ",
        '12" ',
        "🙂",
        "e\u0301",
        "«",
        "»",
        "according to ",
        "the mayor ",
        "who ",
        "(",
        ")",
        "I ",
        "and ",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_is_analysed(text):
    document = plain(text)
    check(document, analyse(document))


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_the_engine_reads_a_text_of_the_same_length(text):
    assert len(normalised(text, scan(plain(text)))) == len(text)


@pytest.mark.parametrize("text", ["", " \n\n ", "Word", "“", "“Word”", "\n\n“Word.”\n\n"])
def test_hardly_any_text(text):
    check(plain(text), analyse(plain(text)))


def test_tokens_stand_where_the_text_has_them():
    document = plain("‘We left,’ said Jane Doe.\n\n\nIt’s « late ».\n")
    parsed = parse(document)
    for token in parsed.doc:
        assert len(document.text[token.idx : token.idx + len(token)]) == len(token)
    words = [document.text[t.idx : t.idx + len(t)] for t in parsed.doc if t.is_alpha]
    assert words == ["We", "left", "said", "Jane", "Doe", "It", "late"]
    assert [parsed.quoted[t.i] for t in parsed.doc if t.is_alpha] == [0, 0, -1, -1, -1, -1, 1]
    assert [parsed.block_of[t.i] for t in parsed.doc if t.is_alpha] == [0, 0, 0, 0, 0, 1, 1]


def test_many_documents_come_out_as_each_alone():
    documents = [case.document() for case in cases()[:12]]
    assert list(analyse_many(documents)) == [analyse(document) for document in documents]


def test_a_block_is_parsed_the_same_wherever_it_stands():
    block = "“The bees have moved out,” said Samuel Okello, a beekeeper from Varra."
    alone = [(t.text, t.dep_, t.tag_) for t in parse(plain(block)).doc]
    many = parse(plain("\n\n".join(["Nothing was said.", *[block] * 40, "Nothing."]))).doc
    inside = [(t.text, t.dep_, t.tag_) for t in many if not t.is_space]
    assert inside.count(("Okello", "nsubj", "NNP")) in (0, 40)
    assert all(inside[i : i + len(alone)] == alone for i in range(4, 4 + 40 * len(alone), len(alone)))


def test_a_language_without_an_engine_has_its_marks_read():
    document = plain("»Wir haben den Schlüssel verloren«, sagte Marta Kovel.", language="xx")
    analysis = analyse(document)
    assert [(q.text, q.speaker) for q in analysis.quotes] == [("Wir haben den Schlüssel verloren", None)]
    assert analysis.people == ()
    assert "xx" in analysis.engine


def test_the_engine_is_named_with_versions():
    engine = analyse(plain("Jane Doe left.")).engine
    assert "spaCy 3." in engine
    assert "3.8" in engine


def test_marks_need_no_engine():
    code = (
        "import sys; from reader.analysis import mark; from reader.document import plain;"
        "assert mark(plain('“We have all left by now,” she said.'));"
        "assert not {'spacy', 'lxml', 'httpx', 'textual', 'click'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_mark_gives_quotes_without_speakers():
    document = plain("“We have all left by now,” she said of the “smart” kettle.")
    assert [(q.text, q.speaker) for q in mark(document)] == [("We have all left by now,", None)]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample article is not part of the repository")
def test_the_sample_has_its_quotes():
    title, _, body = SAMPLE.read_text("utf-8").partition("\n")
    analysis = analyse(plain(body, title=title))
    found = [(q.kind, q.text.strip(",. "), q.speaker) for q in analysis.quotes]
    assert [(kind, speaker) for kind, _, speaker in found] == [
        ("headline", "Donald Trump"),
        ("direct", "Donald Trump"),
        ("direct", "Dmitry Peskov"),
        ("partial", "Leonid Slutsky"),
    ]
    assert found[0][1] == "He (Putin) wants to see people stop dying"
    assert found[3][1] == "an advanced stage"


def test_a_block_quote_belongs_to_whom_the_sentence_above_is_about() -> None:
    markdown = (
        "“We keep no lists,” a spokesman for the port said.\n\n"
        "Ilse Varden, who mends the nets, was asked whether she would stay. She did not hesitate.\n\n"
        "> I would mend them by candlelight, and I have done so before, in the winter of the long strike.\n\n"
        "The port declined to comment on candles.\n"
    )
    document = markdown_document(Article("x", None, "", None, None, None, "en", markdown))
    quotes = [(quote.kind, quote.speaker) for quote in analyse(document).quotes]
    assert quotes == [("direct", "a spokesman for the port"), ("block", "Ilse Varden")]


def test_who_is_named_in_quotes_is_told_from_who_is_named_by_the_writer():
    text = "“I have never trusted Otto Falk or his boat,” said Lena Brook. Brook sat down."
    counts = {p.name: (len(p.mentions), p.in_quotes) for p in analyse(plain(text)).people}
    assert counts == {"Otto Falk": (1, 1), "Lena Brook": (2, 0)}
