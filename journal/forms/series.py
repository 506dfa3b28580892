"""The forms of series: their words, their order, and a post's place."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import KeyField, LineField, key_of

TAKEN = ValidationError(_("You have a series of this title already."), code="taken")
TOO_MANY = ValidationError(_("No more series fit: a hundred is the most."), code="many")
BIGGEST = 2**63 - 1


class SeriesForm(forms.Form):
    """A series' title and what it is about."""

    title = LineField(label=_("Title"), required=False, most=100)
    description = LineField(label=_("What it is about"), required=False, most=300)
    key = KeyField()

    def clean_title(self):
        """A series is called something."""
        if not self.cleaned_data["title"]:
            raise ValidationError(_("Please give it a title."), code="empty")
        return self.cleaned_data["title"]

    def key_for(self, user) -> object:
        """Return this submission's key, made out of its content where the form came without one."""
        data = self.cleaned_data
        return data["key"] or key_of("series", user.pk, data["title"], data["description"])


class OrderForm(forms.Form):
    """The buttons beside a series' posts. `move` is a post and the place it goes to: pressed twice it is there once."""

    move = forms.RegexField(r"^[0-9]{1,18}-[0-9]{1,4}\Z", required=False)
    remove = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    add = forms.BooleanField(required=False)
    post = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)


class PlaceForm(forms.Form):
    """`series` is the one a post goes into; empty takes it out."""

    series = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
