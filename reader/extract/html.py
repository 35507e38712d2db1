"""HTML → title, metadata and Markdown: parse, look, choose, rebuild."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extract import (
    choice,
    content,
    features,
    labels,
    language,
    metadata,
    second_opinion,
    structured,
    tree,
)
from reader.extract.blocks import HEADINGS, Leaf, leaves
from reader.extract.head import Head
from reader.extract.markdown import to_markdown
from reader.extract.sections import readable
from reader.extract.surroundings import Surroundings
from reader.model import Dropped
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.extract.metadata import Metadata
_SHOWN = 500
"""Of a dropped block so many code points are kept to be shown."""
_SOME_LINKS = 0.3
_SET_APART = frozenset(("near summary", "in header", "tag h2", "tag h3", "tag h4", "near title", "near meta"))
_ENOUGH = 25
"""An article of fewer words than this is looked for once more, less strictly."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an HTML page holds, before its lines are pruned; `dropped` stood between the blocks that were chosen."""

    metadata: Metadata
    markdown: str
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """A page cut into blocks: all that hold words, those among which to choose, and what is seen of the latter."""

    head: Head
    title: str
    site: str | None
    everything: list[Leaf]
    blocks: list[Leaf]
    seen: list[features.Seen]


def look(markup: str, url: str | None) -> Looked:
    """Return the blocks of an HTML page and what is seen of them."""
    root, scripts = tree.parse(markup)
    head = Head(root, scripts, url)
    title, site = metadata.title_and_site(head)
    everything = [block for block in leaves(tree.body(root)) if block.text]
    around = Surroundings()
    blocks = readable(everything, around, title)
    spoken = metadata.spoken(head) or language.guess(" ".join(block.text for block in blocks)) or ""
    announced = features.Announced(title, metadata.summary(head), head.structured.body, spoken)
    return Looked(head, title, site, everything, blocks, features.look(blocks, announced, around))


def extract(markup: str, url: str | None) -> Extracted:
    """Return the metadata and the article of an HTML page; the Markdown is "" if no text is found."""
    page = look(markup, url)
    title_at = next((i for i, item in enumerate(page.seen) if "is title" in item.features), None)
    about = metadata.complete(page.head, page.title, page.site, page.blocks, title_at)
    unseen = structured.unseen_body(page.head.structured.body, page.blocks)
    if unseen or not page.blocks:
        return Extracted(about, unseen)
    kept = _chosen(page)
    markdown = to_markdown(content.build(kept, page.head.base))
    return Extracted(about, markdown, tuple(_left_out(page, kept)))


def _left_out(page: Looked, kept: list[Leaf]) -> Iterator[Dropped]:
    """Yield what stands between the blocks that were kept, with the reason why it was not.

    What stands between the title and the text counts too, and what follows the text inside the element that holds it.
    """
    chosen = set(map(id, kept))
    looks = dict(zip(map(id, page.blocks), page.seen, strict=True))
    count = 0
    below_title = False
    for block in page.everything:
        look = looks.get(id(block))
        if look is not None and "is title" in look.features:
            below_title = True
        elif id(block) in chosen:
            count += 1
        elif 0 < count < len(kept) or (look is not None and _beside_text(look, below_title and not count)):
            reason = choice.reason(look.features) if look else "hidden, or a section of its own"
            yield Dropped(one_line(block.text)[:_SHOWN], reason, count)


def _beside_text(look: features.Seen, above: bool) -> bool:
    """Tell whether a block that is not inside the text is yet near enough to be missed."""
    return above or ("in container" in look.features and "in both" in look.features)


def _with_headings(kept: list[int], page: Looked) -> list[int]:
    """Return the blocks that were kept, and the headings that stand between two of them over prose."""
    chosen = set(kept)
    for i in range(len(page.blocks) - 2, 0, -1):
        block, item, below = page.blocks[i], page.seen[i], page.seen[i + 1]
        if (
            i not in chosen
            and block.tag in HEADINGS
            and i + 1 in chosen
            and (below.good or page.blocks[i + 1].tag in HEADINGS)
            and kept[0] < i
            and item.features["links"] < _SOME_LINKS
            and item.path[-2:-1] == below.path[-2:-1]
            and labels.bare(block.text) is None
            and _in_text(item)
        ):
            chosen.add(i)
    return sorted(chosen)


def _without_leftovers(kept: list[int], page: Looked) -> list[Leaf]:
    """Return the blocks that were kept, less links of lists most of whose items were not."""
    items = Counter(item.path[-2] for item in page.seen if len(item.path) > 1 and "tag li" in item.features)
    chosen = Counter(
        page.seen[i].path[-2]
        for i in kept
        if len(page.seen[i].path) > 1 and "tag li" in page.seen[i].features
    )
    return [
        page.blocks[i]
        for i in kept
        if not (
            "tag li" in page.seen[i].features
            and "all links" in page.seen[i].features
            and 2 * chosen[page.seen[i].path[-2]] <= items[page.seen[i].path[-2]]
        )
    ]


def _is_quotation(item: features.Seen) -> bool:
    """Tell whether a block is a block quote inside the text, which is short, stands alone and is still the text's."""
    f = item.features
    quoted = "tag blockquote" in f or "in blockquote" in f
    return quoted and "in container" in f and "elsewhere" not in f and f["links"] < _SOME_LINKS


def _in_text(item: features.Seen) -> bool:
    """Tell whether a block can be part of the text: neither the title nor what an English editor sets below it."""
    f = item.features
    if "is title" in f:
        return False
    summary = "lead, in English, outside" in f or "is summary, in English, outside" in f
    return not (summary and not _SET_APART.isdisjoint(f))


def _chosen(page: Looked) -> list[Leaf]:
    blocks, seen = page.blocks, page.seen
    probability = choice.probabilities(seen)
    if second_opinion.doubt(probability, seen) >= second_opinion.DOUBT:
        probability = second_opinion.heard(probability, seen, blocks, page.head.root)
    for threshold in (choice.THRESHOLD, 0.2, 0.05):
        kept = [
            i
            for i, p in enumerate(probability)
            if (p >= threshold or _is_quotation(seen[i])) and _in_text(seen[i])
        ]
        if sum(seen[i].words for i in kept) >= _ENOUGH:
            return _without_leftovers(_with_headings(kept, page), page)
    # A page of a few words: all of it that does not lead elsewhere.
    return [
        block for block, item in zip(blocks, seen, strict=True) if item.features["links"] < 0.5 or item.good
    ]
