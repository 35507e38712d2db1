"""Pictures for the tests, made on the spot."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from reader.fetch.pixels import Pixels

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int, height: int) -> Image.Image:
    """Return a picture whose upper half is red and whose lower half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def stored(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Return a picture as a file holds it."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def pixels(width: int = 300, height: int = 200) -> Pixels:
    """Return what the worker makes of such a picture."""
    image = halves(width, height)
    return Pixels(width, height, image.tobytes())
