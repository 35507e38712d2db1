"""The forms in which the ledger leaves the program: JSON, CSV, Markdown with citations, and lines for the shell."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.ledger.difference import Difference
    from reader.ledger.values import Dossier, Recurrence, SavedPerson, SavedQuote, SiteCount

_SPECIAL = frozenset("\\`*_[]<>#|~")
_ACTING_CELLS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BAR = 30
"""Cells of the longest bar of a chart."""
_CSV_COLUMNS = (
    "quote", "kind", "speaker", "person", "confidence", "author", "title", "site", "date", "address", "article",
    "recurrence",
)  # fmt: skip


def as_json(value: SavedQuote | SavedPerson | Dossier | Recurrence | SiteCount) -> dict[str, Any]:
    """Return the JSON form of what the ledger answers as plain values."""
    return asdict(value)


def csv_lines(quotes: Iterable[SavedQuote]) -> Iterator[str]:
    """Yield quotes as CSV (RFC 4180) with a header, a line each.

    A cell that a spreadsheet would take for a formula begins with an apostrophe
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    yield _csv_line(_CSV_COLUMNS)
    for quote in quotes:
        yield _csv_line(
            (
                " ".join(quote.text.split()),
                quote.kind,
                quote.speaker,
                quote.person,
                f"{quote.confidence:.2f}",
                quote.byline,
                quote.title,
                quote.site,
                quote.dated,
                quote.url,
                quote.article,
                quote.recurrence,
            )
        )


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_cell(cell) for cell in cells])
    return line.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_ACTING_CELLS) else text


def quote_markdown(quote: SavedQuote) -> str:
    """Return a quote as a Markdown block quote with its citation: speaker, author, title, site, date, address."""
    words = escaped(_worded(quote))
    return f"> {words}\n>\n> — {citation(quote)}\n"


def citation(quote: SavedQuote) -> str:
    """Return where a quote stands, as Markdown: speaker: author, [title](address), site, date."""
    title = escaped(one_line(quote.title)) or "untitled"
    linked = f"[{title}](<{quote.url}>)" if quote.url else title
    parts = [escaped(quote.byline or ""), linked, escaped(quote.site or ""), quote.dated]
    where = ", ".join(part for part in parts if part)
    speaker = quote.person or quote.speaker
    return f"{escaped(speaker)}: {where}" if speaker else where


def quote_line(quote: SavedQuote) -> str:
    """Return a quote on a line: its words, speaker, where it stands with the article's ID, and whether it is new."""
    where = " · ".join(part for part in (one_line(quote.title), quote.site, quote.dated) if part)
    mark = " · new" if quote.new else ""
    return f"{_worded(quote)} — {quote.person or quote.speaker or 'unattributed'} · {where} [{quote.article}]{mark}"


def person_line(person: SavedPerson) -> str:
    """Return a person on a line, parted by tabs: number, name, latest role, articles, quotes, what is new."""
    parts = [str(person.id), person.name, person.role, _count(person.articles, "article")]
    parts.append(_count(person.quotes, "quote"))
    if person.followed:
        parts.append(f"followed, {person.new} new")
    return "\t".join(parts)


def site_lines(counts: Iterable[SiteCount], *, person: bool = True) -> Iterator[str]:
    """Yield who quotes whom as a chart, a line each: site, person (unless all are of one), number, bar."""
    listed = list(counts)
    most = max((count.quotes for count in listed), default=1)
    for count in listed:
        bar = "█" * max(1, round(_BAR * count.quotes / most))
        yield "\t".join((count.site, *([count.person] if person else []), str(count.quotes), bar))


def recurrence_text(recurrence: Recurrence) -> str:
    """Return a recurrence as text: the first wording, then each other with its differences marked.

    As wdiff has it, [-what the first has-] and {+what stands here+}.
    """
    speakers = " / ".join(recurrence.speakers) or "unattributed"
    lines = [f"{_count(recurrence.articles, 'article')} — {speakers}"]
    for number, wording in enumerate(recurrence.wordings):
        quote = wording.quote
        words = _worded(quote) if not number else f"“{''.join(_marked(wording.differences))}”"
        by = f" — {quote.person or quote.speaker or 'unattributed'}" if len(recurrence.speakers) > 1 else ""
        lines.append(f"  {quote.dated}  {quote.site or one_line(quote.title)} [{quote.article}]{by}: {words}")
    return "\n".join(lines) + "\n"


