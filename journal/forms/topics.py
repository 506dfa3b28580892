"""What a topic's page takes: how it is looked at, its filters in the address, and the organisers' sentence about it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import LineField
from journal.forms.listing import ListingForm
from journal.text.section_names import KINDS

MOST_VALUES = 50  # of one kind of filter


class SeveralField(forms.Field):
    """Values of a repeated parameter (`?team=1&team=2`), each once in their order; blank ones do not count."""

    widget = forms.MultipleHiddenInput

    def __init__(self, pattern: str, **kwargs):
        super().__init__(required=False, **kwargs)
        self.one = forms.RegexField(rf"^(?:{pattern})\Z", max_length=60)

    def clean(self, value):
        values = [self.one.clean(each) for each in dict.fromkeys(value or ()) if each.strip()]
        if len(values) > MOST_VALUES:
            raise ValidationError("too many", code="many")
        return values


class TopicForm(ListingForm):
    """`?view=` chooses how a topic is shown; the others choose which of its posts: any value of a kind, every kind."""

    VIEWS = ("days", "questions", "resources", "lectures", "people")

    view = forms.ChoiceField(choices=[(view, "") for view in VIEWS], required=False)
    team = SeveralField("[0-9]{1,18}")
    person = SeveralField(r"@?[^\x00]{1,40}")  # a handle, which people type too
    day = SeveralField("[1-9][0-9]{0,3}")
    lecture = SeveralField("[0-9]{1,18}")
    kind = SeveralField("|".join(KINDS))
    unanswered = forms.ChoiceField(choices=[("yes", "")], required=False)


class DescriptionForm(forms.Form):
    """The organisers' sentence about a topic."""

    description = LineField(label=_("What it is about, in a sentence"), required=False, most=300)
