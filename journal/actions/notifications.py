"""Notifications: made for whom the gate lets through, joined per post, read, taken back."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from journal.actions.mail import leave_mail
from journal.models.announcements import Announcement
from journal.models.comments import Comment
from journal.models.mail import DigestStop
from journal.models.notifications import Channel, Kind, Notification, NotificationPreference
from journal.models.posts import Post
from journal.queries.gate import allowed

MOST_JOINED = 100  # doings that one unread row remembers
ONCE = {Kind.COMMENT, Kind.REPLY, Kind.MENTION, Kind.ANSWER, Kind.FOLLOWED}  # that a job run twice tells once
# One statement for all recipients, so that two who comment at once make one row that knows of both.
TELL = f"""
INSERT INTO journal_notification AS known (
  recipient_id, kind, cohort_id, post_id, comment_id, question_id, announcement_id, actor_id, actors, comments, words,
  created_at, updated_at, told_at, mailed)
SELECT hearer, %(kind)s, %(cohort)s, %(post)s, %(comment)s, %(question)s, %(announcement)s, %(actor)s,
  ARRAY[%(actor_key)s]::bigint[], ARRAY[%(comment_key)s]::bigint[], %(words)s, %(now)s, %(now)s,
  clock_timestamp(), '{{}}'
FROM unnest(%(recipients)s::bigint[]) AS hearer
WHERE NOT %(once)s OR NOT EXISTS (
  SELECT 1 FROM journal_notification told WHERE told.recipient_id = hearer AND told.post_id = %(post)s
  AND told.kind = %(kind)s AND told.comments @> ARRAY[%(comment_key)s]::bigint[])
ORDER BY hearer
ON CONFLICT (recipient_id, post_id, kind) WHERE read_at IS NULL AND post_id IS NOT NULL DO UPDATE SET
  actors = (known.actors || EXCLUDED.actors)[greatest(1, cardinality(known.actors) + 2 - {MOST_JOINED}):],
  comments = (known.comments || EXCLUDED.comments)[greatest(1, cardinality(known.comments) + 2 - {MOST_JOINED}):],
  comment_id = EXCLUDED.comment_id, question_id = EXCLUDED.question_id, actor_id = EXCLUDED.actor_id,
  words = EXCLUDED.words, updated_at = greatest(known.updated_at, EXCLUDED.updated_at),
  told_at = clock_timestamp()
RETURNING id, recipient_id
"""  # noqa: S608


@transaction.atomic
def notify(
    *, recipients: Iterable, kind: str, actor=None, post: Post | None = None, comment: Comment | None = None,
    question=None, announcement: Announcement | None = None, words: str = "", cohort=None, at: datetime | None = None,
) -> list[int]:  # fmt: skip
    """Tell those of `recipients` (people or their keys) whom the gate lets through; return the notifications' keys.

    What happens at the same post as an unread notification of the same kind joins that one. `cohort` is needed where
    there is no post; `words` are a nudge's, up to 500 characters. `at` is when it happened: now.
    Nobody hears of what they did themselves. An announcement is told once: whoever tells of it holds it.
    """
    keys = {getattr(each, "pk", each) for each in recipients}
    cohort = post.cohort if post else cohort
    about = {"cohort": cohort, "post": post, "announcement": announcement}
    hearing = allowed(keys, kind, actor=actor, **about) if keys else {}
    if not hearing:
        return []
    values = {
        "recipients": sorted(hearing), "kind": str(kind), "cohort": cohort.pk, "post": post and post.pk,
        "comment": comment and comment.pk, "question": question and question.pk, "actor": actor and actor.pk,
        "announcement": announcement and announcement.pk,
        "actor_key": actor.pk if actor else 0, "comment_key": comment.pk if comment else 0,
        "words": words[:500], "now": at or timezone.now(), "once": kind in ONCE and post is not None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TELL, values)
        told = cursor.fetchall()
    leave_mail(told=[pk for pk, hearer in told if hearing[hearer] == Channel.MAIL], at_once=post is None)
    return [pk for pk, _hearer in told]


@transaction.atomic
def untell_comment(*, comment: Comment) -> None:
    """Take a comment that is deleted out of what people were told; what told of nothing else goes."""
    told = Notification.objects.filter(post=comment.post_id, comments__contains=[comment.pk])
    _keep_pairs(told, lambda actor, said: said != comment.pk)


@transaction.atomic
def untell_people(*, people: Iterable[int]) -> None:
    """Take people who are deleted out of what others were told; what told of nobody else goes."""
    gone = set(people)
    _keep_pairs(Notification.objects.filter(actors__overlap=list(gone)), lambda actor, said: actor not in gone)


def read_notification(*, notification: Notification) -> Notification:
    """Return a notification as read; once read it stays so."""
    if notification.read_at is None:
        notification.read_at = timezone.now()
        Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=notification.read_at)
    return notification


def read_notifications(
    *, recipient, kind: str = "", post: Post | None = None, announcement: Announcement | None = None, until=None
) -> int:
    """Call all that `recipient` has, or all of one kind, about one post or one announcement, read; return how many.
    `until` leaves what came later."""
    rows = Notification.objects.filter(recipient=recipient, read_at=None)
    rows = rows.filter(announcement=announcement) if announcement else rows
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(post=post) if post else rows
    rows = rows.filter(updated_at__lte=until) if until else rows
    return rows.update(read_at=timezone.now())


@transaction.atomic
def prefer(*, user, channels: dict[str, str], evening: str = "") -> None:
    """Let `user` hear of each kind by the channel that stands beside it.

    `evening` is the channel of a mentor's desk in numbers: "mail", or "none"; "" leaves it as it is.
    """
    if evening == Channel.NONE:
        DigestStop.objects.get_or_create(user=user)
    elif evening:
        DigestStop.objects.filter(user=user).delete()
    rows = [NotificationPreference(user=user, kind=Kind(kind), channel=Channel(how)) for kind, how in channels.items()]
    NotificationPreference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["channel"]
    )


def _keep_pairs(told, stays: Callable[[int, int], bool]) -> None:
    for each in told.select_for_update().order_by("pk"):
        pairs = [pair for pair in zip(each.actors, each.comments, strict=True) if stays(*pair)]
        if not pairs:
            each.delete()
            continue
        each.actors, each.comments = [list(column) for column in zip(*pairs, strict=True)]
        each.actor_id = each.actors[-1] or None
        each.comment = Comment.objects.standing().filter(pk=each.comments[-1]).first()
        each.save(update_fields=["actors", "comments", "actor", "comment"])
