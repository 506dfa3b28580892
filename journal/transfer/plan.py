"""What an archive would change, before it changes anything: a row for each file, new, same, changed or refused."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.actions.posts import PostText
from journal.actions.transfers import mark_of, text_mark
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.transfers import ImportedFile
from journal.models.uploads import Upload
from journal.text.markdown import MAX_POST
from journal.text.pictures import addresses_in
from journal.transfer import own_files
from journal.transfer.archives import MAX_TEXT, TEXTS, Archive, Refused
from journal.transfer.markdown_files import (
    REFUSALS,
    Document,
    cleaned,
    decoded,
    front_matter_of,
    pictures_in,
    read_markdown,
    with_addresses,
)
from journal.transfer.notion import id_of, read_notion
from journal.transfer.velog import is_velog, read_velog

MAX_TEXT_IN_ALL = 60 * 1024 * 1024  # bytes
DRAFT = "draft"
EVENING = time(18)  # of a day whose time of day nobody wrote down
SPACE = UUID("9b7a4a2e-3c1c-5b3e-8d3f-6f1f0a5d7c21")  # of the keys that files and pictures get here
LONGEST_ADDRESS = "/uploads/00000000-0000-0000-0000-000000000000.webp"

NOTHING = gettext_lazy("There is no Markdown file in it. From Notion, export as Markdown.")
TOO_MUCH = gettext_lazy("There is more text in it than fits at once. Bring it in by parts.")
EMPTY = gettext_lazy("There is nothing in this file.")
ELSEWHERE = gettext_lazy("It belongs to the cohort %(cohort)s, where you write too: bring it in there.")
IN_TRASH = gettext_lazy("This post is in your trash. Bring it back from there first.")
WENT_ON = gettext_lazy("You changed this post in Haru since. Your text in Haru stays as it is.")
OTHER_TEXT = gettext_lazy("This post is in Haru with another text. Your text in Haru stays as it is.")
TWICE = gettext_lazy("Another file in it is the same post.")


@dataclass
class Row:
    """A file and what would become of it; `state` is "new", "same", "changed" or "refused", `notes` are words."""

    path: str
    state: str = "new"
    notes: list[str] = field(default_factory=list)
    title: str = ""
    study_on: date | None = None
    publish: bool = True
    visibility: str = ""
    published_at: datetime | None = None
    digest: str = ""
    document: Document | None = None
    post: Post | None = None
    before: str = ""  # the mark of the post, as it was looked at


@dataclass
class Plan:
    """All rows in the order of their paths, and what else is in the archive."""

    rows: list[Row]
    others: int  # files that are neither texts nor pictures of them
    cohort: Cohort
    author: object
    comments: list[tuple[UUID, dict]] = field(default_factory=list)
    series: list[dict] = field(default_factory=list)
    owned: set[str] = field(default_factory=set)  # names of the author's pictures that are here already

    def key_of(self, row: Row) -> UUID:
        """Return the key of the post to be made: the file's own, or always the same one for the same file."""
        return row.document.key or uuid5(SPACE, f"{self.author.pk} {self.cohort.pk} {row.document.source}")

    def to_do(self) -> list[Row]:
        """Return the rows that applying would do something for."""
        return [row for row in self.rows if row.state in ("new", "changed")]

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        states = [row.state for row in self.rows]
        return {state: states.count(state) for state in ("new", "changed", "same", "refused")}


def make_plan(archive: Archive, *, author, cohort: Cohort, visibility: str = "") -> Plan:
    """Return what an archive would change of `author`'s posts in a cohort; raises Refused when it is nothing at all.

    `visibility` is who may read what does not say it (empty: as the cohort has it); "draft" publishes nothing.
    """
    texts = sorted(path for path in archive.entries if path.lower().endswith(TEXTS))
    if not texts and own_files.COMMENTS not in archive.entries:
        raise Refused(NOTHING)
    if sum(archive.entries[path].size for path in texts) > MAX_TEXT_IN_ALL:
        raise Refused(TOO_MUCH)
    rows = _read(archive, texts, author, cohort)
    used = {*texts, own_files.COMMENTS, own_files.SERIES, own_files.MANIFEST, own_files.ACCOUNT}
    used |= {path for row in rows if row.document for each in (row.document, row.document.edit) if each
             for path in each.pictures}  # fmt: skip
    plan = Plan(rows, len(set(archive.entries) - used), cohort, author)
    if own_files.COMMENTS in archive.entries:
        plan.comments = own_files.read_comments(archive.read(own_files.COMMENTS, own_files.MAX_COMMENTS))
    if own_files.SERIES in archive.entries:
        plan.series = own_files.read_series(archive.read(own_files.SERIES, MAX_TEXT))
    readable = [row for row in rows if row.document]
    _Judge(plan, readable, visibility or cohort.default_visibility).judge()
    return plan


def body_of(document: Document, files: Iterable[str], address) -> str:
    """Return a document's text with its pictures at the addresses that `address` gives for their paths."""
    if not document.is_own:
        return with_addresses(document.body, document.path, files, address)
    return _inward(document.body, document, address)


