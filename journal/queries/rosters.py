"""What a roster would change in a cohort, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.text.rosters import MAX_NAME, MAX_TEAM, MAX_TEAMS, Entry

Role, State = Membership.Role, Membership.State
# What a line does, in the order in which they are looked at.
WORDS = {
    "bad": gettext_lazy("Not taken in"), "double": gettext_lazy("Twice in it"), "role": gettext_lazy("Another role"),
    "team": gettext_lazy("Another team"), "new": gettext_lazy("New"), "same": gettext_lazy("In the cohort already"),
}  # fmt: skip
TO_DO = ("new", "team", "role")
FAULTS = {
    "email": gettext_lazy("This is no email address."),
    "name": gettext_lazy("There is no name."),
    "name_long": gettext_lazy("The name is too long: at most %(most)s characters fit."),
    "team_long": gettext_lazy("The team's name is too long: at most %(most)s characters fit."),
    "teams": gettext_lazy("These are too many teams for one mentor: at most %(most)s."),
    "role": gettext_lazy("There is no such role. Write camper, mentor or organiser, or nothing for a camper."),
    "closed": gettext_lazy("This person's account is closed."),
    "last": gettext_lazy("The cohort's last organiser stays one."),
}
MOST = {"name_long": MAX_NAME, "team_long": MAX_TEAM, "teams": MAX_TEAMS}


@dataclass(frozen=True)
class Row:
    """A line of a roster as it meets the cohort: one of WORDS, and sentences about it."""

    entry: Entry
    state: str
    notes: list[str] = field(default_factory=list)
    user: User | None = None
    membership: Membership | None = None  # as it is

    @property
    def role_words(self) -> str:
        """The role, in words; as it was typed where there is no such one."""
        return str(dict(Role.choices).get(self.entry.role, self.entry.role))

    @property
    def teams_words(self) -> str:
        """The teams, in words."""
        return ", ".join(self.entry.teams)


def plan_roster(cohort: Cohort, entries: Iterable[Entry]) -> list[Row]:
    """Return what each line of a roster would do now, in their order (five queries, however many lines).

    An address is one person, also where it is not the one that they sign in with. Of two lines of one person the first
    counts. An empty team says nothing; who withdrew stays so.
    """
    entries = list(entries)
    people = _people({entry.email for entry in entries if not entry.fault})
    members = _members(cohort, {user.pk for user in people.values()})
    left = _organisers(cohort)
    rows, seen = [], {}
    for entry in entries:
        user = people.get(entry.email)
        who = user.pk if user else entry.email
        if entry.fault:
            row = Row(entry, "bad", [_fault(entry.fault)])
        elif who in seen:
            row = Row(entry, "double", [_("Line %(line)s is the same person already.") % {"line": f"{seen[who]:,}"}])
        else:
            seen[who] = entry.line
            row = _row(entry, user, members.get(user.pk) if user else None, left)
        rows.append(row)
    return rows


def missing_from(cohort: Cohort, rows: Iterable[Row]) -> list[Membership]:
    """Return who is in a cohort and on no line of a roster, by name: a roster takes nobody out (one query)."""
    named = [row.membership.pk for row in rows if row.membership]
    others = Membership.objects.filter(cohort=cohort).exclude(pk__in=named).exclude(state=State.WITHDRAWN)
    return list(others.select_related("user", "team").order_by("user__display_key", "pk"))


def _row(entry: Entry, user: User | None, membership: Membership | None, left: set[int]) -> Row:
    if user and not user.is_active:
        return Row(entry, "bad", [_fault("closed")], user, membership)
    if membership is None:
        return Row(entry, "new", [_("Has an account already.")] if user else [], user)
    if membership.state == State.WITHDRAWN:
        return Row(entry, "same", [_("Has left this cohort, and stays so.")], user, membership)
    notes = [] if _same_teams(entry, membership) else [_moved(entry, membership)]
    if membership.role == entry.role:
        return Row(entry, "team" if notes else "same", notes, user, membership)
    if membership.pk in left:
        if left == {membership.pk}:
            return Row(entry, "bad", [_fault("last")], user, membership)
        left.discard(membership.pk)
    changed = f"{membership.get_role_display()} → {dict(Role.choices)[entry.role]}"
    return Row(entry, "role", [changed, *notes], user, membership)


def _same_teams(entry: Entry, membership: Membership) -> bool:
    return not entry.teams or entry.role == Role.ORGANISER or set(entry.teams) == set(_teams_of(membership, entry.role))


def _moved(entry: Entry, membership: Membership) -> str:
    before = ", ".join(_teams_of(membership, membership.role)) or _("no team")
    return f"{before} → {', '.join(entry.teams)}"


def _teams_of(membership: Membership, role: str) -> list[str]:
    if role == Role.MENTOR:
        return sorted(team.name for team in membership.mentored_teams.all())
    return [membership.team.name] if membership.team else []


def _fault(code: str) -> str:
    return str(FAULTS[code]) % {"most": MOST.get(code, "")} if code in MOST else str(FAULTS[code])


def _people(addresses: set[str]) -> dict[str, User]:
    found = {user.email.lower(): user for user in User.objects.filter(email__in=addresses)}
    others = addresses - set(found)
    if not others:
        return found
    rows = EmailAddress.objects.filter(email__in=others, verified=True).select_related("user")
    return found | {row.email.lower(): row.user for row in rows}


def _members(cohort: Cohort, users: set[int]) -> dict[int, Membership]:
    rows = Membership.objects.filter(cohort=cohort, user__in=users).select_related("team", "user")
    found = {row.user_id: row for row in rows.prefetch_related("mentored_teams")}
    for membership in found.values():
        membership.cohort = cohort
    return found


def _organisers(cohort: Cohort) -> set[int]:
    rows = Membership.objects.filter(cohort=cohort, role=Role.ORGANISER, state=State.ACTIVE)
    return set(rows.values_list("pk", flat=True))
