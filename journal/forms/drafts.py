"""What an open editor sends while somebody types: the editor's form, read so that the words come through."""

from django import forms
from django.utils.translation import gettext as _

from journal.actions.revisions import columns_of
from journal.forms.fields import TurnField
from journal.forms.posts import PostForm
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.text.topic_names import split_topics

BIGGEST_ID = 2**63 - 1


class OpenEditorForm(forms.Form):
    """Who sends: which editor, whose, and about which post (none: a new one in a cohort)."""

    post = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)
    cohort = forms.SlugField(required=False, max_length=40)
    writer = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    client = forms.UUIDField()
    turn = TurnField()


class DraftForm(PostForm):
    """A draft on its way: only a text that cannot be kept refuses it; another field that cannot stays as it was.

    `copy` is what stands in the post, None for a new one. `refused` is a sentence about the first such field, or "".
    """

    def __init__(self, *args, copy: Post | PendingEdit | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.copy, self.refused = copy, ""

    def clean_study_on(self):
        """Ask the calendar about another day only."""
        day = self.cleaned_data["study_on"]
        return day if self.copy and day == self.copy.study_on else super().clean_study_on()

    def clean(self):
        """Put what stood there in the place of each refused field but the text."""
        data = super().clean()
        stood = {
            "title": self.copy.title if self.copy else "",
            "study_on": self.copy.study_on if self.copy else None,
            "topics": split_topics(self.copy.typed_topics) if self.copy else [],
            "visibility": columns_of(self.copy)["visibility"] if self.copy else self.cohort.default_visibility,
            "version": 0,
        }
        for name in [name for name in self.errors if name in stood]:
            words = {"field": self.fields[name].label, "why": self.errors.pop(name)[0]}
            self.refused = self.refused or _("“%(field)s” is not saved: %(why)s") % words
            data[name] = stood[name]
        return data
