"""allauth's forms for keys: with names that fit on a line, and a refusal in words for whatever is no key's answer."""

from allauth.mfa.adapter import get_adapter
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


class _Known:
    """For a form that asks whether an answer is a known key's."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except ValidationError:
            raise
        except Exception:  # what reads them raises whatever it likes at hostile ones
            raise get_adapter().validation_error("incorrect_code") from None


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
