"""The language engine: one spaCy pipeline a language, loaded when it is first needed, and its parse of a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader import settings
from reader.analysis import english
from reader.analysis.marks import ALIKE, scan
from reader.analysis.parsed import Parsed
from reader.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.analysis.parsed import Doc, QuotedRun
    from reader.model import Analysis, Document

_BATCH_BLOCKS = 32
"""Blocks that go through the network together: twice as many take a tenth of a gigabyte more, and no less time."""
_BATCH_LENGTH = 16_000
"""Code points that go through the network together at most, however long the blocks are."""
_LONGEST_PIECE = 10_000
"""Code points: a longer block is cut, as the pipeline needs memory for each and refuses a million."""
_BATCH_WORDS = 20_000
"""Words that are parsed at a time: bounds the memory, whatever the length of a text."""

# Pictures among the words (emoji and their modifiers), which the pipeline takes for names.
_PICTURE = re.compile(
    "[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
_LOW = re.compile(r"(?<![^\s(\[]),,(?=\w)")
_GLUED = (
    r'(?<=[,.!?…])"(?=[^\W\d_])',
    r'(?<=[,:])"(?=\S)',
    r'(?<=[^\W_])[,:.!?…](?="\S)',
    r'[—–-]+(?=")',
    r'(?<=")[—–-]+',
)
"""Where words are parted that marks glue together: “We left,”said Doe,“and …”, Doe said:“We left.”"""
_PARTED = re.compile(r"\S(?::|\s[–—―-]{1,2})\s+\S")
"""What parts somebody's words in a title from the name."""

# One mark for one mark, so that every offset stays.
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»『』", '"'),
        **dict.fromkeys("‘’‚‛‹›′「」", "'"),
        **{mark: '"' if same in '"“”„' else "'" for mark, same in ALIKE.items()},
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\t", " "),
        "‑": "-",
    }
)


def warm_up() -> None:
    """Load the English pipeline, so that the first article need not wait for it.

    Raises: EngineError.
    """
    _pipeline("en")


_MARKS_ONLY = "quotation marks only"
"""How `Analysis.engine` begins where no engine was at hand."""


def marks_only(analysis: Analysis) -> bool:
    """Tell whether an analysis has quotation marks only, since no pipeline of the language was at hand."""
    return analysis.engine.startswith(_MARKS_ONLY)


def available(language: str) -> bool:
    """Tell whether a pipeline for the language (ISO 639-1) is installed."""
    return language == "en" or _installed(language) is not None


def missing(language: str) -> str:
    """Return what stands in `Analysis.engine` for a language without an engine: what would help."""
    return (
        f"{_MARKS_ONLY}: no spaCy pipeline for “{language}” is installed; {language}_core_news_sm, or "
        f"another of that language, would find speakers and people"
    )


@cache
def description(language: str) -> str:
    """Return the engine that reads `language`, with versions, as it stands in `Analysis.engine`.

    Raises: EngineError.
    """
    import spacy

    meta = _pipeline(language).meta
    entities = f"; entities by {meta[english.ENTITIES]}" if english.ENTITIES in meta else ""
    return (
        f"pullquote rules; {meta['lang']}_{meta['name']} {meta['version']}{entities}; "
        f"spaCy {spacy.about.__version__}"
    )


def parse(document: Document) -> Parsed:
    """Return the document with its quoted runs and its parse.

    Raises: EngineError.
    """
    return next(parse_many([document]))


def parse_many(documents: Iterable[Document]) -> Iterator[Parsed]:
    """Yield the parse of each document, in order; all of one language go through the pipeline together.

    A document is parsed block by block, so that nothing of one block reaches into the next, and a long text has
    the same parse however it is cut.

    Raises: EngineError.
    """
    for batch in _batches(documents):
        runs = [scan(document) for document in batch]
        pieces = [_pieces(document) for document in batch]
        by_language: dict[str, list[str]] = {}
        for document, found, cuts in zip(batch, runs, pieces, strict=True):
            words = normalised(document.text, found)
            texts = by_language.setdefault(document.language, [])
            texts += [words[a:b] for a, b in pairwise(cuts)]
            texts += _read_title(document)
        docs = {language: _pipe(language, texts) for language, texts in by_language.items()}
        for document, found, cuts in zip(batch, runs, pieces, strict=True):
            parts = [next(docs[document.language]) for _ in range(len(cuts) - 1)]
            title = next(docs[document.language]) if _read_title(document) else None
            yield _parsed(document, found, _joined(document.language, parts), title)


