"""The editor's form."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from journal.actions.posts import PostText
from journal.actions.revisions import Hand, columns_of
from journal.forms.fields import BodyField, KeyField, LineField, TopicsField, TurnField, key_of
from journal.forms.uploads import CoverField, PicturesField, bring_in
from journal.forms.widgets import EditorWidget, StudyDaySelect
from journal.models.cohorts import Cohort, Visibility
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.text.markdown import MAX_POST
from journal.text.pictures import addresses_in, small_address
from journal.text.starting import is_untouched
from journal.text.titles import title_of

MAX_TITLE = 200
HINT = _("What did you learn? Write in Markdown: ## makes a heading, - a list, $ a formula, ``` code.")
EMPTY = _("There is nothing to publish yet. Write something first.")


class PostForm(forms.Form):
    """A post as its author types it. `publish` asks for a text, more than one of the day's `openings` has; a draft may
    be empty."""

    title = LineField(label=_("Title"), required=False, most=MAX_TITLE)
    study_on = forms.DateField(label=_("Study day"), required=False, input_formats=["%Y-%m-%d"])
    body = BodyField(label=_("Text"), required=False, most=MAX_POST)
    pictures = PicturesField(label=_("Pictures"), required=False)
    cover = CoverField(label=_("Picture in lists"), required=False)
    topics = TopicsField(label=_("Topics"), required=False)
    visibility = forms.ChoiceField(label=_("Who may read it"), required=False, choices=Visibility)
    feedback = forms.BooleanField(label=_("Ask the mentors for feedback"), required=False)
    key = KeyField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    client = KeyField(initial=None)  # which open editor sends this, where a script says it
    turn = TurnField()

    def __init__(self, *args, cohort: Cohort, publish: bool = False, openings: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort, self.publish, self.openings = cohort, publish, openings
        self.refused_pictures = []
        self.fields["study_on"].widget = StudyDaySelect(cohort)
        self.fields["study_on"].error_messages["invalid"] = _("Please choose one of the study days.")
        self.fields["body"].widget = EditorWidget(attrs={"placeholder": HINT})
        self.fields["visibility"].widget = forms.RadioSelect(choices=Visibility.choices)

    def take_pictures(self, *, owner) -> None:
        """Put the pictures that came along behind the text. Before validation, so that no mistake loses a picture."""
        if files := self.files.getlist("pictures"):
            codes, self.refused_pictures = bring_in(files, owner=owner)
            self.data = self.data.copy()
            self.data["body"] = "\n\n".join([self.data.get("body", "").rstrip(), *codes]).lstrip("\n")

    def clean_pictures(self):
        """Say which pictures were refused, and why."""
        if self.refused_pictures:
            raise ValidationError([ValidationError(sentence, code="picture") for sentence in self.refused_pictures])
        return []

    def clean_study_on(self):
        """Refuse a day on which the cohort does not study; an empty one makes a free note."""
        day = self.cleaned_data["study_on"]
        if day and self.cohort.calendar.number_of(day) is None:
            raise ValidationError(
                _("This is not a study day of the cohort. Choose another, or make it a free note."), code="day"
            )
        return day

    def clean_visibility(self):
        """Fall back to what the cohort does by default."""
        return self.cleaned_data["visibility"] or self.cohort.default_visibility

    def clean(self):
        """A published post has something to read, and a title: its first heading when none was typed."""
        data = super().clean()
        if data["cover"] not in data.get("body", ""):
            data["cover"] = ""  # gone from the text: the first one again
        if self.publish and not self.errors:
            if not data["title"] and is_untouched(data["body"], chain([""], self.openings)):
                raise ValidationError({"body": ValidationError(EMPTY, code="empty")})
            data["title"] = data["title"] or title_of(data["body"], MAX_TITLE) or self._day_title()
        return data

    @property
    def text(self) -> PostText:
        """The cleaned text, for the actions."""
        data = self.cleaned_data
        return PostText(
            data["title"], data["body"], data["study_on"], data["visibility"], data["topics"], data["cover"]
        )

    @property
    def covers(self) -> list[dict]:
        """The pictures of the text as it is shown, from which that of lists is chosen."""
        chosen = self["cover"].value()
        return [
            {"address": address, "small": small_address(address), "is_chosen": address == chosen}
            for address in addresses_in(self["body"].value() or "")
        ]

    @property
    def hand(self) -> Hand:
        """The open editor that sent this."""
        return Hand(self.cleaned_data["client"], self.cleaned_data["turn"])

    def key_for(self, user) -> object:
        """Return this submission's key, made out of its content where the form came without one."""
        data = self.cleaned_data
        return data["key"] or key_of("post", user.pk, self.cohort.pk, self.text)

    def at_version(self, post: Post) -> "PostForm":
        """Return the same form, so that sending it again knowingly replaces what stands in `post` now."""
        self.data = self.data.copy()
        self.data["version"] = post.working_copy.version
        return self

    def with_body(self, body: str) -> "PostForm":
        """Return the same form with another text in it."""
        self.data = self.data.copy()
        self.data["body"] = body
        return self

    def _day_title(self) -> str:
        number = self.cohort.calendar.number_of(self.cleaned_data["study_on"])
        return gettext("Day %(number)s") % {"number": number} if number else gettext("Note")

    @staticmethod
    def initial_of(post: Post) -> dict:
        """Return what the form shows of a post: the edit that waits, where there is one."""
        aside = getattr(post, "aside", None)
        return {**PostForm.initial_of_copy(post.working_copy), "feedback": bool(aside and aside.asks_feedback)}

    @staticmethod
    def initial_of_copy(copy: Post | PendingEdit) -> dict:
        """Return what the form shows of a working copy."""
        return {
            "title": copy.title,
            "body": copy.body,
            "study_on": copy.study_on,
            "visibility": columns_of(copy)["visibility"],
            "cover": copy.cover,
            "topics": copy.typed_topics,
            "version": copy.version,
        }


def chosen_day(data) -> date | None:
    """Return the study day that an editor's form names, or None where it names none or no day at all."""
    try:
        return date.fromisoformat(data.get("study_on", "").strip())
    except ValueError:
        return None
