"""Entities by a GLiNER model from a folder, in the place of the pipeline's own.

GLiNER finds entities of labels that are said in words (https://github.com/urchade/GLiNER).  It comes with the extra
`gliner`, since it brings torch.  What it finds stands in `Doc.ents` under spaCy's labels, so that everything after it
reads one kind of entity source.
"""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from reader.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reader.analysis.parsed import Doc

CONFIG = "gliner_config.json"
"""The file by which the folder of a GLiNER model is known."""
_LABELS = {
    "person": "PERSON",
    "organization": "ORG",
    "city": "GPE",
    "country": "GPE",
    "location": "LOC",
    "nationality": "NORP",
    "building": "FAC",
    "product": "PRODUCT",
    "work of art": "WORK_OF_ART",
    "event": "EVENT",
    "law": "LAW",
    "date": "DATE",
}
"""What the model is asked for → spaCy's label."""
_THRESHOLD = 0.5
_DOCS = 16
"""Documents that go through the model together."""
_LONGEST = 250
"""Tokens of the longest part of a document: models cut what is longer than some 384 words of their own counting."""


class Model(Protocol):
    """What we need of a GLiNER model."""

    def inference(
        self, texts: list[str], labels: list[str], *, threshold: float
    ) -> Sequence[Sequence[dict[str, Any]]]:
        """Return for each text its entities: `start` and `end` in code points, and the `label`."""


class _Part(NamedTuple):
    doc: int
    offset: int
    text: str


class Entities:
    """A component of a spaCy pipeline that sets `Doc.ents` from a GLiNER model; it needs the sentences of a parser."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its entities."""
        return self._found([doc])[0]

    def pipe(self, stream: Iterable[Doc], batch_size: int = _DOCS) -> Iterator[Doc]:
        """Yield the documents with their entities, in order."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self._found(batch)

    def _found(self, docs: list[Doc]) -> list[Doc]:
        from spacy.util import filter_spans

        parts = [part for number, doc in enumerate(docs) for part in _parts(number, doc)]
        texts = [part.text for part in parts]
        answers = self._model.inference(texts, list(_LABELS), threshold=_THRESHOLD) if parts else []
        spans: list[list[Any]] = [[] for _ in docs]
        for part, found in zip(parts, answers, strict=True):
            for entity in found:
                start, end = part.offset + entity["start"], part.offset + entity["end"]
                label = _LABELS.get(entity["label"], "")
                span = docs[part.doc].char_span(start, end, label, alignment_mode="expand")
                if label and span is not None:
                    spans[part.doc].append(span)
        for doc, own in zip(docs, spans, strict=True):
            doc.ents = filter_spans(own)
        return docs


def load(folder: Path) -> Entities:
    """Return the component for the model in `folder`.  Nothing is downloaded: what the model needs must be on the disk.

    Raises: EngineError.
    """
    # Before the import, which reads it.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from gliner import GLiNER
    except ImportError as error:
        raise EngineError(
            f"the engine {folder} is a GLiNER model, and the package gliner is not installed; install pullquote with "
            f"its extra, as in: pipx install 'pullquote[gliner]'"
        ) from error
    try:
        return Entities(GLiNER.from_pretrained(str(folder), local_files_only=True))
    except Exception as error:  # torch, transformers and gliner raise what they like
        reason = str(error).strip().partition("\n")[0]
        raise EngineError(
            f"the GLiNER model {folder} cannot be loaded ({reason}); get it whole again"
        ) from error


def _parts(number: int, doc: Doc) -> Iterator[_Part]:
    """Yield a document in parts that are short enough for the model, cut between sentences where that can be."""
    first = last = 0
    for sentence in doc.sents:
        if last > first and sentence.end - first > _LONGEST:
            yield from _cut(number, doc, first, last)
            first = last
        last = sentence.end
    yield from _cut(number, doc, first, last)


def _cut(number: int, doc: Doc, first: int, last: int) -> Iterator[_Part]:
    for start in range(first, last, _LONGEST):
        text = doc[start : min(start + _LONGEST, last)].text
        if text.strip():
            yield _Part(number, doc[start].idx, text)
