"""Subpackages that are named as the one function of theirs that is public, and can be called as it is."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    def __call__(self, *args: Any, **rest: Any) -> Any:
        return self.__dict__[self.__name__.rpartition(".")[2]](*args, **rest)


def make_callable(name: str) -> None:
    """Let the loaded module `name` be called as the function in it that has its name.

    As soon as `reader.extract` is imported anywhere, the import system puts the module in the place of the function
    that users know by that name (https://docs.python.org/3/reference/import.html#submodules).
    """
    sys.modules[name].__class__ = _CallableModule
