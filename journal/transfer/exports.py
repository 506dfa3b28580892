"""Everything that one person wrote, as a zip of plain files; the same things give the same bytes."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Prefetch, Q

from accounts.pictures import read_picture
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.series import Series, SeriesEntry
from journal.models.transfers import ImportedComment
from journal.models.uploads import Upload
from journal.transfer.own_account import account_text
from journal.transfer.own_files import (
    ACCOUNT,
    COMMENTS,
    EDITS,
    MANIFEST,
    PICTURES,
    POSTS,
    SERIES,
    comments_text,
    edit_text,
    manifest_text,
    moment_words,
    name_of,
    outward_text,
    post_text,
    series_text,
)

AT_ONCE = 50  # posts in memory
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can say


def write_export(user, file: BinaryIO, *, whole: bool = False) -> int:
    """Write the zip of `user`'s own writing into an open file; return how many posts are in it.

    Posts, drafts and waiting edits (not the trash), the pictures they show as they are stored, and comments: one's
    own wherever they stand, and everybody's under one's own posts. Series with the order of their posts. The `whole`
    of it is also what else is known of them (own_account.py), and every picture that they uploaded.
    """
    pictures = _Pictures(user)
    if whole:
        pictures.take_all()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, MANIFEST, manifest_text(user.handle))
        _add(archive, COMMENTS, comments_text(_records(user)))
        _add(archive, SERIES, series_text(_series(user)))
        if whole:
            _add(archive, ACCOUNT, account_text(user))
            if user.picture:
                _add_own_picture(archive, user)
        count = 0
        for post in _posts(user):
            name = name_of(post)
            _add(archive, POSTS + name, post_text(post, *outward_text(post, pictures.takes)))
            if edit := getattr(post, "pending_edit", None):
                _add(archive, EDITS + name, edit_text(edit, *outward_text(edit, pictures.takes)))
            count += 1
        for name, data in pictures:
            _add(archive, PICTURES + name, data, packing=zipfile.ZIP_STORED)
    return count


def _add(archive: zipfile.ZipFile, name: str, data: str | bytes, packing: int = zipfile.ZIP_DEFLATED) -> None:
    member = zipfile.ZipInfo(name, BEGINNING)
    member.create_system, member.external_attr, member.compress_type = 3, 0o644 << 16, packing
    archive.writestr(member, data, compresslevel=6)


def _add_own_picture(archive: zipfile.ZipFile, user) -> None:
    with suppress(FileNotFoundError):
        _add(archive, f"profile/{user.picture}", read_picture(user.picture), packing=zipfile.ZIP_STORED)


def _posts(user) -> Iterator[Post]:
    """Yield a person's own posts in the order of their names, a few at a time."""
    mine = Post.objects.visible_to(user).filter(author=user)
    light = mine.select_related("cohort").only("key", "title", "study_on", "created_at", "cohort__slug")
    keys = [pk for _name, pk in sorted((name_of(post), post.pk) for post in light.iterator(chunk_size=500))]
    whole = mine.select_related("cohort", "pending_edit").defer("html", "outline", "toc")
    for at in range(0, len(keys), AT_ONCE):
        found = whole.in_bulk(keys[at : at + AT_ONCE])
        yield from (found[pk] for pk in keys[at : at + AT_ONCE] if pk in found)


class _Pictures:
    """A person's stored pictures, as far as the texts that went out name them."""

    def __init__(self, user):
        rows = Upload.objects.filter(owner=user).values_list("id", "kind", "file")
        self._stored = {f"{pk}.{kind}": name for pk, kind, name in rows}
        self._taken: dict[str, bool] = {}

    def takes(self, name: str) -> bool:
        """Return whether the archive will have this picture; one whose file is gone stays an address."""
        if name not in self._taken:
            self._taken[name] = name in self._stored and default_storage.exists(self._stored[name])
        return self._taken[name]

    def take_all(self) -> None:
        """Let the archive have every picture, also those that no text shows."""
        for name in self._stored:
            self.takes(name)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for name in sorted(name for name, is_there in self._taken.items() if is_there):
            with default_storage.open(self._stored[name], "rb") as file:
                yield name, file.read()


def _series(user) -> list[dict]:
    """Return a person's series with the keys of the posts that stand in them, in order."""
    standing = SeriesEntry.objects.filter(post__in=Post.objects.visible_to(user)).select_related("post")
    entries = Prefetch("entries", standing.only("series_id", "position", "post__key").order_by("position", "pk"))
    mine = Series.objects.visible_to(user).filter(owner=user).prefetch_related(entries)
    return [
        {
            "key": str(series.key),
            "title": series.title,
            "description": series.description,
            "posts": [str(entry.post.key) for entry in series.entries.all()],
        }
        for series in mine
    ]


def _records(user) -> list[dict]:
    seen: set[UUID] = set(Post.objects.visible_to(user).filter(comments__author=user).values_list("key", flat=True))
    standing = Comment.objects.filter(deleted_at__isnull=True, post__deleted_at__isnull=True)
    comments = standing.filter(Q(author=user) | Q(post__author=user, hidden_at=None)).select_related(
        "author", "post__author", "parent"
    )
    light = comments.defer("html", "post__body", "post__html").order_by("pk")
    records = {str(comment.key): _record(comment, seen, user) for comment in light}
    came = ImportedComment.objects.visible_to(user).filter(post__deleted_at__isnull=True)
    return [*records.values(), *(each.record for each in came.order_by("pk") if str(each.key) not in records)]


def _record(comment: Comment, seen: set[UUID], user) -> dict:
    """Return a comment as a record; of a post that its writer may not read any more it says nothing."""
    post, parent = comment.post, comment.parent
    known = post.author_id == user.pk or post.key in seen
    return {
        "key": str(comment.key),
        "author": comment.author.handle,
        "author_name": comment.author.display_name,
        "body": comment.body,
        "created_at": str(moment_words(comment.created_at)),
        "edited_at": str(moment_words(comment.edited_at)) if comment.edited_at else None,
        "parent": str(parent.key) if parent and known else None,
        "post": str(post.key) if known else None,
        "post_author": post.author.handle if known else None,
        "post_title": post.title if known else None,
        "section": comment.section if known else "",
        "section_title": comment.section_title if known else "",
    }
