"""HTML → title, metadata and Markdown: parse, look, choose, rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extract import choice, content, features, metadata, tree
from reader.extract.blocks import Leaf, leaves
from reader.extract.markdown import to_markdown

if TYPE_CHECKING:
    from reader.extract.metadata import Metadata

_ENOUGH = 25
"""An article of fewer words than this is looked for once more, less strictly."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an HTML page holds, before pruning."""

    metadata: Metadata
    markdown: str


def extract(markup: str, url: str | None) -> Extracted:
    """Return the metadata and the article of an HTML page; the Markdown is "" if no text is found."""
    root, scripts = tree.parse(markup)
    about = metadata.read(root, scripts, url)
    blocks = [block for block in leaves(tree.body(root)) if block.text]
    if not blocks:
        return Extracted(about, "")
    seen = features.look(blocks, about.title)
    title_at = next((i for i, item in enumerate(seen) if "is title" in item.features), None)
    about = metadata.below_title(about, blocks, title_at)
    kept = _chosen(blocks, seen)
    return Extracted(about, to_markdown(content.build(kept, about.base)))


def _chosen(blocks: list[Leaf], seen: list[features.Seen]) -> list[Leaf]:
    probability = choice.probabilities(seen)
    for threshold in (choice.THRESHOLD, 0.2, 0.05):
        kept = [i for i, p in enumerate(probability) if p >= threshold and "is title" not in seen[i].features]
        if (
            sum(seen[i].words for i in kept) >= _ENOUGH
            or sum(len(blocks[i].text) for i in kept) > 6 * _ENOUGH
        ):
            return [blocks[i] for i in kept]
    return [block for block, item in zip(blocks, seen, strict=True) if item.good]
