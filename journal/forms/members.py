"""What the organisers' list of people asks and sends: whom it shows, who is chosen in it, and what becomes of them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.forms.fields import LineField
from journal.forms.listing import SuggestForm
from journal.models.people import Membership, Team

MOST_CHOSEN = 2_000
Role, State = Membership.Role, Membership.State
KEY = re.compile(r"[0-9]{1,18}\Z")
# In the order in which they stand.
ACTS = [
    (State.ON_LEAVE.value, _("Put on leave")),
    (State.ACTIVE.value, _("Bring back")),
    (State.GRADUATED.value, pgettext_lazy("organise", "Graduate")),
    (State.WITHDRAWN.value, pgettext_lazy("organise", "Withdraw")),
]
ROLES = [
    (Role.CAMPER.value, _("Make a camper")),
    (Role.MENTOR.value, _("Make a mentor")),
    (Role.ORGANISER.value, _("Make an organiser")),
]


class MembersForm(SuggestForm):
    """`?q=` is a part of a name or an address, `?team=` the key of a team or "none", and a role, a state, a page."""

    team = forms.RegexField(r"^(none|[0-9]{1,18})\Z", required=False)
    role = forms.ChoiceField(choices=Role, required=False)
    state = forms.ChoiceField(choices=State, required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)


class ChosenField(forms.Field):
    """Keys of members, each from a check box of its own."""

    widget = forms.MultipleHiddenInput

    def clean(self, value) -> list[int]:
        """Return the keys, each once."""
        keys = list(dict.fromkeys(value or ()))
        if len(keys) > MOST_CHOSEN or not all(KEY.match(str(key)) for key in keys):
            raise ValidationError(_("Choose people of this cohort."), code="chosen")
        return [int(key) for key in keys]


class ChangeForm(forms.Form):
    """Who is chosen (`whole`: all that the list's filters leave over) and what becomes of them; `sure` after asking."""

    act = forms.CharField(max_length=40)
    chosen = ChosenField(required=False)
    whole = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)

    def __init__(self, *args, teams: list[Team], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"] = forms.ChoiceField(choices=self.choices(teams), error_messages={"required": NO_ACT})

    @staticmethod
    def choices(teams: list[Team]) -> list:
        """Return what may become of people, in groups: to what they are now, their role, their team."""
        moves = [(f"team-{team.pk}", team.name) for team in teams]
        moves.append(("team-none", _("In no team")))
        return [(_("State"), ACTS), (_("Role"), ROLES), (_("Move to team"), moves)]

    def clean(self):
        """Somebody must be chosen."""
        data = super().clean()
        if not self.errors and not data["chosen"] and not data["whole"]:
            raise ValidationError(_("Choose somebody first."), code="nobody")
        return data

    @property
    def sentence(self) -> str:
        """The first thing that is wrong."""
        return next(str(error) for errors in self.errors.values() for error in errors)


NO_ACT = _("Choose what should happen first.")


class ForgetForm(forms.Form):
    """The word that somebody types who is sure."""

    word = LineField(label=_("Type the word to go on"), most=40, required=False)

    def clean_word(self) -> str:
        """It must be the word that the page asks for, in the page's language."""
        if self.cleaned_data["word"].casefold() != str(FORGET_WORD).casefold():
            raise ValidationError(_("Please type the word as it stands here: %(word)s"), params={"word": FORGET_WORD})
        return self.cleaned_data["word"]


FORGET_WORD = pgettext_lazy("typed to confirm", "anonymous")
