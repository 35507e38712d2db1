"""The fixtures of the feeds' tests serve here too."""

from __future__ import annotations

from tests.feeds.conftest import _own_folders, database, library_path, pullquote, site

__all__ = ["_own_folders", "database", "library_path", "pullquote", "site"]
