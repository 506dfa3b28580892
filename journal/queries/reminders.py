"""Whether a reminder still says something: who has written meanwhile, or on another day, needs none by mail."""

from journal.models.notifications import Notification
from journal.models.posts import Post


def is_settled(told: Notification) -> bool:
    """Return whether a notification, with its cohort, is a reminder of a day that is over or of a journal that is
    written."""
    if not told.is_reminder:
        return False
    if told.reminds_on != told.cohort.today():
        return True
    mine = Post.objects.visible_to(told.recipient).published().filter(author=told.recipient_id, cohort=told.cohort_id)
    return mine.filter(study_on=told.reminds_on).exists()
