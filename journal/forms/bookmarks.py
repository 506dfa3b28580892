"""The forms of bookmarks: a note and a folder, and a folder's name."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.forms.fields import BodyField, LineField
from journal.models.bookmarks import MAX_FOLDER, MAX_NOTE, BookmarkFolder

TAKEN = ValidationError(_("You have a folder of this name already."), code="taken")
TOO_MANY = ValidationError(_("No more folders fit. Delete one first."), code="many")


class BookmarkForm(forms.Form):
    """Why one keeps a post, and where: a folder that is there, or a new one."""

    note = BodyField(label=pgettext_lazy("bookmark", "Note"), required=False, most=MAX_NOTE)
    folder = forms.ModelChoiceField(None, label=_("Folder"), required=False, empty_label=_("No folder"))
    new_folder = LineField(label=_("New folder"), required=False, most=MAX_FOLDER)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": MAX_NOTE})
        self.fields["folder"].queryset = BookmarkFolder.objects.visible_to(user).order_by("name")


class FolderForm(forms.Form):
    """What a folder is called."""

    name = LineField(label=_("Name"), required=False, most=MAX_FOLDER)

    def clean_name(self):
        """A folder is found by its name."""
        if not self.cleaned_data["name"]:
            raise ValidationError(_("Please give it a name."), code="empty")
        return self.cleaned_data["name"]
