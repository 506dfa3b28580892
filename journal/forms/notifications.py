"""What the page of notifications takes from its address and its buttons; how somebody wants to hear of each kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.forms.follows import SeenForm
from journal.forms.listing import ListingForm
from journal.models.notifications import Channel, Kind

EVENING = [(Channel.MAIL, _("Mail in the evening")), (Channel.NONE, Channel.NONE.label)]


class NotificationsForm(ListingForm):
    """`?kind=` shows one kind, `?unread=1` what was not read yet."""

    kind = forms.ChoiceField(choices=Kind, required=False)
    unread = forms.RegexField(r"^1\Z", required=False)


class ReadForm(SeenForm):
    """What the button "all read" sends: `until` when they were told what they see, and which `kind`, or all."""

    kind = forms.ChoiceField(choices=Kind, required=False)


class ChannelsForm(forms.Form):
    """A channel for each of these kinds, and for mentors the mail of the evening; what is not sent stays as it is."""

    def __init__(self, *args, kinds: list[Kind], is_mentor: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in kinds:
            self.fields[kind.value] = forms.ChoiceField(label=kind.label, choices=Channel, required=False)
        if is_mentor:
            words = _("Who waits, who has posted and who has not, and signals.")
            field = {"label": _("My desk in numbers"), "help_text": words, "choices": EVENING}
            self.fields["evening"] = forms.ChoiceField(**field, required=False)

    @property
    def channels(self) -> dict[str, str]:
        """What was chosen."""
        return {kind: channel for kind, channel in self.cleaned_data.items() if channel and kind in Kind}
