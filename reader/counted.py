"""Numbers with their nouns."""


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun: “1 entry”, “0 entries”; `several` is needed where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
