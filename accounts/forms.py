"""What people type about themselves: sign-up, profile, language. Every refusal is a sentence at its field."""

import re
from functools import cache
from zoneinfo import available_timezones

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts import pictures
from accounts.models import FormerHandle, User
from accounts.names import HandleError, check_handle, display_key, handle_key

# Control characters, the marks that turn the direction of the text around them, and lone surrogates.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Each language by its own name: who looks for it may not read the present one.
LANGUAGES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]

HANDLE_SENTENCES = {
    "too_short": _("A handle has at least 2 characters."),
    "too_long": _("A handle has at most 30 characters."),
    "start": _("A handle starts with a letter from A to Z."),
    "characters": _("A handle has only letters from A to Z, digits and _."),
    "reserved": _("This handle belongs to the site. Choose another one."),
    "taken": _("Somebody has this handle, or one that looks like it. Choose another one."),
}
PICTURE_SENTENCES = {
    "too_big": _("The picture is larger than 10 MB. Choose a smaller one."),
    "too_wide": _("The picture has more than 50 million pixels. Choose a smaller one."),
    "not_a_picture": _("This file is not a picture that we can read. Choose a JPEG, PNG, GIF or WebP file."),
}


def fit_for_a_line(text: str) -> None:
    """Raise ValidationError where `text` has characters that no single line of text needs and that could deceive."""
    if _UNFIT.search(text):
        raise ValidationError(_("There is an invisible control character in it. Type it anew."), code="unfit")


class HandleField(forms.CharField):
    """A handle as somebody types it, with or without its @; cleans to the handle."""

    def clean(self, value) -> str:
        text = self.to_python(value)
        self.validate(text)  # required
        try:
            return check_handle(text)
        except HandleError as error:
            raise ValidationError(HANDLE_SENTENCES[error.code], code=error.code) from error


class HandleMixin:
    """The uniqueness of a handle, as seen by a form about a person (a ModelForm) or about nobody yet."""

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"]
        key, person = handle_key(handle), getattr(self, "instance", None)
        others = User.objects.filter(handle_key=key).values("pk")
        others = others.union(FormerHandle.objects.filter(handle_key=key).values("user"), all=True)
        if any(each["pk"] != (person and person.pk) for each in others):
            raise ValidationError(HANDLE_SENTENCES["taken"], code="taken")
        return handle


class NameMixin:
    """The display name: any script, but something must be seen of it."""

    def clean_display_name(self) -> str:
        name = self.cleaned_data["display_name"]
        fit_for_a_line(name)
        if not display_key(name):
            raise ValidationError(_("Nobody would see this name. Write one that can be read."), code="blank")
        return name


class SignupForm(HandleMixin, NameMixin, forms.Form):
    """What Haru asks besides allauth's e-mail and password; allauth's own form derives from it."""

    field_order = ["email", "handle", "display_name", "password1", "password2"]

    handle = HandleField(
        label=_("Handle"),
        help_text=_("How others address you: @minji. Letters from A to Z, digits and _."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    display_name = forms.CharField(
        label=_("Name"),
        max_length=50,
        help_text=_("How you sign, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request, user) -> None:
        """Do nothing: the adapter has saved it all; allauth wants the method."""


class ProfileForm(HandleMixin, NameMixin, forms.ModelForm):
    """A person's own page about themselves."""

    handle = HandleField(
        label=_("Handle"), help_text=_("How others address you: @minji. One that you had before still leads to you.")
    )
    picture_file = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, GIF or WebP up to 10 MB; its middle is cut out as a square."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}),
    )
    remove_picture = forms.BooleanField(label=_("Remove my picture"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(name, name) for name in time_zones()])
    single_keys = forms.BooleanField(
        label=_("Shortcuts of a single key"),
        required=False,
        help_text=_("For search, writing and more, while nothing is typed. Those with Ctrl work without it too."),
    )

    class Meta:
        model = User
        fields = ["display_name", "handle", "bio", "language", "time_zone", "scheme", "single_keys"]

    field_order = ["display_name", "handle", "bio", "picture_file", "remove_picture", *Meta.fields[3:]]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.picture:
            del self.fields["remove_picture"]

    def clean_bio(self) -> str:
        fit_for_a_line(self.cleaned_data["bio"])
        return self.cleaned_data["bio"]

    def clean_picture_file(self) -> bytes | None:
        """Return the picture, encoded anew, or None where none was sent."""
        if not (upload := self.cleaned_data["picture_file"]):
            return None
        try:
            return pictures.square_webp(upload)
        except pictures.PictureError as error:
            raise ValidationError(PICTURE_SENTENCES[error.code], code=error.code) from error

    def save(self) -> User | None:
        """Save and return the person; None, with a sentence at the handle, when somebody took it meanwhile."""
        old, content = self.instance.picture, self.cleaned_data["picture_file"]
        if content:
            self.instance.picture = pictures.store_picture(content)
        elif self.cleaned_data.get("remove_picture"):
            self.instance.picture = ""
        try:
            with transaction.atomic():
                self.instance.save(update_fields=[*self.Meta.fields, "picture"])
        except IntegrityError:
            if self.instance.picture != old:
                pictures.remove_picture(self.instance.picture)
            self.add_error("handle", HANDLE_SENTENCES["taken"])
            return None
        if self.instance.picture != old:
            pictures.remove_picture(old)
        return self.instance


class ClosingForm(forms.Form):
    """Closing one's account: what becomes of one's writing, and the password once more."""

    posts = forms.ChoiceField(
        label=_("What you published, and your comments"),
        choices=[
            ("keep", _("stay for your cohorts, under a neutral name")),
            ("delete", _("are deleted, with the replies to your comments")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of your writing.")},
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse another password than the person's own; guesses are counted as at the sign-in."""
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["password"]):
            raise get_adapter().validation_error("incorrect_password")
        return self.cleaned_data["password"]


class LanguageForm(forms.Form):
    """The language of the pages, and where to go back to."""

    language = forms.ChoiceField(choices=LANGUAGES)
    next = forms.CharField(required=False, strip=False)


@cache
def time_zones() -> tuple[str, ...]:
    """Return the names of the world's time zones, sorted: Region/City, and UTC; read from the disk once."""
    old = ("Etc/", "SystemV/", "US/")
    cities = {name for name in available_timezones() if "/" in name and not name.startswith(old)}
    return tuple(sorted(cities | {"UTC", settings.TIME_ZONE}))
