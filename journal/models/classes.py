"""Classes of posts: those of one cohort, team and visibility are read by the same people, whoever wrote them.

Posts and their counts share this one predicate (PRODUCT.md, "Who may do what").
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest

from journal.models.cohorts import Visibility
from journal.models.people import FormerTeam
from journal.models.readers import Reader

READABLE_STATES = ("open", "ended", "archived")
SHARED_AT = ("published_at", "imported_at", "team_opened_at")  # the latest is when a team could read a post
OF_A_TEAM = (Visibility.TEAM, Visibility.MENTORS)  # where it matters which team a post is of


def open_classes(reader: Reader, *, cohort: str = "cohort", team: str = "team") -> Q:
    """Return which classes of published posts a reader, who is nobody of the site's staff, may read of anybody.

    `cohort` and `team` are the paths to both from the rows that are asked for.
    """
    readable = Q(visibility=Visibility.PUBLIC, **{f"{cohort}__state__in": READABLE_STATES})
    if reader.cohorts:
        readable |= Q(visibility=Visibility.COHORT, **{f"{cohort}__in": reader.cohorts})
    if reader.teams:
        readable |= Q(visibility=Visibility.TEAM, **{f"{team}__in": reader.teams})
    if reader.mentored:
        readable |= Q(visibility__in=OF_A_TEAM, **{f"{team}__in": reader.mentored})
    if reader.organised:
        readable |= Q(**{f"{cohort}__in": reader.organised})
    return readable


def shared_before(reader: Reader) -> Q:
    """Return which posts were shared with a team while a reader was in it, who is in another one by now: what they
    could read then they still read, and nothing that the team shares since. It is of posts, and of no copy of theirs.
    """
    if not reader.was_elsewhere:
        return Q(pk=None)
    shared_at = Greatest(*(OuterRef(name) for name in SHARED_AT))  # of those that are not NULL
    left = FormerTeam.objects.filter(
        membership__user_id=reader.user_id, membership__cohort__in=reader.cohorts, team=OuterRef("team"),
        left_at__gte=shared_at,
    )  # fmt: skip
    return Q(Exists(left), visibility=Visibility.TEAM, published_at__isnull=False)


def is_open_to(reader: Reader, post) -> bool:
    """Return whether `open_classes` or `shared_before` holds for a published post whose cohort was read with it: the
    same, of one post and many readers, without asking the database for each."""
    visibility, team = post.visibility, post.team_id
    if visibility == Visibility.PUBLIC and post.cohort.state in READABLE_STATES:
        return True
    if post.cohort_id in reader.organised or (visibility in OF_A_TEAM and team in reader.mentored):
        return True
    if visibility == Visibility.TEAM:
        shared_at = max(moment for name in SHARED_AT if (moment := getattr(post, name)))
        return team in reader.teams or any(team == left and shared_at <= at for left, at in reader.former)
    return visibility == Visibility.COHORT and post.cohort_id in reader.cohorts
