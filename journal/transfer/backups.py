"""A backup: one zip file with the database's dump, every picture that the dump names, and what both should be.

    database.dump   pg_dump's custom format, compressed by itself
    media/…         the files, by the names that the database has for them
    manifest.json   the last one: version, migrations, rows of each table, and the SHA-256 of everything above

Nothing in it is compressed again, and any unzip reads it.
"""

import hashlib
import json
import os
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from accounts.models import User
from accounts.pictures import path_of

FORMAT = 1
DUMP, MEDIA, MANIFEST = "database.dump", "media/", "manifest.json"
CHUNK = 1 << 20
Progress = Callable[[str, int, int], None]


class BackupRefused(ValueError):
    """A file that is no backup, is damaged, or cannot be read by this version. Its text is a sentence for people."""


@dataclass
class Manifest:
    """What a backup should hold."""

    made_at: str
    server: str
    migrations: list[str]  # app.name
    tables: dict[str, int]  # rows of each
    left_out: list[str]  # tables whose rows are not in it
    missing: list[str] = field(default_factory=list)  # files that the database names and nobody has
    files: dict[str, list] = field(default_factory=dict)  # name in the zip -> bytes, SHA-256
    format: int = FORMAT


class Writer:
    """A backup that is being written, under another name than the one that it gets once it is whole."""

    def __init__(self, path: Path):
        """Begin. Raises FileExistsError where the name is taken."""
        if path.exists():
            raise FileExistsError(path)
        self.path, self.draft = path, path.with_name(f".{path.name}.{os.getpid()}.part")
        self.file = os.fdopen(os.open(self.draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        self.zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_STORED, allowZip64=True)
        self.files: dict[str, list] = {}

    def add(self, name: str, source: BinaryIO) -> None:
        """Write all of `source` under a name, and note what it was."""
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name, time.gmtime()[:6])
        entry.external_attr = 0o600 << 16
        with self.zip.open(entry, "w", force_zip64=True) as out:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                out.write(chunk)
                size += len(chunk)
        self.files[name] = [size, digest.hexdigest()]

    def finish(self, manifest: Manifest) -> int:
        """Write the manifest, give the file its name, and return its bytes. Raises FileExistsError."""
        manifest.files = self.files
        self.zip.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        self.zip.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        size = self.draft.stat().st_size
        try:
            os.link(self.draft, self.path)  # which never takes another file's name, as a rename would
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if self.path.exists():
                raise FileExistsError(self.path) from None
            self.draft.rename(self.path)
        return size

    def close(self) -> None:
        """Leave no draft behind, whatever happened."""
        if not self.file.closed:
            self.zip.fp = None  # or it would end the file that nobody wants
        self.file.close()
        self.draft.unlink(missing_ok=True)


class Reader:
    """A backup that is there."""

    def __init__(self, path: Path):
        """Open it and read its manifest. Raises BackupRefused."""
        try:
            self.zip = zipfile.ZipFile(path)
            told = json.loads(self.zip.read(MANIFEST))
            if told["format"] != FORMAT:
                raise BackupRefused("This backup was made by a newer Haru: restore it with that version.")
            self.manifest = Manifest(**told)
        except FileNotFoundError:
            raise BackupRefused("There is no such file.") from None
        except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            if isinstance(error, BackupRefused):
                raise
            raise BackupRefused("This is no whole backup of Haru's: it ends too early, or is another file.") from None

    def check(self, progress: Progress) -> None:
        """Read everything and compare it with what it was. Raises BackupRefused."""
        wanted = self.manifest.files
        strange = set(self.zip.namelist()) - set(wanted) - {MANIFEST}
        if strange or not set(wanted) <= set(self.zip.namelist()) or DUMP not in wanted:
            raise BackupRefused("The backup is damaged: its list of files is not what it holds.")
        for done, (name, (size, known)) in enumerate(wanted.items(), 1):
            try:
                with self.zip.open(name) as source:
                    found = hashlib.file_digest(source, "sha256").hexdigest()
            except (OSError, zipfile.BadZipFile):
                found = ""
            if found != known or self.zip.getinfo(name).file_size != size:
                raise BackupRefused(f"The backup is damaged: {name} is not what it was.")
            progress("checked", done, len(wanted))

    def media(self) -> list[str]:
        """Return the names of its pictures and other files, as the database names them."""
        return [name.removeprefix(MEDIA) for name in self.manifest.files if name.startswith(MEDIA)]

    def open(self, name: str) -> BinaryIO:
        """Open one of its files."""
        return self.zip.open(name)


def columns_with_files() -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """Yield every column that names files: its table, its name, and what makes a storage's name out of a value."""
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if isinstance(column, models.FileField):
                yield model._meta.db_table, column.column, str
    yield User._meta.db_table, User._meta.get_field("picture").column, path_of


def add_media(writer: Writer, names: Iterable[str], progress: Progress) -> list[str]:
    """Add the files that are not in it yet; return those that are not there (any more)."""
    wanted = [name for name in dict.fromkeys(names) if MEDIA + name not in writer.files]
    gone = []
    for done, name in enumerate(wanted, 1):
        try:
            with default_storage.open(name, "rb") as source:
                writer.add(MEDIA + name, source)
        except FileNotFoundError:
            gone.append(name)
        progress("files", done, len(wanted))
    return gone


def put_media(reader: Reader, progress: Progress) -> None:
    """Write a backup's files into the storage; one that a restore that was cut off has left is replaced."""
    names = reader.media()
    for done, name in enumerate(names, 1):
        with reader.open(MEDIA + name) as source:
            default_storage.delete(name)
            kept = default_storage.save(name, source)
        if kept != name:
            raise BackupRefused(f"The storage took {name} under another name.")
        progress("files", done, len(names))


def media_beside(names: set[str], folder: str = "") -> Iterator[str]:
    """Yield the files in the storage that have none of these names."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        if (path := f"{folder}{name}") not in names:
            yield path
    for name in folders:
        yield from media_beside(names, f"{folder}{name}/")
