"""The form with which people bring their writing in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.models.cohorts import Cohort, Visibility

MAX_AT_ONCE = 200  # files chosen one by one; more come as a zip


class ManyFilesInput(forms.ClearableFileInput):
    """A file field in which several files can be chosen."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One file or several; cleans to their list."""

    def __init__(self, **kwargs):
        super().__init__(widget=ManyFilesInput(attrs={"accept": ".zip,.md,.markdown,image/*"}), **kwargs)

    def clean(self, data, initial=None):
        chosen = data if isinstance(data, list) and data else [data or None]
        if len(chosen) > MAX_AT_ONCE:
            raise forms.ValidationError(_("These are many files. Make one zip of them."), code="many")
        return [super(ManyFilesField, self).clean(each, initial) for each in chosen]


class ImportForm(forms.Form):
    """What comes in, into which cohort, and who may read what does not say it. What is in it, the bytes say."""

    files = ManyFilesField(
        label=_("Zip or Markdown files"), allow_empty_file=True, error_messages={"required": _("Choose a file first.")}
    )
    cohort = forms.ChoiceField(label=_("Cohort"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        required=False,
        choices=[*Visibility.choices, ("draft", _("Nobody yet: everything becomes a draft"))],
        help_text=_("For posts that do not say it themselves. A file that calls itself a draft stays one."),
    )

    def __init__(self, *args, cohorts: list[Cohort], **kwargs):
        super().__init__(*args, **kwargs)
        self.cohorts = {cohort.slug: cohort for cohort in cohorts}
        self.fields["cohort"].choices = [(cohort.slug, cohort.name) for cohort in cohorts]
        if len(cohorts) == 1:
            self.fields["cohort"].widget = forms.HiddenInput()
        self.fields["cohort"].initial = cohorts[0].slug
        self.fields["visibility"].initial = cohorts[0].default_visibility

    @property
    def chosen_cohort(self) -> Cohort:
        """The chosen cohort; the newest, where none was."""
        return self.cohorts.get(self.cleaned_data["cohort"]) or next(iter(self.cohorts.values()))

    @property
    def chosen_visibility(self) -> str:
        """Who may read it, as the cohort has it where nothing was chosen."""
        return self.cleaned_data["visibility"] or self.chosen_cohort.default_visibility
