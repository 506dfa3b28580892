"""What the editor sends beside the post: text to preview, and pictures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.actions.uploads import MAX_BYTES
from journal.forms.fields import BodyField
from journal.text.markdown import MAX_POST

SENTENCES = {
    "empty": _("This file is empty."),
    "too_big": _("A picture may be at most 10 MB."),
    "too_many_pixels": _("This picture has too many pixels: at most 40 megapixels."),
    "not_a_picture": _("This is not a picture we can show. JPEG, PNG, GIF and WebP work."),
}


class PreviewForm(forms.Form):
    """The text to preview."""

    content = BodyField(required=False, most=MAX_POST)


class SizeForm(forms.Form):
    """`?size=small` asks for the picture as lists show it."""

    size = forms.ChoiceField(choices=[("small", "")], required=False)


class UploadForm(forms.Form):
    """One picture. What it is, its bytes say (actions/uploads.py), not its name."""

    image = forms.FileField(allow_empty_file=True, error_messages={"required": _("Choose a picture first.")})

    def clean_image(self):
        """Refuse what is too big before reading it."""
        if self.cleaned_data["image"].size > MAX_BYTES:
            raise forms.ValidationError(self.sentence("too_big"), code="too_big")
        return self.cleaned_data["image"]

    @staticmethod
    def sentence(code: str) -> str:
        """Return the words for a refused picture."""
        return str(SENTENCES[code])
