"""The forms that set a cohort up: what it is called, when it studies, when it does not."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import time_zones
from journal.forms.fields import BodyField, LineField, SeenField
from journal.models.cohorts import Cohort, Visibility, weekdays_of_a_week
from journal.templatetags.haru import day_words
from journal.text.days import read_day
from journal.text.mail_addresses import clean_address

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WEEKDAYS = [
    (1, pgettext_lazy("weekday", "Monday")), (2, pgettext_lazy("weekday", "Tuesday")),
    (3, pgettext_lazy("weekday", "Wednesday")), (4, pgettext_lazy("weekday", "Thursday")),
    (5, pgettext_lazy("weekday", "Friday")), (6, pgettext_lazy("weekday", "Saturday")),
    (7, pgettext_lazy("weekday", "Sunday")),
]  # fmt: skip
YEARS = (2000, 2100)
MOST_DAYS = 1_100  # three years
MOST_ORGANISERS = 20
MOST_HOLIDAYS = 300
MAX_TABLE = 500_000  # characters of a pasted table


def _hours() -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00") for hour in range(24)]


class DayField(forms.DateField):
    """A day of this century, chosen or typed."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            day = read_day(value)
            if not isinstance(day, date) or not YEARS[0] <= day.year < YEARS[1]:
                raise ValidationError(_("Please give a day like 2026-03-02."), code="day")
            return day
        return super().to_python(value)


