"""Zips that are written to disk while they grow, and the names of what is in them."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from journal.text.tables import cell_of

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can say: the same things give the same bytes
LEVEL = 4  # of packing: 6 takes twice as long, for a twentieth less
MOST_BYTES = 200  # of a path


class Zip:
    """A zip that is open for writing: new ("w"), or written on ("a"). `names` are those of what is in it."""

    def __init__(self, path: Path, mode: str):
        self._file = zipfile.ZipFile(path, mode, zipfile.ZIP_DEFLATED)
        self.names = set(self._file.namelist())

    def __enter__(self) -> "Zip":
        return self

    def __exit__(self, *_error) -> None:
        self.close()

    def close(self) -> None:
        """Write what is found by its names, and close it."""
        self._file.close()

    def add(self, name: str, data: str | bytes, *, packed: bool = True) -> None:
        """Write one file."""
        packing = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        self._file.writestr(self._member(name, packing), data, compresslevel=LEVEL)

    def add_table(self, name: str, head: Iterable[str], rows: Iterable[Iterable]) -> None:
        """Write a CSV file row by row, as spreadsheets read it; no cell of it is a formula."""
        with self.written(name) as file:
            table = csv.writer(file)
            table.writerow(head)
            table.writerows([cell_of(value) for value in row] for row in rows)

    @contextmanager
    def written(self, name: str, encoding: str = "utf-8-sig") -> Iterator[io.TextIOWrapper]:
        """Give a text file in it to write to, piece by piece."""
        member = self._member(name, zipfile.ZIP_DEFLATED)
        with self._file.open(member, "w", force_zip64=True) as raw:
            with io.TextIOWrapper(raw, encoding=encoding, newline="") as file:
                yield file

    def _member(self, name: str, packing: int) -> zipfile.ZipInfo:
        self.names.add(name)
        member = zipfile.ZipInfo(name, BEGINNING)
        member.create_system, member.external_attr, member.compress_type = 3, 0o644 << 16, packing
        member._compresslevel = LEVEL
        return member


def cut(words: str, most: int) -> str:
    """Return the beginning of `words` that fits into so many bytes, without half a character or a hyphen at its end."""
    return words.encode()[: max(most, 0)].decode(errors="ignore").rstrip("-. ")


def script_of(value) -> str:
    """Return a value as a script says it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
