"""The form that asks for an export."""

from django import forms

from journal.models.exports import Export


class ExportForm(forms.Form):
    """What to take along."""

    kind = forms.ChoiceField(choices=Export.Kind.choices)
