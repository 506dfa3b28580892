"""Whether a picture's bytes hold the picture and nothing else, so that they may stay as they are.

What we made once comes back from an export: encoding it again would cost quality and make another file of it. So each
of the three formats is walked from its first to its last byte, and what is not needed to show the picture (notes,
places, profiles, thumbnails, anything behind the end) makes the answer no. No is always safe: then it is re-encoded.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

MOST_TABLES = {0xDB: 8, 0xC4: 64, 0xDD: 1}  # in a JPEG: of quantities, of Huffman codes, of restarts
JFIF = b"JFIF\x00"
SCAN_ENDS = 0xD9
PNG = b"\x89PNG\r\n\x1a\n"
PIECE = 1 << 20
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a PNG's colour types
HIDDEN = 0x20 | 0x08 | 0x04  # flags of VP8X: a colour profile, EXIF, XMP


class _Strange(Exception):
    """There is something that a plain picture does not have."""


def is_plain(data: bytes, form: str) -> bool:
    """Return whether `data` is a JPEG, PNG or WEBP (as `form` says) with no byte that does not serve to show it.

    It may still be broken inside: whether it can be shown, only decoding tells.
    """
    walk = {"JPEG": _walk_jpeg, "PNG": _walk_png, "WEBP": _walk_webp}.get(form)
    if walk is None:
        return False
    try:
        walk(data)
    except (_Strange, IndexError, struct.error, zlib.error):
        return False
    return not zipfile.is_zipfile(io.BytesIO(data))


def _need(true: object) -> None:
    if not true:
        raise _Strange


# JPEG: segments up to each scan, then the scan's own bytes up to the next marker.


def _walk_jpeg(data: bytes) -> None:
    _need(data[:2] == b"\xff\xd8")
    at, seen = 2, dict.fromkeys((*MOST_TABLES, 0xE0, 0xDA, "frame"), 0)
    while True:
        _need(data[at] == 0xFF)
        marker = data[at + 1]
        if marker == SCAN_ENDS:
            _need(seen["frame"] and seen[0xDA] and at + 2 == len(data))
            return
        size = struct.unpack_from(">H", data, at + 2)[0]
        body = data[at + 4 : at + 2 + size]
        _need(size >= 2 and len(body) == size - 2)
        _check_segment(marker, body, seen, first=at == 2)
        at += 2 + size
        if marker == 0xDA:
            at = _end_of_scan(data, at, restarts=seen[0xDD] > 0)


def _check_segment(marker: int, body: bytes, seen: dict, *, first: bool) -> None:
    if marker in (0xC0, 0xC2):  # baseline and progressive frames, grey or of three colours
        seen["frame"] += 1
        _need(seen["frame"] == 1 and len(body) == 6 + 3 * body[5] and body[5] in (1, 3))
        return
    _need(marker in seen)
    seen[marker] += 1
    _need(seen[marker] <= MOST_TABLES.get(marker, 1) or marker == 0xDA)
    if marker == 0xE0:
        _need(first and len(body) == 14 and body.startswith(JFIF) and body[12:14] == b"\0\0")  # and no thumbnail
    elif marker == 0xDB:
        _need(body and len(body) == _length_of_tables(body, lambda at: 129 if body[at] >> 4 else 65))
    elif marker == 0xC4:
        _need(body and len(body) == _length_of_tables(body, lambda at: 17 + sum(body[at + 1 : at + 17])))
    elif marker == 0xDD:
        _need(len(body) == 2)
    else:
        _need(seen["frame"] and 1 <= body[0] <= 3 and len(body) == 4 + 2 * body[0] and seen[0xDA] <= 64)


def _length_of_tables(body: bytes, length) -> int:
    at = 0
    while at < len(body):
        at += length(at)
    return at


def _end_of_scan(data: bytes, at: int, *, restarts: bool) -> int:
    """Return where the next marker is after a scan that starts at `at`."""
    while True:
        at = data.find(b"\xff", at)
        _need(at >= 0)
        following = data[at + 1]
        if following == 0 or (restarts and 0xD0 <= following <= 0xD7):
            at += 2
        else:
            return at


# PNG: chunks with a sum each; what is packed in them must be as long as the picture is large, to the byte.


def _walk_png(data: bytes) -> None:
    _need(data.startswith(PNG))
    chunks = list(_png_chunks(data))
    kinds = [kind for kind, _body in chunks]
    packed = kinds.count(b"IDAT")
    between = kinds[1 : -1 - packed]
    _need(kinds[0] == b"IHDR" and kinds[-1] == b"IEND" and packed and kinds[-1 - packed : -1] == [b"IDAT"] * packed)
    _need(between in ([], [b"PLTE"], [b"tRNS"], [b"PLTE", b"tRNS"]) and chunks[-1][1] == b"")
    width, height, depth, colour, *how = struct.unpack(">IIBBBBB", chunks[0][1])
    _need(how == [0, 0, 0] and colour in SAMPLES and depth in (1, 2, 4, 8))
    _need(b"PLTE" not in kinds or colour == 3)
    for kind, body in chunks[1 : 1 + len(between)]:
        _need(0 < len(body) <= (768 if kind == b"PLTE" else 256))
    row = (width * depth * SAMPLES[colour] + 7) // 8 + 1
    _need(_unpacks_to(row * height, (body for kind, body in chunks if kind == b"IDAT")))


def _unpacks_to(wanted: int, parts: Iterator[bytes]) -> bool:
    """Return whether packed bytes hold so many, a piece at a time: they may be a bomb."""
    unpacker, found, unused = zlib.decompressobj(), 0, 0
    for part in parts:
        while part and found <= wanted:
            found += len(unpacker.decompress(part, PIECE))
            part = unpacker.unconsumed_tail
        unused += bool(part)
    return unpacker.eof and found == wanted and not unused and not unpacker.unused_data


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        _need(len(body) == size)
        _need(struct.unpack_from(">I", data, at + 8 + size)[0] == zlib.crc32(body, zlib.crc32(kind)))
        yield kind, body
        at += 12 + size


# WebP: a RIFF of exactly this length, of chunks that show something.


def _walk_webp(data: bytes) -> None:
    riff, size, webp = struct.unpack_from("<4sI4s", data)
    _need((riff, size, webp) == (b"RIFF", len(data) - 8, b"WEBP"))
    kinds = []
    for kind, body in _webp_chunks(data[12:]):
        kinds.append(kind)
        if kind == b"VP8X":
            _need(len(kinds) == 1 and len(body) == 10 and not body[0] & HIDDEN and body[1:4] == b"\0\0\0")
        elif kind == b"ANIM":
            _need(len(body) == 6)
        elif kind == b"ANMF":
            _need(_shows_once([inner for inner, _part in _webp_chunks(body[16:])]))
    if kinds[0] != b"VP8X":
        _need(kinds in ([b"VP8 "], [b"VP8L"]))
    elif b"ANIM" in kinds:
        _need(kinds[1] == b"ANIM" and len(kinds) > 2 and set(kinds[2:]) == {b"ANMF"})
    else:
        _need(_shows_once(kinds[1:]))


def _shows_once(kinds: list[bytes]) -> bool:
    return kinds in ([b"VP8 "], [b"VP8L"], [b"ALPH", b"VP8 "])


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        end = at + 8 + size
        _need(end <= len(data) and data[end : end + size % 2] == b"\0" * (size % 2))
        yield kind, data[at + 8 : end]
        at = end + size % 2
