"""Classes of posts: those of one cohort, team and visibility are read by the same people, whoever wrote them.

Posts and their counts share this one predicate (PRODUCT.md, "Who may do what").
"""

from django.db.models import Q

from journal.models.cohorts import Visibility
from journal.models.readers import Reader

READABLE_STATES = ("open", "ended", "archived")
OF_A_TEAM = (Visibility.TEAM, Visibility.MENTORS)  # where it matters which team a post is of


def open_classes(reader: Reader) -> Q:
    """Return which classes of published posts a reader, who is nobody of the site's staff, may read of anybody."""
    readable = Q(visibility=Visibility.PUBLIC, cohort__state__in=READABLE_STATES)
    if reader.cohorts:
        readable |= Q(visibility=Visibility.COHORT, cohort_id__in=reader.cohorts)
    if reader.teams:
        readable |= Q(visibility=Visibility.TEAM, team_id__in=reader.teams)
    if reader.mentored:
        readable |= Q(visibility__in=OF_A_TEAM, team_id__in=reader.mentored)
    if reader.organised:
        readable |= Q(cohort_id__in=reader.organised)
    return readable
