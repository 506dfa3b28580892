"""The organisers' forms about topics; what stands in a change's way is said at its field."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import LineField
from journal.forms.proposals import REFUSED, TopicNameField
from journal.models.topics import HUES, Topic
from journal.text.topic_names import topic_key

STALE = _("Something changed since you looked. Please look once more, then carry it out.")


class CareForm(forms.Form):
    """Which topics are shown: those with this in a name, a page of them."""

    q = LineField(label=_("Find a topic"), required=False, most=100)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)


class AliasForm(forms.Form):
    """Another name that leads to a topic."""

    name = TopicNameField(label=_("Another name for it"))

    def __init__(self, *args, topic: Topic, finder, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic, self.finder = topic, finder

    def clean_name(self):
        """Refuse a name that leads to a topic already."""
        name = self.cleaned_data["name"]
        other = self.finder.named(name)
        if other == self.topic:
            raise ValidationError(_("This name leads to the topic already."), code="known")
        if other:
            raise ValidationError(_("Another topic is called so already."), code="taken")
        return name


class ShelfForm(forms.Form):
    """Whether a topic is curated, and how it is shown among those."""

    is_curated = forms.BooleanField(label=_("A topic of the curriculum"), required=False)
    hue = forms.TypedChoiceField(
        label=_("Hue"), choices=[(0, _("None")), *((hue, hue) for hue in range(1, HUES + 1))], coerce=int
    )
    position = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999)

    def __init__(self, *args, topic: Topic, **kwargs):
        initial = {name: getattr(topic, name) for name in ("is_curated", "hue", "position")}
        super().__init__(*args, initial=initial, **kwargs)
        self.topic = topic

    def clean_is_curated(self):
        """Leave a topic with lectures where they stand."""
        is_curated = self.cleaned_data["is_curated"]
        if not is_curated and self.topic.lectures.exists():
            raise ValidationError(_("It has lectures, so it stays in the curriculum."), code="lectures")
        return is_curated


class ChangeForm(forms.Form):
    """A change of a topic: `seen` is the seal of what was shown of it before, `finder` knows topics and posts."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, topic: Topic, finder, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic, self.finder, self.other = topic, finder, None


class RenameForm(ChangeForm):
    """What a topic is called from now on; `other` is the topic that is called so."""

    name = TopicNameField(label=_("The new name"))

    def clean_name(self):
        """Refuse the name that it has, and those of others."""
        name = self.cleaned_data["name"]
        self.other = self.finder.named(name)
        if name == self.topic.name:
            raise ValidationError(_("It is called so already."), code="same")
        if self.other not in (None, self.topic):
            raise ValidationError(_("Another topic is called so already. You may merge the two instead."), code="taken")
        return name


class MergeForm(ChangeForm):
    """Which topic it becomes part of: `other`."""

    name = TopicNameField(label=_("Which topic does it become part of?"))

    def clean_name(self):
        """Return the name of the other topic, as it is called."""
        self.other = self.finder.known(self.cleaned_data["name"])
        if self.other is None:
            raise ValidationError(_("There is no topic of this name."), code="unknown")
        if self.other == self.topic:
            raise ValidationError(REFUSED["SameTopic"], code="same")
        refuse_clash(self.topic.lectures.all(), self.other)
        return self.other.name


class SplitForm(ChangeForm):
    """Which posts and lectures of a topic become another one's; `other` is that one where it is there already."""

    name = TopicNameField(label=_("What the other topic is called"))
    words = LineField(
        label=_("Words in a heading"),
        required=False,
        most=100,
        help_text=_("In a heading that names the topic, in a lecture under it, or over a part of the post."),
    )
    first_on = forms.DateField(label=_("From this day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_on = forms.DateField(label=_("To this day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)
    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    lectures = forms.TypedMultipleChoiceField(
        label=_("Lectures that go along"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        everybody, cohort = ("", _("Everybody")), self.topic.cohort
        self.fields["team"].choices = [everybody, *cohort.teams.order_by("name").values_list("pk", "name")]
        names = sorted(
            ((person.pk, f"{person.display_name} @{person.handle}") for person in self.finder.writers()), key=_folded
        )
        self.fields["person"].choices = [everybody, *names]
        self.own = {lecture.pk: lecture for lecture in self.topic.lectures.order_by("code_key", "pk")}
        self.fields["lectures"].choices = [(pk, str(lecture)) for pk, lecture in self.own.items()]
        if not self.own:
            del self.fields["lectures"]

    def clean_name(self):
        """Refuse its own name; that of another topic is welcome."""
        name = self.cleaned_data["name"]
        if topic_key(name) == self.topic.key:
            raise ValidationError(_("This is the topic's own name. The other topic needs another one."), code="same")
        found = self.finder.named(name)
        self.other = None if found == self.topic else found
        return self.other.name if self.other else name

    def clean(self):
        """Find the posts: `chosen` by what is asked, and `all_posts` with those that write the name anyhow."""
        data = super().clean()
        if self.errors:
            return data
        if data["first_on"] and data["last_on"] and data["last_on"] < data["first_on"]:
            self.add_error("last_on", ValidationError(_("The last day is before the first."), code="order"))
            return data
        self.moving = [self.own[pk] for pk in data.get("lectures", [])]
        self.chosen = self.finder.chosen(data)
        self.all_posts = {*self.chosen, *self.finder.writing(data["name"])}
        if not self.all_posts and not self.moving:
            asked = any(data.get(name) for name in ("words", "first_on", "last_on", "team", "person"))
            words = (
                _("No post about this topic fits that.") if asked else _("Say which posts become the other topic's.")
            )
            raise ValidationError(words, code="none")
        if self.other and self.moving:
            try:
                refuse_clash(self.topic.lectures.filter(pk__in=data["lectures"]), self.other)
            except ValidationError as error:
                self.add_error("lectures", error)
        return data


def refuse_clash(lectures, other: Topic) -> None:
    """Refuse lectures whose codes another topic's have."""
    if clash := sorted(
        set(lectures.values_list("code", flat=True)) & set(other.lectures.values_list("code", flat=True))
    ):
        words = _("Both topics have lectures of the code %(codes)s. Please change one of them first.")
        raise ValidationError(words, code="lectures", params={"codes": ", ".join(clash[:5])})


def _folded(row: tuple[int, str]) -> str:
    return row[1].casefold()
