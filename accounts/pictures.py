"""People's pictures: whatever was uploaded becomes a small square WebP that carries nothing but its pixels."""

import secrets
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000  # a 48-megapixel phone is let in, a decompression bomb is not
SIDE = 256  # pixels
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class PictureError(ValueError):
    """A file that cannot be somebody's picture. `code` is "too_big", "too_wide" or "not_a_picture"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def square_webp(upload) -> bytes:
    """Return an uploaded picture as WebP of SIDE × SIDE pixels: turned upright, its middle cut out, no metadata.

    `upload` is a Django file. What it is, is read from its content; its name and declared type count for nothing.
    Of an animation the first frame is taken. Raises PictureError.
    """
    if upload.size > MAX_BYTES:
        raise PictureError("too_big")
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise PictureError("too_wide")
            image.draft("RGB", (2 * SIDE, 2 * SIDE))  # JPEG only: decode no more than is needed
            return _encoded(ImageOps.exif_transpose(image))
    except PictureError:
        raise
    except Exception as error:  # decoders of hostile files raise whatever they like
        raise PictureError("not_a_picture") from error


def store_picture(content: bytes) -> str:
    """Keep an encoded picture and return its name, which nobody can guess: 32 hexadecimal digits and `.webp`."""
    name = f"{secrets.token_hex(16)}.webp"
    default_storage.save(path_of(name), ContentFile(content))
    return name


def read_picture(name: str) -> bytes:
    """Return a kept picture. Raises FileNotFoundError."""
    with default_storage.open(path_of(name)) as file:
        return file.read()


def remove_picture(name: str) -> None:
    """Delete a kept picture; an empty name, or one that is gone already, is nothing to do."""
    if name:
        default_storage.delete(path_of(name))


def path_of(name: str) -> str:
    """Return what the storage calls a kept picture."""
    return f"pictures/{name}"


def _encoded(image: Image.Image) -> bytes:
    mode = "RGBA" if image.has_transparency_data else "RGB"
    square = ImageOps.fit(image.convert(mode), (SIDE, SIDE))
    clean = Image.new(mode, square.size)  # an image of our own, so that no profile, comment or place goes along
    clean.paste(square)
    out = BytesIO()
    clean.save(out, "WEBP", quality=85)
    return out.getvalue()
