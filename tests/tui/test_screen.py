"""The reader as a whole: states, sizes, the mouse, and text that means harm."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.events import MouseDown, MouseMove, MouseUp
from textual.geometry import Size

from reader.document import parse
from reader.model import Analysis, Article, Dropped, Person, Quote
from reader.sanitise import sanitise
from reader.tui.article_view import ArticleView
from reader.tui.leaf import Leaf
from reader.tui.panel import Panel
from reader.tui.person_list import PersonList
from reader.tui.quote_list import QuoteList
from reader.tui.status import StatusLine
from reader.worker.protocol import Analysed, Cleaned, Died, Failed, Marked, Opening, Progress, Request
from tests.tui.conftest import Reader, analysed, sample_article

# States


async def test_text_that_is_there_already_comes_with_the_first_frame(make_app, worker, monkeypatch):
    worker.deliver()
    frames = []
    display = ArticleView.render_lines

    def watch(view, crop):
        lines = display(view, crop)
        frames.append("".join(segment.text for strip in lines for segment in strip))
        return lines

    monkeypatch.setattr(ArticleView, "render_lines", watch)
    async with make_app().run_test(size=(110, 30)) as pilot:
        await pilot.pause()
    assert "The harbour of Lower Wick" in frames[0]


async def test_a_book_is_read_from_its_beginning_while_the_rest_is_cleaned(make_app, worker):
    article = sample_article()
    book = replace(article, markdown=f"{article.markdown}\n\n" + "The sea comes and goes.\n\n" * 400)
    worker.say(Opening(1, article, parse(article)))
    async with make_app().run_test(size=(110, 20)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        assert reader.screen.query_one(StatusLine).text == "Opening …"
        await reader.press("space", "s", "/")  # what needs the whole text waits for it
        seen = [row[:65] for row in reader.rows()[:-2]]
        assert "The co-operative had asked" in "\n".join(seen)
        worker.say(Cleaned(1, book, parse(book)), Marked(1, ()))
        await pilot.pause()
        assert [row[:65] for row in reader.rows()[:-2]] == seen
        assert not reader.screen.finding
        await reader.press("G")
        assert "The sea comes and goes." in "\n".join(reader.rows())


def test_a_book_that_was_left_further_on_is_not_shown_from_its_beginning():
    article = sample_article()
    leaf = Leaf(Request("book.txt"), place=10**6)
    leaf.begin(1)
    leaf.take(Opening(1, article, parse(article)))
    assert leaf.opening is None


async def test_what_goes_on_is_said_while_it_goes_on(make_app, worker):
    async with make_app().run_test(size=(110, 30)) as pilot:
        reader = Reader(pilot, worker)
        status = reader.screen.query_one(StatusLine)
        await pilot.pause()
        assert status.text == "Opening …"
        worker.say(Progress(1, "fetch", "fetching harbour.example"))
        await pilot.pause()
        assert status.text.startswith("Fetching harbour.example")
        worker.deliver(analysis=False)
        await pilot.pause()
        assert "finding who said what" in status.text.lower()
        assert reader.screen.query_one(PersonList).empty == "Looking for people …"
        worker.deliver()
        await pilot.pause()
        assert status.text == "0 %"


async def test_a_doubtful_speaker_and_a_missing_one_are_told(make_app, worker):
    worker.deliver()
    async with make_app().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        rows = "\n".join(Reader(pilot, worker).rows())
        assert "Marta Quill ?" in rows
        assert "unattributed" in rows
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "MQ?“They have families" in "\n".join(Reader(pilot, worker).rows())


async def test_below_the_text_people_have_role_and_counts_as_far_as_there_is_room(make_app, worker):
    worker.deliver()
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        rows = "\n".join(reader.rows())
        assert "MQ Marta Quill, the harbour m… “4” 3×" in rows
        assert re.search(r"TB Tomas Bell +“1” 1×", rows)
        assert re.search(r"Ines Oduya, reporter +0×", rows)
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert re.search(r"MQ Marta Quill +“4” 3×", "\n".join(reader.rows()))
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert re.search(r"MQ Marta Quill +3×", "\n".join(reader.rows()))


async def test_an_article_without_quotes_and_people_says_so(make_app, worker):
    article = Article("x.md", None, "Tides", None, None, None, "en", "The sea comes and goes.")
    worker.say(Cleaned(1, article, parse(article)), Marked(1, ()), Analysed(1, Analysis()))
    async with make_app().run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        shown = "\n".join(Reader(pilot, worker).rows())
    assert "No quotations in this article" in shown
    assert "Nobody is named in this article" in shown


async def test_the_text_stays_when_the_engine_fails(make_app, worker):
    worker.deliver(analysis=False)
    async with make_app().run_test(size=(110, 30)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("j", "j")
        worker.say(Failed(1, "the engine could not be started", fatal=False))
        await pilot.pause()
        assert reader.top == 2
        assert reader.notice == "the engine could not be started"
        assert "r tries again" in "\n".join(reader.rows())
        await reader.press("G")
        top = reader.top
        await reader.press("r")
        assert len(worker.requests) == 2
        worker.deliver(2)
        await pilot.pause()
        assert reader.top == top > 0


async def test_why_there_are_no_speakers_is_said_in_the_panel_and_when_one_comes_to_the_page(
    make_app, worker
):
    worker.deliver(1, analysis=False)
    async with make_app("one.html", "two.html").run_test(size=(110, 30)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("J")
        worker.say(Failed(1, "the language data could not be read; install the reader again", fatal=False))
        await pilot.pause()
        assert not reader.notice
        await reader.press("K")
        assert reader.notice.startswith("the language data could not be read")
        panel = " ".join(row[-36:].strip() for row in reader.rows())
        assert (
            panel.count("r tries again: the language data could not be read; install the reader again") == 2
        )
        await reader.press("j", "m")
        assert reader.notice.startswith("the language data could not be read")


async def test_the_death_of_the_worker_is_said_and_retry_starts_anew(make_app, worker):
    async with make_app().run_test(size=(110, 30)) as pilot:
        reader = Reader(pilot, worker)
        worker.say(Died("the engine stopped unexpectedly; press r to read this page again"))
        await pilot.pause()
        assert "The engine stopped unexpectedly" in "\n".join(reader.rows())
        await reader.press("r")
        worker.deliver(2)
        await pilot.pause()
        assert "The harbour of Lower Wick" in "\n".join(reader.rows())


async def test_an_unhandled_error_ends_in_one_line(make_app, worker, monkeypatch, caplog):
    worker.deliver()
    app = make_app()
    secret = "what stands in a variable"

    async def fail() -> None:
        async with app.run_test(size=(110, 30)) as pilot:
            monkeypatch.setattr(app._reading, "action_help", lambda: 1 / (0 * len(secret)))
            await pilot.press("?")

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert app.return_code == 1
    assert app.failure == "ZeroDivisionError: division by zero"
    assert not app._exit_renderables
    assert secret not in caplog.text


# Sizes


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (140, 40), (40, 12), (20, 6), (3, 2)])
async def test_every_size_shows_text_and_no_row_is_too_wide(make_app, worker, width, height):
    worker.deliver()
    async with make_app().run_test(size=(width, height)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("n", "tab", "?", "escape", "G")
        assert len(reader.rows()) == height
        assert all(len(row) == width for row in reader.rows())


async def test_the_panel_is_beside_below_or_away(make_app, worker):
    worker.deliver()
    async with make_app().run_test(size=(120, 40)) as pilot:
        reader = Reader(pilot, worker)
        view, panel = reader.view, reader.screen.query_one(Panel)
        await pilot.pause()
        assert panel.region.x == view.region.right
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert panel.region.y == view.region.bottom
        assert panel.region.width == 80
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert not panel.display
        await reader.press("tab")
        assert panel.display
        assert isinstance(reader.app.focused, QuoteList)


async def test_a_resize_keeps_the_place(make_app, worker):
    article = Article(
        "x", None, "Long", None, None, None, "en", "\n\n".join(f"P{n} " + "word " * 90 for n in range(200))
    )
    worker.deliver(1, article)
    async with make_app().run_test(size=(120, 40)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        reader.view.go_to(reader.leaf.document.text.index("P150"), at_top=True)
        await reader.press("j")
        for size in ((60, 20), (200, 50), (33, 9), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert reader.leaf.document.text[reader.view.seen[0] :].startswith("P150")


async def test_the_end_stays_in_sight_through_a_storm_of_sizes(make_app, worker):
    text = "\n\n".join(f"P{n} " + "word " * 90 for n in range(60))
    worker.deliver(1, Article("x", None, "Long", None, None, None, "en", text))
    async with make_app().run_test(size=(3, 1)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("G")
        for size in ((200, 60), (20, 6), (1, 1), (133, 44), (3, 1), (100, 33)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert reader.view.seen[1] == len(reader.leaf.document.text) - 1


async def test_wheel_and_scroll_bar_lay_out_what_comes_into_sight(make_app, worker):
    article = Article(
        "x",
        None,
        "Long",
        None,
        None,
        None,
        "en",
        "\n\n".join(f"P{n} " + "word " * (n % 90) for n in range(900)),
    )
    worker.deliver(1, article)
    async with make_app().run_test(size=(120, 40)) as pilot:
        reader = Reader(pilot, worker)
        for y in (3000, 40, 2000, 2001, 1999):
            reader.view.scroll_to(y=y, animate=False)
            await pilot.pause()
            first, last = reader.view.seen
            assert 0 <= first < last
            assert all("word" in row or "P" in row or not row[:70].strip() for row in reader.rows()[:39])


# Mouse


async def drag(reader: Reader, start: tuple[int, int], *path: tuple[int, int]) -> None:
    steps = [(MouseDown, start), *((MouseMove, point) for point in path), (MouseUp, path[-1])]
    for kind, (x, y) in steps:
        event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        reader.app.screen._forward_event(event)
        await reader.pilot.pause()


def cell_of(reader: Reader, words: str) -> tuple[int, int]:
    return next((row.index(words), y) for y, row in enumerate(reader.rows()) if words in row)


async def test_a_selection_over_wrapped_lines_copies_without_line_breaks(reader):
    await reader.pilot.resize_terminal(60, 40)
    await reader.pilot.pause()
    start = cell_of(reader, "harbour of Lower")
    end = cell_of(reader, "said")
    await drag(reader, start, (end[0] + 3, end[1]))
    text = reader.screen.get_selected_text()
    assert text.startswith("harbour of Lower Wick will close for the winter, its council decided")
    assert text.endswith("second time in a year.\n\n“We cannot ask the boats to wait for us,” said")
    x, y = cell_of(reader, "of Lower")
    style = reader.screen.get_style_at(x, y)
    assert style.bgcolor != reader.view.rich_style.bgcolor
    assert style.color != style.bgcolor
    await reader.press("ctrl+c")
    assert reader.app.clipboard == text
    assert reader.app.is_running


async def test_a_selection_counts_code_points_and_not_cells(make_app, worker):
    article = Article("x", None, "Wide", None, None, None, "en", "漢字 👩‍👩‍👧 é and after")
    worker.deliver(1, article)
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        row = next(y for y, row in enumerate(reader.rows()) if "漢字" in row)
        left = reader.view._columns.left
        await drag(reader, (left, row), (left + 5, row))
        assert reader.screen.get_selected_text() == "漢字 👩‍👩‍👧"


async def test_a_selection_survives_the_pointer_straying_over_the_panel(reader):
    x, y = cell_of(reader, "harbour of Lower")
    await drag(reader, (x, y), (x + 9, y), (105, y + 1))
    text = reader.screen.get_selected_text()
    assert text.startswith("harbour of Lower Wick")
    assert len(text) < 150


async def test_clicking_beside_the_text_clears_the_selection(reader):
    x, y = cell_of(reader, "harbour of Lower")
    await drag(reader, (x, y), (x + 6, y))
    assert reader.screen.get_selected_text() == "harbour"
    await reader.pilot.click(ArticleView, offset=(x, y + 1))
    assert not reader.screen.get_selected_text()


async def test_clicks_on_quotes_links_names_and_gutter(reader):
    await reader.pilot.resize_terminal(120, 40)
    await reader.pilot.pause()
    await reader.pilot.click(ArticleView, offset=cell_of(reader, "ask the boats"))
    assert reader.quote == "We cannot ask the boats to wait for us,"
    await reader.pilot.click(ArticleView, offset=cell_of(reader, "is not a promise"))
    assert reader.quote == "A wall is not a promise"
    await reader.pilot.click(ArticleView, offset=cell_of(reader, "Bell, who has"))
    assert reader.leaf.people[reader.leaf.person].name == "Tomas Bell"
    assert reader.screen.query_one(PersonList).cursor == 1
    view = reader.view
    row = next(y for y, mark in view._gutter.items() if mark.quote == 6)
    await reader.pilot.click(ArticleView, offset=(view.room - 1, row))
    assert reader.quote == "Nobody asked me,"
    await reader.pilot.click(PersonList, offset=(6, 3))
    assert reader.leaf.people[reader.leaf.person].name == "Tomas Bell"
    await reader.pilot.click(QuoteList, offset=(6, 6))
    assert reader.leaf.current == 1
    await reader.pilot.click(ArticleView, offset=cell_of(reader, "temporary pier"))
    assert reader.worker.requests[-1].source == "https://harbour.example/pier"


async def test_hints_of_the_last_row_can_be_clicked(reader):
    x = reader.rows()[-1].index("next quote")
    await reader.pilot.click(StatusLine, offset=(x, 0))
    await reader.pilot.pause()
    assert reader.quote == "A wall is not a promise"


async def test_what_is_missing_of_an_article_is_told_above_it(make_app, worker):
    notice = "the article continues on further pages; --all-pages reads them too"
    worker.deliver(article=replace(sample_article(), notices=(notice,)))
    async with make_app().run_test(size=(100, 30)) as pilot:
        rows = Reader(pilot, worker).rows()
    assert any("The article continues on further pages" in row for row in rows[:10])


# Text that means harm

EVIL = (
    "[/foo] [bold red]x[/] [@click=app.quit]quit[/] \x1b[31mred\x1b]8;;https://evil.example\x07link\x1b]8;;\x07 "
    "\u202egnp.exe [link=javascript:alert(1)]j[/link] $primary {x}"
)


async def test_markup_and_escapes_of_a_page_stay_text_everywhere(make_app, worker):
    evil = sanitise(EVIL)
    link = "[js](javascript:alert(1)) <a href='javascript:x'>y</a>"
    markdown = f"“{evil},” said {evil}. {link}\n\n## {evil}\n\n- {evil}"
    article = Article(EVIL, None, EVIL, EVIL, EVIL, EVIL, "en", markdown, (Dropped(EVIL, EVIL, 0),), (EVIL,))
    document = parse(article)
    start = document.text.index("“") + 1
    quote = Quote(start, start + len(evil), evil, "direct", evil, confidence=0.9)
    person = Person(evil, (evil,), (evil,), ((start, start + 5),), (0,))
    worker.say(Cleaned(1, article, document), Marked(1, (quote,)), Analysed(1, Analysis((quote,), (person,))))
    async with make_app(EVIL).run_test(size=(140, 40)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("n", "f", "m", "d", "t")
        assert "[/foo]" in "\n".join(reader.rows())
        await reader.press("escape", "l", "escape", "?", "escape", "tab", "tab", "y", "o")
        rows = "\n".join(reader.rows())
        assert "[/foo] [bold red]x[/]" in rows
        assert "\x1b" not in rows
        assert "\u202e" not in rows
        assert all((style.href or "").startswith(("http://", "https://", "")) for style in document.styles)
        await reader.press("a", "x", "enter")
        worker.say(Progress(2, "fetch", EVIL), Cleaned(2, article, document), Failed(2, EVIL, fatal=False))
        await pilot.pause()
        assert reader.leaf.trouble == EVIL
        assert "\x1b" not in "\n".join(reader.rows())
        await reader.press("r")
        worker.say(Failed(3, f"it broke: {EVIL}", fatal=True))
        await pilot.pause()
        assert reader.leaf.failure is not None
        rows = "\n".join(reader.rows())
        assert "[/foo]" in rows
        assert "\x1b" not in rows
        assert "\u202e" not in rows


async def test_only_web_addresses_are_opened(make_app, worker, monkeypatch):
    worker.deliver(
        1, Article("javascript:alert(1)", "javascript:alert(1)", "T", None, None, None, "en", "Text.")
    )
    app = make_app("javascript:alert(1)")
    opened = []
    monkeypatch.setattr(app, "open_url", opened.append)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("o")
        assert reader.notice == "This page has no web address"
    assert not opened


async def test_a_document_that_changes_its_quotes_does_not_move(make_app, worker):
    document = worker.deliver(analysis=False)
    async with make_app().run_test(size=(110, 18)) as pilot:
        reader = Reader(pilot, worker)
        worker.say(Marked(1, analysed(document).quotes[1:]))
        await reader.press("G")
        top, size = reader.top, reader.view.virtual_size
        assert size != Size(0, 0)
        worker.say(Analysed(1, analysed(document)))
        await pilot.pause()
        assert len(reader.leaf.quotes) == 7
        assert (reader.top, reader.view.virtual_size) == (top, size)
        assert reader.leaf.article == sample_article()


async def test_captions_stand_in_their_place_and_credits_do_not(make_app, worker):
    dropped = (
        Dropped("The mole at noon, with the tide out and the crane idle", "caption or credit", 1),
        Dropped("The mole at noon, with the tide out and the crane idle", "caption or credit", 3),
        Dropped("Photo: A. Gull", "caption or credit", 1),
    )
    worker.deliver(article=replace(sample_article(), dropped=dropped))
    async with make_app().run_test(size=(100, 40)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        rows = "\n".join(reader.rows())
        assert rows.count("▣ The mole at noon") == 1
        assert "A. Gull" not in rows
        await reader.press("d")
        rows = "\n".join(reader.rows())
        assert "▣" not in rows
        assert "Photo: A. Gull (caption or credit)" in rows


async def test_escape_twice_stops_the_analysis_of_a_text_that_is_shown(make_app, worker):
    async with make_app().run_test(size=(110, 24)) as pilot:
        reader = Reader(pilot, worker)
        worker.deliver(analysis=False)
        await pilot.pause()
        await reader.press("escape", "escape")
        assert worker.cancelled == [1]
        assert reader.leaf.state == "done"
        assert reader.screen.query_one(PersonList).empty == "Not found, r tries again: You called it off."


async def test_where_nothing_is_found_the_text_gets_the_room(make_app, worker):
    worker.deliver(1, Article("x.md", None, "Tides", None, None, None, "en", "The sea comes and goes."))
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        assert reader.screen.query_one(Panel).size.height == 2
        assert "No quotations in this article" in reader.rows()[-2]


async def test_the_measure_is_what_the_user_wants(make_app, worker):
    worker.deliver(1, Article("x", None, "T", None, None, None, "en", "word " * 300))
    async with make_app(measure=50).run_test(size=(140, 40)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        widest = max(len(row[: reader.view.size.width - 2].strip()) for row in reader.rows()[5:30])
        assert 45 <= widest <= 50


async def test_who_is_named_in_quotes_only_is_told_beside_the_row_that_shows_where(make_app, worker):
    document = parse(sample_article())
    start = document.text.index("families")
    people = (Person("Ada Fam", (), ("aunt",), ((start, start + 8),), (), in_quotes=1),)
    worker.say(Cleaned(1, sample_article(), document), Analysed(1, Analysis((), people)))
    async with make_app().run_test(size=(120, 40)) as pilot:
        reader = Reader(pilot, worker)
        rows = await reader.until("Ada Fam")
        at = next(y for y, row in enumerate(rows) if "Ada Fam" in row)
        assert re.search(r"Ada Fam +named in quotes", rows[at])
        assert re.search(r"aunt +▁▁▃▁{7}  1×", rows[at + 1])
