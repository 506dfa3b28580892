"""What people say with a report, a hiding and an answer to it; and other topics for a post."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import BodyField, KeyField, TopicsField
from journal.models.moderation import MAX_WORDS


class WordsForm(forms.Form):
    """Some sentences, which must not be empty."""

    words = BodyField(required=False, most=MAX_WORDS)
    label, empty, help_text = _("Reason"), _("Write a sentence first."), ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.help_text = self.label, self.help_text
        field.widget = forms.Textarea(attrs={"rows": 4, "maxlength": MAX_WORDS})

    def clean_words(self):
        """Refuse nothing."""
        if not self.cleaned_data["words"].strip():
            raise ValidationError(self.empty, code="empty")
        return self.cleaned_data["words"].strip()


class ReportForm(WordsForm):
    """What is wrong with a post or a comment."""

    key = KeyField()
    label, empty = _("What is wrong with it?"), _("Say in a sentence what is wrong with it.")


class HidingForm(WordsForm):
    """Why something is hidden."""

    label, empty = _("Why is it hidden?"), _("Say why: its author reads the reason.")
    help_text = _("Its author reads this, and may answer.")


class AnswerForm(WordsForm):
    """What an author says to the reason."""

    label, empty = _("Your answer"), _("Write your answer first.")


class RetagForm(forms.Form):
    """Topics for a post; none leaves it those of its headings and its author."""

    topics = TopicsField(label=_("Topics"), required=False)
