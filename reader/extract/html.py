"""HTML → title, metadata and Markdown: parse, look, choose, rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reader.extract import (
    choice,
    content,
    features,
    language,
    metadata,
    pictures,
    selection,
    structured,
    tree,
)
from reader.extract.blocks import Leaf, leaves
from reader.extract.head import Head
from reader.extract.markdown import to_markdown
from reader.extract.sections import prose_length, readable
from reader.extract.surroundings import Surroundings
from reader.model import Dropped, Image
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.extract.metadata import Metadata
    from reader.extract.seen import Seen

_PROSE = 150
"""More code points than this without a link are a paragraph that somebody may miss."""
_SHOWN = 500
"""Of a dropped block so many code points are kept to be shown."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an HTML page holds, before its lines are pruned; `beside` stood between the blocks that were chosen."""

    metadata: Metadata
    markdown: str
    beside: tuple[Dropped | Image, ...] = ()
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """A page cut into blocks: all of them, pictures too, those among which to choose, and what is seen of the latter.

    `taken` tells by their `id` why blocks of whole sections are not among those to choose from.
    """

    head: Head
    title: str
    site: str | None
    everything: list[Leaf]
    blocks: list[Leaf]
    seen: list[Seen]
    taken: dict[int, str]
    around: Surroundings


def look(markup: str, url: str | None) -> Looked:
    """Return the blocks of an HTML page and what is seen of them."""
    root, scripts = tree.parse(markup)
    head = Head(root, scripts, url)
    title, site = metadata.title_and_site(head)
    everything = leaves(tree.body(root))
    around = Surroundings()
    blocks, taken = readable([block for block in everything if block.text], around, title)
    spoken = metadata.spoken(head) or language.guess(" ".join(block.text for block in blocks)) or ""
    announced = features.Announced(title, metadata.summary(head), head.structured.body, spoken)
    return Looked(
        head, title, site, everything, blocks, features.look(blocks, announced, around), taken, around
    )


def extract(markup: str, url: str | None) -> Extracted:
    """Return the metadata and the article of an HTML page; the Markdown is "" if no text is found."""
    page = look(markup, url)
    title_at = next((i for i, item in enumerate(page.seen) if "is title" in item.features), None)
    about = metadata.complete(page.head, page.title, page.site, page.blocks, title_at)
    unseen = structured.unseen_body(page.head.structured.body, page.blocks)
    if unseen or not page.blocks:
        return Extracted(about, unseen, canonical=page.head.canonical)
    kept = selection.chosen(page.blocks, page.seen, page.head.root)
    markdown = to_markdown(content.build(kept, page.head.base))
    images = pictures.pictures(page.everything, kept, _reasons(page, kept), page.around, page.head.base)
    return Extracted(about, markdown, (*_left_out(page, kept), *images), page.head.canonical)


def _reasons(page: Looked, kept: list[Leaf]) -> Callable[[Leaf], str]:
    """Return what tells why a block is not part of the text, "" if it is, "title" if it is that."""
    chosen = set(map(id, kept))
    looks = dict(zip(map(id, page.blocks), page.seen, strict=True))
    known: dict[int, str] = {}

    def reason(block: Leaf) -> str:
        if id(block) in chosen:
            return ""
        if id(block) not in known:
            look = looks.get(id(block))
            if look is None:
                known[id(block)] = page.taken.get(id(block), "hidden")
            else:
                known[id(block)] = "title" if "is title" in look.features else choice.reason(look.features)
        return known[id(block)]

    return reason


def _left_out(page: Looked, kept: list[Leaf]) -> Iterator[Dropped]:
    """Yield what stands between the blocks that were kept, with the reason why it was not.

    What stands between the title and the text counts too, what follows the text inside the element that holds it,
    and, wherever it stood, all prose: paragraphs, and each section that went as a whole as one.
    """
    chosen = set(map(id, kept))
    looks = dict(zip(map(id, page.blocks), page.seen, strict=True))
    count = 0
    below_title = False
    worded = (block for block in page.everything if block.text)
    for reason, run in groupby(worded, lambda block: page.taken.get(id(block))):
        blocks = list(run)
        if reason and not 0 < count < len(kept):
            if any(map(prose_length, blocks)):
                section = one_line(" ".join(block.text for block in blocks))
                yield Dropped(section if len(section) <= _SHOWN else f"{section[:_SHOWN]}…", reason, count)
            continue
        for block in blocks:
            look = looks.get(id(block))
            if look is not None and "is title" in look.features:
                below_title = True
            elif id(block) in chosen:
                count += 1
            elif (
                0 < count < len(kept)
                or len(block.text) - block.linked > _PROSE
                or (look is not None and _beside_text(look, below_title and not count))
            ):
                why = choice.reason(look.features) if look else reason or "hidden, or a section of its own"
                yield Dropped(one_line(block.text)[:_SHOWN], why, count)


def _beside_text(look: Seen, above: bool) -> bool:
    """Tell whether a block that is not inside the text is yet near enough to be missed."""
    return above or ("in container" in look.features and "in both" in look.features)
