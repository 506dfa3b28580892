"""What organisers write to their cohort: the words, for whom, and how long it stays on top."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.actions.announcements import page_of_announcement
from journal.forms.fields import BodyField, KeyField, LineField, key_of
from journal.forms.listing import ListingForm
from journal.forms.opening import DayField
from journal.models.announcements import MAX_BODY, MAX_TITLE, Announcement
from journal.models.cohorts import Cohort
from journal.models.people import Membership, Team

AHEAD = timedelta(days=366)  # for which something may stay on top
ALL, SOME = "all", "some"
WHOM = [(ALL, pgettext_lazy("announcement", "The whole cohort")), (SOME, _("Some teams or roles"))]


class ReadersForm(ListingForm):
    """`?page=` is a page of who has not read."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)


class AnnouncementForm(forms.Form):
    """An announcement to a cohort, or to the teams (of `teams`, in order) and roles that are chosen."""

    title = LineField(label=_("Title"), most=MAX_TITLE, error_messages={"required": _("Please give it a title.")})
    body = BodyField(label=_("Text"), most=MAX_BODY, error_messages={"required": _("Please write something.")})
    whom = forms.ChoiceField(
        label=_("For whom"), choices=WHOM, initial=ALL, widget=forms.RadioSelect,
    )  # fmt: skip
    teams = forms.MultipleChoiceField(
        label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of these teams is not there any more. Look at the list again.")},
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("Roles"), required=False, choices=Membership.Role, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Please choose from the list.")},
    )  # fmt: skip
    pin_ends_on = DayField(
        label=_("On top until"), required=False,
        help_text=_("It stands on the home pages until the end of this day, or until somebody has read it."),
    )  # fmt: skip
    by_mail = forms.BooleanField(
        label=_("Send it by mail too"), required=False,
        help_text=_("To those who want to be mailed of announcements. It goes out once: later changes are not mailed."),
    )  # fmt: skip
    key = KeyField()

    def __init__(self, *args, cohort: Cohort, teams: list[Team], announcement: Announcement | None = None, **kwargs):
        kwargs.setdefault("initial", initial_of(announcement) if announcement else {})
        super().__init__(*args, **kwargs)
        self.cohort, self.announcement = cohort, announcement
        self.fields["teams"].choices = [(str(team.pk), team.name) for team in teams]
        self.fields["body"].widget = forms.Textarea(attrs={"rows": 10})
        if not teams:
            del self.fields["teams"]
        if announcement:
            del self.fields["by_mail"], self.fields["key"]
            self.fields["version"] = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
            self.fields["version"].widget = forms.HiddenInput()

    def clean_body(self) -> str:
        """Blanks are no text."""
        if not self.cleaned_data["body"].strip():
            raise ValidationError(_("Please write something."), code="required")
        return self.cleaned_data["body"]

    def clean_pin_ends_on(self):
        """A day that is over pins nothing; one that stood there already may stay."""
        on, today = self.cleaned_data["pin_ends_on"], self.cohort.today()
        if on and on != self.initial.get("pin_ends_on") and not today <= on <= today + AHEAD:
            raise ValidationError(_("Please choose a day from today on, within a year."), code="day")
        return on

    def clean(self):
        """It is for somebody."""
        data = super().clean()
        fields = {"whom", "teams", "roles"}
        if data.get("whom") == SOME and not (fields & set(self.errors)) and not (data.get("teams") or data["roles"]):
            self.add_error("whom", ValidationError(_("Choose at least one team or role."), code="nobody"))
        return data

    @property
    def columns(self) -> dict:
        """What was typed and chosen, as an announcement's columns."""
        data = self.cleaned_data
        some = data["whom"] == SOME
        columns = {name: data[name] for name in ("title", "body", "pin_ends_on", "by_mail") if name in data}
        columns["team_keys"] = sorted(map(int, data.get("teams", ()))) if some else []
        return columns | {"is_for_all": not some, "roles": sorted(data["roles"]) if some else []}

    @property
    def seen(self) -> int:
        """The version of the announcement that was changed."""
        return self.cleaned_data.get("version") or 0

    @property
    def preview(self) -> str:
        """The announcement's page, safe to print; empty unless the preview button was used and there is one."""
        asked = self.is_bound and "preview" in self.data and self.cleaned_data.get("body")
        return mark_safe(page_of_announcement(self.cleaned_data["body"], self.cohort.pk).html) if asked else ""

    def key_for(self, user) -> object:
        """Return this submission's key, made out of its content where the form came without one."""
        return self.cleaned_data["key"] or key_of("announcement", user.pk, self.cohort.pk, self.columns)

    def at_version(self, announcement: Announcement) -> "AnnouncementForm":
        """Return the same form, so that sending it again knowingly replaces what the announcement is now."""
        self.data = self.data.copy()
        self.data["version"] = announcement.version
        return self


def initial_of(announcement: Announcement) -> dict:
    """Return what the form shows of an announcement."""
    columns = {name: getattr(announcement, name) for name in ("title", "body", "pin_ends_on", "roles", "version")}
    whom = ALL if announcement.is_for_all else SOME
    return {**columns, "whom": whom, "teams": [str(pk) for pk in announcement.team_keys]}
