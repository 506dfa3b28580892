"""The log that a cohort's organisers read: what was done with the staff's rights, and which posts the staff read."""

from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.posts import Post, StaffReading
from journal.queries.paging import Slice, newest_of

LINES = 50


def log_of(user, cohort: Cohort, before: str = "") -> Slice:
    """Return a page of the log's lines, Acts and StaffReadings, newest first: each with the `actor`, and the post as
    `about` where `user` may read it. Raises BadCursor."""
    acts = Act.objects.visible_to(user).filter(cohort=cohort).select_related("actor")
    readings = StaffReading.objects.visible_to(user).filter(post__cohort=cohort).select_related("reader")
    page = newest_of((acts, "done_at"), (readings, "read_at"), before=before, size=LINES)
    keys = {line.post_id for line in page.items if line.post_id}
    posts = Post.objects.visible_to(user).filter(pk__in=keys).only("title", "published_at", "deleted_at").in_bulk()
    for line in page.items:
        line.about = posts.get(line.post_id)
        if hasattr(line, "reader_id"):
            line.actor, line.verb = line.reader, "read"
    return page