def recurrence_markdown(recurrence: Recurrence) -> str:
    """Return a recurrence as Markdown: the first wording quoted, the others with what they ~~left~~ and **put**."""
    first, *others = recurrence.wordings
    lines = [quote_markdown(first.quote)]
    for wording in others:
        marked = "".join(_marked(wording.differences, ("~~", "~~"), ("**", "**"), escape=True))
        lines.append(f"- “{marked}” — {citation(wording.quote)}\n")
    return "\n".join(lines)


def _marked(
    differences: Iterable[Difference],
    left: tuple[str, str] = ("[-", "-]"),
    put: tuple[str, str] = ("{+", "+}"),
    *,
    escape: bool = False,
) -> Iterator[str]:
    blank = ""
    for difference in differences:
        first, second = difference.first, difference.second
        if escape:
            first, second = escaped(first), escaped(second)
        if difference.kind == "same":
            yield blank + second
        else:
            gone = left[0] + first + left[1] if first else ""
            come = put[0] + second + put[1] if second else ""
            yield blank + " ".join(part for part in (gone, come) if part)
        blank = " "


def dossier_text(dossier: Dossier, *, why: bool = False) -> str:
    """Return a dossier as text; `why` lists for each article why its person was taken for this one."""
    person = dossier.person
    followed = f" · followed, {person.new} new" if person.followed else ""
    counts = f"{_count(person.articles, 'article')} · {_count(person.quotes, 'quote')}"
    lines = [f"{person.name} (person {person.id}) · {counts}{followed}"]
    lines += _section(
        "Roles",
        (f"{_span(role.first, role.last)}  {role.role} ({role.articles})" for role in dossier.roles),
    )
    lines += _section("Called", _forms(dossier, why=why))
    lines += _section("Quoted by", site_lines(dossier.sites, person=False))
    lines += _section(
        "Quoted beside", (f"{one.name} ({_count(one.articles, 'article')})" for one in dossier.beside)
    )
    lines += _section("Said", (line for quote in dossier.quotes for line in _said(quote)))
    return "\n".join(lines) + "\n"


def dossier_markdown(dossier: Dossier) -> str:
    """Return a dossier as Markdown: roles over time, then the quotes with citations."""
    lines = [f"# {escaped(dossier.person.name)}\n"]
    lines += [f"- {escaped(role.role)}, {_span(role.first, role.last)}" for role in dossier.roles]
    return "\n".join([*lines, "", *(quote_markdown(quote) for quote in dossier.quotes)])


def _section(title: str, lines: Iterable[str]) -> list[str]:
    listed = [f"  {line}" for line in lines]
    return ["", title, *listed] if listed else []


def _forms(dossier: Dossier, *, why: bool) -> Iterator[str]:
    if why:
        for form in dossier.forms:
            reasons = (
                "; ".join(f"{words} {weight:+.1f}" for words, weight in form.reasons) or "nothing but that"
            )
            yield f"{form.dated}  {form.name} in [{form.article}] {one_line(form.title)}: {reasons}"
        return
    counts: dict[str, int] = {}
    for form in dossier.forms:
        counts[form.name] = counts.get(form.name, 0) + 1
    if len(counts) > 1:
        yield from (
            f"{name} ({number})" for name, number in sorted(counts.items(), key=lambda pair: -pair[1])
        )


def _said(quote: SavedQuote) -> Iterator[str]:
    mark = " · new" if quote.new else ""
    yield f"{quote.dated}  {_worded(quote)} · {one_line(quote.title)} · {quote.site or ''} [{quote.article}]{mark}"
    around = f"{quote.before} […] {quote.after}".strip()
    if around != "[…]":
        yield f"            {around}"


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _worded(quote: SavedQuote) -> str:
    words = " ".join(quote.text.split())
    return words if quote.kind == "indirect" else f"“{words}”"


def escaped(text: str) -> str:
    """Return a line of plain text with what Markdown would read as markup escaped."""
    return "".join("\\" + c if c in _SPECIAL else c for c in " ".join(text.split()))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
