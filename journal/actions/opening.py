"""A cohort on its way: begun as a draft that only its organisers see, set up, and opened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import get_language

from accounts.models import User
from accounts.newcomers import is_claimed, make_newcomers
from journal.actions.acts import note_act
from journal.actions.announcements import tell_what_waited
from journal.actions.calendars import follow_calendar, hold_cohort, is_watched
from journal.actions.cohorts import add_member
from journal.actions.invitations import leave_invitations
from journal.models.calendars import StudyCalendar
from journal.models.cohorts import Cohort, Holiday
from journal.models.moderation import Act
from journal.models.people import Membership
from journal.models.sections import Section
from journal.queries.calendars import NotSeen, mark_of
from journal.queries.opening import readiness_of


class NotReady(Exception):
    """A cohort lacks what it cannot be without."""


def first_template() -> str:
    """Return the sections that a cohort's journals begin with until its organisers say otherwise (PRODUCT.md), in the
    language of who begins it."""
    kinds = (Section.Kind.LEARNING, Section.Kind.ASSIGNMENT, Section.Kind.PEER_SESSION, Section.Kind.RETROSPECTIVE)
    return "\n".join(f"## {kind.label}\n" for kind in kinds)


@transaction.atomic
def start_cohort(*, starter: User, organisers: Iterable[str] = (), **columns) -> Cohort:
    """Return a new cohort in preparation; `columns` are Cohort's own, its template else `first_template`.

    Its organisers are the people of these e-mail addresses (clean and in small letters), else `starter`. Who has no
    account yet gets one to claim and a mail; the others run the cohort at once.
    """
    columns.setdefault("section_template", first_template())
    cohort = Cohort(state=Cohort.State.DRAFT, **columns)
    cohort.save()
    addresses = list(dict.fromkeys(organisers)) or [starter.email.lower()]
    people = {user.email.lower(): user for user in User.objects.filter(email__in=addresses)}
    unknown = [(address, address.partition("@")[0][:50]) for address in addresses if address not in people]
    newcomers = make_newcomers(unknown, language=get_language() or "ko", time_zone=cohort.time_zone)
    people |= {user.email: user for user in newcomers}
    for address in addresses:
        user = people[address]
        state = Membership.State.ACTIVE if is_claimed(user) else Membership.State.INVITED
        add_member(cohort=cohort, user=user, role=Membership.Role.ORGANISER, state=state)
    note_act(cohort_id=cohort.pk, by=starter, verb=Act.Verb.STARTED)
    leave_invitations(cohort=cohort, by=starter)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, by, seen: str = "", **columns) -> Cohort:
    """Give a cohort other columns (name, slug, first_on ...) and return it. What was written keeps its study days.

    `seen` is the mark under which `by` was shown what moves. Raises NotSeen where another calendar moves what people
    know and was not looked at, or not as things are now.
    """
    cohort = hold_cohort(cohort.pk)
    known, mark = cohort.calendar, mark_of(cohort, sorted(columns.items()))
    before = _span(cohort, known)
    for name, value in columns.items():
        setattr(cohort, name, value)
    wanted = replace(known, first_on=cohort.first_on, last_on=cohort.last_on, weekdays=frozenset(cohort.study_weekdays))
    moves = wanted.days != known.days
    if moves and seen != mark and is_watched(cohort):
        raise NotSeen(hold_cohort(cohort.pk), mark, seen, wanted)
    cohort.save(update_fields=list(columns))
    cohort.__dict__.pop("calendar", None)
    if moves:
        follow_calendar(cohort=cohort, known=known, by=by, words=f"{before} → {_span(cohort, wanted)}")
    return cohort


@transaction.atomic
def set_holidays(*, cohort: Cohort, by, holidays: dict[date, str], seen: str = "") -> int:
    """Make these (names by days) the holidays of a cohort and no others; return how many were changed.

    `seen` and NotSeen are as for `change_cohort`.
    """
    cohort = hold_cohort(cohort.pk)  # two at once would both add the same day
    calendar, mark = cohort.calendar, mark_of(cohort, sorted(holidays.items()))
    wanted = replace(calendar, holidays=frozenset(holidays))
    moves = wanted.days != calendar.days
    if moves and seen != mark and is_watched(cohort):
        raise NotSeen(cohort, mark, seen, wanted)
    known = {holiday.on: holiday for holiday in Holiday.objects.filter(cohort=cohort)}
    gone = [known[on] for on in sorted(known) if on not in holidays]
    renamed = [known[on] for on, name in holidays.items() if on in known and known[on].name != name]
    new = [Holiday(cohort=cohort, on=on, name=name) for on, name in sorted(holidays.items()) if on not in known]
    for holiday in renamed:
        holiday.name = holidays[holiday.on]
    Holiday.objects.filter(pk__in=[holiday.pk for holiday in gone]).delete()
    Holiday.objects.bulk_update(renamed, ["name"])
    Holiday.objects.bulk_create(new)
    if moves:
        cohort.__dict__.pop("calendar", None)
        words = ", ".join([*(f"+ {each}" for each in new), *(f"− {each}" for each in gone)])
        follow_calendar(cohort=cohort, known=calendar, by=by, words=words)
    return len(gone) + len(renamed) + len(new)


@transaction.atomic
def open_draft(*, cohort: Cohort, by) -> Cohort:
    """Open a cohort in preparation and return it; one that is open stays so. Raises NotReady."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.state != Cohort.State.DRAFT:
        return cohort
    if not readiness_of(cohort).is_ready:
        raise NotReady
    cohort.state = Cohort.State.OPEN
    cohort.save(update_fields=["state"])
    note_act(cohort_id=cohort.pk, by=by, verb=Act.Verb.OPENED)
    tell_what_waited(cohort=cohort)
    return cohort


def _span(cohort: Cohort, calendar: StudyCalendar) -> str:
    return f"{cohort.first_on} – {cohort.last_on} (Day 1–{len(calendar.days)})"
