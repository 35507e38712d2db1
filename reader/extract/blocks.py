"""Cuts a page's tree into leaf blocks: runs of words that a reader sees as one paragraph, heading or item.

Whatever the markup (text bare in a `div`, paragraphs parted by two `<br>`, blocks inside inline elements), each
word of the page lies in exactly one block, in reading order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lxml import etree

if TYPE_CHECKING:
    from reader.extract.tree import Element

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
STRUCTURE = frozenset(
    ("ul", "ol", "li", "blockquote", "dl", "dt", "dd", "figure", "figcaption", "pre", "table")
)
"""Elements whose nesting carries meaning in Markdown."""
_BLOCKS = (
    HEADINGS
    | STRUCTURE
    | frozenset(
        [
            "address",
            "article",
            "aside",
            "body",
            "caption",
            "center",
            "details",
            "dialog",
            "dir",
            "div",
            "fieldset",
            "footer",
            "form",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "main",
            "menu",
            "nav",
            "optgroup",
            "option",
            "p",
            "section",
            "summary",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "amp-ad",
            "noscript",
        ]
    )
)
_TEXT_PARENTS = HEADINGS | frozenset(
    [
        "a",
        "b",
        "i",
        "em",
        "strong",
        "span",
        "p",
        "li",
        "td",
        "th",
        "dt",
        "dd",
        "figcaption",
        "font",
        "small",
        "u",
        "s",
        "cite",
        "q",
        "label",
        "code",
        "pre",
        "abbr",
        "time",
        "sub",
        "sup",
    ]
)
_MARKS: dict[str, str] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
    **dict.fromkeys(("s", "strike", "del"), "del"),
    "a": "a",
    "q": "q",
    "sup": "sup",
    "sub": "sub",
}

_APART = frozenset(("a", "b", "strong", "span", "em", "i", "small", "time", "label"))
"""Inline elements that pages style as boxes of their own."""
_CLOSING = ".:!?)”»"
TokenKind = Literal["text", "open", "close", "break", "image"]


@dataclass(slots=True)
class Token:
    """A piece of a block: words (`value`), an inline mark that opens or closes (`value` is its name), a line break or
    a picture (`element`).
    """

    kind: TokenKind
    value: str = ""
    element: Element | None = None


@dataclass(slots=True)
class Leaf:
    """A block of the page.

    `element` is the nearest block-level element around it, `path` all elements around it from the outermost;
    `text` its words with single blanks; `linked` how many code points of `text` lie in links, `strong` in bold.
    """

    element: Element
    tokens: list[Token] = field(repr=False)
    text: str
    linked: int
    strong: int

    @property
    def tag(self) -> str:
        """The name of the nearest block-level element."""
        return str(self.element.tag)


def leaves(body: Element) -> list[Leaf]:
    """Return the leaf blocks under `body` in reading order; those without words hold pictures."""
    cutter = _Cutter(body)
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail:
                cutter.words(element.tail)
            continue
        if event == "start":
            if (tag == "table" and is_data_table(element)) or tag == "pre":
                cutter.whole(element)
                walk.skip_subtree()
            else:
                cutter.open(element, tag)
        else:
            cutter.close(element, tag)
    cutter.cut()
    return cutter.found


class _Cutter:
    """Collects tokens and cuts them into leaves where a block starts or ends."""

    def __init__(self, body: Element) -> None:
        self.found: list[Leaf] = []
        self.blocks: list[Element] = [body]
        self.inline: list[Element] = []
        self.tokens: list[Token] = []
        self.breaks = 0
        self.filled = False
        self.seam = False

    def open(self, element: Element, tag: str) -> None:
        if tag == "br":
            self.breaks += 1
            if self.breaks == 2:
                self.cut()
            else:
                self.tokens.append(Token("break"))
        elif tag == "img":
            self.tokens.append(Token("image", element=element))
        elif is_block(element, tag):
            self.cut()
            self.blocks.append(element)
            if tag == "amp-img":
                self.tokens.append(Token("image", element=element))
        else:
            self.inline.append(element)
            self.seam = self.seam or tag in _APART
            if tag in _MARKS:
                self.tokens.append(Token("open", _MARKS[tag], element))
        if element.text:
            self.words(element.text)

    def close(self, element: Element, tag: str) -> None:
        if len(self.blocks) > 1 and self.blocks[-1] is element:
            self.cut()
            self.blocks.pop()
        elif self.inline and self.inline[-1] is element:
            self.inline.pop()
            self.seam = self.seam or tag in _APART
            if tag in _MARKS:
                self.tokens.append(Token("close", _MARKS[tag], element))
        if element.tail and element is not self.blocks[0]:
            self.words(element.tail)

    def words(self, text: str) -> None:
        if self.seam and text:
            self.seam = False
            if text[0].isupper():
                self._part()
        if not text.isspace():
            self.breaks = 0
            self.filled = True
        self.tokens.append(Token("text", text))

    def _part(self) -> None:
        """Set a blank between words that the page parts by its style alone: a label and the link behind it."""
        last = next((token for token in reversed(self.tokens) if token.kind not in ("open", "close")), None)
        if last is not None and last.kind == "text" and last.value:
            before = last.value[-1]
            if before.islower() or before in _CLOSING:
                self.tokens.append(Token("text", " "))

    def whole(self, element: Element) -> None:
        """Take a table or preformatted text as one block."""
        self.cut()
        text = " ".join(" ".join(element.itertext()).split())
        if text:
            linked = sum(len(" ".join("".join(a.itertext()).split())) for a in element.iter("a"))
            self.found.append(Leaf(element, [], text, linked, 0))
        # The walk still reports the end of the element.
        self.blocks.append(element)

    def cut(self) -> None:
        """End the run of words that is open and start another, with the same inline elements open."""
        if self.filled:
            self.found.append(_leaf(self.blocks[-1], self.tokens))
        elif any(token.kind == "image" for token in self.tokens):
            self.found.append(Leaf(self.blocks[-1], self.tokens, "", 0, 0))
        self.tokens = [
            Token("open", _MARKS[element.tag], element) for element in self.inline if element.tag in _MARKS
        ]
        self.breaks = 0
        self.filled = False


def _leaf(element: Element, tokens: list[Token]) -> Leaf:
    parts: list[str] = []
    linked = strong = links = bolds = 0
    for token in tokens:
        if token.kind == "text":
            parts.append(token.value)
            if links or bolds:
                size = len(" ".join(token.value.split()))
                linked += size if links else 0
                strong += size if bolds else 0
        elif token.kind == "break":
            parts.append("\n")
        elif token.kind in ("open", "close"):
            step = 1 if token.kind == "open" else -1
            if token.value == "a" and _leads_elsewhere(token.element):
                links += step
            elif token.value == "strong":
                bolds += step
    return Leaf(element, tokens, " ".join("".join(parts).split()), linked, strong)


def _leads_elsewhere(link: Element | None) -> bool:
    """Tell whether a link leaves the page; anchors, notes and scripts do not make furniture of a text."""
    address = (link.get("href") or "").strip() if link is not None else ""
    return bool(address) and not address.startswith(("#", "javascript:", "data:"))


def is_block(element: Element, tag: str) -> bool:
    """Tell whether an element starts a block of its own."""
    if tag in _BLOCKS:
        return True
    # Elements of the page's own making are blocks, unless they stand in the middle of a text.
    if "-" not in tag:
        return False
    parent = element.getparent()
    return parent is None or (parent.tag not in _TEXT_PARENTS and not (element.tail or "").strip())


def is_data_table(table: Element) -> bool:
    """Tell a table of data from one that only lays out the page.

    Data has at least two rows and two columns of short cells and no blocks inside them; a header or caption
    settles it.
    """
    if table.get("role") in ("presentation", "none"):
        return False
    rows = 0
    columns = 0
    longest = 0
    words = 0
    header = False
    for element in table.iter():
        tag = element.tag
        if element is table:
            continue
        if tag == "tr":
            rows += 1
        elif tag in ("td", "th"):
            header = header or tag == "th"
            if element.getprevious() is None or element.getprevious().tag not in ("td", "th"):
                width = 1 + sum(1 for sibling in element.itersiblings() if sibling.tag in ("td", "th"))
                columns = max(columns, width)
            size = len("".join(element.itertext()))
            longest = max(longest, size)
            words += size
        elif tag in ("table", "form", "article", "section") or tag in ("h1", "h2"):
            return False
        if rows > 5000:
            break
    if rows < 2 or columns < 2:
        return False
    return longest < (1500 if header else 400)
