"""A form with a field of every kind, for the page of the look."""

from django import forms
from django.utils.translation import gettext_lazy as _

CHOICES = [("ai", "AI Math"), ("python", "Python")]


class SampleForm(forms.Form):
    """Empty as it is made, filled with `initial`, and with an error at each demanded field where `data` is empty."""

    title = forms.CharField(label=_("Title"), help_text=_("A sentence of help stands under its field."))
    text = forms.CharField(label=_("Text"), widget=forms.Textarea)
    topic = forms.ChoiceField(label=_("Topic"), choices=CHOICES)
    agreed = forms.BooleanField(label=_("Tell me about replies"))


FILLED = {
    "title": "손실 함수와 Backpropagation",
    "text": "오늘은 chain rule을 손으로 풀었어요.",
    "topic": "ai",
    "agreed": True,
}
