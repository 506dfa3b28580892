"""How far a cohort is on its way to being opened."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from holidays import country_holidays

from journal.models.cohorts import Cohort
from journal.models.people import Membership

STANDING = (Membership.State.INVITED, Membership.State.ACTIVE, Membership.State.ON_LEAVE)


@dataclass(frozen=True)
class Readiness:
    """What a cohort has; `is_ready` says whether it may open, the rest is for its organisers to judge."""

    study_days: int
    holidays: int
    has_template: bool
    lectures: int
    campers: int
    mentors: int
    organisers: int
    teamless: int  # campers without a team
    unmentored: int  # teams without a mentor

    @property
    def is_ready(self) -> bool:
        """Whether there are days to study, somebody who writes and somebody who runs it."""
        return bool(self.study_days and self.campers and self.organisers)


def readiness_of(cohort: Cohort) -> Readiness:
    """Return what a cohort has; those who were only invited count (four queries)."""
    role, standing = Membership.Role, Membership.objects.filter(cohort=cohort, state__in=STANDING)
    people = standing.aggregate(
        campers=Count("pk", filter=Q(role=role.CAMPER)),
        mentors=Count("pk", filter=Q(role=role.MENTOR)),
        organisers=Count("pk", filter=Q(role=role.ORGANISER)),
        teamless=Count("pk", filter=Q(role=role.CAMPER, team=None)),
    )
    return Readiness(
        study_days=len(cohort.calendar.days),
        holidays=len(cohort.calendar.holidays),
        has_template=bool(cohort.section_template),
        lectures=cohort.lectures.count(),
        unmentored=cohort.teams.filter(mentors=None).count(),
        **people,
    )


@dataclass(frozen=True)
class Offered:
    """A day that may be a holiday of the cohort: its name, and whether it is one already."""

    on: date
    name: str
    is_chosen: bool


def holidays_to_offer(cohort: Cohort) -> list[Offered]:
    """Return Korea's public holidays that fall on a cohort's study weekdays, and the cohort's own others, by day.

    While a cohort in preparation has none, all of the public ones are chosen.
    """
    known = {holiday.on: holiday.name for holiday in cohort.holidays.all()}
    first = not known and cohort.state == Cohort.State.DRAFT
    public = public_holidays(cohort)
    return [Offered(on, known.get(on, public.get(on)), first or on in known) for on in sorted({*public, *known})]


def public_holidays(cohort: Cohort) -> dict[date, str]:
    """Return Korea's public holidays (names by days) that fall on a cohort's study weekdays."""
    years = range(cohort.first_on.year, cohort.last_on.year + 1)
    found = country_holidays("KR", years=years, language="ko")
    return {
        on: name[:60]
        for on, name in found.items()
        if cohort.first_on <= on <= cohort.last_on and on.isoweekday() in cohort.study_weekdays
    }
