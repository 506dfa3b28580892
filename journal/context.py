"""What every page may ask: who reads, whose cohort this is, and whether they may write in it."""

from django.utils.functional import SimpleLazyObject

from journal.models.cohorts import Cohort
from journal.models.readers import VISITOR, reader_of
from journal.policies import may_write_post
from journal.queries.notifications import MOST_COUNTED, unread_count


def reader(request) -> dict:
    """Return `reader`, `current_cohort` (the page's, else the newest of the reader's own, or None), `may_write`, and
    `unread`: how many notifications, in words: "", "3", "99+".

    Lazy, so that a page that asks nothing costs nothing; error pages may come before the middleware that knows
    the user.
    """
    user = getattr(request, "user", None)
    cohort = SimpleLazyObject(lambda: _cohort(request, user))
    return {
        "reader": SimpleLazyObject(lambda: reader_of(user) if user else VISITOR),
        "current_cohort": cohort,
        "may_write": SimpleLazyObject(lambda: bool(user and cohort and may_write_post(user, cohort))),
        "unread": SimpleLazyObject(lambda: _unread(user)),
    }


def _unread(user) -> str:
    number = unread_count(user) if user else 0
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def _cohort(request, user) -> Cohort | None:
    if page := getattr(request, "cohort", None):
        return page if page.pk in reader_of(user).cohorts or reader_of(user).is_staff else None
    memberships = reader_of(user).memberships if user else ()
    return max((m.cohort for m in memberships), key=lambda cohort: (cohort.is_open, cohort.first_on), default=None)
