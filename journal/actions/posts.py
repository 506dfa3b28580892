"""Writing posts: start, save, publish, delete, restore. A save that crosses another is refused, never merged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions.counts import counts_kept, share_topics
from journal.actions.curriculum import keep_lectures
from journal.actions.jobs import enqueue
from journal.actions.outlines import keep_outline
from journal.actions.revisions import NO_HAND, Hand, columns_of, keep_crossing, keep_draft
from journal.actions.waiting import hold_membership, hold_with_joined, keep_waiting
from journal.models.cohorts import HIDDEN, Cohort, Visibility
from journal.models.posts import Post, StaffReading
from journal.models.readers import reader_of
from journal.models.revisions import PendingEdit, Revision


@dataclass(frozen=True)
class PostText:
    """What the editor's form holds: cleaned, but not yet anybody's post. `study_on` is None for a free note."""

    title: str
    body: str
    study_on: date | None
    visibility: str
    topics: list[str] = field(default_factory=list)
    cover: str = ""  # the address of a picture in the body

    @property
    def columns(self) -> dict:
        """The text as columns that posts, revisions and pending edits share."""
        return columns_of(self)

    @property
    def typed_topics(self) -> str:
        """The topics as one column keeps them."""
        return ", ".join(self.topics)


class DayTaken(Exception):
    """The author already has a journal of this study day: `post`."""

    def __init__(self, post: Post):
        super().__init__(post.pk)
        self.post = post


class StaleEdit(Exception):
    """The post was saved elsewhere after this edit began: `post.working_copy` is what stands there now."""

    def __init__(self, post: Post):
        super().__init__(post.pk)
        self.post = post


def start_post(
    *, author, cohort: Cohort, key: UUID, text: PostText, publish: bool, hand: Hand = NO_HAND,
    published_at: datetime | None = None,
) -> Post:  # fmt: skip
    """Return a new post, or the one that this form (`key`) has made already: eight submissions make one post.

    `published_at` is the moment of what was published elsewhere before; None is now.

    Raises DayTaken when the author has another journal of that study day, StaleEdit when this form has made a post
    of another text before (somebody went back in their browser and wrote on), and not from the open editor `hand`.
    """
    post = Post(cohort=cohort, author=author, key=key, **text.columns, **hand.columns)
    try:
        with transaction.atomic():
            membership = hold_membership(cohort_id=cohort.pk, user=author)
            post.team_id = membership and membership.team_id
            post.save(force_insert=True)
            if publish:
                _publish(post, author, published_at)
    except IntegrityError:
        made = Post.objects.filter(key=key).select_related("cohort").first()
        if made is None:
            raise DayTaken(_journal_of(post)) from None
        known = made.study_on == text.study_on or hand.has_saved(made.working_copy)
        if made.author_id == author.pk and made.deleted_at is None and known:
            return _made_before(made, author, text, publish, hand, published_at)
        # The key went to another day, to the trash, or (by somebody's tampering) to another person: a new post.
        fresh = uuid5(key, f"{author.pk} after {made.pk}")
        return start_post(
            author=author, cohort=cohort, key=fresh, text=text, publish=publish, hand=hand, published_at=published_at
        )
    return post


def save_post(
    *, post: Post, editor, text: PostText, version: int, publish: bool, hand: Hand = NO_HAND,
    published_at: datetime | None = None,
) -> Post:  # fmt: skip
    """Return the post with the new text, published or kept as a draft.

    A draft of a published post waits in a PendingEdit and leaves the published row as it is. `version` is the
    working copy's when the edit began, `hand` the open editor: StaleEdit is raised when another has saved since then
    (both texts are kept as revisions), DayTaken as in `start_post`. A draft that another one replaces is kept too.
    `published_at` is as in `start_post`.
    """
    try:
        with transaction.atomic():
            membership = publish and hold_membership(cohort_id=post.cohort_id, user=post.author_id)
            current = _locked(post)
            if membership and not current.is_published:  # a draft may be older than its author's team
                current.team_id = membership.team_id
            copy = current.working_copy
            if not hand.may_follow(copy, version):
                if differs(copy, text) or (copy is current and current.is_published) != publish:
                    raise StaleEdit(current)
                return current  # the same form sent twice
            if hand.takes_over(copy, text):
                keep_draft(post=current, text=copy, editor=editor, version=copy.version)
            if current.is_published and not publish:
                return _keep_for_later(current, text, copy.version + 1, hand)
            for name, value in {**text.columns, **hand.columns}.items():
                setattr(current, name, value)
            if current.hidden_at:  # who may read it then is for the day on which it is hidden no more
                current.meant_for, current.visibility = current.visibility, HIDDEN
            current.version = copy.version + 1
            if publish:
                _publish(current, editor, published_at)
            else:
                current.save()
            return current
    except StaleEdit as stale:
        keep_crossing(post=stale.post, text=text, editor=editor)
        raise
    except IntegrityError:
        post.study_on = text.study_on
        raise DayTaken(_journal_of(post)) from None


@transaction.atomic
def delete_post(*, post: Post) -> Post:
    """Put a post into the trash, from which its author can bring it back for 30 days; return it."""
    held = hold_with_joined(post.pk)
    _locked(post)
    with counts_kept(post):
        post.deleted_at = timezone.now()
        post.save(update_fields=["deleted_at"])
        keep_lectures(post=post)
    keep_waiting(posts=held)
    return post


def restore_post(*, post: Post) -> Post:
    """Bring a post back from the trash; return it. Raises DayTaken when its day has another journal by now."""
    try:
        with transaction.atomic():
            hold_membership(cohort_id=post.cohort_id, user=post.author_id)
            held = hold_with_joined(post.pk)
            _locked(post)
            with counts_kept(post):
                post.deleted_at = None
                post.save(update_fields=["deleted_at"])
                keep_lectures(post=post)
            keep_waiting(posts=held)
    except IntegrityError:
        raise DayTaken(_journal_of(post)) from None
    return post


@transaction.atomic
def purge_post(*, post: Post) -> None:
    """Forget a post of the trash at once, with all that hangs on it. Nobody brings it back."""
    share_topics(post.cohort_id)
    trashed = Post.objects.select_for_update().filter(pk=post.pk, deleted_at__isnull=False).first()
    if trashed:  # and not brought back a moment ago
        trashed.delete()


def note_staff_reading(*, user, post: Post) -> StaffReading | None:
    """Write down that `user` opened a post only because they are staff; return the line, or None for anybody else.

    PRODUCT.md, "Who may do what": staff read, logged.
    """
    if not reader_of(user).is_staff or Post.objects.visible_as_member(user).filter(pk=post.pk).exists():
        return None
    return StaffReading.objects.create(post=post, reader=user)


def note_staff_readings(*, user, posts: Iterable[int]) -> None:
    """The same for pieces of many posts (by their keys), as search shows them."""
    if reader_of(user).is_staff and (keys := set(posts)):
        keys -= set(Post.objects.visible_as_member(user).filter(pk__in=keys).values_list("pk", flat=True))
        StaffReading.objects.bulk_create(StaffReading(post_id=key, reader=user) for key in sorted(keys))


def _publish(post: Post, editor, published_at: datetime | None) -> None:
    """Make the text of a new or locked post the published one: rendered, its outline read, a revision kept."""
    is_first = not post.is_published
    with counts_kept(post, was_counted=not is_first):
        now = timezone.now()  # once no topic is merged any more: what is undone later goes by which came first
        if post.is_published:
            post.edited_at = now
            post.team_opened_at = _opened_to_team(post, now)
        post.published_at = published_at or post.published_at or now
        post.shown_on = post.study_on or post.cohort.today(post.published_at)
        keep_outline(post=post, is_first=is_first)
        post.save()
        if not is_first:
            PendingEdit.objects.filter(post=post).delete()
        Revision.objects.create(post=post, version=post.version, editor=editor, **columns_of(post))
        keep_waiting(posts=[post.pk])
    if published_at is None:
        enqueue("tell_of_post", post=post.pk, is_first=is_first)


def _opened_to_team(post: Post, now: datetime) -> datetime | None:
    """Return since when the team may read a post that is published again: who left it before does not."""
    if post.chosen_visibility != Visibility.TEAM:
        return post.team_opened_at
    before = Post.objects.only("visibility", "meant_for").get(pk=post.pk).chosen_visibility
    return post.team_opened_at if before == Visibility.TEAM else now


def _locked(post: Post) -> Post:
    """Return the post and the edit that waits with it as they are now, and stay so until the transaction ends."""
    rows = Post.objects.select_for_update(of=("self",), no_key=True)  # others may tie things to it meanwhile
    current = rows.select_related("cohort", "author").get(pk=post.pk)
    if current.is_published:
        waiting = PendingEdit.objects.select_for_update().filter(post=current).first()
        if waiting:
            current.pending_edit = waiting
    return current


def _keep_for_later(post: Post, text: PostText, version: int, hand: Hand) -> Post:
    waiting = {**text.columns, **hand.columns, "version": version}
    post.pending_edit, _made = PendingEdit.objects.update_or_create(post=post, defaults=waiting)
    return post


def _made_before(made: Post, author, text: PostText, publish: bool, hand: Hand, published_at: datetime | None) -> Post:
    """Return the post that the same form made before, as that form is now: published, or with what was typed since."""
    copy = made.working_copy
    changed = differs(copy, text)
    if changed and not hand.has_saved(copy):
        keep_crossing(post=made, text=text, editor=author)
        raise StaleEdit(made)
    if changed or (publish and not made.is_published):
        return save_post(
            post=made, editor=author, text=text, version=copy.version, publish=publish, hand=hand,
            published_at=published_at,
        )  # fmt: skip
    return made


def differs(copy: Post | PendingEdit, text: PostText) -> bool:
    """Return whether a working copy says something else; a draft without a title gets one when it is published."""
    return columns_of(copy) != {**text.columns, "title": text.title if copy.title else ""}


def _journal_of(post: Post) -> Post:
    same_day = Post.objects.filter(cohort_id=post.cohort_id, author_id=post.author_id, study_on=post.study_on)
    return same_day.filter(deleted_at__isnull=True).select_related("cohort").get()
