"""What the organisers' pages about topics take, for tests/journal/test_bad_input.py."""

from django.forms import CharField, Form

from journal.forms.listing import ListingForm
from journal.forms.topic_care import CareForm, MergeForm, RenameForm, SplitForm

CHANGES = {"topic_care.rename": RenameForm, "topic_care.merge": MergeForm, "topic_care.split": SplitForm}


class DeedForm(Form):
    """What the buttons on the page about one topic send."""

    do, key, name, hue, position, is_curated = (CharField() for _ in range(6))


class NothingForm(Form):
    """A button and nothing else."""


TOPIC_QUERIES = {"topic_care.index": CareForm, "topic_changes.index": ListingForm, **CHANGES}
TOPIC_FORMS = {"topic_care.show": DeedForm, "topic_changes.undo": NothingForm, **CHANGES}
TOPIC_PATHS = {
    "topic_care.index": "/c/{cohort}/organise/topics/",
    "topic_care.show": "/c/{cohort}/organise/topics/{pk}/",
    **{name: f"/c/{{cohort}}/organise/topics/{{pk}}/{name.partition('.')[2]}/" for name in CHANGES},
    "topic_changes.index": "/c/{cohort}/organise/topics/changes/",
    "topic_changes.undo": "/c/{cohort}/organise/topics/changes/{pk}/undo/",
}
TOPIC_WORDS = {name: [word for word in ("cohort", "pk") if f"{{{word}}}" in path] for name, path in TOPIC_PATHS.items()}
