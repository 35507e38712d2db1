"""Bytes of a picture → its pixels, read by Pillow within limits; Pillow comes with the extra `images`."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reader.errors import SourceError

if TYPE_CHECKING:
    from PIL import Image

PIXELS_AT_MOST = 50_000_000
"""Pixels of a picture that are decoded: more than any camera's for news, and 150 MB."""
WIDTH_AT_MOST, HEIGHT_AT_MOST = 1280, 960
"""Pixels of what is handed on: more than a terminal shows of a picture inside a column."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
"""What pictures of pages are; Pillow knows forty more, of which each is one more way into this machine."""
_PAPER = "white"
"""Shows through where a picture is transparent: most such drawings are made for it."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture, scaled down: three bytes a pixel (red, green, blue), row by row."""

    width: int
    height: int
    data: bytes


def decode(data: bytes) -> Pixels:
    """Return the first frame of a picture, upright, no larger than `WIDTH_AT_MOST` × `HEIGHT_AT_MOST`.

    Raises: SourceError (no picture of a known kind, broken, too large).
    """
    from PIL import Image, UnidentifiedImageError

    Image.init()
    try:
        with Image.open(BytesIO(data), formats=[name for name in FORMATS if name in Image.OPEN]) as image:
            if image.width * image.height > PIXELS_AT_MOST:
                raise SourceError(f"it has {image.width} × {image.height} pixels, which is more than is read")
            return _scaled(image)
    except SourceError:
        raise
    except Image.DecompressionBombError as error:
        raise SourceError("it has more pixels than are read") from error
    except UnidentifiedImageError as error:
        raise SourceError("it is no JPEG, PNG, GIF or WebP") from error
    except Exception as error:
        # The decoders of a broken file raise what they happen to stumble over.
        raise SourceError("it is broken") from error


def _scaled(image: Image.Image) -> Pixels:
    from PIL import Image, ImageOps

    size = (WIDTH_AT_MOST, HEIGHT_AT_MOST)
    image.draft("RGB", size)  # a JPEG can be decoded at a fraction of its size
    if image.mode not in ("RGB", "RGBA", "L"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail(size, reducing_gap=2.0)
    image = ImageOps.exif_transpose(image)
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, _PAPER)
        image = Image.alpha_composite(paper, image)
    image = image.convert("RGB")
    return Pixels(image.width, image.height, image.tobytes())
