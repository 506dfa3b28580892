"""What people report to the organisers, and that there was no need to do anything."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.models.comments import Comment
from journal.models.moderation import Act, Report
from journal.models.posts import Post

MOST_REPORTS = 10  # by one person, or from one place, within WINDOW
WINDOW = timedelta(hours=1)


class TooMany(Exception):
    """This person, or this place, has reported a lot already within the hour."""


def add_report(*, post: Post, comment: Comment | None, reporter, source: str, reason: str, key: UUID) -> Report:
    """Return a new report, or the one that this form (`key`) made already, or the one that `reporter` has open on it.

    `reporter` is None for a visitor, `source` a hash of where they come from. Raises TooMany.
    """
    who = {"reporter": reporter} if reporter else {"reporter": None, "source": source}
    what = {"post": post, "comment": comment}
    known = Report.objects.filter(key=key).first() or Report.objects.filter(**who, **what, settled_at=None).first()
    if known:
        return known
    if Report.objects.filter(**who, reported_at__gt=timezone.now() - WINDOW).count() >= MOST_REPORTS:
        raise TooMany
    try:
        with transaction.atomic():
            return Report.objects.create(**who, **what, cohort_id=post.cohort_id, reason=reason, key=key)
    except IntegrityError:  # a double press: both looked before either wrote
        return Report.objects.filter(key=key).first() or Report.objects.get(**who, **what, settled_at=None)


@transaction.atomic
def keep_reported(*, report: Report, by) -> Report:
    """Return a report as settled, with all others about the same: it stays as it is. A second time changes nothing."""
    about = Report.objects.filter(post=report.post_id, comment=report.comment_id, settled_at=None)
    keys = list(about.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if keys:
        how = {"settled_at": timezone.now(), "settled_by": by, "outcome": Report.Outcome.KEPT}
        Report.objects.filter(pk__in=keys).update(**how)
        Act.objects.create(
            cohort_id=report.cohort_id, actor=by, verb=Act.Verb.KEPT, post_id=report.post_id,
            comment_id=report.comment_id,
        )  # fmt: skip
    report.refresh_from_db()
    return report
