"""The ledger of a library: who said what across all its articles.

What finds people, and what is told of them, is imported when it is needed: the list of a library shows without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from reader.ledger.values import Beside, Dossier, Recurrence, RoleHeld, SavedPerson, SavedQuote, SiteCount
    from reader.library.database import Database

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
PAGE = 50
"""How many quotes, people or recurrences are given at a time unless asked otherwise."""
_BESIDE_ARTICLES = 50
_ROLES, _SITES, _WORDINGS = 20, 10, 50


class LedgerMethods:
    """The part of `reader.Library` that is the ledger; `database` is the library's.

    People are given by name or by number.  Every look brings the ledger up to date first; all methods raise
    LibraryError.
    """

    database: Database

    def bring_ledger_up_to_date(self, progress: Callable[[int], None] | None = None) -> int:
        """Take in what was saved, changed or removed since, and return how many articles that were."""
        from reader.ledger import filling

        return filling.catch_up(self.database, progress)

    def ledger_due(self) -> int:
        """Return how many articles the ledger has still to take in."""
        row = self.database.row("SELECT count(*) FROM ledger_due")
        return row[0] if row else 0

    def rebuild_ledger(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the ledger anew by today's rules; what the user decided stays.  Returns the number of articles."""
        from reader.ledger import rebuilding

        return rebuilding.rebuild(self.database, progress)

    def quotes(
        self,
        *,
        speaker: str | int | None = None,
        grep: str = "",
        site: str = "",
        after: str = "",
        before: str = "",
        indirect: bool = False,
        new: bool = False,
        around: bool = False,
        limit: int | None = PAGE,
        offset: int = 0,
    ) -> Iterator[SavedQuote]:
        """Yield a page of quotes, the latest first; all for a `limit` of None.

        `speaker` is a name, a part of one, or a person's number; `grep` words that must all stand in the quote, "in
        marks" in that order; `after` and `before` are days (2026-11-03, 2026-11, 2026), both inclusive; `new` is for
        quotes of people followed that were not looked at yet; `around` adds the words around each.
        """
        from reader.ledger import quoting
        from reader.ledger.persons import find

        self.bring_ledger_up_to_date()
        identities = () if speaker is None else tuple(find(self.database, speaker))
        named = "" if speaker is None else str(speaker)
        filters = quoting.Filters(identities, named, grep, site, _date(after), _date(before), indirect, new)
        return quoting.quotes(self.database, filters, limit, offset, around=around)

    def people(
        self, *, name: str = "", followed: bool = False, limit: int | None = PAGE, offset: int = 0
    ) -> tuple[SavedPerson, ...]:
        """Return people, the most quoted first; those whose name has `name` as a part."""
        from reader.ledger.persons import people

        self.bring_ledger_up_to_date()
        return people(self.database, name, followed=followed, limit=_all(limit), offset=offset)

    def person(self, who: str | int) -> SavedPerson:
        """Return the one person whom a name or a number means.  Raises: LibraryError (none, or several)."""
        from reader.ledger.persons import person

        self.bring_ledger_up_to_date()
        return person(self.database, who)

    def dossier(self, who: str | int, *, limit: int = PAGE, offset: int = 0) -> Dossier:
        """Return what is known of a person, with a page of their quotes, statements without marks among them."""
        from reader.ledger import quoting
        from reader.ledger.forms import forms
        from reader.ledger.persons import who_quotes
        from reader.ledger.values import Dossier

        found = self.person(who)
        of = quoting.Filters((found.id,), indirect=True)
        return Dossier(
            found,
            tuple(quoting.quotes(self.database, of, limit, offset, around=True)),
            self._roles(found.id),
            self._beside(found.id),
            tuple(who_quotes(self.database, found.id, limit=_SITES)),
            forms(self.database, found.id),
        )

    def _roles(self, identity: int) -> tuple[RoleHeld, ...]:
        from reader.ledger.forms import as_date
        from reader.ledger.values import RoleHeld

        rows = self.database.rows(
            "SELECT * FROM role_held WHERE identity = ? ORDER BY articles DESC, last_day DESC, role LIMIT ?",
            (identity, _ROLES),
        )
        held = [
            RoleHeld(row["role"], as_date(row["first_day"]), as_date(row["last_day"]), row["articles"])
            for row in rows
        ]
        return tuple(sorted(held, key=lambda role: (role.first, role.last, role.role)))

    def _beside(self, identity: int) -> tuple[Beside, ...]:
        from reader.ledger.values import Beside

        rows = self.database.rows(
            "SELECT other.identity AS id, identity.name, count(DISTINCT other.article) AS articles FROM"
            f" (SELECT article FROM appearance WHERE identity = ?1 ORDER BY day DESC LIMIT {_BESIDE_ARTICLES}) AS one"
            " CROSS JOIN appearance AS other ON other.article = one.article"
            " JOIN identity ON identity.id = other.identity WHERE other.identity <> ?1"
            " AND EXISTS (SELECT 1 FROM quote WHERE quote.person = other.person)"
            " GROUP BY other.identity ORDER BY articles DESC, identity.name LIMIT 12",
            (identity,),
        )
        return tuple(Beside(row["id"], row["name"], row["articles"]) for row in rows)

    def recurrences(
        self, *, speaker: str | int | None = None, limit: int | None = PAGE, offset: int = 0
    ) -> tuple[Recurrence, ...]:
        """Return the quotes that several articles have, those in most articles first; given to `speaker` by any."""
        from reader.ledger.persons import find

        self.bring_ledger_up_to_date()
        condition, values = "", list[int]()
        if speaker is not None:
            values = find(self.database, speaker)
            condition = (
                " WHERE utterance IN (SELECT utterance FROM wording JOIN quote ON quote.id = wording.quote"
                " JOIN appearance ON appearance.person = quote.person"
                f" WHERE identity IN ({', '.join('?' * len(values))}))"
            )
        rows = self.database.rows(
            f"SELECT * FROM recurrence{condition} ORDER BY articles DESC, day DESC, utterance LIMIT ? OFFSET ?",
            (*values, _all(limit), offset),
        )
        return tuple(self._recurrence(row["utterance"], row["articles"]) for row in rows)

    def _recurrence(self, utterance: int, articles: int) -> Recurrence:
        from reader.ledger import quoting
        from reader.ledger.difference import differences
        from reader.ledger.values import Recurrence, Wording

        found = quoting.of_utterance(self.database, utterance, _WORDINGS)
        speakers = dict.fromkeys(quote.person or quote.speaker for quote in found)
        return Recurrence(
            utterance,
            articles,
            tuple(speaker for speaker in speakers if speaker),
            tuple(Wording(quote, differences(found[0].text, quote.text)) for quote in found),
        )

    def who_quotes_whom(self, *, site: str = "", limit: int = PAGE) -> tuple[SiteCount, ...]:
        """Return how many quotes of whom sites have, the most first; `site` is a part of a site's name."""
        from reader.ledger.persons import who_quotes_whom

        self.bring_ledger_up_to_date()
        return tuple(who_quotes_whom(self.database, site=site, limit=limit))

    def follow(self, who: str | int) -> SavedPerson:
        """Mark what is new of a person from now on."""
        from reader.ledger import deciding

        return self._decide(who, lambda one: deciding.follow(self.database, one))

    def unfollow(self, who: str | int) -> SavedPerson:
        """Mark nothing new of a person any more."""
        from reader.ledger import deciding

        return self._decide(who, lambda one: deciding.unfollow(self.database, one))

    def mark_looked_at(self, who: str | int) -> SavedPerson:
        """Take what is new of a person for seen."""
        from reader.ledger import deciding

        return self._decide(who, lambda one: deciding.looked_at(self.database, one))

    def merge_people(self, who: str | int, other: str | int) -> SavedPerson:
        """Make one person of two, for ever, under the name of the first."""
        from reader.ledger import deciding

        second = self.person(other).id
        return self._decide(who, lambda one: deciding.merge(self.database, one, second))

    def split_person(
        self, who: str | int, *, articles: Collection[int] = (), names: Collection[str] = ()
    ) -> SavedPerson:
        """Make a person of their own, for ever, of what stands in `articles` or goes by `names`, and return them."""
        from reader.ledger import deciding
        from reader.ledger.names import name_key, read_name

        found = self.person(who)
        keys = {name_key(name) for name in names if read_name(name).words}
        with self.database.transaction():
            new = deciding.split(self.database, found.id, articles, keys)
        return self.person(new)

    def _decide(self, who: str | int, change: Callable[[int], None]) -> SavedPerson:
        found = self.person(who)
        with self.database.transaction():
            change(found.id)
        return self.person(found.id)


def _all(limit: int | None) -> int:
    """Return a limit as SQLite has it, which takes a negative one for none."""
    return -1 if limit is None else limit


def _date(date: str) -> str:
    """Return a year, month or day as ISO 8601 as it is, or "".  Raises: LibraryError."""
    if date and not _DATE.fullmatch(date):
        raise LibraryError(f"{date!r} is no date; write 2026-11-03, 2026-11 or 2026")
    return date
