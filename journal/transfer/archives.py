"""What somebody brings along (a zip, a folder, one file), opened without trusting a word of it.

Nothing is ever unpacked to a path: members are read by name into memory, each within a bound.
"""

import os
import re
import shutil
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

MAX_TEXTS = 1_999  # files that are no pictures
MAX_FILES = 10_000
TOO_MANY = _("There are too many files in it: at most %(most)s fit. Bring it in by parts.")
MAX_PACKED = 200 * 1024 * 1024  # bytes
MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO, SMALL = 200, 1024 * 1024  # how many times smaller a member of more than a megabyte may have become
MAX_DIRECTORY = 4 * 1024 * 1024  # of a zip's list of names
MAX_TEXT, MAX_PICTURE = 1024 * 1024, 10 * 1024 * 1024
MAX_DEPTH = 1  # a zip in the zip, as Notion makes them
TEXTS = (".md", ".markdown")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
LEFT_OUT = {"__macosx", "thumbs.db", "desktop.ini"}
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What reading a member raises where its own header is not as the list of names says.
_DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError)
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:/")


class Refused(Exception):
    """What cannot be brought in; its words say why, in the language of whoever reads them."""

    def __init__(self, sentence, **params):
        super().__init__(sentence)
        self.sentence, self.params = sentence, params

    def __str__(self) -> str:
        return str(self.sentence) % self.params if self.params else str(self.sentence)


@dataclass(frozen=True)
class Entry:
    """A file in the archive: its clean path, its size in bytes, and how to read it."""

    path: str
    size: int
    load: Callable[[], bytes]
    checksum: int | None = None  # CRC-32, where the archive says it

    @property
    def fingerprint(self) -> str:
        """What changes when the file does; the same for a folder and for a zip of it."""
        checksum = zlib.crc32(self.load()) if self.checksum is None else self.checksum
        return f"{checksum:08x}-{self.size}"


class Archive:
    """The files of what was brought along, by path. To be used in a `with`, which closes it."""

    def __init__(self):
        self.entries: dict[str, Entry] = {}
        self._open = ExitStack()
        self._texts = self._size = 0

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *error) -> None:
        self._open.close()

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes; raises Refused where it is larger than `most` bytes, or damaged."""
        entry = self.entries[path]
        if entry.size > most:
            raise Refused(_("This file is too large: at most %(most)s MB."), most=most // SMALL)
        try:
            return entry.load()
        except _DAMAGES:
            raise Refused(_("This file is damaged.")) from None

    def keep(self, thing):
        """Return a thing that is closed with the archive."""
        return self._open.enter_context(thing)

    def add(self, entry: Entry) -> None:
        """Take a file in; raises Refused for one too many, a second of the same name, too much in all."""
        if entry.path in self.entries:
            raise Refused(_("Two files in it have the same name: “%(name)s”."), name=entry.path[-100:])
        self.entries[entry.path] = entry
        self._texts += not entry.path.lower().endswith(PICTURES)
        self._size += entry.size
        if self._texts > MAX_TEXTS or len(self.entries) > MAX_FILES:
            raise Refused(
                _("There are too many files in it: at most %(most)s fit. Bring it in by parts."), most=f"{MAX_TEXTS:,}"
            )
        self.account(0)

    def leave_common_folders(self) -> None:
        """Take away the folders that all files lie in, so that a folder and a zip of it have the same paths."""
        while self.entries and len({path.partition("/")[:2] for path in self.entries}) == 1:
            if all("/" not in path for path in self.entries):
                return
            paths = {path.partition("/")[2]: entry for path, entry in self.entries.items()}
            self.entries = {path: replace(entry, path=path) for path, entry in paths.items()}

    def account(self, size: int) -> None:
        """Count bytes that have to be unpacked on the way; raises Refused when all together are too much."""
        self._size += size
        if self._size > MAX_UNPACKED:
            raise Refused(_("Unpacked, it would be larger than %(most)s MB."), most=MAX_UNPACKED // SMALL)


def open_archive(source: Path | BinaryIO, name: str) -> Archive:
    """Return what is at a path, or in an open file that was called `name`; raises Refused."""
    archive = Archive()
    try:
        if isinstance(source, Path) and source.is_dir():
            _add_folder(archive, source)
        else:
            file = archive.keep(source.open("rb")) if isinstance(source, Path) else source
            _add_file(archive, file, name)
        archive.leave_common_folders()
    except BaseException as error:
        archive.__exit__()
        if isinstance(error, OSError):
            raise Refused(_("It cannot be read.")) from None
        raise
    return archive


def packed(files: Iterable[tuple[str, BinaryIO]]) -> BinaryIO:
    """Return a zip of several files that came one by one, each under its name; raises Refused."""
    out = TemporaryFile()  # noqa: SIM115 (whoever keeps it closes it)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, file in files:
            name = clean_path(os.path.basename(name.replace("\\", "/")))
            if name in archive.NameToInfo:
                raise Refused(_("Two files in it have the same name: “%(name)s”."), name=name[-100:])
            with archive.open(name, "w", force_zip64=True) as member:
                shutil.copyfileobj(file, member, SMALL)
    out.seek(0)
    return out


def clean_path(raw: str) -> str:
    """Return a member's name as a relative path, NFC; raises Refused where it leads out of the archive."""
    path = raw.replace("\\", "/")
    if _CONTROL.search(path):
        raise Refused(_("A name in it has an invisible character."))
    if _ABSOLUTE.match(path) or ".." in path.split("/"):
        raise Refused(_("The name “%(name)s” leads out of the archive."), name=path[-100:])
    return unicodedata.normalize("NFC", "/".join(part for part in path.split("/") if part not in ("", ".")))


