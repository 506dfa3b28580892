"""The forms of section templates: a person's own, and a cohort's."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import BodyField, LineField
from journal.models.templates import MAX_TEMPLATE

TAKEN = ValidationError(_("You have a template of this name already."), code="taken")
TOO_MANY = ValidationError(_("You keep ten templates already. Delete one first."), code="many")


class CohortTemplateForm(forms.Form):
    """The text that everybody's new journal begins with."""

    body = BodyField(label=_("Template"), required=False, most=MAX_TEMPLATE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = forms.Textarea(attrs={"rows": 12, "aria-describedby": "template-help"})


class TemplateForm(CohortTemplateForm):
    """A template of one's own."""

    name = LineField(label=_("Name"), required=False, most=40)
    is_default = forms.BooleanField(label=_("My new journals start with it"), required=False)
    field_order = ["name", "body", "is_default"]

    def clean_name(self):
        """A template is chosen by its name."""
        if not self.cleaned_data["name"]:
            raise ValidationError(_("Please give it a name."), code="empty")
        return self.cleaned_data["name"]

    def clean_body(self):
        """A template without a word would start nothing."""
        if not self.cleaned_data["body"].strip():
            raise ValidationError(_("The template is empty. Write something first."), code="empty")
        return self.cleaned_data["body"]