def normalised(text: str, runs: Sequence[QuotedRun]) -> str:
    """Return `text` as the pipeline reads it best, with every offset where it was.

    Marks become straight, and the outermost ones double whatever they were: ‘Go,’ he said → "Go," he said.
    """
    pictures = _PICTURE.sub(lambda found: " " * len(found.group()), text.translate(_STRAIGHT))
    characters = list(_LOW.sub('" ', pictures).replace("''", '" ').replace("``", '" '))
    for run in runs:
        if run.is_block:
            continue
        for at in (run.outer_start, run.outer_end - 1):
            if characters[at] == "'":
                characters[at] = '"'
    return "".join(characters)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    words = 0
    for document in documents:
        batch.append(document)
        words += document.text.count(" ")
        if words >= _BATCH_WORDS:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _pieces(document: Document) -> list[int]:
    """Return the offsets at which the text is cut: each piece is a block and the white space after it, or part of one."""
    text = document.text
    starts = [block.start for block in document.blocks if block.end > block.start]
    cuts = [0]
    for end in (*starts[1:], len(text)):
        while end - cuts[-1] > _LONGEST_PIECE:
            cuts.append(_within(text, cuts[-1]))
        if end > cuts[-1]:
            cuts.append(end)
    return cuts


def _within(text: str, start: int) -> int:
    """Return where a block that is too long for the pipeline is cut: behind a sentence, or else between two words."""
    end = start + _LONGEST_PIECE
    for mark in (". ", " "):
        at = text.rfind(mark, start + 1, end)
        if at > 0:
            return at + len(mark)
    return end


def _pipe(language: str, texts: list[str]) -> Iterator[Doc]:
    pipeline = _pipeline(language)
    for group in _groups(texts):
        for doc in pipeline.pipe(group, batch_size=_BATCH_BLOCKS):
            # The vectors have done their work, and would take more memory than all the rest.
            doc.tensor = doc.tensor[:0]
            yield doc


def _groups(texts: list[str]) -> Iterator[list[str]]:
    """Yield the texts as they go through the network together."""
    group: list[str] = []
    length = 0
    for text in texts:
        if group and (len(group) == _BATCH_BLOCKS or length + len(text) > _BATCH_LENGTH):
            yield group
            group, length = [], 0
        group.append(text)
        length += len(text)
    if group:
        yield group


def _joined(language: str, parts: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    if not parts:
        return Doc(_pipeline(language).vocab)
    doc = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
    if language != "en":
        return doc
    _set_parts_of_speech(doc)
    return doc


def _read_title(document: Document) -> list[str]:
    """Return the title, if it is to be parsed: one that may be somebody's words with the name beside them."""
    return [normalised(document.title, ())] if _PARTED.search(document.title) else []


def _parsed(document: Document, runs: tuple[QuotedRun, ...], doc: Doc, title: Doc | None) -> Parsed:
    starts = [block.start for block in document.blocks]
    quoted = []
    block_of = []
    run = 0
    for token in doc:
        offset = token.idx
        while run < len(runs) and runs[run].outer_end <= offset:
            run += 1
        quoted.append(run if run < len(runs) and runs[run].outer_start <= offset else -1)
        block_of.append(max(0, bisect_right(starts, offset) - 1))
    return Parsed(document, runs, doc, tuple(quoted), tuple(block_of), title)


@cache
def _pipeline(language: str) -> Any:
    """Return the pipeline of a language, loaded once a process.

    Raises: EngineError, where none is installed or it cannot be loaded.
    """
    try:
        if language == "en":
            return _parting(english.load(settings.engine()))
        import spacy

        name = _installed(language)
        if name is None:
            raise EngineError(
                f"no language engine for “{language}” is installed; a spaCy pipeline such as "
                f"{language}_core_news_sm would find speakers and people"
            )
        return spacy.load(name, exclude=["lemmatizer"])
    except (ImportError, OSError, ValueError) as error:
        raise EngineError(
            f"the language engine could not be loaded ({error}); install pullquote again"
        ) from error


def _parting(pipeline: Any) -> Any:
    """Return the pipeline with a tokenizer that also parts words which only marks hold together."""
    from spacy.util import compile_infix_regex

    pipeline.tokenizer.infix_finditer = compile_infix_regex([*pipeline.Defaults.infixes, *_GLUED]).finditer
    return pipeline


def _installed(language: str) -> str | None:
    """Return the name of an installed spaCy pipeline for the language, or None.  Nothing is ever downloaded."""
    from spacy.util import get_installed_models

    names = sorted(name for name in get_installed_models() if re.match(rf"{re.escape(language)}_", name))
    return names[0] if names else None


# Penn Treebank tag → universal part of speech.
_PARTS_OF_SPEECH = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("PRP", "WP", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT", "WDT", "PRP$", "WP$"), "DET"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"), "PUNCT"),
    **dict.fromkeys(("TO", "POS", "RP"), "PART"),
    **dict.fromkeys(("$", "SYM"), "SYM"),
    **dict.fromkeys(("ADD", "FW", "LS", "XX"), "X"),
    "IN": "ADP",
    "CC": "CCONJ",
    "CD": "NUM",
    "MD": "AUX",
    "UH": "INTJ",
    "_SP": "SPACE",
}


def _set_parts_of_speech(doc: Doc) -> None:
    """Set `pos` from the tags, as the attribute ruler does at many times the cost; spaCy's noun chunks need it."""
    for token in doc:
        part = _PARTS_OF_SPEECH.get(token.tag_)
        if part is not None:
            token.pos_ = "AUX" if part == "VERB" and token.dep_ in ("aux", "auxpass") else part
