"""What is sent about questions and what waits."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from journal.forms.fields import LineField
from journal.forms.listing import ListingForm

MAX_WORDS = 100


class FaqForm(ListingForm):
    """`?q=` are words of questions, `?before=` is the list's cursor."""

    q = LineField(most=MAX_WORDS, required=False)


class SameForm(forms.Form):
    """`?q=` are words of the question that one is the same as."""

    q = LineField(most=MAX_WORDS, required=False)


class HeadingForm(forms.Form):
    """`anchor` is the heading that asks."""

    anchor = forms.CharField(max_length=200)


class JoinForm(forms.Form):
    """`into` is the key of the question that stands for both."""

    into = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class OnForm(forms.Form):
    """`on` is 0 for what is taken back."""

    on = forms.ChoiceField(choices=[("1", ""), ("0", "")], required=False)


class BackForm(forms.Form):
    """`next` is the page of ours to which one comes back."""

    next = forms.CharField(max_length=500, required=False)

    def clean_next(self):
        """Drop what leads away from here."""
        back = self.cleaned_data["next"]
        return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, None) else ""
