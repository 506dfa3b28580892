"""Taking a plan's rows in, one after the other: whenever it stops, it goes on where it was."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from journal.actions.posts import DayTaken, PostText, StaleEdit
from journal.actions.transfers import Arrival, import_comments, import_post, import_series
from journal.actions.uploads import PictureRefused, add_upload
from journal.text.markdown import MAX_POST
from journal.transfer.archives import MAX_PICTURE, Archive, Refused
from journal.transfer.plan import SPACE, Plan, Row, text_of


def apply_plan(plan: Plan, archive: Archive) -> Iterator[Row]:
    """Take the rows of a plan in and yield each when it is done; its state is then "done", or "refused" with why.

    Each is a transaction of its own; comments and series come last. A plan made anew has left what was not reached.
    """
    addresses = _Addresses(plan, archive)
    for row in plan.to_do():
        try:
            row.post = import_post(
                author=plan.author, cohort=plan.cohort, arrival=_arrival(plan, row, addresses, archive),
                post=row.post if row.state == "changed" else None,
            )  # fmt: skip
            row.state = "done"
        except DayTaken:
            _refuse(row, _("Its day got another journal in the meantime."))
        except StaleEdit:
            _refuse(row, _("You changed this post in Haru since. Your text in Haru stays as it is."))
        except Refused as refused:
            _refuse(row, str(refused))
        yield row
    import_comments(owner=plan.author, records=plan.comments)
    import_series(owner=plan.author, records=plan.series)


def _refuse(row: Row, words: str) -> None:
    row.state = "refused"
    row.notes.append(words)


def _arrival(plan: Plan, row: Row, addresses: "_Addresses", archive: Archive) -> Arrival:
    document, edit = row.document, row.document.edit
    addresses.row = row
    for path in (*document.pictures, *(edit.pictures if edit else ())):
        addresses.of(path)
    return Arrival(
        source=document.source, digest=row.digest, key=plan.key_of(row), publish=row.publish,
        text=_checked(text_of(plan, row, document, addresses.of, archive.entries)),
        created_at=document.created_at, published_at=row.published_at, edited_at=document.edited_at,
        edit=_checked(text_of(plan, row, edit, addresses.of, archive.entries)) if edit else None,
        saved_at=edit.dated_at if edit else None, before=row.before, notes=tuple(row.notes),
    )  # fmt: skip


def _checked(text: PostText) -> PostText:
    if len(text.body) > MAX_POST:
        raise Refused(_("This text is too long: at most %(most)s characters fit."), most=f"{MAX_POST:,}")
    return text


class _Addresses:
    """Where the archive's pictures are in Haru; each is taken in once, when the first text shows it."""

    def __init__(self, plan: Plan, archive: Archive):
        self.plan, self.archive = plan, archive
        self.known: dict[str, str | None] = {}
        self.row: Row | None = None  # that hears of a picture which cannot be taken

    def of(self, path: str) -> str | None:
        """Return the address of the picture at a path of the archive, or None where it has none."""
        if path not in self.known:
            self.known[path] = self._upload(path) if path in self.archive.entries else self._here(path)
        return self.known[path]

    def _here(self, path: str) -> str | None:
        """One of Haru's own files alone, without its pictures: they may still be here."""
        name = path.rpartition("/")[2]
        return f"/uploads/{name}" if name in self.plan.owned else None

    def _upload(self, path: str) -> str | None:
        try:
            data = self.archive.read(path, MAX_PICTURE)
            upload = add_upload(owner=self.plan.author, data=data, pk=self._key(path))
        except (Refused, PictureRefused):
            self.row.notes.append(_("A picture could not be taken in: %(name)s") % {"name": path[-100:]})
            return None
        return upload.get_absolute_url()

    def _key(self, path: str) -> UUID:
        """Return the id that a picture had in Haru, or one that the same picture has each time it comes."""
        if self.row.document.is_own:
            return UUID(path.rpartition("/")[2].partition(".")[0])
        return uuid5(SPACE, f"{self.plan.author.pk} {self.archive.entries[path].fingerprint}")
