"""What the mentor's desk takes from its address and its buttons."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import BodyField, KeyField, LineField
from journal.forms.listing import ListingForm
from journal.forms.questions import BackForm, OnForm
from journal.text.markdown import MAX_COMMENT

CURSOR = r"^[0-9]{1,17}-[0-9]{1,18}\Z"
NO_WORDS = _("Write a sentence first.")


class DeskForm(ListingForm):
    """`?teams=all` shows all teams, `?day=` an earlier Day N, `?before=` is the cursor of the day's posts, and the
    others are those of the desk's other lists."""

    teams = forms.ChoiceField(choices=[("all", "")], required=False)
    day = forms.IntegerField(min_value=1, max_value=10_000, required=False)
    waiting = forms.RegexField(CURSOR, required=False)
    signals = forms.RegexField(CURSOR, required=False)
    silent = forms.RegexField(CURSOR, required=False)


class ShownForm(BackForm):
    """`seen` are the posts that were shown, with the versions that were: "12-3", separated by commas."""

    seen = forms.RegexField(r"^[0-9]{1,18}-[0-9]{1,9}(,[0-9]{1,18}-[0-9]{1,9}){0,199}\Z")

    def clean_seen(self) -> dict[int, int]:
        """Return the versions by the posts' keys."""
        pairs = (pair.split("-") for pair in self.cleaned_data["seen"].split(","))
        return {int(pk): int(version) for pk, version in pairs}


class CheckForm(OnForm, BackForm):
    """`on` is 0 to take a check back; `version` is the post's that was read."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class NudgeForm(BackForm):
    """A sentence to a camper."""

    words = LineField(label=_("What you want to say"), most=500, required=False, widget=forms.Textarea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs = {"rows": 3, "maxlength": 500}

    def clean_words(self):
        """Refuse nothing."""
        if not self.cleaned_data["words"]:
            raise ValidationError(NO_WORDS, code="empty")
        return self.cleaned_data["words"]


class NoteForm(forms.Form):
    """A note on a camper."""

    body = BodyField(label=_("Note for mentors"), required=False, most=MAX_COMMENT)
    key = KeyField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = forms.Textarea(attrs={"rows": 3})

    def clean_body(self):
        """Refuse nothing."""
        if not self.cleaned_data["body"].strip():
            raise ValidationError(NO_WORDS, code="empty")
        return self.cleaned_data["body"]
