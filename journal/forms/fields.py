"""Form fields for what people type: normalised, and refused in a sentence when it cannot be kept."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markdownx.fields import MarkdownxFormField

from journal.text.input_text import InputTextError, clean_body, clean_line, without_controls
from journal.text.topic_names import TopicNameError, split_topics

SENTENCES = {
    "null": _("There is an invisible character (NUL) in this text. Please remove it and try again."),
    "surrogate": _("There is half a character in this text that cannot be kept. Please remove it and try again."),
    "too_long": _("This is too long: at most %(most)s characters fit."),
}
TOPIC_SENTENCES = {
    "characters": _("“%(name)s” holds an invisible character. Please type this topic again."),
    "empty": _("“%(name)s” has no letter, digit or sign that could name a topic."),
    "too_long": _("“%(name)s” is too long for a topic: at most 50 characters."),
}


def refuse(error: InputTextError, most: int) -> ValidationError:
    """Return the sentence for text that cannot be kept."""
    return ValidationError(SENTENCES[error.code], code=error.code, params={"most": f"{most:,}"})


class LineField(forms.CharField):
    """One line of text, NFC, trimmed."""

    def __init__(self, *, most: int, **kwargs):
        super().__init__(**kwargs)
        self.most = most
        self.validators = []  # CharField's own speak of NUL in other words

    def to_python(self, value):
        try:
            return clean_line(without_controls(value or ""), self.most)
        except InputTextError as error:
            raise refuse(error, self.most) from None


class BodyField(MarkdownxFormField):
    """Markdown: NFC, line ends as LF; controls that nobody typed on purpose are dropped, NUL is refused."""

    def __init__(self, *, most: int, **kwargs):
        super().__init__(**kwargs)
        self.most = most
        self.validators = []

    def to_python(self, value):
        try:
            return clean_body(without_controls(value or ""), self.most)
        except InputTextError as error:
            raise refuse(error, self.most) from None


class TopicsField(forms.CharField):
    """Topics separated by commas; cleans to a list of names, each once."""

    MOST = 10

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.validators = []

    def to_python(self, value):
        try:
            names = split_topics(value or "")
        except TopicNameError as error:
            shown = error.name[:60].translate({0: "�"})
            raise ValidationError(TOPIC_SENTENCES[error.code], code=error.code, params={"name": shown}) from None
        if len(names) > self.MOST:
            raise ValidationError(_("At most %(most)s topics fit on a post."), code="many", params={"most": self.MOST})
        return names


class KeyField(forms.UUIDField):
    """The hidden key by which many submissions of one form make one thing; a bad or missing one is left empty."""

    def __init__(self, **kwargs):
        kwargs.setdefault("initial", uuid.uuid4)
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return None


class SeenField(forms.CharField):
    """The mark that a button sends under which a change was looked at; what is no mark is left empty."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=100, widget=forms.HiddenInput, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return ""


class TurnField(forms.IntegerField):
    """The hidden count of what an open editor has sent; a bad or missing one is 0."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


def key_of(*parts: object) -> uuid.UUID:
    """Return the key of a form that came without one: the same content by the same person is one submission."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\x1f".join(str(part) for part in parts))
