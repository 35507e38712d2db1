"""One page the user opened: what is known of it, and where the user is in it.

A leaf knows no widget: it takes the worker's events in and answers what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reader.tui.cast import Cast
from reader.tui.jumps import Jumps
from reader.worker.protocol import Analysed, Cleaned, Died, Failed, Marked, Opening, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.fetch.pixels import Pixels
    from reader.model import Analysis, Article, Document, Highlight, Person, Quote, Reading, Span
    from reader.worker.protocol import Event, Request

_PICTURES = 24
"""Pictures of a page that are kept: two megabytes each."""

State = Literal["idle", "loading", "analysing", "done", "failed"]


@dataclass
class Leaf:
    """A page and the reader's place in it.

    `current` is an index into `quotes`, `person` one into `people`, `mention` one into that person's mentions;
    `only` is the person whose quotes alone are shown, and `words` what quotes and people must have to be shown;
    `by_speaker` is whether the quotes are listed by speaker; `jumps` are the places that were left by a jump;
    `kept` is the ID of the article in the library, `highlights` what the reader highlighted in it;
    `analysis` is all that the worker found, `indirect_shown` whether what is reported without marks is among the
    quotes;
    `pictures` are those that were fetched, by address, and `folded` the addresses of those that are not shown;
    `opening` is the beginning of a very long text, shown until there is a `document`;
    `place` is the offset at the top of the screen; `trouble` says why there are no speakers and people though
    there is a text, or why the text could not be read again.
    """

    request: Request
    job: int | None = None
    state: State = "idle"
    stage: str = ""
    article: Article | None = None
    document: Document | None = None
    opening: tuple[Article, Document] | None = None
    quotes: tuple[Quote, ...] = ()
    people: tuple[Person, ...] = ()
    cast: Cast = field(default_factory=Cast)
    failure: str | None = None
    trouble: str | None = None
    place: int | None = None
    current: int | None = None
    person: int | None = None
    mention: int | None = None
    only: int | None = None
    words: str = ""
    by_speaker: bool = False
    kept: int | None = None
    highlights: tuple[Highlight, ...] = ()
    jumps: Jumps = field(default_factory=Jumps)
    dropped_shown: bool = False
    analysis: Analysis | None = None
    indirect_shown: bool = False
    pictures: dict[str, Pixels] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, request: Request, reading: Reading, kept: int, place: int | None) -> Leaf:
        """Return the page of an article of the library, with its analysis."""
        leaf = cls(request, None, "done", "", reading.article, reading.document, kept=kept, place=place)
        if reading.analysis is not None:
            leaf.analysis = reading.analysis
            leaf._show(reading.analysis)
        return leaf

    @property
    def busy(self) -> bool:
        """Whether the worker is at it."""
        return self.state in ("loading", "analysing")

    def begin(self, job: int) -> None:
        """The worker has been asked to read this page, perhaps again: a text that is there stays until it comes."""
        if self.document is None:
            self._become(Leaf(self.request, job, "loading", place=self.place))
        else:
            self.job, self.state, self.stage, self.trouble = job, "loading", "", None

    def _become(self, other: Leaf) -> None:
        vars(self).update(vars(other))

    def cancelled(self) -> None:
        """The user called the fetching off, or where the text is there already, the analysis."""
        self._fail("You called it off.")

    def take(self, event: Event) -> bool:
        """Take in what the worker says of this page's job; false if the page waits for nothing of the kind.

        What was on its way when the job was called off still comes, and so does news of other pages' jobs.
        """
        if not self.busy or not (isinstance(event, Died) or event.job == self.job):
            return False
        match event:
            case Progress(_, stage, detail):
                self.stage = detail or stage
            case Opening(_, article, document):
                if self.document is None and (self.place or 0) < len(document.text):
                    self.opening = article, document
            case Cleaned(_, article, document):
                state: State = "analysing" if self.request.analyse else "done"
                read = Leaf(
                    self.request, self.job, state, article=article, document=document, place=self.place
                )
                self._become(read)
            case Marked(_, quotes):
                self._set_quotes(quotes, ())
            case Analysed(_, analysis):
                self.analysis = analysis
                self._show(analysis)
                self.state = "done"
            case Failed(_, message) | Died(message):
                self._fail(message)
        return True

    def show_indirect(self, shown: bool) -> None:
        """Put what is reported without marks among the quotes, or take it out again."""
        self.indirect_shown = shown
        if self.analysis is not None:
            self._show(self.analysis)

    def _show(self, analysis: Analysis) -> None:
        if self.indirect_shown:
            from reader.analysis import with_indirect

            analysis = with_indirect(analysis)
        self._set_quotes(analysis.quotes, analysis.people)

    def _fail(self, message: str) -> None:
        if self.document is None:
            self.state, self.failure = "failed", message
        else:
            again = "Not read again: " if self.state == "loading" else ""
            self.state, self.trouble = "done", f"{again}{message}"

    def _set_quotes(self, quotes: tuple[Quote, ...], people: tuple[Person, ...]) -> None:
        chosen = self.quotes[self.current] if self.current is not None else None
        self.quotes, self.people = quotes, people
        self.cast = Cast(quotes, people)
        self.current = next((i for i, quote in enumerate(quotes) if chosen and _same(quote, chosen)), None)
        if self.current is not None:
            self.person = self.cast.person_of(self.current)

    def shown_pictures(self) -> dict[str, Pixels]:
        """Return the pictures to show, by address."""
        return {address: pixels for address, pixels in self.pictures.items() if address not in self.folded}

    def keep_picture(self, address: str, pixels: Pixels) -> None:
        """Take a picture in; where there are many, the one that was fetched first goes."""
        self.pictures[address] = pixels
        self.folded.discard(address)
        while len(self.pictures) > _PICTURES:
            del self.pictures[next(iter(self.pictures))]

    # Walking

    def position(self, quote: int) -> int:
        """Return where a quote begins; the title stands before the text."""
        start = self.quotes[quote].start
        return -1 if start is None else start

    def shown_quotes(self) -> list[int]:
        """Return the quotes to show, in order: all, or one person's, or those with the words that are wanted."""
        quotes = list(range(len(self.quotes)) if self.only is None else self.people[self.only].quotes)
        if self.words:
            quotes = [quote for quote in quotes if self._has_words(self.quotes[quote])]
        return quotes

    def listed_quotes(self) -> list[int]:
        """Return the quotes to show as the panel lists them: in order, or by speaker, those of nobody last."""
        quotes = self.shown_quotes()
        if self.by_speaker:
            order = {voice: number for number, voice in enumerate(self.cast.voices)}
            voices = {quote: self.cast.of_quote(quote) for quote in quotes}
            quotes.sort(key=lambda quote: order.get(voices[quote], len(order)))  # type: ignore[arg-type]
        return quotes

    def shown_people(self) -> list[int]:
        """Return the people to show: all, or those with the words that are wanted, in their names, roles or quotes."""
        if not self.words:
            return list(range(len(self.people)))
        quoted = set(self.shown_quotes())
        return [
            number
            for number, person in enumerate(self.people)
            if _has(self.words, person.name, *person.aliases, *person.roles) or quoted & set(person.quotes)
        ]

    def _has_words(self, quote: Quote) -> bool:
        return _has(self.words, quote.text, quote.speaker or "")

    def next_quote(self, step: int, seen: Span, *, same_speaker: bool = False) -> int | None:
        """Return the quote to go to: from the current one while it is in sight, else from what is `seen`."""
        quotes = self.shown_quotes()
        if same_speaker:
            if self.current is None:
                return None
            speaker = self.quotes[self.current].speaker
            quotes = [quote for quote in quotes if self.quotes[quote].speaker == speaker]
        if self.current in quotes and seen[0] <= self.position(self.current) <= seen[1]:
            place = quotes.index(self.current) + step
            return quotes[place] if 0 <= place < len(quotes) else None
        return _beside(
            [(self.position(quote), quote) for quote in quotes if quote != self.current], step, seen
        )

    def next_mention(self, step: int, seen: Span) -> int | None:
        """Return the mention of the selected person to go to, as `next_quote` does."""
        if self.person is None:
            return None
        mentions = self.people[self.person].mentions
        if self.mention is not None and seen[0] <= mentions[self.mention][0] <= seen[1]:
            place = self.mention + step
            return place if 0 <= place < len(mentions) else None
        return _beside([(start, index) for index, (start, _) in enumerate(mentions)], step, seen)

    def choose_quote(self, quote: int) -> None:
        """Make a quote the current one, and its speaker the selected person."""
        self.current = quote
        person = self.cast.person_of(quote)
        if person is not None:
            self.choose_person(person)

    def choose_person(self, person: int) -> None:
        """Select a person."""
        if person != self.person:
            self.person, self.mention = person, None


def _has(words: str, *texts: str) -> bool:
    """Tell whether each of the words stands in one of the texts, whatever its case."""
    everything = "\n".join(texts).casefold()
    return all(word in everything for word in words.casefold().split())


def _beside(places: Iterable[tuple[int, int]], step: int, seen: Span) -> int | None:
    """Return the first at or after the screen's top, or the last before it."""
    ordered = sorted(places)
    if step > 0:
        return next((index for position, index in ordered if position >= seen[0]), None)
    return next((index for position, index in reversed(ordered) if position < seen[0]), None)


def _same(one: Quote, other: Quote) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return one.start == other.start and one.text == other.text
    return one.start < other.end and other.start < one.end
