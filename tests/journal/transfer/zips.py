"""Zips for tests, made in memory: as people's programs make them, and as tricksters do."""

import io
import stat
import zipfile


def zipped(files: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_link(name: str, target: str) -> bytes:
    """Return a zip with a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, target)
    return out.getvalue()


def named_raw(name: bytes, data: bytes = b"text") -> bytes:
    """Return a zip whose member has these bytes as its name, without saying that it is UTF-8."""
    return zipped({"x" * len(name): data}, zipfile.ZIP_STORED).replace(b"x" * len(name), name)


def with_flag(files: dict[str, bytes | str], flag: int) -> bytes:
    """Return a zip whose first member has a flag set in both of its headers: 1 says that it is locked."""
    data = bytearray(zipped(files))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= flag
    return bytes(data)
