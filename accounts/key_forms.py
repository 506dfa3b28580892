"""allauth's forms for the second step: wrong codes and keys are written down, keys have names that fit on a line, and
whatever is no key's answer is refused in words.
"""

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.audit import Kind, note_event
from accounts.forms import fit_for_a_line

LONGEST = 100  # characters of a name
MOST = 20_000  # characters of a key's answer


class AnswerField(forms.JSONField):
    """A key's answer: a small object. What is none, or nests without an end, is the wrong key."""

    def to_python(self, value):
        if isinstance(value, str) and len(value) > MOST:
            raise get_adapter().validation_error("incorrect_code")
        try:
            found = super().to_python(value)
        except (RecursionError, ValueError):
            raise get_adapter().validation_error("incorrect_code") from None
        if found is not None and not isinstance(found, dict):
            raise get_adapter().validation_error("incorrect_code")
        return found

    def bound_data(self, data, initial):
        return None  # an answer is never shown again


def _answer() -> AnswerField:
    return AnswerField(required=True, widget=forms.HiddenInput)


def _note_wrong(user, error: ValidationError) -> None:
    """Write down a wrong code or key in the log of whose it should have been; one too many is refused unread."""
    if user is not None and error.code == "incorrect_code":
        note_event(context.request, user, Kind.WRONG_STEP)


class _Code:
    """For a form that asks for an app's code, or a spare one."""

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError as error:
            _note_wrong(self.user, error)
            raise


class CodeForm(_Code, AuthenticateForm):
    """A code beside the password."""


class CodeProofForm(_Code, ReauthenticateForm):
    """A code once more, before a change of the account."""


class _Known:
    """For a form that asks whether an answer is a known key's."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except ValidationError as error:
            _note_wrong(self.user, error)
            raise
        except Exception:  # what reads them raises whatever it likes at hostile ones
            error = get_adapter().validation_error("incorrect_code")
            _note_wrong(self.user, error)
            raise error from None


class AddKeyForm(AddWebAuthnForm):
    """A new key."""

    name = forms.CharField(label=_("Name of the key"), required=False, max_length=LONGEST, validators=[fit_for_a_line])
    credential = _answer()

    def clean(self):
        try:
            return super().clean()
        except ValidationError:
            raise
        except Exception:
            raise get_adapter().validation_error("incorrect_code") from None


class KeyForm(_Known, AuthenticateWebAuthnForm):
    """A key beside the password."""

    credential = _answer()


class PasskeyForm(_Known, LoginWebAuthnForm):
    """A key instead of the password."""

    credential = _answer()


class ProofForm(_Known, ReauthenticateWebAuthnForm):
    """A key once more, before a change of the account."""

    credential = _answer()


class EditKeyForm(EditWebAuthnForm):
    """Another name for a key."""

    name = forms.CharField(label=_("Name of the key"), max_length=LONGEST, validators=[fit_for_a_line])
