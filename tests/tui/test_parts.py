"""The parts that know no screen: speakers, pages, history, finding, copying, colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from reader.document import parse
from reader.errors import SourceError
from reader.model import Analysis, Article, Person, Quote
from reader.tui import clip, colours, notes, themes
from reader.tui.cast import COLOURS, Cast, assign
from reader.tui.cells import width
from reader.tui.find import LIMIT, Finder, find_all
from reader.tui.leaf import Leaf
from reader.tui.trail import Trail
from reader.worker.protocol import Analysed, Cleaned, Died, Failed, Marked, Progress, Request
from tests.tui.conftest import analysed, sample_article

# Speakers


def test_speakers_get_colours_in_order_and_letters_of_their_own():
    voices = assign(
        ["Marta Quill", "Tomas Bell", "Mira Quist", "Marta Quill", "the spokesperson", "Mary Quant"]
    )
    assert [voice.letters for voice in voices.values()] == ["MQ", "TB", "Mu", "sp", "Ma"]
    assert [voice.colour for voice in voices.values()] == [0, 1, 2, 3, 4]


@given(st.lists(st.text(max_size=12), max_size=30))
def test_letters_are_unique_and_fit_two_cells(names):
    voices = assign(names)
    letters = [voice.letters for voice in voices.values()]
    assert len(set(letters)) == len(letters)
    assert all(width(mark) <= 2 for mark in letters)
    assert all(0 <= voice.colour < COLOURS for voice in voices.values())


def test_a_person_has_the_colour_of_what_they_say():
    quotes = (
        Quote(0, 1, "a", "direct", "a clerk"),
        Quote(2, 3, "b", "direct", "Quill"),
        Quote(4, 5, "c", "direct"),
    )
    cast = Cast(quotes, (Person("Marta Quill", quotes=(1,)), Person("Bell")))
    assert cast.of_person(0) == cast.of_quote(1)
    assert cast.of_person(1) is None
    assert cast.of_quote(2) is None
    assert (cast.person_of(1), cast.person_of(0)) == (0, None)


# Pages


@pytest.fixture
def leaf():
    leaf = Leaf(Request("x"))
    leaf.begin(1)
    return leaf


def test_a_page_fills_in_and_keeps_the_chosen_quote(leaf):
    document = parse(sample_article())
    found = analysed(document)
    leaf.take(Progress(1, "fetch", "harbour.example"))
    assert (leaf.busy, leaf.stage) == (True, "harbour.example")
    leaf.take(Cleaned(1, sample_article(), document))
    leaf.take(Marked(1, found.quotes[1:]))
    leaf.choose_quote(3)
    words = leaf.quotes[3].text
    leaf.take(Analysed(1, found))
    assert leaf.quotes[leaf.current].text == words
    assert leaf.people[leaf.person].name == "Tomas Bell"
    assert not leaf.busy


def test_a_failure_without_text_is_the_page_and_one_with_text_is_a_note(leaf):
    leaf.take(Failed(1, "no such host"))
    assert (leaf.failure, leaf.trouble) == ("no such host", None)
    leaf.begin(2)
    assert leaf.failure is None
    leaf.take(Cleaned(2, sample_article(), parse(sample_article())))
    leaf.take(Failed(2, "the engine gave up"))
    assert (leaf.failure, leaf.trouble, leaf.busy) == (None, "the engine gave up", False)


def test_the_death_of_the_worker_only_matters_to_pages_under_way(leaf):
    leaf.take(Cleaned(1, sample_article(), parse(sample_article())))
    leaf.take(Analysed(1, Analysis()))
    leaf.take(Died("gone"))
    assert leaf.trouble is None
    leaf.begin(2)
    leaf.take(Died("gone"))
    assert (leaf.failure, leaf.trouble) == (None, "Not read again: gone")


def test_what_comes_after_the_page_was_called_off_is_ignored(leaf):
    document = parse(sample_article())
    leaf.cancelled()
    late = [
        Progress(1, "fetch", "late"),
        Cleaned(1, sample_article(), document),
        Failed(1, "late"),
    ]
    assert not any(leaf.take(event) for event in late)
    assert (leaf.state, leaf.failure, leaf.document, leaf.stage) == ("failed", "You called it off.", None, "")
    leaf.begin(2)
    assert not leaf.take(late[1])
    assert leaf.take(Cleaned(2, sample_article(), document))
    assert leaf.state == "analysing"


def test_walking_starts_at_what_is_seen_when_the_current_quote_is_out_of_sight(leaf):
    leaf.quotes = tuple(Quote(at, at + 5, "x", "direct") for at in (10, 110, 210, 310))
    assert leaf.next_quote(1, (100, 300)) == 1
    assert leaf.next_quote(-1, (100, 300)) == 0
    leaf.current = 1
    assert leaf.next_quote(1, (100, 300)) == 2
    assert leaf.next_quote(1, (300, 400)) == 3
    leaf.current = 3
    assert leaf.next_quote(1, (300, 400)) is None
    assert leaf.next_quote(-1, (0, 50)) is None


# History


def test_history_is_kept_for_every_article_of_the_stack():
    trail = Trail(["one", "two"])
    trail.visit("link")
    trail.visit("link of link")
    assert trail.travel(-1)
    assert trail.current == "link"
    assert trail.turn(1)
    assert (trail.current, trail.came_by_link, trail.number) == ("two", False, 2)
    assert not trail.turn(1)
    assert not trail.travel(-1)
    assert trail.turn(-1)
    assert trail.current == "link"
    trail.visit("other")
    assert not trail.travel(1)
    assert trail.pages() == ["one", "link", "other", "two"]


def test_a_trail_is_never_empty():
    with pytest.raises(ValueError, match="at least one"):
        Trail([])


# Finding


def test_case_matters_only_with_capitals_and_blanks_match_line_breaks():
    text = "The mole.\nThe  Mole, “the\nmole”.\n\nthe\n\nmole"
    assert [text[a:b] for a, b in find_all(text, "the mole")] == ["The mole", "The  Mole", "the\nmole"]
    assert [text[a:b] for a, b in find_all(text, "Mole")] == ["Mole"]
    assert [text[a:b] for a, b in find_all(text, '"the')] == ["“the"]
    assert find_all(text, " ") == []


@given(st.text(alphabet="ab (*.[\\\n", max_size=40), st.text(alphabet="ab (*.[\\", min_size=1, max_size=4))
def test_what_is_typed_is_no_pattern(text, query):
    for start, end in find_all(text, query):
        assert "".join(text[start:end].split()).lower() == "".join(query.split()).lower()


def test_finding_starts_where_the_user_is_and_goes_round():
    finder = Finder("x x x", origin=2)
    finder.search("x")
    assert finder.start == 2
    finder.step(1)
    finder.step(1)
    assert finder.start == 0
    finder.search("y")
    finder.step(1)
    assert finder.start is None


def test_there_is_a_limit_to_what_is_found():
    assert len(find_all("a" * (LIMIT + 50), "a")) == LIMIT


# Copying


def test_a_quote_is_copied_with_its_source():
    quote = Quote(0, 9, "Paper\nboats", "direct", "Tomas [Bell]")
    assert clip.as_text(quote, sample_article()).splitlines() == [
        f"“Paper boats” — Tomas [Bell] — {sample_article().title}",
        "https://harbour.example/news/1",
    ]
    markdown = clip.as_markdown(quote, sample_article())
    assert markdown.startswith("> Paper boats\n>\n> — Tomas \\[Bell\\], [Lower Wick")
    assert markdown.endswith("](<https://harbour.example/news/1>)\n")


def test_an_unattributed_quote_without_an_address_is_copied_alone():
    article = Article("notes.txt", None, "", None, None, None, "en", "")
    assert clip.as_text(Quote(0, 2, "hm", "direct"), article) == "“hm”"


# Notes


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2026-11-03", "3 November 2026"),
        ("2026-11-03T09:00:00+00:00", "3 November 2026"),
        ("spring", "spring"),
        ("2026-13-01", "2026-13-01"),
        ("2026-00-01", "2026-00-01"),
    ],
)
def test_dates_are_written_out(published, shown):
    assert notes.date(published) == shown


def test_reading_time_counts_words_or_characters():
    assert notes.minutes("word " * 920) == "4 min read"
    assert notes.minutes("漢" * 1500) == "3 min read"
    assert notes.minutes("") == "1 min read"


# Colours


@pytest.mark.parametrize("theme", [*themes.OWN, *BUILTIN_THEMES.values()], ids=lambda theme: theme.name)
def test_speakers_and_shades_are_legible_on_every_theme(theme):
    variables = colours.variables(theme)
    if theme.ansi:
        return  # the terminal's own palette is not known
    background = Color.parse(theme.to_color_system().generate()["background"])
    names = [f"speaker-{number}" for number in range(COLOURS)] + ["voiceless"]
    for name in names:
        text, lit = Color.parse(variables[name]), Color.parse(variables[f"{name}-lit"])
        assert colours.contrast(text, background) >= colours.CONTRAST
        assert colours.contrast(text, lit) >= colours.CONTRAST
    assert colours.contrast(Color.parse(variables["muted"]), background) >= colours.CONTRAST
    surface = Color.parse(theme.to_color_system().generate()["surface"])
    for name in ("comment", *colours.CODE):
        assert colours.contrast(Color.parse(variables[f"code-{name}"]), surface) >= colours.CONTRAST


@pytest.mark.parametrize("theme", themes.OWN, ids=lambda theme: theme.name)
def test_speakers_colours_differ_on_our_own_themes(theme):
    variables = colours.variables(theme)
    shades = [Color.parse(variables[f"speaker-{number}"]).rgb for number in range(8)]
    distances = [
        sum(abs(a - b) for a, b in zip(one, other, strict=True))
        for one in shades
        for other in shades
        if one != other
    ]
    assert min(distances) > 40


def test_an_unknown_theme_names_all_on_one_line_ours_first():
    assert themes.check("nord") == "nord"
    with pytest.raises(SourceError, match="choose one of pullquote-dark, pullquote-light, ") as raised:
        themes.check("pullquote-drak")
    assert all(f" {name}" in str(raised.value) for name in BUILTIN_THEMES)
    assert "\n" not in str(raised.value)


def test_the_styles_are_found():
    assert (themes.styles_folder() / "reader.tcss").is_file()


@pytest.mark.parametrize(
    ("environment", "few"),
    [
        ({"TERM": "linux"}, True),
        ({"TERM": "xterm-16color"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, False),
        ({"TERM": "xterm-kitty"}, False),
    ],
)
def test_a_terminal_of_16_colours_keeps_its_own(environment, few):
    assert themes.few_colours(environment) is few
