"""Every key of the reader, once: bindings, footer, help and palette are made from this list."""

from __future__ import annotations

from typing import Literal, NamedTuple

from textual.binding import Binding, BindingType

Where = Literal["app", "reading", "article", "list", "find", "overlay"]

QUOTES, MOVING, LISTS = "Quotes and people", "Moving", "In a list"
FINDING, PAGES, WINDOW = "Finding", "Pages", "Window"


class Command(NamedTuple):
    """A thing the user can do.

    `id` names it in a keymap; `keys` are Textual's names, the first the one to show; `where` says on which
    widget or screen it is bound.  `label` describes it in help and palette, `hint` in the footer (empty: not
    there); `palette` is false for what makes no sense to choose from a list.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    where: Where
    group: str
    label: str
    hint: str = ""
    palette: bool = True


COMMANDS: tuple[Command, ...] = (
    Command("quote.next", ("n",), "quote(1)", "reading", QUOTES, "Next quote", "next quote"),
    Command("quote.previous", ("p",), "quote(-1)", "reading", QUOTES, "Previous quote"),
    Command(
        "speaker.next", ("]",), "same_speaker(1)", "reading", QUOTES, "Next by the same speaker", "same speaker"
    ),
    Command("speaker.previous", ("[",), "same_speaker(-1)", "reading", QUOTES, "Previous by the same speaker"),
    Command("capital.n", ("N",), "capital(1)", "reading", QUOTES, "As ]; in find, the match before", palette=False),
    Command("capital.p", ("P",), "capital(-1)", "reading", QUOTES, "As [; in find, the next match", palette=False),
    Command("mention.next", ("m",), "mention(1)", "reading", QUOTES, "Next mention of the person"),
    Command("mention.previous", ("M",), "mention(-1)", "reading", QUOTES, "Previous mention of the person"),
    Command("filter", ("f",), "filter", "reading", QUOTES, "Only this person's quotes, or all"),
    Command("indirect", ("i",), "indirect", "reading", QUOTES, "Statements without marks too, or not"),
    Command("copy", ("y",), "copy", "reading", QUOTES, "Copy the quote with its source", "copy"),
    Command("copy.markdown", ("Y",), "copy(True)", "reading", QUOTES, "Copy the quote as Markdown"),
    Command("line.down", ("j", "down"), "rows(1)", "article", MOVING, "A line down", palette=False),
    Command("line.up", ("k", "up"), "rows(-1)", "article", MOVING, "A line up", palette=False),
    Command("page.down", ("space", "pagedown"), "pages(1)", "article", MOVING, "A page down", palette=False),
    Command("page.up", ("b", "pageup"), "pages(-1)", "article", MOVING, "A page up", palette=False),
    Command("half.down", ("ctrl+d",), "pages(0.5)", "article", MOVING, "Half a page down", palette=False),
    Command("half.up", ("ctrl+u",), "pages(-0.5)", "article", MOVING, "Half a page up", palette=False),
    Command("top", ("g", "home"), "edge(-1)", "article", MOVING, "Top", palette=False),
    Command("bottom", ("G", "end"), "edge(1)", "article", MOVING, "Bottom", palette=False),
    Command("focus.next", ("tab",), "focus_part(1)", "reading", MOVING, "Text, quotes, people", "panel", palette=False),
    Command(
        "focus.previous", ("shift+tab",), "focus_part(-1)", "reading", MOVING, "People, quotes, text", palette=False
    ),
    Command("list.down", ("j", "down"), "cursor(1)", "list", LISTS, "Down", palette=False),
    Command("list.up", ("k", "up"), "cursor(-1)", "list", LISTS, "Up", palette=False),
    Command("list.page_down", ("space", "pagedown"), "page(1)", "list", LISTS, "A page down", palette=False),
    Command("list.page_up", ("b", "pageup"), "page(-1)", "list", LISTS, "A page up", palette=False),
    Command("list.first", ("g", "home"), "edge(-1)", "list", LISTS, "First", palette=False),
    Command("list.last", ("G", "end"), "edge(1)", "list", LISTS, "Last", palette=False),
    Command("list.choose", ("enter",), "choose", "list", LISTS, "Go to it in the text", palette=False),
    Command("find", ("/",), "find", "reading", FINDING, "Find in the article", "find"),
    Command(
        "find.next", ("down", "ctrl+n"), "step(1)", "find", FINDING, "Next match while typing", palette=False
    ),
    Command("find.previous", ("up", "ctrl+p"), "step(-1)", "find", FINDING, "Match before it", palette=False),
    Command("outline", ("t",), "outline", "reading", FINDING, "Outline: the headings"),
    Command("links", ("l",), "links", "reading", FINDING, "Links: enter reads one here"),
    Command("dropped", ("d",), "dropped", "reading", FINDING, "Lines that cleaning dropped"),
    Command("open", ("a",), "address", "reading", PAGES, "Open an address or a file", "open"),
    Command("back", ("backspace", "H"), "travel(-1)", "reading", PAGES, "Back to the page before"),
    Command("forward", ("L",), "travel(1)", "reading", PAGES, "Forward again"),
    Command("article.next", ("J",), "article(1)", "reading", PAGES, "Next article"),
    Command("article.previous", ("K",), "article(-1)", "reading", PAGES, "Previous article"),
    Command("browser", ("o",), "browser", "reading", PAGES, "Open the page in the browser"),
    Command("retry", ("r",), "retry", "reading", PAGES, "Read this page again", "try again"),
    Command("panel", ("\\", "w"), "panel", "reading", WINDOW, "Hide or show the panel"),
    Command("help", ("?",), "help", "reading", WINDOW, "All keys", "keys"),
    Command("palette", ("ctrl+p",), "app.command_palette", "app", WINDOW, "Command palette", palette=False),
    Command("cancel", ("escape",), "cancel", "reading", WINDOW, "Close find, or stop fetching", "stop", palette=False),
    Command("close", ("escape", "q"), "close", "overlay", WINDOW, "Close a list or this help", palette=False),
    Command("quit", ("q",), "leave", "reading", WINDOW, "Back, or quit", "quit"),
    Command("exit", ("ctrl+q",), "app.quit", "app", WINDOW, "Quit from anywhere", palette=False),
    Command("interrupt", ("ctrl+c",), "app.interrupt", "app", WINDOW, "Copy the selection, or quit", palette=False),
)  # fmt: skip

_SHOWN = {
    "escape": "esc",
    "backspace": "⌫",
    "enter": "⏎",
    "down": "↓",
    "up": "↑",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "shift+tab": "⇧tab",
}


def bindings(where: Where) -> list[BindingType]:
    """Return the Textual bindings of one widget or screen."""
    return [
        Binding(",".join(command.keys), command.action, command.label, show=False, id=command.id)
        for command in COMMANDS
        if command.where == where
    ]


def shown(key: str) -> str:
    """Return a key as it is written for the user."""
    return _SHOWN.get(key, key.replace("ctrl+", "^"))