def is_left_out(path: str) -> bool:
    """Return whether a file is none of the person's: hidden, or put there by the computer."""
    return any(part.startswith(".") or part.lower() in LEFT_OUT for part in path.split("/"))


def _add_file(archive: Archive, file: BinaryIO, name: str) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > MAX_PACKED:
        raise Refused(_("This file is too large: at most %(most)s MB."), most=MAX_PACKED // SMALL)
    if file.read(4)[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        _add_zip(archive, file, "", depth=0)
        return
    name = clean_path(os.path.basename(name.replace("\\", "/")))
    if not name.lower().endswith(TEXTS):
        raise Refused(_("This is neither a zip nor a Markdown file."))

    def load() -> bytes:
        file.seek(0)
        return file.read()

    archive.add(Entry(name, size, load))


def _add_folder(archive: Archive, folder: Path) -> None:
    for parent, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        for name in [*folders, *sorted(files)]:
            path = Path(parent, name)
            inside = clean_path(path.relative_to(folder).as_posix())
            if is_left_out(inside):
                continue
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise Refused(_("“%(name)s” is a link, not a file."), name=inside[-100:])
            if stat.S_ISREG(mode):
                archive.add(Entry(inside, path.stat().st_size, path.read_bytes))
        folders[:] = [name for name in folders if not is_left_out(name)]


def _raise(error: OSError) -> None:
    raise error


def _add_zip(archive: Archive, file: BinaryIO, folder: str, *, depth: int) -> None:
    try:
        if _directory_size(file) > MAX_DIRECTORY:
            raise Refused(
                _("There are too many files in it: at most %(most)s fit. Bring it in by parts."), most=f"{MAX_FILES:,}"
            )
        packed = archive.keep(zipfile.ZipFile(file))
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError):
        raise Refused(_("This zip is damaged. Make it anew and try again.")) from None
    for member in packed.infolist():
        path = clean_path(_name_of(member))
        if member.is_dir() or path.endswith("/") or not path:
            continue
        _check(member, path)
        path = f"{folder}{path}"
        if is_left_out(path):
            continue
        load = partial(_unpacked, packed, member)
        if path.lower().endswith(".zip"):
            archive.account(member.file_size)
            _add_inner(archive, packed, member, path, depth + 1)
        else:
            archive.add(Entry(path, member.file_size, load, member.CRC))


def _add_inner(archive: Archive, packed: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refused(_("There are zips inside of zips in it. Unpack them first."))
    inner = archive.keep(SpooledTemporaryFile(max_size=10 * SMALL))  # noqa: SIM115 (closed with the archive)
    try:
        with packed.open(member) as source:
            while chunk := source.read(SMALL):
                inner.write(chunk)
    except _DAMAGES:
        raise Refused(_("This zip is damaged. Make it anew and try again.")) from None
    parent = path.rpartition("/")[0]
    _add_zip(archive, inner, f"{parent}/" if parent else "", depth=depth)


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes. `ZipFile.read` would unpack all that is there before it cuts it to the said size."""
    with packed.open(member) as source:
        return source.read(max(member.file_size, 1))


def _check(member: zipfile.ZipInfo, path: str) -> None:
    if member.flag_bits & 0x41:
        raise Refused(_("It is locked with a password. Make the zip without one."))
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise Refused(_("“%(name)s” is a link, not a file."), name=path[-100:])
    if member.compress_type not in _PACKINGS:
        raise Refused(_("It is packed in a way that Haru does not know. Make a plain zip of it."))
    if member.file_size > max(SMALL, MAX_RATIO * member.compress_size):
        raise Refused(_("“%(name)s” grows too much when unpacked."), name=path[-100:])


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return a member's name. Where it does not say that it is UTF-8, Korean Windows wrote CP949."""
    name = member.orig_filename
    if member.flag_bits & 0x800:
        return name
    raw = name.encode("cp437")
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _directory_size(file: BinaryIO) -> int:
    """Return how many bytes of names a zip says it has, by the records that `zipfile` would believe.

    It reads them all at once, however many there are: APPNOTE.TXT 4.3.14 to 4.3.16.
    """
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - 65_558))
    tail = file.read()
    plain = tail[-22:-18] == b"PK\x05\x06" and tail.endswith(b"\0\0")  # no comment after it
    at = len(tail) - 22 if plain else tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise zipfile.BadZipFile
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07") and tail[max(0, at - 76) :].startswith(b"PK\x06\x06"):
        (size,) = struct.unpack_from("<Q", tail, at - 76 + 40)
    return size
