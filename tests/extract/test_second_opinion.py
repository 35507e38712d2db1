"""The votes of the other extractors, on blocks and probabilities set by hand and on pages written for the purpose."""

from __future__ import annotations

import logging

import pytest

from reader.extract import features, second_opinion, tree
from reader.extract.blocks import Leaf, leaves
from reader.extract.seen import Seen
from reader.extract.surroundings import Surroundings
from reader.extract.tree import Element

SENTENCE = "The ferry was late again, the harbour master said, because nobody had found the second rope. "
PAGE = (
    "<body><div class='menu'><p>Harbours, ferries, ropes, and knots of the week.</p></div>"
    f"<div class='story'>{f'<p>{SENTENCE * 3}</p>' * 4}</div>"
    "<div class='teasers'><p>Another story, quite another, waits for you here, dear reader.</p></div></body>"
)


def looked(markup: str) -> tuple[Element, list[Leaf], list[Seen]]:
    root, _ = tree.parse(markup)
    blocks = [block for block in leaves(tree.body(root)) if block.text]
    return root, blocks, features.look(blocks, features.Announced(), Surroundings())


def test_doubt_grows_with_the_words_that_are_undecided() -> None:
    _, _, seen = looked(PAGE)
    sure = second_opinion.doubt([0.01, *[0.99] * 4, 0.01], seen)
    unsure = second_opinion.doubt([0.4, *[0.6] * 4, 0.4], seen)
    assert 0 <= sure < 0.1 < second_opinion.DOUBT < unsure
    assert second_opinion.doubt([], []) == 0


def test_the_vote_moves_what_is_undecided_and_leaves_what_is_sure() -> None:
    root, blocks, seen = looked(PAGE)
    moved = second_opinion.heard([0.6, 0.4, 0.9, 0.4, 0.4, 0.999], seen, blocks, root)
    # Neither takes the menu for the article, both take the story.
    assert [p >= 0.5 for p in moved[:5]] == [False, True, True, True, True]
    assert moved[5] > 0.9
    assert all(0 <= p <= 1 for p in moved)


def test_a_candidate_without_the_surest_block_is_another_article() -> None:
    root, blocks, seen = looked(PAGE.replace("dear reader.", "dear reader. " + SENTENCE))
    before = [0.1, 0.2, 0.2, 0.2, 0.2, 0.9]
    assert second_opinion.heard(before, seen, blocks, root) == pytest.approx(before)


@pytest.mark.parametrize("markup", ["", "<p>", "<div>" * 3000 + SENTENCE])
def test_where_readability_finds_nothing_the_model_stands(
    markup: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root, blocks, seen = looked(markup)
    before = [0.5] * len(blocks)
    assert len(second_opinion.heard(before, seen, blocks, root)) == len(before)
    assert capsys.readouterr().err == ""


def test_asking_often_leaves_one_handler_of_its_log() -> None:
    root, blocks, seen = looked(PAGE)
    for _ in range(3):
        second_opinion.heard([0.5] * len(blocks), seen, blocks, root)
    assert len(logging.getLogger("readability").handlers) == 1


def test_a_huge_page_is_not_given_to_the_others() -> None:
    root, blocks, seen = looked(f"<body>{f'<p>{SENTENCE}</p>' * 6000}</body>")
    before = [0.5] * len(blocks)
    assert second_opinion.heard(before, seen, blocks, root) == pytest.approx(before)
