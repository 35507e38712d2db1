"""Parses a page into a tree that is safe to walk: bounded in size, without scripts."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from reader.sanitise import sanitise_markup

Element: TypeAlias = Any
"""An `lxml.etree._Element`, which has no public name.  Plain elements are made far faster than those of `lxml.html`."""

MAX_CHARACTERS = 6_000_000
"""What is read of a page's markup, in code points, once scripts and styles are out."""

_REST_OF_TAG = r"[^<>]*+(?:<(?!(?:script|style|svg)\b|!--)[^<>]*+)*+>"
_CODE = re.compile(
    # Raw-text elements and comments, in one linear pass, whatever is left open: nothing is gone over twice.  An element
    # that is never closed runs to the end, as it does in browsers, but for drawings, which end where the page's own
    # elements go on.
    rf"<(?:(script|style)\b{_REST_OF_TAG}[^<]*+(?:<(?!/\1\b[^<>]*>)[^<]*+)*+(?:</\1\b[^<>]*>)?"
    rf"|svg\b{_REST_OF_TAG}(?:(?<=/>)|[^<]*+(?:<(?!/?(?:svg|body|div|p)\b)[^<]*+)*+(?:</svg\s*>)?)"
    r"|!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?)",
    re.IGNORECASE | re.DOTALL,
)
_NESTED = re.compile(
    # The parser gives up on elements nested some thousands deep, and with them on the words inside.
    r"(?:<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)[a-z][^<>]{0,300}>\s*+){200,}+",
    re.IGNORECASE,
)
_LAYOUT = re.compile(
    r"</?(?:div|span|section|font|center|b|i|em|strong|u|small)\b[^<>]{0,300}>", re.IGNORECASE
)
_CONTROL = re.compile(r"&#(?:0*(7|27|144|157)(?!\d)|x0*(7|1b|90|9d)(?![\da-f]));?", re.IGNORECASE)
"""References to what opens or ends an escape sequence; HTML reads the rest of C1 as letters and marks ("&#147;": “)."""
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_SECTION = re.compile(r"(?=<(?:article|aside|footer|header|main|nav|section)\b)", re.IGNORECASE)
_STRUCTURED = re.compile(r"""<script[^>]*\btype\s*=\s*["']?application/ld\+json""", re.IGNORECASE)
_UNREAD = (
    *("head", "script", "style", "template", "svg", "iframe", "object", "embed", "applet", "canvas", "map"),
    *("button", "select", "textarea", "input", "datalist", "audio", "video", "dialog", "noframes"),
)


def parse(markup: str) -> tuple[Element, list[str]]:
    """Return the root element of `markup` and the texts of its JSON-LD scripts.

    Never raises for any markup: what the parser cannot read is an empty tree.
    """
    structured: list[str] = []

    def without_code(match: re.Match[str]) -> str:
        code = match.group()
        if _STRUCTURED.match(code):
            structured.append(code[code.index(">") + 1 :].rpartition("<")[0])
        return " "

    # What goes with an escape character goes before parsing, however the page spells it; what else is harmful goes
    # from the Markdown at the end.
    markup = sanitise_markup(_CONTROL.sub(_control, _CODE.sub(without_code, markup)[:MAX_CHARACTERS]))
    if not _BODY.search(markup):
        # HTML lets a page leave the tag out, but this parser then takes newer elements for parts of the head.
        markup = _SECTION.sub("<body>", markup, count=1)
    root, gave_up = _tree(markup)
    if gave_up:
        root, gave_up = _tree(_NESTED.sub("<div>", markup))
    if gave_up:
        # Words stand between the tags: no element that only lays the page out is worth losing them for.
        root, _ = _tree(_LAYOUT.sub("<p>", markup))
    if root is None:
        root = etree.fromstring(b"<html><body></body></html>", etree.HTMLParser())
    # How a word is pronounced, set in small letters above it, is no part of the sentence.
    etree.strip_elements(root, "rt", "rp", with_tail=False)
    return root, structured


def _tree(markup: str) -> tuple[Element | None, bool]:
    """Return the root of the tree, and whether the parser gave up before the end."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    last = parser.error_log.last_error
    return root, last is not None and last.type_name == "ERR_RESOURCE_LIMIT"


def _control(reference: re.Match[str]) -> str:
    decimal, hexadecimal = reference.groups()
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def words(element: Element) -> str:
    """Return all text inside an element as it stands in the page."""
    return "".join(element.itertext())


def body(root: Element) -> Element:
    """Return the element that holds what is seen of the page, rid of controls, frames and drawings."""
    found = root.find("body")
    seen: Element = root if found is None else found
    etree.strip_elements(seen, *_UNREAD, with_tail=False)
    _move_attributions(seen)
    return seen


def _move_attributions(root: Element) -> None:
    """Set what stands below a quotation in a figure, the name of who said it, at the end of the quotation itself."""
    for figure in list(root.iter("figure")):
        quotation, caption = figure.find(".//blockquote"), figure.find(".//figcaption")
        if quotation is None or caption is None or figure.find(".//img") is not None:
            continue
        if caption not in quotation.iterdescendants():
            caption.tail = None
            caption.tag = "p"
            quotation.append(caption)
            figure.tag = "div"
