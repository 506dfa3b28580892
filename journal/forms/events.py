"""What organisers say of an event."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import KeyField, LineField
from journal.forms.opening import DayField
from journal.models.cohorts import Cohort
from journal.models.events import Event

AROUND = timedelta(days=366)  # before the first day and after the last one
is_web_address = URLValidator(schemes=["http", "https"])


class SuggestedEventForm(forms.Form):
    """`?name=` and `?on=` are what a new event may be, as sections of posts have it."""

    name = LineField(most=120, required=False)
    on = DayField(required=False)


class EventDetailsForm(forms.Form):
    """What an event is: its name, kind, day, who speaks there, and where it is or was."""

    name = LineField(label=_("Title"), most=120, error_messages={"required": _("Please give it a title.")})
    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind, initial=Event.Kind.OTHER)
    on = DayField(label=_("Date"), error_messages={"required": _("Please choose its day.")})
    speaker = LineField(label=_("Speaker"), most=80, required=False)
    link = LineField(
        label=_("Link"), most=500, required=False, help_text=_("Where to take part, or the recording."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    key = KeyField()

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort

    def clean_link(self) -> str:
        """A link is of the web; one without https:// gets it."""
        link = self.cleaned_data["link"]
        link = link if not link or "://" in link else f"https://{link}"
        try:
            return is_web_address(link) or link if link else ""
        except ValidationError:
            raise ValidationError(_("This is no address of a page. Copy it from your browser."), code="link") from None

    def clean_on(self):
        """An event is about the cohort's time, or a year from it."""
        on = self.cleaned_data["on"]
        if on and not self.cohort.first_on - AROUND <= on <= self.cohort.last_on + AROUND:
            raise ValidationError(_("This day is far from the cohort's time. Look at the year again."), code="day")
        return on

    @property
    def columns(self) -> dict:
        """What was typed, as an event's columns."""
        return {name: self.cleaned_data[name] for name in ("name", "kind", "on", "speaker", "link")}
