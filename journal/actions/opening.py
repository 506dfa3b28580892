"""A cohort on its way: begun as a draft that only its organisers see, set up, and opened."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import get_language

from accounts.models import User
from accounts.newcomers import is_claimed, make_newcomers
from journal.actions.cohorts import add_member
from journal.actions.invitations import leave_invitations
from journal.models.cohorts import Cohort, Holiday
from journal.models.people import Membership
from journal.queries.opening import readiness_of


class NotReady(Exception):
    """A cohort lacks what it cannot be without."""


@transaction.atomic
def start_cohort(*, starter: User, organisers: Iterable[str] = (), **columns) -> Cohort:
    """Return a new cohort in preparation; `columns` are Cohort's own.

    Its organisers are the people of these e-mail addresses (clean and in small letters), else `starter`. Who has no
    account yet gets one to claim and a mail; the others run the cohort at once.
    """
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
    leave_invitations(cohort=cohort)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, **columns) -> Cohort:
    """Give a cohort other columns (name, slug, first_on ...) and return it. What was written keeps its study days."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    for name, value in columns.items():
        setattr(cohort, name, value)
    cohort.save(update_fields=list(columns))
    return cohort


@transaction.atomic
def set_holidays(*, cohort: Cohort, holidays: dict[date, str]) -> int:
    """Make these (names by days) the holidays of a cohort and no others; return how many were changed."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)  # two at once would both add the same day
    known = {holiday.on: holiday for holiday in Holiday.objects.filter(cohort=cohort)}
    gone = [holiday.pk for on, holiday in known.items() if on not in holidays]
    renamed = [known[on] for on, name in holidays.items() if on in known and known[on].name != name]
    new = [Holiday(cohort=cohort, on=on, name=name) for on, name in sorted(holidays.items()) if on not in known]
    for holiday in renamed:
        holiday.name = holidays[holiday.on]
    Holiday.objects.filter(pk__in=gone).delete()
    Holiday.objects.bulk_update(renamed, ["name"])
    Holiday.objects.bulk_create(new)
    return len(gone) + len(renamed) + len(new)


@transaction.atomic
def open_draft(*, cohort: Cohort) -> Cohort:
    """Open a cohort in preparation and return it; one that is open stays so. Raises NotReady."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.state != Cohort.State.DRAFT:
        return cohort
    if not readiness_of(cohort).is_ready:
        raise NotReady
    cohort.state = Cohort.State.OPEN
    cohort.save(update_fields=["state"])
    return cohort
