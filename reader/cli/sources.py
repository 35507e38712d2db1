"""From arguments to readings: standard input, progress for `-v`, several sources."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.cli import console
from reader.cli.kept import kept_address, kept_id, kept_reading
from reader.errors import PullquoteError, SourceError
from reader.settings import max_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.options import Common, HowToRead
    from reader.model import Reading

STDIN = "-"


def piped(sources: tuple[str, ...]) -> bytes | None:
    """Return the bytes of standard input if one of the sources is "-".

    Raises: SourceError (standard input is a terminal, or too large).
    """
    if STDIN not in sources:
        return None
    if sys.stdin is None or sys.stdin.isatty():
        raise SourceError(
            "nothing is piped in; give an address or a file, or pipe a page: curl … | pullquote -"
        )
    most = max_bytes()
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        raise SourceError(f"what is piped in is larger than {most // 1024**2} MB, which no article is")
    return data


def reading(
    source: str, common: Common, how: HowToRead, *, analyse: bool = True, indirect: bool = False
) -> Reading:
    """Read one source for a command, or a kept article by its ID.

    What of it is missing, and with `-v` what was done, goes to standard error.
    `indirect` puts what is reported without marks among the quotes.
    """
    id_ = kept_id(source)
    if id_ is None and common.offline:
        id_ = kept_address(source, common)
    if id_ is not None:
        result = kept_reading(id_, common, analyse=analyse)
    else:
        result = _fetched(source, common, how, analyse=analyse)
    article, document = result.article, result.document
    for notice in article.notices:
        console.note(f"{article.url or source}: {notice}")
    if result.analysis is not None and not common.verbose:
        from reader.analysis.engine import marks_only

        if marks_only(result.analysis):
            console.note(f"{article.url or source}: {result.analysis.engine}")
    if common.verbose:
        words = len(document.text.split())
        console.note(f"read {article.url or article.source}: {len(document.blocks)} blocks, {words} words")
        for dropped in article.dropped:
            console.note(f"dropped ({dropped.reason}): {dropped.text}")
        if result.analysis is not None:
            console.note(f"analysed by {result.analysis.engine}")
    if indirect and result.analysis is not None:
        from reader.analysis import with_indirect

        return replace(result, analysis=with_indirect(result.analysis))
    return result


def _fetched(source: str, common: Common, how: HowToRead, *, analyse: bool) -> Reading:
    from reader.pipeline import read

    result = read(
        source,
        base_url=how.base_url,
        timeout=common.timeout,
        data=piped((source,)),
        all_pages=how.all_pages,
        analyse=False,
        caching=common.caching,
    )
    if not analyse:
        return result
    from reader.library.cache import analysed

    return analysed(result)


def each(sources: tuple[str, ...], do: Callable[[str], None]) -> int:
    """Do something with every source, whatever happens to one of them, and return the exit code."""
    code = console.DONE
    for source in sources:
        try:
            do(source)
        except PullquoteError as error:
            named = len(sources) == 1 or source in str(error)
            console.error(str(error) if named else f"{source}: {error}")
            code = console.FAILED
    return code