def cover_of(document: Document, body: str, address) -> str:
    """Return the picture for lists that a file of our own chose among those of its body, at its address."""
    cover = _inward(document.cover, document, address)
    return cover if cover in addresses_in(body) else ""


def _inward(text: str, document: Document, address) -> str:
    paths = {path.rpartition("/")[2]: path for path in document.pictures}
    return own_files.inward(text, lambda name: name in paths and address(paths[name]))


def _read(archive: Archive, texts: list[str], author, cohort: Cohort) -> list[Row]:
    """Return a row for each text, with its document or the reason why it has none."""
    rows, edits = [], set()
    for path in texts:
        if path in edits:
            continue
        row = Row(path)
        try:
            data = archive.read(path, MAX_TEXT)
            row.document = _document(archive, path, data)
            if edit := row.document.edit:
                edits.add(edit.path)
                data += archive.read(edit.path, MAX_TEXT)
            row.digest = _digest(archive, row.document, data)
        except Refused as refused:
            row.state, row.document = "refused", None
            row.notes.append(str(refused))
        rows.append(row)
    return [row for row in rows if row.path not in edits]


def _document(archive: Archive, path: str, data: bytes) -> Document:
    text = decoded(data)
    values, body = front_matter_of(text)
    files = archive.entries
    if own_files.is_own(values):
        # Line ends of Windows are those of an editor that somebody opened it in.
        body = body if text.startswith("---\n") else cleaned(body)
        document = own_files.read_own(path, values, body)
        document.edit = _edit(archive, document)
        return document
    if id_of(path):
        document = read_notion(path, text)
    elif is_velog(values):
        document = read_velog(path, values, body)
    else:
        document = read_markdown(path, values, body)
    if not document.body.strip():
        raise Refused(EMPTY)
    document.pictures = pictures_in(document.body, path, files)
    if len(body_of(document, files, lambda _path: LONGEST_ADDRESS)) > MAX_POST:
        raise Refused(REFUSALS["too_long"], most=f"{MAX_POST:,}")
    return document


def _edit(archive: Archive, document: Document) -> Document | None:
    path = own_files.edit_path(document.path)
    if path not in archive.entries:
        return None
    values, body = front_matter_of(decoded(archive.read(path, MAX_TEXT)))
    edit = own_files.read_own(path, values, body, as_edit=True)
    return edit if edit.key == document.key else None


def _digest(archive: Archive, document: Document, data: bytes) -> str:
    """Return what changes when a file, its waiting edit or one of their pictures does."""
    pictures = {*document.pictures, *(document.edit.pictures if document.edit else ())}
    found = [archive.entries[path].fingerprint for path in sorted(pictures) if path in archive.entries]
    return hashlib.sha256(b"\0".join([data, *(each.encode() for each in found)])).hexdigest()


