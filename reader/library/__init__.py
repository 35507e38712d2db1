"""The library: articles that are kept, with their quotes and people, in one SQLite file.

`database` is the connection, `migrations` and `schema` the file's format and how a subject adds its tables to it.
`Library` is what the rest of the program, and other programs, use.
"""

from reader.library.articles import Saved, Version
from reader.library.entries import Entry, Filter, Sort
from reader.library.library import Library
from reader.model import Highlight

__all__ = ["Entry", "Filter", "Highlight", "Library", "Saved", "Sort", "Version"]
