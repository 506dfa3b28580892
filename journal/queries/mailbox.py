"""The mails that Haru wrote into files, on a machine that has no mail server (settings.EMAIL_FILE_PATH)."""

import heapq
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from journal.text.letters import Letter, letters_in

PAGE = 50
MOST_READ = 2_000_000  # bytes of one file


@dataclass(frozen=True)
class Kept:
    """A file and the mails in it, of which there is one but for those that went out together."""

    name: str
    letters: list[Letter]

    @property
    def letter(self) -> Letter:
        """The newest of its mails; one without anything where the file is empty or broken."""
        return self.letters[-1] if self.letters else Letter()


@dataclass(frozen=True)
class MailPage:
    """Some of the files, the newest first, and the number of the page with older ones (0 where there is none)."""

    items: list[Kept]
    older: int = 0


def mails_kept(page: int = 0) -> MailPage:
    """Return a page of the mails, counted from 0. Only the files of that page are opened."""
    newest = heapq.nlargest((page + 1) * PAGE + 1, _files())
    names = [name for _moment, name in newest[page * PAGE : (page + 1) * PAGE]]
    more = len(newest) > (page + 1) * PAGE
    return MailPage([kept for name in names if (kept := mail_kept(name))], page + 1 if more else 0)


def mail_kept(name: str) -> Kept | None:
    """Return the mails of one file of the folder, or None: whatever the name says, nothing outside is opened."""
    if name != os.path.basename(name) or name.startswith("."):
        return None
    path = _folder() / name
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return Kept(name, letters_in(file.read(MOST_READ)))
    except (OSError, ValueError):  # gone in this moment, too long a name, a NUL
        return None


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _files() -> Iterator[tuple[int, str]]:
    try:
        with os.scandir(_folder()) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                    yield entry.stat(follow_symlinks=False).st_mtime_ns, entry.name
    except OSError:  # nothing was ever sent
        return