class CohortForm(forms.Form):
    """What a cohort is: its name and address, its calendar, and who reads what is published there."""

    name = LineField(label=_("Name"), most=80, error_messages={"required": _("Please give it a name.")})
    slug = LineField(
        label=_("Address"),
        most=40,
        help_text=_("It stands in the address of every page: small letters from a to z and digits, like ai-tech-8."),
        error_messages={"required": _("Please give it an address.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name) for name in time_zones()], initial="Asia/Seoul"
    )
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"))
    study_weekdays = forms.TypedMultipleChoiceField(
        label=_("Study weekdays"), choices=WEEKDAYS, coerce=int, initial=weekdays_of_a_week,
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one weekday.")},
    )  # fmt: skip
    default_visibility = forms.ChoiceField(
        label=_("Who reads a new journal, unless its author says otherwise"),
        choices=Visibility, initial=Visibility.COHORT,
    )  # fmt: skip
    seen = SeenField()

    reminder_hour = forms.TypedChoiceField(
        label=_("When to remind campers who have not written"), choices=lambda: [("", _("Never")), *_hours()],
        required=False, coerce=int, empty_value=None,
        help_text=_("On study days, once, in the cohort's time zone. Each camper may turn it off."),
    )  # fmt: skip

    asks_second_factor = forms.BooleanField(
        label=_("Organisers sign in with a second step"), required=False,
        help_text=_("A code of an app or a key beside the password; who has none is led to set one up."),
    )  # fmt: skip

    def __init__(self, *args, cohort: Cohort | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        hour = self.initial.get("reminder_hour")
        self.initial = {**self.initial, "reminder_hour": "" if hour is None else hour}
        if cohort and cohort.state != Cohort.State.DRAFT:
            del self.fields["slug"]  # links to its pages stand everywhere by now

    def clean_slug(self):
        """An address is of small ASCII letters, and one cohort's alone."""
        slug = self.cleaned_data["slug"].lower()
        if not SLUG.fullmatch(slug):
            raise ValidationError(_("Use small letters from a to z and digits, joined by single hyphens: ai-tech-8."))
        if Cohort.objects.filter(slug=slug).exclude(pk=self.cohort and self.cohort.pk).exists():
            raise ValidationError(_("Another cohort has this address already. Choose another one."), code="taken")
        return slug

    def clean(self):
        """The last day comes after the first, and not by ages."""
        data = super().clean()
        first_on, last_on = data.get("first_on"), data.get("last_on")
        if first_on and last_on and last_on < first_on:
            self.add_error("last_on", _("The last day comes before the first."))
        elif first_on and last_on and (last_on - first_on).days > MOST_DAYS:
            self.add_error("last_on", _("A cohort lasts three years at most."))
        return data


class StartForm(CohortForm):
    """A new cohort, and who goes on with it."""

    seen = None
    organisers = BodyField(
        label=_("Email addresses of its organisers"),
        required=False,
        most=5_000,
        help_text=_("One a line. Leave it empty to organise the cohort yourself."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attrs = {"rows": 3, "autocapitalize": "none", "spellcheck": "false"}
        self.fields["organisers"].widget = forms.Textarea(attrs=attrs)

    def clean_organisers(self) -> list[str]:
        """Return the addresses, each once."""
        typed = [each for each in re.split(r"[\s,;]+", self.cleaned_data["organisers"]) if each]
        if len(typed) > MOST_ORGANISERS:
            raise ValidationError(_("At most %(most)s organisers fit here."), params={"most": MOST_ORGANISERS})
        for each in typed:
            if clean_address(each) is None:
                sentence = _("“%(address)s” is no email address.")
                raise ValidationError(sentence, params={"address": each[:100]}, code="address")
        return list(dict.fromkeys(map(clean_address, typed)))


class HolidaysForm(forms.Form):
    """The days on which a cohort does not study: some of those offered, and others, a line each."""

    days = forms.MultipleChoiceField(
        label=_("Holidays"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of these days is not offered any more. Look at the list again.")},
    )  # fmt: skip
    others = BodyField(
        label=_("Other days off"),
        required=False,
        most=10_000,
        help_text=_("A day and what it is called, one a line: 2026-08-14 Summer break"),
    )
    seen = SeenField()

    def __init__(self, *args, cohort: Cohort, offered: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort, self.names = cohort, {each.on.isoformat(): each.name for each in offered}
        self.fields["days"].choices = [(each.on.isoformat(), f"{day_words(each.on)} · {each.name}") for each in offered]
        self.fields["days"].initial = [each.on.isoformat() for each in offered if each.is_chosen]
        self.fields["others"].widget = forms.Textarea(attrs={"rows": 3})

    def clean_others(self) -> dict[date, str]:
        """Return the names of the other days off."""
        found = {}
        for line in self.cleaned_data["others"].splitlines():
            if line.strip():
                on, name = self._read(line)
                found[on] = name
        if len(found) > MOST_HOLIDAYS:
            raise ValidationError(_("These are too many days off."), code="many")
        return found

    @property
    def chosen(self) -> dict[date, str]:
        """The names of all holidays, by their days."""
        days = {date.fromisoformat(day): self.names[day] for day in self.cleaned_data["days"]}
        return days | self.cleaned_data["others"]

    def _read(self, line: str) -> tuple[date, str]:
        words = line.replace("\t", " ").split()
        for length in (3, 2, 1):  # "2026. 8. 14." is a day too
            day = read_day(" ".join(words[:length]), near=self.cohort.first_on)
            if isinstance(day, date):
                if not self.cohort.first_on <= day <= self.cohort.last_on:
                    raise ValidationError(
                        _("“%(line)s”: this day is not in the cohort's time."), params={"line": line[:60]}
                    )
                name = " ".join(words[length:])[:60] or str(_("Day off"))
                return day, name
        raise ValidationError(_("“%(line)s” does not begin with a day like 2026-08-14."), params={"line": line[:60]})


class CurriculumTableForm(forms.Form):
    """A curriculum, pasted or as a file; `apply` and `seen` are what the button of a table that was looked at sends."""

    text = BodyField(
        label=_("Curriculum as a table"),
        required=False,
        most=MAX_TABLE,
        help_text=_("Out of a spreadsheet, or lines such as: Day 4, Python, 4-1, Object-oriented programming"),
    )
    file = forms.FileField(
        label=_("Or as a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV or Excel (.xlsx), with the columns day, topic, code and title."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    whole = forms.BooleanField(
        label=_("Take out the lectures that are not in the table"),
        required=False,
        help_text=_("What posts noted of them stays in the posts."),
    )
    apply = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen = SeenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "input--table"})

    def clean(self):
        """One of the two is needed."""
        data = super().clean()
        if not self.errors and not data.get("file") and not data.get("text", "").strip():
            raise ValidationError(_("Choose a file, or paste a table."), code="empty")
        return data
