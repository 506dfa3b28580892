"""The form that takes a cohort a step further."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EndingForm(forms.Form):
    """Which step, and that whoever takes it has read what it does."""

    step = forms.ChoiceField(choices=[("end", ""), ("archive", ""), ("reopen", "")], widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=_("I have read what happens."), error_messages={"required": _("Please say that you have read it.")}
    )
