"""Every key does what the help says: one test a command, and one that fails when a command has none."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from reader.document import parse
from reader.errors import SourceError
from reader.library import Library
from reader.model import Article
from reader.tui.article_view import ArticleView
from reader.tui.entry_list import EntryList
from reader.tui.field import FindBar
from reader.tui.keys import COMMANDS, check
from reader.tui.outline_list import OutlineList
from reader.tui.panel import Panel
from reader.tui.person_list import PersonList
from reader.tui.quote_list import QuoteList
from reader.tui.screens.address import AddressScreen
from reader.tui.screens.card import CardScreen
from reader.tui.screens.chart import ChartScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.overlay import Chooser
from reader.tui.status import StatusLine
from reader.worker.protocol import Analysed, Cleaned, Failed, Progress
from tests.tui.conftest import INDIRECT, SAID, Reader, analysed, sample_article

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


COVERED: set[str] = set()


def covers(*commands: str) -> Callable[[Callable[..., Awaitable[None]]], Callable[..., Awaitable[None]]]:
    """Mark a test as the one of these commands."""
    COVERED.update(commands)
    return lambda test: test


HEADLINE = "A wall is not a promise"


@covers("quote.next", "quote.previous")
async def test_next_and_previous_quote_light_up_and_the_panel_follows(reader):
    await reader.press("n")
    assert reader.quote == HEADLINE
    for words, *_ in SAID:
        await reader.press("n")
        assert reader.quote == words
        start, end = reader.view.seen
        assert start <= reader.leaf.position(reader.leaf.current) <= end
        assert reader.screen.query_one(QuoteList).cursor == reader.leaf.current
    await reader.press("n")
    assert reader.notice == "No further quote"
    await reader.press("p")
    assert reader.quote == SAID[-2][0]


@covers("speaker.next", "speaker.previous", "capital.n", "capital.p")
@pytest.mark.parametrize(("forward", "back"), [("]", "["), ("N", "P")])
async def test_the_same_speaker_goes_on(reader, forward, back):
    spoken = []
    for _ in range(4):
        await reader.press(forward)
        spoken.append(reader.quote)
    assert spoken == [HEADLINE, SAID[0][0], SAID[1][0], SAID[4][0]]
    await reader.press(forward)
    assert reader.notice == "No further quote of this speaker"
    await reader.press(back)
    assert reader.quote == SAID[1][0]


@covers("mention.next", "mention.previous")
async def test_mentions_of_the_selected_person(reader):
    text = reader.leaf.document.text
    await reader.press("m")
    assert reader.leaf.people[reader.leaf.person].name == "Marta Quill"
    assert reader.leaf.mention == 0
    await reader.press("m", "m")
    start, end = reader.leaf.people[0].mentions[reader.leaf.mention]
    assert text[start:end] == "Quill"
    assert reader.view.seen[0] <= start <= reader.view.seen[1]
    await reader.press("m")
    assert reader.notice == "No further mention of Marta Quill"
    await reader.press("M")
    assert reader.leaf.mention == 1


@covers("filter")
async def test_only_one_persons_quotes_and_all_again(reader):
    await reader.press("f")
    assert "Choose a person" in reader.notice
    await reader.press("n", "f")
    assert reader.screen.query_one(QuoteList).count() == 4
    await reader.press("n", "n", "n")
    assert reader.quote == SAID[4][0]
    await reader.press("tab", "tab", "j", "escape")
    assert reader.leaf.people[reader.leaf.person].name == "Tomas Bell"
    assert reader.screen.query_one(QuoteList).count() == 4
    await reader.press("f")
    assert reader.screen.query_one(QuoteList).count() == 7


@covers("indirect")
async def test_statements_without_marks_come_and_go(reader):
    await reader.press("i")
    assert reader.notice == "With 1 statement without marks"
    assert reader.screen.query_one(QuoteList).count() == 8
    await reader.press("n", "n")
    assert reader.quote == INDIRECT
    assert INDIRECT not in SAID[0]
    await reader.press("i")
    assert reader.notice == "Only what stands in marks"
    assert reader.screen.query_one(QuoteList).count() == 7


@covers("copy", "copy.markdown")
async def test_copying_goes_to_the_terminals_clipboard(reader, monkeypatch):
    await reader.press("y")
    assert "Choose a quote" in reader.notice
    written = []
    monkeypatch.setattr(reader.app._driver, "write", written.append)
    await reader.press("n", "n", "y")
    sent = next(data for data in written if data.startswith("\x1b]52;c;"))
    text = base64.b64decode(sent[len("\x1b]52;c;") : -1]).decode()
    assert text.startswith(f"“{SAID[0][0]}” — Marta Quill — Lower Wick closes")
    assert text.endswith("\nhttps://harbour.example/news/1")
    assert "clipboard" in reader.notice
    await reader.press("Y")
    assert reader.app.clipboard.startswith(f"> {SAID[0][0]}\n>\n> — Marta Quill, [Lower Wick")


@covers("line.down", "line.up", "page.down", "page.up", "half.down", "half.up", "top", "bottom")
async def test_scrolling(reader):
    height = reader.view.size.height
    for down, up, rows in (
        ("j", "k", 1),
        ("down", "up", 1),
        ("space", "b", height - 2),
        ("pagedown", "pageup", height - 2),
        ("ctrl+d", "ctrl+u", (height - 2) // 2),
    ):
        await reader.press(down)
        assert reader.top == pytest.approx(rows, abs=1)
        await reader.press(up)
        assert reader.top == 0
    for bottom, top in (("G", "g"), ("end", "home")):
        await reader.press(bottom)
        assert reader.top == reader.view.virtual_size.height - height > 0
        assert reader.view.seen[1] == len(reader.leaf.document.text) - 1
        await reader.press(top)
        assert reader.top == 0


@covers("focus.next", "focus.previous")
async def test_focus_goes_round_the_three_parts(reader):
    parts = []
    for _ in range(3):
        await reader.press("tab")
        parts.append(type(reader.app.focused))
    assert parts == [QuoteList, PersonList, ArticleView]
    await reader.press("shift+tab")
    assert isinstance(reader.app.focused, PersonList)


@covers("list.down", "list.up", "list.first", "list.last", "list.page_down", "list.page_up")
async def test_moving_in_a_list_takes_the_text_along(reader):
    await reader.press("tab", "j")
    assert reader.quote == HEADLINE
    await reader.press("down")
    assert reader.quote == SAID[0][0]
    await reader.press("k")
    assert reader.quote == HEADLINE
    await reader.press("j", "up")
    assert reader.quote == HEADLINE
    for last, first in (("G", "g"), ("end", "home")):
        await reader.press(last)
        assert reader.quote == SAID[-1][0]
        await reader.press(first)
        assert reader.quote == HEADLINE
    for down, up in (("space", "b"), ("pagedown", "pageup")):
        await reader.press(down)
        assert reader.leaf.current > 0
        await reader.press(up)
        assert reader.quote == HEADLINE


@covers("list.choose")
async def test_enter_goes_to_the_place_in_the_text(reader):
    await reader.press("tab", "tab", "j", "j", "enter")
    assert reader.leaf.people[reader.leaf.person].name == "Tomas Bell"
    start = reader.leaf.people[1].mentions[0][0]
    assert reader.view.seen[0] <= start <= reader.view.seen[1]


@covers("find", "find.next", "find.previous")
async def test_finding_counts_and_lights_as_you_type(reader):
    await reader.press("/", *"quill")
    count = reader.screen.query_one(".field-count")
    assert str(count.content) == "1 of 3"
    await reader.press("down")
    assert str(count.content) == "2 of 3"
    await reader.press("ctrl+n")
    assert str(count.content) == "3 of 3"
    await reader.press("up", "ctrl+p")
    assert str(count.content) == "1 of 3"
    await reader.press("enter", "n")
    assert str(count.content) == "2 of 3"
    assert reader.leaf.current is None
    await reader.press("p", "p")
    assert str(count.content) == "3 of 3"
    start = reader.leaf.document.text.rindex("Quill")
    assert reader.view.seen[0] <= start <= reader.view.seen[1]
    await reader.press("/", *"xyz")
    assert str(count.content) == "no match"
    await reader.press("escape")
    assert not reader.screen.query(FindBar)
    await reader.press("n")
    assert reader.leaf.current is not None


async def test_capitals_go_the_other_way_through_the_matches_and_brackets_to_quotes(reader):
    await reader.press("/", *"quill", "enter")
    count = reader.screen.query_one(".field-count")
    shown = []
    for key in ("n", "N", "N", "p", "P"):
        await reader.press(key)
        shown.append(str(count.content))
    assert shown == [f"{number} of 3" for number in (2, 1, 3, 2, 3)]
    assert reader.leaf.current is None
    await reader.press("g", "]")
    assert reader.quote == HEADLINE


@covers("outline")
async def test_the_outline_goes_to_a_heading(reader):
    await reader.pilot.resize_terminal(80, 24)
    await reader.press("t")
    assert isinstance(reader.app.screen, Chooser)
    await reader.press("j", "enter")
    assert reader.app.screen is reader.screen
    assert reader.view.seen[0] <= reader.leaf.document.text.index("Costs") <= reader.view.seen[1]
    assert reader.top > 0


@covers("links", "back", "forward")
async def test_a_link_is_read_here_and_history_goes_back_and_forward(reader):
    for back in ("backspace", "H"):
        await reader.press("G", "l", "enter")
        assert reader.worker.requests[-1].source == "https://harbour.example/pier"
        assert reader.leaf.request.source == "https://harbour.example/pier"
        await reader.press(back)
        assert reader.leaf.article == sample_article()
        assert reader.top > 0
    await reader.press("L")
    assert reader.leaf.request.source == "https://harbour.example/pier"
    await reader.press("L")
    assert reader.notice == "No page after this one"


@covers("dropped")
async def test_dropped_lines_are_shown_in_place_and_hidden_again(reader):
    before = [item.kind for item in reader.view._flow.items]
    await reader.press("d")
    kinds = [item.kind for item in reader.view._flow.items]
    assert kinds.index("dropped") == 4
    assert kinds[-1] == "dropped"
    assert reader.notice == "2 dropped lines shown"
    await reader.press("d")
    assert [item.kind for item in reader.view._flow.items] == before


@covers("open")
async def test_an_address_is_asked_for_and_read(reader):
    await reader.press("a")
    assert isinstance(reader.app.screen, AddressScreen)
    await reader.press(*"quay.md", "enter")
    assert reader.worker.requests[-1].source == "quay.md"
    assert reader.leaf.request.source == "quay.md"


@covers("article.next", "article.previous")
async def test_a_stack_of_articles(make_app, worker):
    worker.deliver()
    async with make_app("one.html", "two.html").run_test(size=(110, 18)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("n", "J")
        assert [request.source for request in worker.requests] == ["one.html", "two.html"]
        assert reader.leaf.request.source == "two.html"
        await reader.press("J")
        assert reader.notice == "This is the last article"
        await reader.press("K")
        assert reader.quote == HEADLINE


@covers("browser")
async def test_the_page_opens_in_the_browser(reader, monkeypatch):
    opened = []
    monkeypatch.setattr(reader.app, "open_url", opened.append)
    await reader.press("o")
    assert opened == ["https://harbour.example/news/1"]


@covers("retry")
async def test_a_failure_says_what_to_do_and_retry_reads_again(make_app, worker):
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        worker.say(Failed(1, "the server harbour.example does not answer; try again later"))
        await pilot.pause()
        assert "does not answer" in reader.view._page.document.text
        assert not reader.screen.query_one(Panel).display
        await reader.press("r")
        assert len(worker.requests) == 2
        worker.deliver(2)
        await pilot.pause()
        assert reader.leaf.article == sample_article()
        assert reader.screen.query_one(Panel).display


async def test_r_reads_a_page_again_and_comes_back_to_its_place(reader):
    await reader.press("G")
    top = reader.top
    await reader.press("r")
    assert len(reader.worker.requests) == 2
    await reader.press("r")
    assert reader.notice == "It is being read"
    reader.worker.deliver(2)
    await reader.pilot.pause()
    assert reader.top == pytest.approx(top, abs=1)


async def test_a_text_that_cannot_be_read_again_stays_with_its_quotes(reader):
    quotes = reader.leaf.quotes
    await reader.press("n", "r", "n")
    assert reader.leaf.current == 1
    reader.worker.say(Failed(2, "the server harbour.example does not answer; try again later"))
    await reader.pilot.pause()
    assert reader.notice == "Not read again: the server harbour.example does not answer; try again later"
    assert (reader.leaf.document, reader.leaf.quotes) == (parse(sample_article()), quotes)
    assert reader.view._page.document == reader.leaf.document
    await reader.press("r", "escape")
    assert reader.notice == "Not read again: You called it off."
    await reader.press("r", "G")
    top = reader.top
    reader.worker.deliver(4)
    await reader.pilot.pause()
    assert reader.top == pytest.approx(top, abs=1)
    assert reader.leaf.trouble is None


@covers("order")
async def test_quotes_are_listed_by_speaker_and_in_order_again(reader):
    quotes = reader.screen.query_one(QuoteList)
    await reader.press("O")
    speakers = [reader.leaf.quotes[number].speaker for number in quotes.quotes]
    assert speakers == ["Marta Quill"] * 4 + ["Tomas Bell", "a woman who sells chips", None]
    assert quotes.border_title == "Quotes 7 by speaker"
    await reader.press("n", "n", "n", "n")
    assert reader.quote == SAID[2][0]
    await reader.press("O")
    assert quotes.quotes == list(range(7))


@covers("card")
async def test_a_persons_card_has_roles_quotes_and_mentions_and_goes_to_them(reader):
    await reader.pilot.resize_terminal(110, 40)
    await reader.press("c")
    assert "Choose a person" in reader.notice
    await reader.press("n", "c")
    assert isinstance(reader.app.screen, CardScreen)
    rows = "\n".join(reader.rows())
    assert "the harbour master" in rows
    assert "also: Quill" in rows
    assert "4 quotes, named 3 times" in rows
    assert f"“{SAID[4][0]}”" in rows
    await reader.press("j", "enter")
    assert reader.quote == SAID[0][0]
    await reader.press("c", "G", "enter")
    assert reader.leaf.mention == 2
    start = reader.leaf.people[0].mentions[2][0]
    assert reader.view.seen[0] <= start <= reader.view.seen[1]


@covers("chart")
async def test_who_speaks_how_much_is_shown_and_leads_to_the_speaker(reader):
    await reader.press("C")
    assert isinstance(reader.app.screen, ChartScreen)
    rows = [row for row in reader.rows() if " %" in row]
    assert "Marta Quill" in rows[0]
    assert "unattributed" in rows[3]
    await reader.press("j", "enter")
    assert reader.quote == SAID[3][0]


@covers("names")
async def test_all_names_are_underlined_on_demand(reader):
    def underlined() -> bool:
        x, y = next(
            (row.index("Tomas"), y) for y, row in enumerate(reader.rows()) if "Tomas Bell, who" in row
        )
        return bool(reader.screen.get_style_at(x, y).underline)

    await reader.pilot.resize_terminal(110, 40)
    await reader.pilot.pause()
    assert not underlined()
    await reader.press("u")
    assert underlined()
    await reader.press("u")
    assert not underlined()


@covers("words")
async def test_typing_lists_only_quotes_and_people_with_the_words(reader):
    quotes, people = reader.screen.query_one(QuoteList), reader.screen.query_one(PersonList)
    await reader.press("F", *"bell")
    assert [reader.leaf.quotes[number].text for number in quotes.quotes] == [SAID[3][0]]
    assert quotes.border_title == "Quotes 1 of 7"
    assert [reader.leaf.people[number].name for number in people.people] == ["Tomas Bell"]
    assert str(reader.screen.query_one(".field-count").content) == "1 of 7"
    await reader.press("down")
    assert reader.quote == SAID[3][0]
    await reader.press("enter", "n")
    assert reader.notice == "No further quote"
    await reader.press("F", *"zzz")
    assert quotes.empty == "None with these words; escape shows all"
    await reader.press("escape")
    assert quotes.count() == 7
    assert people.count() == 3
    assert reader.app.is_running


@covers("jump.back", "jump.forward")
async def test_back_to_where_i_was_before_a_jump_and_forward_again(reader):
    await reader.press(";")
    assert reader.notice == "No place before this one"
    await reader.press("j", "j", "G")
    bottom = reader.top
    await reader.press("g", ";")
    assert reader.top == bottom
    await reader.press(";")
    assert reader.top == 0
    await reader.press("comma")
    assert reader.top == bottom
    await reader.press("comma")
    assert reader.top == 0
    await reader.press("comma")
    assert reader.notice == "No place after this one"


@covers("export")
@pytest.mark.parametrize(
    ("steps", "ending", "holds"),
    [(0, ".md", "# Lower Wick"), (1, ".html", "<blockquote"), (2, ".json", '"people"')],
)
async def test_the_article_is_exported_in_a_chosen_format(
    reader, tmp_path, monkeypatch, steps, ending, holds
):
    monkeypatch.chdir(tmp_path)
    await reader.press("e", *["down"] * steps, "enter")
    path = next(tmp_path.glob(f"*{ending}"))
    assert holds in path.read_text("utf-8")
    assert reader.notice == f"Exported to {path.name}"
    path.write_text("mine", "utf-8")
    await reader.press("e", *["down"] * steps, "enter")
    assert path.read_text("utf-8") == "mine"
    await reader.press("enter")
    assert holds in path.read_text("utf-8")


async def test_an_export_that_cannot_be_written_says_so_and_keeps_the_field(reader):
    await reader.press("e", "home", *"/nowhere/", "enter")
    assert "It cannot be written: No such file or directory" in "\n".join(reader.rows())
    await reader.press("end", "x", "enter")
    assert "The ending is the format: .md, .html, .json, .txt" in "\n".join(reader.rows())
    await reader.press("escape")
    assert reader.app.screen is reader.screen


@covers("save")
async def test_an_article_is_saved_and_opens_where_one_stopped_reading(make_app, worker, tmp_path):
    library = tmp_path / "data" / "library.db"
    worker.deliver(analysis=False)
    async with make_app(library=library).run_test(size=(110, 18)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("s")
        assert reader.notice == "Saved to your library"
        await reader.press("s")
        assert reader.notice == "It is in your library"
        worker.say(Analysed(1, analysed(reader.leaf.document)))
        await pilot.pause()
        reader.view.go_to(reader.leaf.document.text.index("Tomas Bell"), at_top=True)
        await reader.press("j", "q")
    with Library(library) as kept:
        (entry,) = kept.entries()
        assert entry.place == kept.load(entry.id).document.text.index("Tomas Bell")
        assert len(kept.load(entry.id).analysis.quotes) == 7
        assert entry.read is None
    worker.forget()
    worker.deliver(2)
    async with make_app(library=library).run_test(size=(110, 18)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        text = reader.leaf.document.text
        assert text[reader.view.seen[0] :].startswith("Tomas Bell")
        assert reader.notice == "Where you stopped reading; g goes to the top"
        await reader.press("G", "q")
    with Library(library) as kept:
        (entry,) = kept.entries()
        assert entry.read is not None
        assert entry.place == 0


async def test_a_library_that_cannot_be_written_is_said(make_app, worker, tmp_path):
    library = tmp_path / "library.db"
    library.write_text("This is no library." * 99, "utf-8")
    worker.deliver()
    async with make_app(library=library).run_test(size=(110, 18)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.app.workers.wait_for_complete()
        await reader.press("s")
        assert str(library) in reader.notice
        await reader.press("q")
        assert reader.app.return_code == 0


@covers("panel.wider", "panel.narrower")
async def test_the_panel_gets_the_size_one_gives_it_and_keeps_it(make_app, worker):
    worker.deliver()
    async with make_app().run_test(size=(120, 30)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        panel = reader.screen.query_one(Panel)
        before = panel.outer_size.width
        await reader.press(">", "3", ">")
        assert panel.outer_size.width == before + 8
        await reader.press("<")
        wide = panel.outer_size.width
        assert wide == before + 6
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert panel.outer_size.width == 80
        height = panel.outer_size.height
        await reader.press(">")
        assert panel.outer_size.height == height + 2
        await reader.press("w", ">")
        assert "hidden" in reader.notice
    async with make_app().run_test(size=(120, 30)) as pilot:
        worker.deliver(2)
        await pilot.pause()
        assert pilot.app.screen.query_one(Panel).outer_size.width == wide


@pytest.mark.parametrize(
    ("size", "edge", "to"), [((120, 30), (86, 9), (70, 12)), ((80, 24), (20, 16), (24, 12))]
)
async def test_the_panel_is_drawn_by_its_edge_and_keeps_its_size(make_app, worker, size, edge, to):
    worker.deliver()
    async with make_app().run_test(size=size) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        panel = reader.screen.query_one(Panel)
        x, y = panel.region.offset
        edge = (x, edge[1]) if size[0] > 100 else (edge[0], y)
        await pilot.mouse_down(offset=edge)
        await pilot.hover(offset=to)
        await pilot.mouse_up(offset=to)
        await pilot.pause()
        assert (panel.region.x, panel.region.y) == ((to[0], 0) if size[0] > 100 else (0, to[1]))
        assert not reader.view.text_selection
        await pilot.hover(offset=(30, 5))
        await pilot.pause()
        assert (panel.region.x, panel.region.y) == ((to[0], 0) if size[0] > 100 else (0, to[1]))
    async with make_app().run_test(size=size) as pilot:
        worker.deliver(2)
        await pilot.pause()
        region = pilot.app.screen.query_one(Panel).region
        assert (region.x, region.y) == ((to[0], 0) if size[0] > 100 else (0, to[1]))


NOTED = (
    "The mole was built of chalk.\\[1\\] Nobody knows why.\\[2\\]\n\n"
    + "\n\n".join(f"Paragraph {n} of the report, of which nothing is disputed." for n in range(40))
    + "\n\n1. Harbour accounts, 1911.\n2. Quill, letters."
)


async def test_a_footnote_is_reached_and_left_by_mouse_and_by_the_list_of_links(make_app, worker):
    worker.deliver(1, Article("x", None, "T", None, None, None, "en", NOTED))
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        row = next(y for y, row in enumerate(reader.rows()) if "[1]" in row)
        column = reader.rows()[row].index("[1]") + 1
        await pilot.click(reader.view, offset=(column, row))
        await pilot.pause()
        assert (
            reader.view.seen[0] <= reader.leaf.document.text.index("Harbour accounts") <= reader.view.seen[1]
        )
        assert reader.top > 0
        await reader.press(";")
        assert reader.top == 0
        await reader.press("l")
        assert reader.app.screen.query_one(EntryList).count() == 2
        await reader.press("2")
        assert reader.view.seen[0] <= reader.leaf.document.text.index("Quill, letters") <= reader.view.seen[1]


async def test_a_note_that_begins_with_its_mark_leads_back(make_app, worker):
    text = NOTED.partition("1. Harb")[0] + "\\[1\\] Harbour accounts, 1911."
    worker.deliver(1, Article("x", None, "T", None, None, None, "en", text))
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("G")
        row = next(y for y, row in enumerate(reader.rows()) if "[1]" in row)
        await pilot.click(reader.view, offset=(reader.rows()[row].index("[1]") + 1, row))
        await pilot.pause()
        assert reader.top < 5
        await reader.press("g", "l", "1")  # one only: the second has no note
        assert reader.top > 5


@covers("panel")
@pytest.mark.parametrize("key", ["\\", "w"])
async def test_the_panel_hides_and_comes_back(reader, key):
    panel = reader.screen.query_one(Panel)
    wide = reader.view.size.width
    await reader.press(key)
    assert not panel.display
    assert reader.view.size.width > wide
    await reader.press(key)
    assert panel.display


@covers("help", "close")
async def test_help_lists_every_key_and_closes(reader):
    await reader.press("?")
    assert isinstance(reader.app.screen, HelpScreen)
    shown = "\n".join(str(table.content) for table in reader.app.screen.query(".help-keys"))
    assert all(command.label in shown for command in COMMANDS if command.where != "library")
    await reader.press("q")
    assert reader.app.screen is reader.screen
    await reader.press("?", "escape")
    assert reader.app.screen is reader.screen


@covers("palette")
async def test_the_palette_offers_the_commands(reader):
    await reader.press("ctrl+p")
    assert reader.app.screen is not reader.screen
    await reader.press(*"next quote")
    await reader.pilot.pause(0.3)
    await reader.press("enter")
    await reader.pilot.pause(0.1)
    assert reader.quote == HEADLINE


@covers("cancel")
async def test_escape_calls_fetching_off(make_app, worker):
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        worker.say(Progress(1, "fetch", "fetching harbour.example · 12 KB"))
        await pilot.pause()
        assert "12 KB" in reader.screen.query_one(StatusLine).text
        await reader.press("escape")
        assert worker.cancelled == [1]
        assert reader.leaf.state == "failed"
        worker.deliver(1)
        await pilot.pause()
        assert (reader.leaf.state, reader.leaf.document) == ("failed", None)
        await reader.press("r")
        assert reader.leaf.state == "loading"


async def test_escape_leaves_the_analysis_of_a_text_that_is_shown_alone(make_app, worker):
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        worker.deliver(analysis=False)
        await pilot.pause()
        await reader.press("/", "q", "escape", "escape")
        assert worker.cancelled == []
        assert reader.leaf.state == "analysing"
        worker.deliver()
        await pilot.pause()
        assert [person.name for person in reader.leaf.people][:2] == ["Marta Quill", "Tomas Bell"]


@covers("quit")
async def test_q_goes_back_from_a_link_and_then_quits(reader):
    await reader.press("l", "enter", "q")
    assert reader.leaf.article == sample_article()
    await reader.press("/", "a", "enter", "q")
    assert not reader.screen.finding
    await reader.press("q")
    assert not reader.app.is_running
    assert reader.app.return_code == 0


@covers("exit")
async def test_ctrl_q_quits_from_anywhere(reader):
    await reader.press("?", "ctrl+q")
    assert reader.app.return_code == 0
    assert not reader.app.is_running


@covers("interrupt")
async def test_ctrl_c_ends_with_130(reader):
    await reader.press("ctrl+c")
    assert reader.app.return_code == 130


def test_every_command_has_a_test():
    from tests.tui import test_library_screen  # noqa: F401 - it covers the commands of the library

    assert {command.id for command in COMMANDS} <= COVERED


def test_no_key_is_bound_twice_in_one_place():
    for where in {command.where for command in COMMANDS}:
        keys = [key for command in COMMANDS if command.where == where for key in command.keys]
        assert len(keys) == len(set(keys))


async def test_keys_are_changed_by_the_user_and_shown_as_changed(make_app, worker):
    worker.deliver()
    app = make_app(keys={"quote.next": "x"})
    async with app.run_test(size=(110, 18)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("n")
        assert reader.quote is None
        await reader.press("x")
        assert reader.quote == HEADLINE
        assert "x next quote" in reader.rows()[-1]
        await reader.press("?")
        assert any("x           Next quote" in row for row in reader.rows())


def test_a_command_that_does_not_exist_is_named_with_the_nearest():
    check({"quote.next": "x"})
    with pytest.raises(SourceError, match="did you mean"):
        check({"quote.nxt": "x"})


async def test_a_number_before_a_key_repeats_it(reader):
    await reader.press("3", "n")
    assert reader.quote == SAID[1][0]
    await reader.press("2", "p")
    assert reader.quote == HEADLINE
    await reader.press("n", "1", "0", "n")
    assert reader.notice == "No further quote"
    assert reader.quote == SAID[-1][0]
    await reader.press("g", "4", "j")
    assert reader.top == 4
    await reader.press("3")
    assert reader.screen.query_one(StatusLine).text == "3 ×"
    await reader.press("y", "j")
    assert reader.top == 5
    await reader.press("tab", "g", "2", "j")
    assert reader.leaf.current == 2


async def test_the_panel_shows_the_outline_in_the_place_of_the_people(reader):
    await reader.press("t")
    assert isinstance(reader.app.focused, OutlineList)
    assert not reader.screen.query_one(PersonList).display
    await reader.press("j", "enter")
    assert reader.view.seen[0] <= reader.leaf.document.text.index("Costs") <= reader.view.seen[1]
    assert reader.top > 0
    await reader.press("shift+tab")
    assert isinstance(reader.app.focused, QuoteList)
    await reader.press("t")
    assert reader.screen.query_one(PersonList).display
    await reader.press("t", "escape")
    assert reader.screen.query_one(PersonList).display
    assert isinstance(reader.app.focused, ArticleView)


@covers("pictures")
async def test_pictures_are_asked_for(reader):
    await reader.press("v")
    assert reader.notice == "This article has no pictures"  # tests/tui/test_pictures.py has more


async def test_a_link_is_chosen_by_its_number(make_app, worker):
    links = " ".join(f"[w{number}](https://x.example/{number})" for number in range(1, 13))
    worker.deliver(1, Article("x", None, "T", None, None, None, "en", links))
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("l", "1", "1")
        assert worker.requests[-1].source == "https://x.example/11"
        await reader.press("backspace", "l", "1", "enter")
        assert worker.requests[-1].source == "https://x.example/1"
        await reader.press("backspace", "l", "5")
        assert worker.requests[-1].source == "https://x.example/5"


async def test_keys_work_before_the_analysis_comes_and_the_place_stays(make_app, worker):
    from reader.worker.protocol import Analysed, Marked
    from tests.tui.conftest import analysed

    async with make_app().run_test(size=(110, 18)) as pilot:
        reader = Reader(pilot, worker)
        document = parse(sample_article())
        worker.say(Cleaned(1, sample_article(), document))
        await pilot.pause()
        await reader.press("n")
        assert reader.notice == "There is no quote here"
        found = analysed(document)
        worker.say(Marked(1, found.quotes[1:]))
        await pilot.pause()
        await reader.press("n", "n", "n", "n")
        place, words = reader.top, reader.quote
        assert words == "Paper boats, paper piers,"
        worker.say(Analysed(1, found))
        await pilot.pause()
        assert (reader.top, reader.quote) == (place, words)
        assert reader.screen.query_one(EntryList).cursor == reader.leaf.current
