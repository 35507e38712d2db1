"""Every key of the reader, once: bindings, footer, help and palette are made from this list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.binding import Binding, BindingType

from reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

Where = Literal["app", "reading", "article", "list", "find", "overlay", "library"]

QUOTES, MOVING, LISTS = "Quotes and people", "Moving", "In a list"
FINDING, PAGES, WINDOW = "Finding", "Pages", "Window"
SHELVES = "Library"


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
    Command("order", ("O",), "order", "reading", QUOTES, "List quotes in order, or by speaker"),
    Command("card", ("c",), "card", "reading", QUOTES, "All about the person: a card"),
    Command("chart", ("C",), "chart", "reading", QUOTES, "Who speaks how much"),
    Command("names", ("u",), "names", "reading", QUOTES, "Underline all names, or not"),
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
    Command("jump.back", (";",), "jump(-1)", "reading", MOVING, "Back to before the jump"),
    Command("jump.forward", ("comma",), "jump(1)", "reading", MOVING, "Forward again"),
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
    Command("words", ("F",), "words", "reading", FINDING, "Only quotes and people with these words"),
    Command("outline", ("t",), "outline", "reading", FINDING, "Outline: the headings"),
    Command("links", ("l",), "links", "reading", FINDING, "Links: enter reads one here"),
    Command("dropped", ("d",), "dropped", "reading", FINDING, "Lines that cleaning dropped"),
    Command("pictures", ("v",), "pictures", "reading", FINDING, "Show the pictures in sight, or the next; or hide them"),
    Command("open", ("a",), "address", "reading", PAGES, "Open an address or a file", "open"),
    Command("back", ("backspace", "H"), "travel(-1)", "reading", PAGES, "Back to the page before"),
    Command("forward", ("L",), "travel(1)", "reading", PAGES, "Forward again"),
    Command("article.next", ("J",), "article(1)", "reading", PAGES, "Next article"),
    Command("article.previous", ("K",), "article(-1)", "reading", PAGES, "Previous article"),
    Command("browser", ("o",), "browser", "reading", PAGES, "Open the page in the browser"),
    Command("highlight", ("h",), "highlight", "reading", QUOTES, "Highlight quote or selection, with a note"),
    Command("save", ("s",), "save", "reading", PAGES, "Save to the library"),
    Command("export", ("e",), "export", "reading", PAGES, "Export to a file"),
    Command("retry", ("r",), "reload", "reading", PAGES, "Read the page again", "try again"),
    Command("panel", ("\\", "w"), "panel", "reading", WINDOW, "Hide or show the panel"),
    Command("panel.wider", (">",), "panel_size(2)", "reading", WINDOW, "A wider panel"),
    Command("panel.narrower", ("<",), "panel_size(-2)", "reading", WINDOW, "A narrower panel"),
    Command("help", ("?",), "help", "reading", WINDOW, "All keys", "keys"),
    Command("palette", ("ctrl+p",), "app.command_palette", "app", WINDOW, "Command palette", palette=False),
    Command("cancel", ("escape",), "cancel", "reading", WINDOW, "Close what is open, or stop", "stop", palette=False),
    Command("close", ("escape", "q"), "close", "overlay", WINDOW, "Close a list or this help", palette=False),
    Command("quit", ("q",), "leave", "reading", WINDOW, "Back, or quit", "quit"),
    Command("exit", ("ctrl+q",), "app.quit", "app", WINDOW, "Quit from anywhere", palette=False),
    Command("interrupt", ("ctrl+c",), "app.interrupt", "app", WINDOW, "Copy the selection, or quit", palette=False),
    Command("shelf.next", ("tab",), "next_shelf(1)", "library", SHELVES, "Next shelf", "shelves", palette=False),
    Command("shelf.previous", ("shift+tab",), "next_shelf(-1)", "library", SHELVES, "Previous shelf", palette=False),
    *(
        Command(f"shelf.{n}", (str(n),), f"shelf({n - 1})", "library", SHELVES, name, palette=False)
        for n, name in enumerate(("Articles", "Unread", "Starred", "Feeds", "People", "Quotes", "Notes"), 1)
    ),
    Command("library.search", ("/",), "search", "library", SHELVES, "Search as you type", "search"),
    Command("library.order", ("O",), "order", "library", SHELVES, "Another order, or other items"),
    Command("library.narrow", ("v",), "narrow", "library", SHELVES, "Only one tag or feed; again: all"),
    Command("library.mark", ("x",), "mark", "library", SHELVES, "Mark, for what is done to several"),
    Command("library.star", ("*",), "star", "library", SHELVES, "Star, or take the star"),
    Command("library.read", ("u",), "read", "library", SHELVES, "Read, or unread"),
    Command("library.tag", ("t",), "tag", "library", SHELVES, "Tags: add some, -some takes them away"),
    Command("library.remove", ("d", "delete"), "remove", "library", SHELVES, "Remove; a highlight too", "remove"),
    Command("library.undo", ("z",), "undo", "library", SHELVES, "Bring back what was removed last"),
    Command("library.follow", ("f",), "follow", "library", SHELVES, "Follow the person, or no longer"),
    Command("library.whom", ("C",), "chart", "library", SHELVES, "Who quotes whom: a chart"),
    Command("library.add", ("a",), "address", "library", SHELVES, "Open an address; among feeds: follow it", "open"),
    Command("library.refresh", ("R",), "refresh_feeds", "library", SHELVES, "Ask all feeds for what is new"),
    Command("library.ahead", ("F",), "fetch_ahead", "library", SHELVES, "Fetch unread entries' articles, for offline"),
    Command("library.copy", ("y",), "copy", "library", SHELVES, "Copy with its source"),
    Command("library.copy_markdown", ("Y",), "copy(True)", "library", SHELVES, "Copy as Markdown"),
    Command("library.browser", ("o",), "browser", "library", SHELVES, "Open in the browser"),
    Command("library.preview", ("\\", "w"), "preview", "library", SHELVES, "Hide or show the preview"),
    Command("library.help", ("?",), "help", "library", SHELVES, "All keys", "keys"),
    Command("library.cancel", ("escape",), "cancel", "library", SHELVES, "End the search, or stop", palette=False),
    Command("library.quit", ("q",), "leave", "library", SHELVES, "Quit", "quit"),
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
    "comma": ",",
}


def bindings(where: Where) -> list[BindingType]:
    """Return the Textual bindings of one widget or screen."""
    return [
        Binding(",".join(command.keys), command.action, command.label, show=False, id=command.id)
        for command in COMMANDS
        if command.where == where
    ]


def check(chosen: Mapping[str, str]) -> None:
    """Check the keys that config.toml gives to commands.  Raises: SourceError (there is no such command)."""
    for name in chosen:
        if not any(command.id == name for command in COMMANDS):
            import difflib

            names = [command.id for command in COMMANDS]
            near = difflib.get_close_matches(name, names, n=1)
            meant = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
            raise SourceError(f"[keys] in config.toml: there is no command {name!r}; {meant}")


def keys_of(command: Command, chosen: Mapping[str, str]) -> list[str]:
    """Return the keys of a command as they are written for the user, who may have chosen others."""
    keys = chosen[command.id].split(",") if command.id in chosen else command.keys
    return [shown(key.strip()) for key in keys if key.strip()]


def key_of(command_id: str, chosen: Mapping[str, str]) -> str:
    """Return the first key of a command as it is written for the user."""
    return keys_of(next(command for command in COMMANDS if command.id == command_id), chosen)[0]


def shown(key: str) -> str:
    """Return a key as it is written for the user."""
    return _SHOWN.get(key, key.replace("ctrl+", "^"))
