"""The forms of proposals about topics, and what is said where one cannot be carried out."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import TOPIC_SENTENCES, LineField
from journal.models.proposals import TopicProposal
from journal.text.topic_names import MAX_NAME, TopicNameError, split_topics, topic_key

REFUSED = {
    "TooMany": _("Twenty of your proposals wait already. Please let the organisers decide those first."),
    "TopicGone": _("This topic was merged with another one in the meantime."),
    "NameTaken": _("Another topic is called so already. You may propose to merge the two."),
    "SameTopic": _("This is the same topic: it cannot be merged with itself."),
    "LecturesClash": _("Both topics have a lecture of the same code. Please change one of them first."),
    "AlreadyDecided": _("Somebody has decided this already."),
}


class TopicNameField(LineField):
    """One topic's name; cleans to it as it is kept."""

    def __init__(self, **kwargs):
        super().__init__(most=MAX_NAME * 2, required=False, **kwargs)

    def to_python(self, value):
        try:
            names = split_topics(super().to_python(value))
        except TopicNameError as error:
            raise ValidationError(
                TOPIC_SENTENCES[error.code], code=error.code, params={"name": error.name[:60]}
            ) from None
        if len(names) != 1:
            raise ValidationError(_("Please write the name of one topic."), code="one")
        return names[0]


class ProposalForm(forms.Form):
    """Which topic, what is to become of it, and the other name.

    `known` finds the topic of a name, as far as the person may know of it, or None.
    """

    topic = TopicNameField(label=_("Which topic?"))
    kind = forms.ChoiceField(
        label=_("What should be done?"),
        choices=TopicProposal.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )
    name = TopicNameField(label=_("The other name"))

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known
        for name in ("topic", "name"):
            self.fields[name].widget.attrs["list"] = "curated-topics"

    def clean_topic(self):
        """Return the topic, as far as this person may know of it."""
        topic = self.known(self.cleaned_data["topic"])
        if topic is None:
            raise ValidationError(_("There is no topic of this name."), code="unknown")
        return topic

    def clean(self):
        """Refuse what could not be carried out, as far as this person may know why."""
        data = super().clean()
        topic, kind, name = data.get("topic"), data.get("kind"), data.get("name")
        if not (topic and kind and name):
            return data
        other = self.known(name)
        if kind == TopicProposal.Kind.MERGE and other is None:
            self.add_error("name", ValidationError(_("There is no topic of this name."), code="unknown"))
        elif kind == TopicProposal.Kind.MERGE and other == topic:
            self.add_error("name", ValidationError(REFUSED["SameTopic"], code="same"))
        elif kind != TopicProposal.Kind.MERGE and other not in (None, topic):
            self.add_error("name", ValidationError(REFUSED["NameTaken"], code="taken"))
        elif kind == TopicProposal.Kind.ALIAS and topic_key(name) == topic.key:
            self.add_error("name", ValidationError(_("This name leads to the topic already."), code="known"))
        return data


class DecisionForm(forms.Form):
    """The buttons beside a proposal."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("decline", "")])
    at = forms.ChoiceField(choices=[("organise", "")], required=False)  # the page they stand on
