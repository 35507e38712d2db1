"""The shelf of people across all articles, with the dossier of each beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.shelves.shelf import Paragraph, Part, Shelf, Target, joined, some

if TYPE_CHECKING:
    from reader.ledger.values import SavedPerson
    from reader.library import Library

MOST = 500
"""People who are listed at once; typing narrows the list."""
_QUOTES = 12


class People(Shelf):
    """Everybody whom the library's articles name, the most quoted first."""

    title = "People"
    empty = "Nobody yet: people come with the articles that are saved (s in the reader)."
    orders = ("all", "followed")

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._people: tuple[SavedPerson, ...] = ()

    def load(self) -> None:
        """List what `words`, `order` and what was narrowed to leave."""
        self._people = self._library.people(
            name=self.words.strip(), followed=self.order == "followed", limit=MOST
        )

    def count(self) -> int:
        """Return the number of items."""
        return len(self._people)

    def person(self, item: int) -> SavedPerson:
        """Return the person of an item."""
        return self._people[item]

    def key(self, item: int) -> int:
        """Return the ID of an item."""
        return self._people[item].id

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        """Return two rows: what it is, and where it is from."""
        person = self._people[item]
        sign = "★ " if person.followed else "  "
        new = f"{person.new} new  " if person.new else ""
        quotes = some(person.quotes, "quote")
        return (
            ((Part(sign), Part(person.name, "strong")), f"{new}{quotes}"),
            ((Part(f"  {person.role}", "muted"),), some(person.articles, "article")),
        )

    def preview(self, item: int) -> list[Paragraph]:
        """Return what is known of an item."""
        dossier = self._library.dossier(self._people[item].id, limit=_QUOTES)
        person = dossier.person
        found: list[Paragraph] = [(Part(person.name, "strong"),)]
        found += [
            (
                Part(held.role),
                Part(
                    f"  {held.first} – {held.last}" if held.last != held.first else f"  {held.first}", "muted"
                ),
            )
            for held in dossier.roles
        ]
        if dossier.sites:
            found.append(
                (
                    Part("quoted by ", "muted"),
                    Part(", ".join(f"{site.site} {site.quotes}" for site in dossier.sites)),
                )
            )
        if dossier.beside:
            found.append((Part("beside ", "muted"), Part(", ".join(other.name for other in dossier.beside))))
        for quote in dossier.quotes:
            sign = Part("new ", "strong") if quote.new else Part("")
            found.append(
                (
                    sign,
                    Part(f"“{quote.text}”"),
                    Part(f"  {joined(quote.dated, quote.site, quote.title)}", "muted"),
                )
            )
        return found

    def target(self, item: int) -> Target:
        """Return what the item opens."""
        return Target(person=self._people[item].id)

    def address(self, item: int) -> str | None:
        """Return the item's address on the web."""
        return None

    def cited(self, item: int, *, markdown: bool = False) -> str:
        """Return the item with its source."""
        person = self._people[item]
        name = f"**{person.name}**" if markdown else person.name
        return joined(name, person.role)
