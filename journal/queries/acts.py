"""The log that a cohort's organisers read: what was done with the staff's rights, and which posts the staff read."""

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.posts import Post, StaffReading
from journal.queries.paging import Slice, newest_of

LINES = 50
NAMED = 12  # people of one line


def log_of(user, cohort: Cohort, before: str = "") -> Slice:
    """Return a page of the log's lines, Acts and StaffReadings, newest first: each with the `actor`, the post as
    `about` where `user` may read it, and `named`: whom it was done to, the first of them. Raises BadCursor."""
    acts = Act.objects.visible_to(user).filter(cohort=cohort).select_related("actor")
    readings = StaffReading.objects.visible_to(user).filter(post__cohort=cohort).select_related("reader")
    page = newest_of((acts, "done_at"), (readings, "read_at"), before=before, size=LINES)
    keys = {line.post_id for line in page.items if line.post_id}
    posts = Post.objects.visible_to(user).filter(pk__in=keys).only("title", "published_at", "deleted_at").in_bulk()
    people = User.objects.only("display_name").in_bulk(
        {key for line in page.items for key in (getattr(line, "people", None) or ())[:NAMED]}
    )
    for line in page.items:
        keys = getattr(line, "people", None) or ()
        line.named = [people[key].display_name for key in keys[:NAMED] if key in people]
        line.others = len(keys) - len(line.named)
        line.is_of_post = getattr(line, "verb", "read") in Act.ABOUT_POSTS or hasattr(line, "reader_id")
        line.about = posts.get(line.post_id)
        if hasattr(line, "reader_id"):
            line.actor, line.verb = line.reader, "read"
    return page
