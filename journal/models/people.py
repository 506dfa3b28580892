"""People in a cohort: teams, memberships with their roles and states, and invitations to become a member."""

import secrets
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """Return an unguessable word for an invitation's address."""
    return secrets.token_urlsafe(24)


class Team(models.Model):
    """A peer-session group of a cohort."""

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="teams", verbose_name=_("cohort"))
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["cohort", "name"]
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one cohort. The role belongs here, never to the person."""

    class Role(models.TextChoices):
        CAMPER = "camper", _("Camper")
        MENTOR = "mentor", _("Mentor")
        ORGANISER = "organiser", _("Organiser")

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("Active")
        ON_LEAVE = "on_leave", _("On leave")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GRADUATED = "graduated", _("Graduated")

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="memberships", verbose_name=_("cohort"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.CAMPER)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
    mentored_teams = models.ManyToManyField(
        Team, blank=True, related_name="mentors", verbose_name=_("teams they mentor")
    )
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    invited_at = models.DateTimeField(null=True, editable=False)  # when a mail with their invitation was last left
    anonymous_at = models.DateTimeField(null=True, editable=False)  # since when nothing here says whose it was

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["cohort", "pk"]
        constraints = [models.UniqueConstraint(fields=["cohort", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @cached_property
    def team_names(self) -> list[str]:
        """The names of the person's team, or of the teams they mentor."""
        if self.role == self.Role.MENTOR:
            return list(self.mentored_teams.order_by("pk").values_list("name", flat=True))
        return [self.team.name] if self.team else []

    @property
    def is_staff_role(self) -> bool:
        """Whether this person answers campers here: a mentor or an organiser."""
        return self.role in (self.Role.MENTOR, self.Role.ORGANISER)

    @property
    def answers(self) -> bool:
        """Whether what this person says is the staff's word at this moment."""
        return self.is_staff_role and self.state == self.State.ACTIVE


def running_memberships() -> models.QuerySet:
    """Return the memberships of the organisers who can run their cohort now: active, with an account that is open."""
    runs = Membership.objects.filter(role=Membership.Role.ORGANISER, state=Membership.State.ACTIVE)
    return runs.filter(user__is_active=True)


class Leave(models.Model):
    """Days on which somebody was on leave: from `from_on` to the day before `back_on`; where that is None, still.

    Both are days of the cohort's own clock; journal/actions/people.py keeps them along with the membership's state.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="leaves")
    from_on = models.DateField()
    back_on = models.DateField(null=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(back_on=None), name="leave_open_once")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.from_on}"


class FormerTeam(models.Model):
    """A team that somebody was in until `left_at`: what it had shared by then they still read."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="former_teams")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["left_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["membership", "team"], name="former_team_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.team_id}"


class Invitation(models.Model):
    """A link that makes whoever follows it a member, until a day and for a number of people."""

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="invitations", verbose_name=_("cohort"))
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role, default=Membership.Role.CAMPER)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, verbose_name=_("team"))
    expires_at = models.DateTimeField(_("valid until"))
    places = models.PositiveIntegerField(_("for how many people"), default=1)
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-expires_at"]
        constraints = [models.CheckConstraint(condition=Q(taken__lte=F("places")), name="invitation_not_overdrawn")]

    def __str__(self) -> str:
        return f"{self.cohort} · {self.get_role_display()}"

    @property
    def is_valid(self) -> bool:
        """Whether somebody may still use it now."""
        return self.taken < self.places and self.expires_at > timezone.now() and self.cohort.state in ("draft", "open")
