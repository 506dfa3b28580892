"""One kind of section across people: everybody's retrospectives of a day, a team's, one person's."""

from datetime import date

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.people import Team
from journal.models.sections import Section
from journal.queries.parts import UNREAD


def sections_of(
    user,
    cohort: Cohort,
    kind: Section.Kind,
    *,
    day: date | None = None,
    team: Team | None = None,
    person: User | None = None,
):
    """Return the sections of a kind that `user` may read and in which something stands; pages go by `shown_on`.

    `day` keeps the journals of a study day, `team` those that were written as one of its members, `person` theirs.
    """
    sections = Section.objects.visible_to(user).filter(cohort=cohort, kind=kind, is_empty=False)
    if day:
        sections = sections.filter(shown_on=day, study_on=day)
    if team:
        sections = sections.filter(team=team)
    if person:
        sections = sections.filter(author=person)
    return sections.select_related("post__author", "post__team").defer(*UNREAD)
