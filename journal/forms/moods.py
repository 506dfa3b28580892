"""How a day was: a small row of words under the editor."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.moods import Mood
from journal.models.posts import Post


class MoodForm(forms.Form):
    """How the day was, or nothing. A form that is sent without the field leaves what was said."""

    mood = forms.ChoiceField(
        label=_("How was the day?"), required=False, widget=forms.RadioSelect,
        choices=[("", pgettext_lazy("mood", "Not said")), *Mood.Word.choices],
    )  # fmt: skip

    @property
    def word(self) -> str | None:
        """What was said, "" for nothing; None where the form did not ask or says no word of ours."""
        return self.cleaned_data["mood"] if "mood" in self.data and self.is_valid() else None

    @staticmethod
    def initial_of(user, post: Post | None) -> dict:
        """Return what the form shows of a post: what its draft says, else what was said with it."""
        if aside := getattr(post, "aside", None):
            return {"mood": aside.mood}
        said = Mood.objects.visible_to(user).filter(post=post).first() if post else None
        return {"mood": said.word if said else ""}
