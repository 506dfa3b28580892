"""The form with which organisers upload a roster, and what a page of its rows may ask."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import BodyField

MAX_PASTED = 1_000_000  # characters: 10,000 people


class RosterForm(forms.Form):
    """A file, or a table pasted out of a spreadsheet."""

    file = forms.FileField(
        label=_("Roster as a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV or Excel (.xlsx), with the columns name, email, team and role."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    pasted = BodyField(label=_("Or pasted from a spreadsheet"), required=False, most=MAX_PASTED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pasted"].widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})

    def clean(self):
        """One of the two is needed."""
        data = super().clean()
        if not self.errors and not data.get("file") and not data.get("pasted", "").strip():
            raise ValidationError(_("Choose a file, or paste a table."), code="empty")
        return data


class RowsForm(forms.Form):
    """Which rows of a roster are shown: those in one state, a page of them."""

    show = forms.ChoiceField(
        required=False, choices=[(state, "") for state in ("bad", "double", "role", "team", "new", "same")]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)
