"""What comes in: archives to look at, posts out of files with the dates that they had, comments that came along."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from journal.actions.posts import PostText, StaleEdit, save_post, start_post
from journal.actions.revisions import columns_of
from journal.actions.search import move_in_time
from journal.actions.series import TitleTaken, TooMany, gather_post, start_series
from journal.actions.waiting import hold_membership, keep_waiting
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.models.series import Series
from journal.models.transfers import Import, ImportedComment, ImportedFile

KEEP_IMPORTS = timedelta(days=1)


@dataclass(frozen=True)
class Arrival:
    """A file that becomes a post: how it is found again, what it says, and its moments (None: now)."""

    source: str
    digest: str
    key: UUID
    text: PostText
    publish: bool
    created_at: datetime | None = None
    published_at: datetime | None = None
    edited_at: datetime | None = None
    edit: PostText | None = None  # that waits to be published
    saved_at: datetime | None = None  # the edit
    before: str = ""  # the mark of the post that it changes, as it was looked at
    notes: tuple[str, ...] = ()  # about what could not be as the file says


@transaction.atomic
def keep_import(*, owner, cohort: Cohort, name: str, file, visibility: str) -> Import:
    """Return an uploaded archive, kept for a day to be looked at and taken in; older ones are forgotten."""
    clean_imports()
    kept = Import(owner=owner, cohort=cohort, name=name[:200], visibility=visibility)
    kept.file.save(f"{kept.key}", file, save=False)
    kept.save(force_insert=True)
    return kept


@transaction.atomic
def clean_imports() -> int:
    """Forget the archives that were uploaded more than a day ago; return how many."""
    old = list(Import.objects.select_for_update(skip_locked=True).filter(created_at__lte=timezone.now() - KEEP_IMPORTS))
    Import.objects.filter(pk__in=[each.pk for each in old]).delete()
    for each in old:
        transaction.on_commit(partial(default_storage.delete, each.file.name))
    return len(old)


@transaction.atomic
def import_post(*, author, cohort: Cohort, arrival: Arrival, post: Post | None = None) -> Post:
    """Return the post that a file became: a new one, or `post` with the file's newer text.

    Raises DayTaken and StaleEdit as `start_post` and `save_post` do. Doing it twice is doing it once.
    """
    text, publish = arrival.text, arrival.publish
    hold_membership(cohort_id=cohort.pk, user=author)  # before the post, as everybody does
    if post is None:
        post = start_post(
            author=author, cohort=cohort, key=arrival.key, text=text, publish=publish,
            published_at=arrival.published_at,
        )  # fmt: skip
        post.imported_at = timezone.now()  # none is late that was written elsewhere
        _keep_moments(post, arrival, edited_at=arrival.edited_at)
    else:
        post = _untouched(post, arrival.before)
        last_at = post.edited_at or post.published_at
        version = post.working_copy.version
        post = save_post(
            post=post, editor=author, text=text, version=version, publish=publish, published_at=arrival.published_at
        )
        is_newer = arrival.edited_at and last_at and arrival.edited_at > last_at
        _keep_moments(post, arrival, edited_at=arrival.edited_at if is_newer else post.edited_at)
    if arrival.edit and post.is_published:
        save_post(post=post, editor=author, text=arrival.edit, version=post.working_copy.version, publish=False)
        if arrival.saved_at:
            PendingEdit.objects.filter(post=post).update(saved_at=arrival.saved_at)
    ImportedFile.objects.update_or_create(
        author=author, cohort=cohort, source=arrival.source,
        defaults={"digest": arrival.digest, "kept": mark_of(_whole(post)), "notes": list(arrival.notes), "post": post},
    )  # fmt: skip
    return post


@transaction.atomic
def import_comments(*, owner, records: Iterable[tuple[UUID, dict]]) -> int:
    """Keep comments that came along, for their owner's eyes, and return how many are new.

    What stands here as a real comment of theirs or under a post of theirs is not kept a second time.
    """
    found = dict(records)
    mine = Comment.objects.filter(key__in=found).filter(Q(author=owner) | Q(post__author=owner))
    known = set(mine.values_list("key", flat=True))
    known |= set(ImportedComment.objects.filter(owner=owner, key__in=found).values_list("key", flat=True))
    wanted = {key: record for key, record in found.items() if key not in known}
    named = {record["post"] for record in wanted.values() if record.get("post")}
    posts = {str(post.key): post for post in Post.objects.filter(author=owner, key__in=named).only("key")}
    rows = [
        ImportedComment(owner=owner, key=key, record=record, post=posts.get(record.get("post")))
        for key, record in wanted.items()
    ]
    ImportedComment.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def import_series(*, owner, records: Iterable[dict]) -> int:
    """Make the series that came along, each of the owner's posts that are in no other one; return how many are new.

    A series that is here already, by its key or its title, stays as its owner has it here.
    """
    made = 0
    for record in records:
        if Series.objects.filter(owner=owner, key=record["key"]).exists():
            continue
        try:
            series = start_series(
                owner=owner, key=UUID(record["key"]), title=record["title"], description=record["description"]
            )
        except (TitleTaken, TooMany):
            continue
        mine = Post.objects.filter(author=owner, key__in=record["posts"], series_entry=None)
        posts = {str(post.key): post for post in mine.only("key")}
        for key in record["posts"]:
            if key in posts:
                gather_post(series=series, post=posts[key])
        made += 1
    return made


def mark_of(post: Post) -> str:
    """Return what changes whenever the text of a post, or of its waiting edit, does."""
    return text_mark(post, publish=post.is_published, edit=getattr(post, "pending_edit", None))


def text_mark(text: PostText | Post, *, publish: bool, edit: PostText | PendingEdit | None) -> str:
    """Return the mark that a post of this text would have."""
    said = [publish, *(columns_of(each) for each in (text, edit) if each)]
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


def _untouched(post: Post, before: str) -> Post:
    """Return the post, locked, as it was looked at; raises StaleEdit when its author went on with it since."""
    current = Post.objects.select_for_update(of=("self",), no_key=True).get(pk=post.pk)
    if mark_of(_whole(current)) != before:
        raise StaleEdit(current)
    return current


def _keep_moments(post: Post, arrival: Arrival, *, edited_at: datetime | None) -> None:
    """Let a post be of the moments that its file says."""
    post.created_at = arrival.created_at or arrival.published_at or post.created_at
    if post.is_published:
        post.edited_at = edited_at
    post.save(update_fields=["imported_at", "created_at", "edited_at"])
    move_in_time(post=post)
    keep_waiting(posts=[post.pk])


def _whole(post: Post) -> Post:
    """Return the post as it now stands in its table, with the edit that waits."""
    return Post.objects.select_related("pending_edit").get(pk=post.pk)
