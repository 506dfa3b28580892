"""The forms of teams: a name, and who takes care of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import LineField
from journal.forms.members import ChosenField

MOST_NAME = 40
TAKEN = _("There is a team of this name already.")
IN_USE = _(
    "Somebody is in this team, or posts were written in it. It stays, so that who was in it can still read them."
)


class TeamForm(forms.Form):
    """The name of a team."""

    name = LineField(label=_("Name of the team"), most=MOST_NAME, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"maxlength": MOST_NAME, "autocomplete": "off"}

    def clean_name(self) -> str:
        """A team has a name."""
        if not self.cleaned_data["name"]:
            raise ValidationError(_("A team needs a name."), code="empty")
        return self.cleaned_data["name"]

    def refuse_taken(self) -> None:
        """Say that another team is called so."""
        self.add_error("name", TAKEN)


class TeamEditForm(TeamForm):
    """A team's name, and the memberships of its mentors."""

    mentors = ChosenField(required=False)
