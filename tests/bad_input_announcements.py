"""What the pages of announcements take, for tests/journal/test_bad_input.py."""

from django.forms import Form

from journal.forms.announcements import AnnouncementForm, ReadersForm
from journal.forms.listing import ListingForm
from journal.forms.questions import BackForm


class VersionedForm(AnnouncementForm):
    """What the page that changes one sends."""

    version = AnnouncementForm.base_fields["key"]


class SureForm(Form):
    """A button and nothing else."""


QUERIES = {
    **dict.fromkeys(("announcements.index", "announcements.show", "announcements.new"), ListingForm),
    **dict.fromkeys(("announcements.edit", "announcements.delete"), ListingForm),
    "announcements.readers": ReadersForm,
}
FORMS = {
    "announcements.new": AnnouncementForm,
    "announcements.edit": VersionedForm,
    "announcements.delete": SureForm,
    "announcements.read": BackForm,
}
PATHS = {
    "announcements.index": "/c/{cohort}/announcements/",
    "announcements.show": "/c/{cohort}/announcements/{pk}/{slug}/",
    "announcements.read": "/c/{cohort}/announcements/read/{pk}/",
    "announcements.new": "/c/{cohort}/organise/announcements/",
    "announcements.edit": "/c/{cohort}/organise/announcements/{pk}/",
    "announcements.delete": "/c/{cohort}/organise/announcements/{pk}/delete/",
    "announcements.readers": "/c/{cohort}/organise/announcements/{pk}/unread/",
}
WORDS = {name: [word for word in ("cohort", "pk", "slug") if f"{{{word}}}" in path] for name, path in PATHS.items()}
