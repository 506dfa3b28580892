"""A picture that came out of here comes in again byte for byte; what carries anything besides does not."""

import io
import random
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from PIL import Image

from journal.actions import uploads
from journal.actions.picture_bytes import PNG, is_plain
from journal.actions.uploads import PictureRefused, clean_picture
from tests.journal.pictures import animation, encoded, halves, noted_png, photo

HTML = b"<html><script>alert(1)</script></html>"


def noise(mode: str, size: tuple[int, int]) -> Image.Image:
    """Return a picture of random pixels, the same in every run."""
    width, height = size
    pixels = random.Random(f"{mode}{size}").randbytes(4 * width * height)
    return Image.frombytes("RGBA", size, pixels).convert(mode)


def made() -> list:
    """Return (name, bytes) of pictures of every format, mode and some odd sizes."""
    found = []
    for form, modes in {
        "JPEG": ("RGB", "L", "CMYK"), "PNG": ("RGB", "L", "P", "RGBA", "LA", "1"), "WEBP": ("RGB", "RGBA"),
        "GIF": ("RGB", "P", "L"),
    }.items():  # fmt: skip
        for mode in modes:
            for size in ((1, 1), (2, 3), (17, 9), (301, 299)):
                found.append(pytest.param(encoded(noise(mode, size), form), id=f"{form} {mode} {size}"))
    for form in ("GIF", "PNG", "WEBP"):
        for frames in (2, 7):
            found.append(pytest.param(animation(frames, form, (33, 17)), id=f"{form} of {frames} frames"))
    found.append(pytest.param(encoded(halves(size=(2_500, 30)), "JPEG"), id="larger than we keep"))
    found += [pytest.param(photo(turned), id=f"turned {turned}") for turned in range(1, 9)]
    return [*found, pytest.param(noted_png(), id="with notes")]


def zipped() -> bytes:
    """Return a small zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("run.html", HTML)
    return out.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def in_riff(data: bytes, more: bytes) -> bytes:
    """Return a WebP with a chunk more, its length set right."""
    return data[:4] + struct.pack("<I", len(data) - 8 + len(more)) + data[8:] + more


@pytest.mark.parametrize("data", made())
def test_what_we_cleaned_stays_as_it_is(data):
    once = clean_picture(data)
    assert clean_picture(once[0]) == once


def test_what_we_made_smaller_stays_as_it_is(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_PIXELS", 1_000)
    for size in ((16, 16), (31, 7), (7, 31), (50, 3)):
        once = clean_picture(animation(30, size=size))
        assert clean_picture(once[0]) == once


JPEG = clean_picture(photo())[0]
PNG_OF_OURS = clean_picture(noted_png())[0]
WEBP = clean_picture(encoded(halves("RGBA"), "WEBP"))[0]
MOVING = clean_picture(animation(3))[0]
TABLES = segment(0xDB, bytes([0x0F]) + b"A" * 64) * 9
STRANGE = {
    "html behind a JPEG": JPEG + HTML,
    "a zip behind a JPEG": JPEG + zipped(),
    "a comment in a JPEG": JPEG[:2] + segment(0xFE, HTML) + JPEG[2:],
    "EXIF in a JPEG": JPEG[:2] + segment(0xE1, b"Exif\0\0") + JPEG[2:],
    "a second JFIF": JPEG[:20] + JPEG[2:20] + JPEG[20:],
    "a profile in a JPEG": JPEG[:20] + segment(0xE2, b"ICC_PROFILE\0") + JPEG[20:],
    "a thumbnail in JFIF": JPEG[:2] + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1ABC") + JPEG[20:],
    "tables that nothing uses": JPEG[:20] + TABLES + JPEG[20:],
    "a table longer than it says": JPEG[:20] + segment(0xDB, b"\0" + b"A" * 64 + HTML) + JPEG[20:],
    "a zip in a JPEG's last scan": JPEG[:-2] + zipped() + JPEG[-2:],
    "html behind a PNG": PNG_OF_OURS + HTML,
    "a text in a PNG": PNG_OF_OURS[:33] + chunk(b"tEXt", b"Comment\0" + HTML) + PNG_OF_OURS[33:],
    "a chunk behind the end of a PNG": PNG_OF_OURS + chunk(b"IDAT", HTML),
    "a wrong sum in a PNG": PNG_OF_OURS[:29] + b"\0\0\0\0" + PNG_OF_OURS[33:],
    "html behind a PNG's pixels": PNG_OF_OURS[:-12] + chunk(b"IDAT", HTML) + PNG_OF_OURS[-12:],
    "html behind a WebP": WEBP + HTML,
    "html in a WebP's RIFF": in_riff(WEBP, b"HTML" + struct.pack("<I", len(HTML)) + HTML),
    "a place in a WebP": in_riff(MOVING, b"EXIF" + struct.pack("<I", 4) + b"here"),
    "XMP in a WebP": in_riff(MOVING, b"XMP " + struct.pack("<I", 4) + b"here"),
    "a profile by Pillow": encoded(halves(), "WEBP", icc_profile=b"profile"),
}


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_what_carries_something_else_does_not_stay(data):
    form = {0xFF: "JPEG", 0x89: "PNG", 0x52: "WEBP"}[data[0]]
    assert not is_plain(data, form)
    try:
        kept, _kind, _size = clean_picture(data)
    except PictureRefused as refused:
        assert refused.code == "not_a_picture"
    else:
        assert kept != data
        assert b"script" not in kept and b"here" not in kept


@pytest.mark.parametrize(("data", "form"), [(JPEG, "JPEG"), (PNG_OF_OURS, "PNG"), (WEBP, "WEBP"), (MOVING, "WEBP")])
def test_no_cut_and_no_flipped_byte_is_an_error(data, form):
    assert is_plain(data, form)
    assert not any(is_plain(data[:end], form) for end in range(len(data)))
    flips = random.Random(7)
    for _ in range(300):
        at = flips.randrange(len(data))
        changed = data[:at] + bytes([data[at] ^ (1 << flips.randrange(8))]) + data[at + 1 :]
        try:
            clean_picture(changed)
        except PictureRefused as refused:
            assert refused.code in ("not_a_picture", "too_many_pixels")


def test_a_bomb_is_not_unpacked():
    head = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)
    bomb = zlib.compress(b"\0" * 100_000_000)
    data = PNG + chunk(b"IHDR", head) + chunk(b"IDAT", bomb) * 3 + chunk(b"IEND", b"")
    tracemalloc.start()
    assert not is_plain(data, "PNG")
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_only_three_formats_stay():
    assert not is_plain(encoded(halves(), "GIF"), "GIF")
