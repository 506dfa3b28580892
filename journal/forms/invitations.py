"""The forms of invitations: a new link, whom to write to, and what somebody who claims their account types."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import HANDLE_SENTENCES, HandleField, HandleMixin, NameMixin
from journal.forms.opening import DayField
from journal.models.cohorts import Cohort
from journal.models.people import Membership, Team

MOST_PLACES, MOST_DAYS = 2_000, 366


class LinkForm(forms.Form):
    """A link for so many people, until the end of a day in the cohort's time zone."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role, initial=Membership.Role.CAMPER)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team")
    )
    places = forms.IntegerField(
        label=_("For how many people"),
        initial=1,
        error_messages={"invalid": _("Please give a number from 1 to 2,000.")},
    )
    last_on = DayField(label=_("Good until the end of"))

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["team"].queryset = cohort.teams.all()
        self.fields["last_on"].initial = cohort.today() + timedelta(days=14)
        self.fields["places"].widget.attrs |= {"min": 1, "max": MOST_PLACES, "inputmode": "numeric"}

    def clean_places(self) -> int:
        """A link is for one person up to the whole cohort."""
        if not 1 <= self.cleaned_data["places"] <= MOST_PLACES:
            raise ValidationError(_("Please give a number from 1 to 2,000."), code="places")
        return self.cleaned_data["places"]

    def clean_last_on(self):
        """A link ends some day, within a year."""
        today = self.cohort.today()
        if not today <= self.cleaned_data["last_on"] <= today + timedelta(days=MOST_DAYS):
            raise ValidationError(_("Please give a day from today on, within a year."), code="day")
        return self.cleaned_data["last_on"]

    @property
    def values(self) -> dict:
        """What `make_link` takes."""
        data = self.cleaned_data
        ends_at = datetime.combine(data["last_on"], time(23, 59, 59), ZoneInfo(self.cohort.time_zone))
        return {"role": data["role"], "team": data["team"], "places": data["places"], "expires_at": ends_at}


class SendForm(forms.Form):
    """Whom to write to: `again`, those who were written to already."""

    again = forms.BooleanField(required=False)


class ClaimForm(HandleMixin, NameMixin, forms.Form):
    """What somebody types who claims the account that a roster made for them."""

    display_name = forms.CharField(
        label=_("Name"), max_length=50, help_text=_("How you sign, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    handle = HandleField(
        label=_("Handle"),
        help_text=_("How others address you: @minji. Letters from A to Z, digits and _."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("New password"), strip=False, help_text=_("At least 8 characters, and not what one guesses first."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = person
        self.fields["display_name"].initial = person.display_name

    def clean_password(self) -> str:
        """A password is one that nobody guesses."""
        validate_password(self.cleaned_data["password"], self.instance)
        return self.cleaned_data["password"]

    def take_back_handle(self) -> None:
        """Say that somebody took the handle meanwhile."""
        self.add_error("handle", HANDLE_SENTENCES["taken"])
