"""Classes of posts: those of one cohort, team and visibility are read by the same people, whoever wrote them.

Posts and their counts share this one predicate (PRODUCT.md, "Who may do what").
"""

from django.db.models import Q

from journal.models.cohorts import Visibility
from journal.models.readers import Reader

READABLE_STATES = ("open", "ended", "archived")
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


def is_open_to(reader: Reader, post) -> bool:
    """Return whether `open_classes` holds for a published post whose cohort was read with it: the same, of one post
    and many readers, without asking the database for each."""
    visibility, team = post.visibility, post.team_id
    if visibility == Visibility.PUBLIC and post.cohort.state in READABLE_STATES:
        return True
    if post.cohort_id in reader.organised or (visibility in OF_A_TEAM and team in reader.mentored):
        return True
    if visibility == Visibility.TEAM:
        return team in reader.teams
    return visibility == Visibility.COHORT and post.cohort_id in reader.cohorts