class _Judge:
    """Says of each row what would become of it, by what is in the tables now."""

    def __init__(self, plan: Plan, rows: list[Row], visibility: str):
        self.plan, self.cohort, self.author = plan, plan.cohort, plan.author
        self.rows, self.drafts = rows, visibility == DRAFT
        self.visibility = self.cohort.default_visibility if self.drafts else visibility
        self.zone = ZoneInfo(self.cohort.time_zone)
        self.now = timezone.now()
        for row in rows:
            row.document.source = _short(row.document.source)
        documents = [row.document for row in rows]
        light = ("html", "outline", "toc")
        mine = Post.objects.filter(author=self.author).select_related("pending_edit").defer(*light)
        files = ImportedFile.objects.filter(
            author=self.author, cohort=self.cohort, source__in=[document.source for document in documents]
        )
        self.files = {each.source: each for each in files}
        self.posts = {post.pk: post for post in mine.filter(pk__in=[each.post_id for each in files])}
        keys = [document.key for document in documents if document.key]
        self.by_key = {post.key: post for post in mine.filter(key__in=keys)}
        here = Post.objects.filter(author=self.author, cohort=self.cohort, deleted_at__isnull=True)
        self.taken = dict(here.exclude(study_on=None).values_list("study_on", "pk"))
        self.elsewhere = set(
            Membership.objects.filter(user=self.author, state="active", role="camper", cohort__state="open")
            .exclude(cohort=self.cohort)
            .values_list("cohort__slug", flat=True)
        )
        if keys:
            owned = Upload.objects.filter(owner=self.author).values_list("id", "kind")
            plan.owned = {f"{pk}.{kind}" for pk, kind in owned}

    def judge(self) -> None:
        """Fill the rows in. A day goes to Haru's own files first, then to those that say it, then by their dates."""
        seen: set[str] = set()
        for row in sorted(self.rows, key=lambda row: (*self._claim(row.document), row.path)):
            document = row.document
            if document.source in seen:
                row.state = "refused"
                row.notes.append(str(TWICE))
                row.title = document.title
                continue
            seen.add(document.source)
            self._describe(row)
            self._decide(row)
            if row.state in ("new", "changed"):
                self._give_day(row)

    def _claim(self, document: Document) -> tuple[bool, bool]:
        return not document.is_own, document.study_on is None and document.number is None

    def _describe(self, row: Row) -> None:
        document = row.document
        row.publish = not document.is_draft if document.is_own else not (document.is_draft or self.drafts)
        row.title = document.title or (_("Untitled") if row.publish else "")
        row.visibility = document.visibility or self.visibility
        row.study_on = self._day_of(row)
        row.published_at = self._moment_of(row)

    def _decide(self, row: Row) -> None:
        document = row.document
        known = self.files.get(document.source)
        post = self.posts.get(known.post_id) if known else self.by_key.get(document.key)
        if post is None:
            if document.cohort != self.cohort.slug and document.cohort in self.elsewhere:
                self._refuse(row, ELSEWHERE, cohort=document.cohort)
            return
        row.post, row.before = post, mark_of(post)
        is_same = known.digest == row.digest if known else row.before == self._mark(row)
        if is_same:
            row.state, row.study_on = "same", post.study_on
            row.notes = list(known.notes) if known else []
        elif post.deleted_at:
            self._refuse(row, IN_TRASH)
        elif not known and not _is_as_exported(post, document):
            self._refuse(row, OTHER_TEXT)
        elif known and row.before != known.kept:
            self._refuse(row, WENT_ON)
        else:
            row.state = "changed"

    def _mark(self, row: Row) -> str:
        """Return the mark of a post of this very file: Haru wrote it out, and nobody brought it in."""
        document, edit = row.document, row.document.edit
        text = text_of(self.plan, row, document, lambda path: f"/uploads/{path.rpartition('/')[2]}")
        later = text_of(self.plan, row, edit, lambda path: f"/uploads/{path.rpartition('/')[2]}") if edit else None
        return text_mark(text, publish=row.publish, edit=later)

    def _day_of(self, row: Row) -> date | None:
        """Return the study day that a file is about, by what it says and, if it says nothing, by its date."""
        document, calendar = row.document, self.cohort.calendar
        if document.is_own:
            same = document.cohort == self.cohort.slug
            if document.study_on and not same and calendar.number_of(document.study_on) is None:
                row.notes.append(_("Its day is no study day here, so it becomes a free note."))
                return None
            return document.study_on
        if document.number:
            if day := calendar.date_of(document.number):
                return day
            row.notes.append(_("This cohort has no Day %(number)s.") % {"number": document.number})
        written = self._local(document.dated_at)
        days = (document.study_on, written.date() if written else None)
        return next((day for day in days if day and calendar.number_of(day)), None)

    def _give_day(self, row: Row) -> None:
        if row.study_on is None:
            return
        holder = self.taken.get(row.study_on)
        if holder is None or (row.post and holder == row.post.pk):
            self.taken[row.study_on] = row.post.pk if row.post else -1
            return
        number = self.cohort.calendar.number_of(row.study_on)
        row.notes.append(
            _("Day %(number)s has a journal already, so this becomes a free note.") % {"number": number}
            if number
            else _("This day has a journal already, so this becomes a free note.")
        )
        row.study_on = None

    def _moment_of(self, row: Row) -> datetime | None:
        """Return when it was published: as it says, else in the evening of its day; never in the future."""
        document = row.document
        if document.is_own:
            return document.dated_at
        moment = self._local(document.dated_at) or self._local(row.study_on)
        return moment if moment and moment.year > 1990 and moment <= self.now else None

    def _local(self, moment: datetime | date | None) -> datetime | None:
        if moment is None or not 1900 < moment.year < 9999:
            return None
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, EVENING)
        return moment.astimezone(self.zone) if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def _refuse(self, row: Row, sentence, **params) -> None:
        row.state = "refused"
        row.notes.append(str(sentence) % params if params else str(sentence))


def _is_as_exported(post: Post, document: Document) -> bool:
    """Return whether nobody went on with a published post since this file of it went out: its moments are the same."""
    waiting = getattr(post, "pending_edit", None)
    moments = (post.published_at, post.edited_at, waiting.saved_at if waiting else None)
    later = document.edit.dated_at if document.edit else None
    return post.is_published and moments == (document.dated_at, document.edited_at, later)


def text_of(plan: Plan, row: Row, document: Document, address, files: Iterable[str] = ()) -> PostText:
    """Return the text of a row (or of its waiting edit), its pictures at the addresses given for their paths."""
    body = body_of(document, files, address)
    rest = (document.topics, cover_of(document, body, address))
    if document is row.document:
        return PostText(row.title, body, row.study_on, row.visibility, *rest)
    visibility = document.visibility or plan.cohort.default_visibility
    return PostText(document.title, body, document.study_on, visibility, *rest)


def _short(source: str) -> str:
    """Return a source as its row can keep it: very long paths by their end and a digest."""
    if len(source) <= 500:
        return source
    return f"{hashlib.sha256(source.encode()).hexdigest()} {source[-400:]}"
