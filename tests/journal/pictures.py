"""Pictures for tests, made in memory: as cameras, screenshots and tricksters make them."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def encoded(picture: Image.Image, form: str = "PNG", **options) -> bytes:
    """Return a picture's bytes in a format of Pillow's."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def halves(mode: str = "RGB", size=(40, 20)) -> Image.Image:
    """Return a picture that is red on its left and blue on its right, so that turning shows."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    return picture.convert(mode)


def photo(orientation: int = 1) -> bytes:
    """Return a JPEG as a telephone makes it: turned by EXIF, with where and by what it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "SecretCamera", "SecretArtist"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)})
    return encoded(halves(), "JPEG", quality=95, exif=exif, comment=b"SecretComment")


def noted_png() -> bytes:
    """Return a PNG with text chunks and an EXIF block."""
    exif = Image.Exif()
    exif[0x013B] = "SecretArtist"
    notes = PngInfo()
    notes.add_text("Author", "SecretAuthor")
    notes.add_itxt("Location", "SecretPlace")
    return encoded(halves(), "PNG", pnginfo=notes, exif=exif)


def animation(frames: int = 3, form: str = "GIF", size=(16, 16)) -> bytes:
    """Return an animated picture whose frames differ."""
    pictures = [Image.new("RGB", size, (at * 53 % 256, at * 101 % 256, at * 197 % 256)) for at in range(frames)]
    return encoded(pictures[0], form, save_all=True, append_images=pictures[1:], duration=40, loop=0)


def hollow_png(width: int, height: int) -> bytes:
    """Return a small PNG that says it is of this size and packs that many zeros: a decompression bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" * (width // 8 + 2)
    packer, packed = zlib.compressobj(9), b""
    for _ in range(min(height, 20_000)):
        packed += packer.compress(row)
    packed += packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
