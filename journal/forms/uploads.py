"""What the editor sends beside the post: text to preview, and pictures, one by one or with the form of the post."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from journal.actions.uploads import MAX_BYTES, PictureRefused, add_upload_once
from journal.forms.fields import BodyField
from journal.models.uploads import Upload
from journal.text.markdown import MAX_POST
from journal.text.pictures import ADDRESS

MOST_AT_ONCE = 20  # pictures that come with a post's own form

SENTENCES = {
    "empty": _("This file is empty."),
    "too_big": _("A picture may be at most 10 MB."),
    "too_many_pixels": _("This picture has too many pixels: at most 40 megapixels."),
    "not_a_picture": _("This is not a picture we can show. JPEG, PNG, GIF and WebP work."),
}


def code_of(upload: Upload) -> str:
    """Return the Markdown that shows a picture."""
    return f"![{gettext('picture')}]({upload.get_absolute_url()})"


class PicturesInput(forms.FileInput):
    """Chooses several pictures at once."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Pictures that come with a post's own form, where no script sends them before; cleans to a list of files."""

    widget = PicturesInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"})

    def clean(self, data, initial=None):
        return list(data or [])


class CoverField(forms.Field):
    """The address of a picture of ours; anything else is none."""

    def to_python(self, value):
        return value if isinstance(value, str) and ADDRESS.fullmatch(value) else ""


def bring_in(files, *, owner) -> tuple[list[str], list[str]]:
    """Keep the pictures among `files` as `owner`'s; return the Markdown of each, and a sentence for each refused."""
    codes, refused = [], []
    for file in files[:MOST_AT_ONCE]:
        try:
            if file.size > MAX_BYTES:
                raise PictureRefused("too_big")
            codes.append(code_of(add_upload_once(owner=owner, data=file.read())))
        except PictureRefused as error:
            refused.append(f"{file.name[:60]}: {SENTENCES[error.code]}")
    if len(files) > MOST_AT_ONCE:
        refused.append(gettext("At most %(most)s pictures at once: the others were left out.") % {"most": MOST_AT_ONCE})
    return codes, refused


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
